"""The monitor as PDF/A, the same bytes for the same input."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.run import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "monitor afdrukken") as log:
    from veerkracht.pdf import as_assets, count_pages, print_pdf

    html = Path(snakemake.input.html)
    templates = Path("templates")
    pdf = print_pdf(
        as_assets(html.read_text(encoding="utf-8")),
        {
            "tokens.css": templates / "tokens.css",
            "print.css": templates / "print.css",
            "cover.svg": templates / "cover.svg",
            "figures": html.parent / "figures",
        },
        date=date.fromisoformat(snakemake.params.edition["date"]),
    )
    Path(snakemake.output.pdf).write_bytes(pdf)
    Path(snakemake.output.pages).write_text(f"{count_pages(pdf)}\n", encoding="utf-8")
    log.info("%d pagina's", count_pages(pdf))
