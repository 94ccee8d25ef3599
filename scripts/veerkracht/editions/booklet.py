"""The folder for a printer's shop: loose pages of A4 with bleed, and crop marks outside of it."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.editions.pdf import as_assets, assets_of, print_pdf
from veerkracht.paths import TEMPLATES

if TYPE_CHECKING:
    import pikepdf

SHEET = '<link rel="stylesheet" media="print" href="asset:druk.css">'
MM = 72 / 25.4  # in points
SLUG = 10 * MM  # ground beyond every edge, as in druk.css
BLEED = 3 * MM  # what of it may be seen where a knife slips
MARK = (4 * MM, 9 * MM)  # from where to where a crop mark runs, seen from the edge of the page
FOLD = 4  # a sheet that is folded once has four pages
WIDEST = 300 * MM  # a page wider than this is two that lie side by side

Box = tuple[float, float, float, float]  # left, bottom, right, top in points


def print_booklet(page: Path, date: dt.date) -> tuple[bytes, int]:
    """The PDF of the folder `page` (HTML) as a shop binds it, and how many of its pages are blank.

    Its TrimBox is the page as it will be cut, its BleedBox that with 3 mm of bleed, and the crop
    marks lie outside both. A sheet of A3 becomes two pages, and blank ones before the last make
    the number of pages a multiple of four. Without tags or links: nobody reads it on a screen.
    Raises PdfError.
    """
    html = as_assets(page.read_text(encoding="utf-8")).replace("</head>", f"{SHEET}\n</head>", 1)
    assets = {**assets_of(page), "druk.css": TEMPLATES / "druk.css"}
    return bind(print_pdf(html, assets, date=date, draft=True))


def bind(printed: bytes) -> tuple[bytes, int]:
    """The pages of a PDF with SLUG around them, cut out for binding; and the number of blanks."""
    import pikepdf

    with pikepdf.open(io.BytesIO(printed)) as pdf:
        for key in ("/Outlines", "/Names", "/Dests", "/PageLabels"):
            if key in pdf.Root:
                del pdf.Root[key]
        sheets = [page.obj for page in pdf.pages]
        pages = [cut for sheet in sheets for cut in _cut(pdf, sheet)]
        blanks = -len(pages) % FOLD
        trim = _box(pages[0].TrimBox)
        blank = [_page(pdf, pages[0], trim, empty=True) for _ in range(blanks)]
        del pdf.pages[:]
        for one in [*pages[:-1], *blank, pages[-1]]:
            pdf.pages.append(pikepdf.Page(one))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue(), blanks


def _box(values: pikepdf.Object) -> Box:
    left, bottom, right, top = (float(value) for value in values)
    return left, bottom, right, top


def _cut(pdf: pikepdf.Pdf, sheet: pikepdf.Object) -> list[pikepdf.Object]:
    """The sheet as one page, or as the two that it is wide."""
    left, bottom, right, top = _around(_box(sheet.MediaBox), -SLUG)
    if right - left < WIDEST:
        return [_page(pdf, sheet, (left, bottom, right, top))]
    middle = (left + right) / 2
    halves = ((left, bottom, middle, top), (middle, bottom, right, top))
    return [_page(pdf, sheet, half) for half in halves]


def _around(box: Box, more: float) -> Box:
    left, bottom, right, top = box
    return left - more, bottom - more, right + more, top + more


def _page(
    pdf: pikepdf.Pdf, sheet: pikepdf.Object, trim: Box, empty: bool = False
) -> pikepdf.Object:
    """What of a sheet lies in `trim` and its bleed, with crop marks; or an empty page of it."""
    import pikepdf

    bleed = _around(trim, BLEED)
    left, bottom, right, top = bleed
    clip = f"q {left:.3f} {bottom:.3f} {right - left:.3f} {top - bottom:.3f} re W n\n"
    drawn: list[pikepdf.Object] = []
    if not empty:
        contents = sheet.Contents
        drawn = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    before, after = (pdf.make_stream(text.encode()) for text in (clip, f"\nQ\n{_marks(trim)}"))
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=pikepdf.Array(_around(trim, SLUG)),
            BleedBox=pikepdf.Array(bleed),
            TrimBox=pikepdf.Array(trim),
            Resources=pikepdf.Dictionary() if empty else sheet.Resources,
            Contents=pikepdf.Array([before, *drawn, after]),
        )
    )


def _marks(trim: Box) -> str:
    """Two lines at each corner of a page, in line with its edges."""
    left, bottom, right, top = trim
    near, far = MARK
    lines = []
    for x, out in ((left, -1), (right, 1)):
        for y, up in ((bottom, -1), (top, 1)):
            lines.append(f"{x + out * near:.3f} {y:.3f} m {x + out * far:.3f} {y:.3f} l")
            lines.append(f"{x:.3f} {y + up * near:.3f} m {x:.3f} {y + up * far:.3f} l")
    return "q 0 G 0.25 w " + " ".join(lines) + " S Q\n"
