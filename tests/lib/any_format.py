"""One workbook in each of the formats that people keep: .xlsx, .xls (97-2003) and .ods."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import xlsxwriter
from wijk import MANIFEST, MIME, ODS

FORMATS = ("xlsx", "xls", "ods")


class Odd(NamedTuple):
    """A cell of a kind: error, formula (no stored result), merged (with the row below), percent."""

    kind: str
    value: Any = ""


def write(
    path: Path,
    sheets: dict[str, list[list[Any]]],
    hidden_sheets: Iterable[str] = (),
    hidden_rows: Iterable[int] = (),
) -> Path:
    """A workbook in the format of the suffix; `hidden_rows` (from 1) are of its last sheet."""
    writer = {".xlsx": _xlsx, ".xls": _xls, ".ods": _ods}[path.suffix]
    writer(path, sheets, set(hidden_sheets), set(hidden_rows))
    return path


def _xlsx(path: Path, sheets: dict[str, list[list[Any]]], away: set[str], rows: set[int]) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    percent = book.add_format({"num_format": "0%"})
    for name, lines in sheets.items():
        page = book.add_worksheet(name)
        for y, line in enumerate(lines):
            if y + 1 in rows and name == list(sheets)[-1]:
                page.set_row(y, None, None, {"hidden": True})
            for x, value in enumerate(line):
                match value:
                    case Odd("error", text):
                        page.write_formula(y, x, "=X", None, text)
                    case Odd("formula"):
                        page.write_formula(y, x, "=X", None, "")
                    case Odd("merged", text):
                        page.merge_range(y, x, y + 1, x, text)
                    case Odd("percent", number):
                        page.write_number(y, x, number, percent)
                    case "":
                        pass
                    case _:
                        page.write(y, x, value)
        if name in away:
            page.hide()
    book.close()


def _xls(path: Path, sheets: dict[str, list[list[Any]]], away: set[str], rows: set[int]) -> None:
    import xlwt

    codes = {"#N/A": 0x2A, "#REF!": 0x17, "#DIV/0!": 0x07}
    percent = xlwt.easyxf(num_format_str="0%")
    book = xlwt.Workbook(encoding="utf-8")
    for name, lines in sheets.items():
        page = book.add_sheet(name)
        below_merged: set[tuple[int, int]] = set()
        for y, line in enumerate(lines):
            page.row(y).hidden = y + 1 in rows and name == list(sheets)[-1]
            for x, value in enumerate(line):
                match value:
                    case Odd("error", text):
                        page.row(y).set_cell_error(x, codes[text])
                    case Odd("formula"):
                        page.write(y, x, xlwt.Formula("1+1"))
                    case Odd("merged", text):
                        page.write_merge(y, y + 1, x, x, text)
                        below_merged.add((y + 1, x))
                    case Odd("percent", number):
                        page.write(y, x, number, percent)
                    case _ if value != "" and (y, x) not in below_merged:
                        page.write(y, x, value)
        if name in away:
            page.visibility = 1
    book.save(str(path))


def _ods(path: Path, sheets: dict[str, list[list[Any]]], away: set[str], rows: set[int]) -> None:
    tables = []
    for name, lines in sheets.items():
        body = []
        for y, line in enumerate(lines, start=1):
            hidden = y in rows and name == list(sheets)[-1]
            style = ' table:visibility="collapse"' if hidden else ""
            body.append(
                f"<table:table-row{style}>{''.join(map(_ods_cell, line))}</table:table-row>"
            )
        style = ' table:style-name="weg"' if name in away else ""
        tables.append(f'<table:table table:name="{name}"{style}>{"".join(body)}</table:table>')
    styles = (
        '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">'
        '<style:style style:name="weg" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    content = ODS.format(tables="".join(tables)).replace("<office:body>", f"{styles}<office:body>")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content)


def _ods_cell(value: Any) -> str:
    text = escape(str(value.value if isinstance(value, Odd) else value))
    words = f"<text:p>{text}</text:p>"
    match value:
        case Odd("formula"):
            attributes, words = 'table:formula="of:=X"', ""
        case Odd("error"):
            attributes = 'office:value-type="string"'
        case Odd("merged"):
            attributes = 'office:value-type="string" table:number-rows-spanned="2"'
        case Odd("percent", number):
            attributes = f'office:value-type="percentage" office:value="{number}"'
        case bool():
            attributes = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        case int() | float():
            attributes = f'office:value-type="float" office:value="{value}"'
        case "":
            return "<table:table-cell/>"
        case _:
            attributes = 'office:value-type="string"'
    return f"<table:table-cell {attributes}>{words}</table:table-cell>"
