"""The picture of what is kept of an edition."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "het bewaren tekenen"):
    from veerkracht.archive.picture import save_picture

    save_picture(Path(snakemake.output.drawing))
