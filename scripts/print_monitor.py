"""The monitor as PDF/A, and its parts from the same layout; the same bytes for the same input."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "monitor afdrukken") as log:
    from veerkracht import io
    from veerkracht.editions.given_away import attach
    from veerkracht.editions.page_fill import fill_table
    from veerkracht.editions.pdf import as_assets, assets_of, bind, count_pages, print_parts

    page = Path(snakemake.input.html)
    texts = (Path(path).read_text(encoding="utf-8") for path in (page, *snakemake.input.erratum))
    whole, *rest = print_parts(
        as_assets(bind(*texts)),
        assets_of(page),
        date=date.fromisoformat(snakemake.params.edition["date"]),
        attachments=attach(snakemake.input.public),
    )
    Path(snakemake.output.pdf).write_bytes(whole)
    Path(snakemake.output.pages).write_text(f"{count_pages(whole)}\n", encoding="utf-8")
    io.write_table(fill_table(whole), snakemake.output.fills)
    folder = Path(snakemake.output.parts)
    folder.mkdir(exist_ok=True)
    for number, part in enumerate(rest, start=1):
        (folder / f"deel-{number}.pdf").write_bytes(part)
    log.info("%d pagina's, %d delen", count_pages(whole), len(rest))
