"""What a terminal showed, as pictures for docs/stap-voor-stap.md."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "schermen tekenen") as log:
    from veerkracht.editions.screen_picture import screen_picture

    texts, pictures = snakemake.input.texts, snakemake.output.pictures
    for text, picture in zip(texts, pictures, strict=True):
        drawn = screen_picture(Path(text).read_text(encoding="utf-8"))
        Path(picture).write_text(drawn, encoding="utf-8")
    log.info("%d schermen", len(texts))
