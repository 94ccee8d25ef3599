"""The network as posters, A3: of the last year, and of all years on one sheet."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "posters afdrukken") as log:
    from veerkracht.editions.posters import print_poster

    asked = snakemake.params
    files = zip(snakemake.input.figures, snakemake.input.texts, snakemake.output, strict=True)
    for drawing, text, poster in files:
        told = json.loads(Path(text).read_text(encoding="utf-8"))
        pdf = print_poster(Path(drawing), told, asked.wijk, asked.edition, draft=asked.draft)
        Path(poster).write_bytes(pdf)
        log.info("%s", poster)
