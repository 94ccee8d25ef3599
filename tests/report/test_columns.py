"""Columns of printed tables: as wide as their cells, and never wider than the page."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from veerkracht.lookups.lookups import Lookups
from veerkracht.report.columns import (
    AFTER_NUMBER,
    COLUMN,
    DENSE_GAP,
    DENSE_PAGE,
    GAP,
    MEASURE,
    PAGE,
    SLACK,
    fit_columns,
    text_width,
)
from veerkracht.report.tables.method import definitions

TEXT, NUMBER = "text", "number"


def test_no_line_ends_in_the_middle_of_a_formula(
    example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    data = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    words = " ".join(row[-1] for row in definitions(data, "alle").rows)
    assert "1\u00a0−\u00a0Σp² (Blau 1977)" in words and " − " not in words


def test_width_of_a_text_by_the_font() -> None:
    """Source Sans 3 Semibold: a digit is 513 of 1000 units wide (hmtx), and every digit is."""
    assert text_width("1") == pytest.approx(0.513)
    assert text_width("1234") == pytest.approx(4 * text_width("0"))
    assert text_width("") == 0 and text_width("\U0001f33b") == 0.6


def test_a_small_table_is_a_column_wide_and_its_cells_share_what_is_over() -> None:
    fit = fit_columns([("Jaar", TEXT), ("n", NUMBER)], [["2019", "5"], ["2020", "123"]])
    own = [text_width("2019") + SLACK + GAP, text_width("123") + SLACK + GAP]
    over = (COLUMN * PAGE - sum(own)) / 2
    assert fit.widths == [pytest.approx(width + over, abs=0.01) for width in own]
    assert fit.narrow and not fit.dense and not fit.long and fit.lines == 2


@pytest.mark.parametrize(("signs", "share"), [(4, COLUMN), (50, MEASURE), (75, 1.0)])
def test_a_table_has_one_of_three_widths(signs: int, share: float) -> None:
    fit = fit_columns([("Naam", TEXT), ("n", NUMBER)], [["1" * signs, "1"]])
    assert fit.share == share and fit.total == pytest.approx(share * PAGE, abs=0.02)


def test_a_text_keeps_clear_of_a_number_before_it() -> None:
    rows = [["12", "woord"]]
    number, text = fit_columns([("n", NUMBER), ("w", TEXT)], rows).widths
    own = text_width("woord") - text_width("12") + AFTER_NUMBER
    assert text - number == pytest.approx(own, abs=0.02)


def test_a_label_takes_two_lines_and_so_does_a_caption() -> None:
    columns = [("Samenwerkingen nieuw", NUMBER), ("b", NUMBER)]
    one, other = fit_columns(columns, [["1", "2"]]).widths
    assert one - other < text_width("Samenwerkingen nieuw") - text_width("2") - 1
    caption = "Een opschrift dat langer is dan een kolom"
    assert fit_columns(columns, [["1", "2"]], caption).share == COLUMN
    assert fit_columns(columns, [["1", "2"]], 2 * caption).share > COLUMN


def test_sentences_share_what_narrow_columns_leave() -> None:
    long, longer = "een zin die telt " * 6, "een zin die telt " * 24
    columns = [("Nr.", TEXT), ("Kort", TEXT), ("Lang", TEXT)]
    fit = fit_columns(columns, [["S1", long, longer]] * 3)
    assert fit.dense and fit.total <= DENSE_PAGE + 0.01
    assert fit.widths[0] == pytest.approx(text_width("Nr.") + SLACK + DENSE_GAP, abs=0.2)
    assert fit.widths[2] > 1.5 * fit.widths[1] > 0
    assert fit.lines >= 3 * 3


def test_only_the_widest_column_wraps_where_many_do_not_fit() -> None:
    columns = [("Reeks", TEXT), *((f"Kolom {n}", NUMBER) for n in range(10))]
    fit = fit_columns(columns, [["een naam van vier woorden", *["11 van 11"] * 10]] * 5)
    assert fit.dense and fit.total <= DENSE_PAGE + 0.01
    assert fit.widths[1] == pytest.approx(text_width("11 van 11") + SLACK + DENSE_GAP, abs=0.01)
    assert fit.widths[0] < text_width("een naam van vier woorden")


def test_no_table_is_wider_than_the_page() -> None:
    columns = [("Woord" * 8, TEXT)] * 9
    assert fit_columns(columns, [["lang" * 20] * 9]).total == pytest.approx(DENSE_PAGE, abs=0.1)


def test_a_table_just_too_long_for_a_page_becomes_dense() -> None:
    rows = [[str(n), "woord"] for n in range(42)]
    fit = fit_columns([("a", TEXT), ("b", TEXT)], rows)
    assert fit.dense and not fit.long


def test_a_table_longer_than_a_page_says_so() -> None:
    rows = [[str(n), "woord"] for n in range(100)]
    fit = fit_columns([("a", TEXT), ("b", TEXT)], rows)
    assert fit.long and not fit.dense and fit.total < PAGE
    assert not fit_columns([("a", TEXT), ("b", TEXT)], rows[:30]).long
