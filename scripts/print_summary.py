"""The folder with the summary as PDF/A, the same bytes for the same input."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "samenvatting afdrukken") as log:
    from veerkracht.editions.given_away import attach
    from veerkracht.editions.pdf import as_assets, assets_of, count_pages, print_pdf

    page = Path(snakemake.input.html)
    html = as_assets(page.read_text(encoding="utf-8"))
    day = date.fromisoformat(snakemake.params.edition["date"])
    pdf = print_pdf(html, assets_of(page), date=day, attachments=attach(snakemake.input.public))
    Path(snakemake.output.pdf).write_bytes(pdf)
    Path(snakemake.output.pages).write_text(f"{count_pages(pdf)}\n", encoding="utf-8")
    log.info("%d pagina's", count_pages(pdf))
