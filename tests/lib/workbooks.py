"""Workbooks that a test writes: rows as dicts, headers as the schema has them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

from veerkracht.inputs.schemas import schema
from veerkracht.inputs.workbooks import CODING_SHEETS, GOVERNANCE_SHEETS

Rows = list[dict[str, Any]]


def party(name: str, **values: Any) -> dict[str, Any]:
    """A row of sheet initiatieven: an informal party of the wijk, not interviewed."""
    row = {"naam": name, "soort": "informeel", "ligging": "binnen", "geinterviewd": "nee"}
    return row | values


def spoken(name: str, **values: Any) -> dict[str, Any]:
    """As `party`, interviewed."""
    return party(name, geinterviewd="ja", interview=f"i-{name}", **values)


def write_book(
    path: Path,
    sheets: dict[str, Rows],
    heads: dict[str, list[str]] | None = None,
    touch: Callable[[Any, dict[str, Any]], None] | None = None,
) -> Path:
    """A workbook; `heads` replaces the header of a sheet, `touch` gets the book and its sheets."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    date = book.add_format({"num_format": "d-m-yyyy"})
    pages = {}
    for name, rows in sheets.items():
        page = pages[name] = book.add_worksheet(name)
        ours = name.strip().lower() in (*CODING_SHEETS, *GOVERNANCE_SHEETS)
        usual = list(schema(name.strip().lower()).fields) if ours else []
        head = (heads or {}).get(name, usual)
        page.write_row(0, 0, head)
        for number, row in enumerate(rows, start=1):
            for column, title in enumerate(head):
                value = row.get(title, row.get(title.strip().lower(), ""))
                if hasattr(value, "year"):
                    page.write_datetime(number, column, value, date)
                elif value != "":
                    page.write(number, column, value)
    if touch:
        touch(book, pages)
    book.close()
    return path


def write_coding(path: Path, heads: dict[str, list[str]] | None = None, **sheets: Rows) -> Path:
    """A coding workbook with all its sheets; those that are not given have a header only."""
    return write_book(path, {name: sheets.get(name, []) for name in CODING_SHEETS}, heads)


def write_governance(path: Path, **sheets: list[list[Any]]) -> Path:
    """A governance workbook of rows without keys; a sheet that is given empty is left out."""
    book = xlsxwriter.Workbook(str(path))
    for name in GOVERNANCE_SHEETS:
        if name in sheets and not sheets[name]:
            continue
        page = book.add_worksheet(name)
        page.write_row(0, 0, list(schema(name).fields))
        for number, row in enumerate(sheets.get(name, []), start=1):
            page.write_row(number, 0, row)
    book.close()
    return path
