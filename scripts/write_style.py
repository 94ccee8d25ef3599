"""The page on the design system, with its samples."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "stijl beschrijven") as log:
    from veerkracht.editions.style_guide import page, samples

    Path(snakemake.output.page).write_text(page(), encoding="utf-8")
    for name, picture in samples(Path("templates")).items():
        path = Path(snakemake.output.page).parent / "stijl" / f"{name}.png"
        picture.save(path, format="PNG", optimize=True)
        log.info("%s: %d bytes", name, path.stat().st_size)
