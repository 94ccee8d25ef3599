"""The picture of the floors of the code."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "verdiepingen van de code tekenen") as log:
    from veerkracht.editions.floor_plan import save_floor_plan

    path = Path(snakemake.output.drawing)
    save_floor_plan(path)
    log.info("%d bytes", path.stat().st_size)
