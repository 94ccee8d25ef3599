"""The network as posters, A3: of the last year, of all years on one sheet, and a sheet a year."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "posters afdrukken") as log:
    from veerkracht.editions.posters import print_posters

    asked = snakemake.params
    texts = [json.loads(Path(text).read_text(encoding="utf-8")) for text in snakemake.input.texts]
    figures = list(zip(map(Path, snakemake.input.figures), texts, strict=True))
    # The figure of all years comes last, after those of each year.
    *each, together = figures
    output = snakemake.output
    for poster, shown in (
        (output.last, each[-1:]),
        (output.years, [together]),
        (output.each, each),
    ):
        pdf = print_posters(shown, asked.wijk, asked.edition, draft=asked.draft)
        Path(poster).write_bytes(pdf)
        log.info("%s", poster)
