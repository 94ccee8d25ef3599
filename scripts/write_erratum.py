"""What differs from the edition that this one corrects, as a page."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "erratum schrijven") as log:
    from veerkracht.archive.erratum import write_erratum

    earlier = Path(snakemake.input.earlier[0]).parent
    now = Path(snakemake.input.parts).parent
    page = write_erratum(earlier, now, (earlier.name, snakemake.params.version))
    Path(snakemake.output.page).write_text(page, encoding="utf-8")
    log.info("%s verbetert %s", snakemake.params.version, earlier.name)
