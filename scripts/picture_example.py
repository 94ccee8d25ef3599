"""Two pages of the monitor of the example, for the README and docs/stap-voor-stap.md."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "twee bladzijden van het voorbeeld fotograferen") as log:
    from veerkracht.editions.spread_picture import spread_picture

    picture = spread_picture(Path(snakemake.input.pdf), "met naam: de")
    Path(snakemake.output.picture).write_bytes(picture)
    log.info("%d kB", len(picture) / 1000)
