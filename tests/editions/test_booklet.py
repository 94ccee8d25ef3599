"""The folder for a printer's shop: boxes, crop marks, sheets that are two pages, blanks."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pytest

from veerkracht.editions.booklet import BLEED, MARK, MM, SLUG, bind
from veerkracht.editions.pdf import print_pdf

A4 = (210 * MM, 297 * MM)


def bound(*sheets: str) -> tuple[pikepdf.Pdf, int]:
    """Pages as druk.css has them printed (`A4` or `A3 landscape`), bound; and the blanks."""
    style = "".join(
        f"@page p{n} {{ size: {sheet}; bleed: 10mm; background: #13296C }} #s{n} {{ page: p{n} }}"
        for n, sheet in enumerate(sheets)
    )
    body = "".join(f'<section id="s{n}">Blad {n}</section>' for n in range(len(sheets)))
    html = f'<html lang="nl"><head><title>t</title><style>{style}</style></head><body>{body}'
    printed = print_pdf(f"{html}</body></html>", {}, date=dt.date(2026, 1, 1), draft=True)
    data, blanks = bind(printed)
    assert (data, blanks) == bind(printed)
    return pikepdf.open(io.BytesIO(data)), blanks


def boxes(page: pikepdf.Page) -> dict[str, list[float]]:
    return {
        name: [float(n) for n in page.obj[f"/{name}Box"]] for name in ("Media", "Bleed", "Trim")
    }


def marks(page: pikepdf.Page) -> list[tuple[float, float, float, float]]:
    """The lines of the last stream, from where to where in points."""
    points = [
        [float(number) for number in one.operands]
        for one in pikepdf.parse_content_stream(page)[-60:]
        if str(one.operator) in ("m", "l")
    ]
    return [(a[0], a[1], b[0], b[1]) for a, b in zip(points[::2], points[1::2], strict=True)]


def test_bleed_lies_round_the_page_and_crop_marks_outside_of_it() -> None:
    pdf, blanks = bound("A4", "A4", "A4", "A4")
    assert blanks == 0 and len(pdf.pages) == 4
    for page in pdf.pages:
        media, bleed, trim = boxes(page).values()
        wide, high = trim[2] - trim[0], trim[3] - trim[1]
        assert (wide, high) == pytest.approx(A4, abs=0.1)
        for outer, room in ((bleed, BLEED), (media, SLUG)):
            assert outer == pytest.approx(
                [trim[0] - room, trim[1] - room, trim[2] + room, trim[3] + room]
            )
        lines = marks(page)
        assert len(lines) == 8
        for x0, y0, x1, y1 in lines:
            outside = [
                not (bleed[0] <= x <= bleed[2] and bleed[1] <= y <= bleed[3])
                for x, y in ((x0, y0), (x1, y1), ((x0 + x1) / 2, (y0 + y1) / 2))
            ]
            assert all(outside)
            inside = media[0] <= min(x0, x1) and max(x0, x1) <= media[2]
            assert inside and media[1] <= min(y0, y1) and max(y0, y1) <= media[3]
            # In line with an edge of the page.
            assert (x0 == x1 and round(x0, 2) in [round(trim[n], 2) for n in (0, 2)]) or (
                y0 == y1 and round(y0, 2) in [round(trim[n], 2) for n in (1, 3)]
            )
    assert BLEED < MARK[0] < MARK[1] < SLUG


def test_ground_ends_with_the_bleed() -> None:
    """Rendered: blue up to the edge of the bleed, white between it and the marks."""
    import pypdfium2

    pdf, _ = bound("A4")
    out = io.BytesIO()
    pdf.save(out)
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        picture = document[len(document) - 1].render(scale=1).to_pil().convert("RGB")
    left = round(SLUG)
    assert picture.getpixel((left - round(BLEED) + 2, 200)) == (0x13, 0x29, 0x6C)
    assert picture.getpixel((left - round(BLEED) - 2, 200)) == (255, 255, 255)


def test_a_sheet_of_a3_is_two_pages_and_blanks_stand_before_the_last() -> None:
    pdf, blanks = bound("A4", "A3 landscape", "A4", "A4")
    assert (len(pdf.pages), blanks) == (8, 3)
    left, right = (boxes(pdf.pages[n])["Trim"] for n in (1, 2))
    assert left[2] == pytest.approx(right[0], abs=0.1)
    assert right[2] - right[0] == pytest.approx(A4[0], abs=0.1)
    streams = [len(page.Contents) for page in pdf.pages]
    assert streams == [3, 3, 3, 3, 2, 2, 2, 3]


def test_nothing_of_a_screen_is_left() -> None:
    pdf, _ = bound("A4", "A4")
    assert not {"/Outlines", "/Names", "/StructTreeRoot"} & set(pdf.Root.keys())
    assert all("/Annots" not in page for page in pdf.pages)
