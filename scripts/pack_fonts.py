"""The fonts as a style sheet that holds them, for the web editions of all wijken."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "letters inpakken") as log:
    from veerkracht.editions.web import font_faces

    css = font_faces(Path(snakemake.input.fonts[0]).parent)
    Path("templates/web.fonts.css").write_text(css, encoding="utf-8")
    log.info("%d kB", len(css) / 1000)
