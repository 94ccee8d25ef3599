"""An edition as PDF/A, the same bytes for the same input; the monitor in its parts as well."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.run import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "PDF zetten") as log:
    from veerkracht.pdf import as_assets, count_pages, print_pdf

    html = Path(snakemake.input.html)
    templates = Path("templates")
    parts = snakemake.output.get("parts")
    whole, *rest = print_pdf(
        as_assets(html.read_text(encoding="utf-8")),
        {
            "print.css": templates / "print.css",
            "cover.svg": templates / "cover.svg",
            "figures": html.parent / "figures",
        },
        date=date.fromisoformat(snakemake.params.edition["date"]),
        split=parts is not None,
    )
    Path(snakemake.output.pdf).write_bytes(whole)
    Path(snakemake.output.pages).write_text(f"{count_pages(whole)}\n", encoding="utf-8")
    for number, part in enumerate(rest, start=1):
        path = Path(parts, f"deel-{number}.pdf")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(part)
    log.info("%d pagina's, %d delen", count_pages(whole), len(rest))
