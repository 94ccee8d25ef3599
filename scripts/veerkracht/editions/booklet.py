"""The folder for a printer's shop: the same pages with bleed and crop marks around them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from veerkracht.editions.pdf import as_assets, assets_of, print_pdf
from veerkracht.paths import TEMPLATES

SHEET = '<link rel="stylesheet" media="print" href="asset:druk.css">'


def print_booklet(page: Path, date: dt.date) -> bytes:
    """The PDF of the folder `page` (HTML) with 3 mm of bleed and crop marks; raises PdfError.

    Its TrimBox is the page as it will be cut, its BleedBox that with the bleed.
    """
    html = as_assets(page.read_text(encoding="utf-8")).replace("</head>", f"{SHEET}\n</head>", 1)
    return print_pdf(html, {**assets_of(page), "druk.css": TEMPLATES / "druk.css"}, date=date)
