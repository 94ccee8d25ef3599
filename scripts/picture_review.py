"""A picture of the page for reviewers, for docs/nakijken.md."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "bladzijde voor nakijkers fotograferen") as log:
    from veerkracht.review.page_picture import take_picture

    picture = take_picture(Path(snakemake.input.page), 1280, 1500)
    Path(snakemake.output.picture).write_bytes(picture)
    log.info("%d kB", len(picture) / 1000)
