"""How empty a page is: measured on pages of which the ink is known."""

from __future__ import annotations

import datetime as dt

import pytest

from veerkracht.editions.page_fill import BOTTOM, LIMIT, TOP, fill_table, page_fills
from veerkracht.editions.pdf import print_pdf

AREA = 297 - TOP - BOTTOM  # mm


def pages(*bodies: str) -> bytes:
    """A page of A4 a body, with the margins of the monitor, in a ground of its own."""
    sheets = "".join(f'<section style="break-before: page">{body}</section>' for body in bodies)
    style = (
        f"@page {{ size: A4; margin: {TOP}mm 22mm {BOTTOM}mm; background: #DDEFE8;"
        "@bottom-left { content: counter(page) } } body { margin: 0 }"
        "p, div { margin: 0; font: 10pt Source Sans 3 }"
    )
    html = f'<html lang="nl"><head><title>t</title><style>{style}</style></head><body>{sheets}'
    return print_pdf(f"{html}</body></html>", {}, date=dt.date(2026, 1, 1), draft=True)


def block(high: float) -> str:
    """A block of ink of this height in mm."""
    return f'<div style="background: #13296C; height: {high}mm"></div>'


def test_the_share_below_the_last_ink_is_that_of_the_page() -> None:
    """Known heights: a tenth, a half and all of the text area; the page number does not count."""
    found = page_fills(pages(*(block(share * AREA - 0.01) for share in (0.1, 0.5, 1.0))))
    assert [one.page for one in found] == [1, 2, 3]
    assert [one.empty for one in found] == pytest.approx([0.9, 0.5, 0.0], abs=0.01)


def test_an_empty_page_says_what_comes_after_it() -> None:
    found = page_fills(pages(block(30), "<p>Het volgende hoofdstuk</p>", block(AREA - 1), ""))
    assert found[0].reason == "daarna komt: Het volgende hoofdstuk"
    assert found[2].reason == "" and found[2].empty < LIMIT
    assert found[3].empty == 1 and found[3].reason == "de laatste bladzijde"


def test_pale_ink_counts_and_the_table_has_a_row_a_page() -> None:
    line = '<div style="padding-top: 120mm; border-bottom: 0.4mm solid #7C8690"></div>'
    table = fill_table(pages(line, block(AREA - 1)))
    assert list(table) == ["bladzijde", "leeg", "waarom"]
    assert table["leeg"].tolist() == pytest.approx([1 - 120 / AREA, 0.0], abs=0.01)
