"""The folder as a printer's shop wants it: with bleed and crop marks."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "folder voor de drukker afdrukken") as log:
    from veerkracht.editions.booklet import print_booklet
    from veerkracht.editions.pdf import count_pages

    page = Path(snakemake.input.html)
    day = date.fromisoformat(snakemake.params.edition["date"])
    pdf, blanks = print_booklet(page, day)
    Path(snakemake.output.pdf).write_bytes(pdf)
    log.info("%d pagina's, waarvan %d leeg", count_pages(pdf), blanks)
