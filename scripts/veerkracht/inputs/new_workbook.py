"""Empty workbooks, of a new year and of governance, made from the schemas that will read them."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd

from veerkracht.inputs.schemas import Field, Schema, dictionary, schema
from veerkracht.inputs.sheets import letters
from veerkracht.inputs.workbooks import CODING_SHEETS, GOVERNANCE_SHEETS

ROWS = 2000
INK, PAPER, GREEN, YELLOW = "#1d2b36", "#ffffff", "#e3efe6", "#fff3cf"
WIDTHS = {
    **{"naam": 34, "tekst": 60, "partners": 40, "opmerking": 30, "van": 34, "naar": 34},
    **{"thema": 30, "doelgroep": 26, "hulpbronnen": 26, "belemmeringen": 26, "website": 26},
    **{"vraag": 60},
    **{"organisatievorm": 19, "plek": 17, "cluster": 15, "geinterviewd": 15},
}
HELP = (
    "Zo werkt deze werkmap",
    "1. Blad initiatieven: vul bij elke partij geinterviewd in (geel is nog leeg).",
    "2. Is een partij gestopt, vul dan eind in. Is zij niet meer genoemd, wis dan de rij.",
    "3. Nieuwe partijen komen eronder. Ook wie alleen genoemd is, krijgt een rij.",
    "4. Blad relaties: wie noemde wie. Kort mag ook: de kolom partners van initiatieven.",
    "5. Blad citaten: alleen wat mag en niet te herleiden is, komt in de monitor.",
    "6. Blad werkwijze: de vraag naar partners, en of die dit jaar anders was.",
    "7. Meer waarden in één cel scheidt u met een puntkomma.",
)
GOVERNANCE_HELP = (
    "Zo werkt deze werkmap",
    "1. Eén rij per besluit, taak, gebeurtenis of feit, met de bron erbij.",
    "2. Een blad waar u niets van weet, blijft leeg: de monitor zegt dan dat het ontbreekt.",
    "3. Een feit vraagt u in een tekst op met zijn naam.",
)
# From the canonical table of actors back to the columns of the sheet.
CARRIED = (
    *("naam", "soort", "organisatievorm", "thema", "doelgroep", "ligging", "lat", "lon", "plek"),
    *("cluster", "start", "bewonersgeleid"),
)


def last_actors(actors: pd.DataFrame, year: int) -> list[dict[str, Any]]:
    """The actors of the last year before `year` as rows of sheet initiatieven, by name.

    What must be asked anew (geinterviewd, partners, belemmeringen, ...) stays empty.
    """
    before = actors[actors["year"] < year]
    last = before[before["year"] == before["year"].max()].sort_values("name")
    fields = schema("initiatieven").fields
    rows = []
    for item in last.to_dict("records"):
        row = {}
        for name in CARRIED:
            value = item[fields[name].column]
            if not pd.isna(value):
                is_list = fields[name].type == "list"
                row[name] = str(value).replace("|", "; ") if is_list else value
        rows.append(row)
    return rows


def code_lists(actors: pd.DataFrame) -> dict[str, list[tuple[str, int]]]:
    """Column -> the codes used so far with how often, most used first."""
    lists = {}
    for name, field in schema("initiatieven").fields.items():
        if field.type == "list" and field.column in actors:
            counts = Counter(
                code for cell in actors[field.column].dropna() for code in str(cell).split("|")
            )
            lists[name] = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return lists


def build_workbook(
    year: int,
    rows: dict[str, list[dict[str, Any]]],
    codes: dict[str, list[tuple[str, int]]] | None = None,
) -> bytes:
    """The workbook of `year` as .xlsx: drop-down lists, notes, a code book; same input same bytes.

    `rows`: sheet -> rows by column; `codes`: column -> codes in use. Text never becomes a formula.
    """
    title = f"Codeersheets {year}"
    return _build(CODING_SHEETS, title, dt.datetime(year, 1, 1), HELP, year, rows, codes)


def build_governance(year: int) -> bytes:
    """The empty workbook of decisions, tasks, events and facts as .xlsx; `year` dates the file."""
    return _build(GOVERNANCE_SHEETS, "Governance", dt.datetime(year, 1, 1), GOVERNANCE_HELP)


def _build(
    sheets: Iterable[str],
    title: str,
    created: dt.datetime,
    help_lines: tuple[str, ...],
    year: int | None = None,
    rows: dict[str, list[dict[str, Any]]] | None = None,
    codes: dict[str, list[tuple[str, int]]] | None = None,
) -> bytes:
    """A workbook of these sheets with a code book; `year`: the one that column jaar may hold."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": title, "created": created})
    head = {"bold": True, "font_color": PAPER, "bg_color": INK, "text_wrap": True, "valign": "top"}
    styles = {
        "required": book.add_format(head),
        "free": book.add_format({**head, "font_color": INK, "bg_color": GREEN}),
        "text": book.add_format({"num_format": "@"}),
        "plain": book.add_format({"text_wrap": True, "valign": "top"}),
        "open": book.add_format({"bg_color": YELLOW}),
        "title": book.add_format({"bold": True, "font_size": 14}),
    }
    schemas = [schema(name) for name in sheets]
    for sheet in schemas:
        _add_sheet(book, sheet, (rows or {}).get(sheet.name, []), styles, year)
    _add_code_book(book, schemas, help_lines, codes or {}, styles)
    book.close()
    return stream.getvalue()


def _add_sheet(
    book: Any, sheet: Schema, rows: list[dict[str, Any]], styles: dict[str, Any], year: int | None
) -> None:
    """One sheet: header with notes, drop-down lists, rows to start from, ready to print."""
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 1)
    page.set_row(0, 32)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    last = max(ROWS, len(rows) + 500)
    for column, field in enumerate(sheet.fields.values()):
        style = styles["required" if field.required else "free"]
        page.write_string(0, column, field.name, style)
        example = f"\nVoorbeeld: {field.example}" if field.example != "" else ""
        note = f"{field.title}. {field.description}\nVerwacht: {field.expected}{example}"
        page.write_comment(0, column, note, {"x_scale": 2.2, "y_scale": 1.4, "author": ""})
        width = WIDTHS.get(field.name, max(12, len(field.name) + 3))
        # Text cells: Excel makes a date of "2025-07" otherwise.
        is_text = field.type in ("string", "list")
        page.set_column(column, column, width, styles["text"] if is_text else None)
        for rule in _validations(field, year):
            page.data_validation(1, column, last, column, rule)
    names = list(sheet.fields)
    for number, row in enumerate(rows, start=1):
        for name, value in row.items():
            if isinstance(value, str):  # as text: "=1+1" must not run
                page.write_string(number, names.index(name), value)
            elif value is not None:
                page.write_number(number, names.index(name), value)
    page.autofilter(0, 0, last, len(names) - 1)
    if sheet.name == "initiatieven":
        spoken, end = names.index("geinterviewd"), names.index("eind")
        cells = f'$A2<>"",${letters(spoken)}2="",${letters(end)}2=""'
        rule = {"type": "formula", "criteria": f"=AND({cells})", "format": styles["open"]}
        page.conditional_format(1, spoken, last, spoken, rule)


def _validations(field: Field, year: int | None) -> Iterable[dict[str, Any]]:
    """The rule by which Excel checks a column as it is typed."""
    alert = {"error_title": field.title[:32], "error_message": f"Verwacht: {field.expected}"[:255]}
    if field.name in ("van", "naar"):
        message = "Deze naam staat niet op blad initiatieven. Toch zo laten?"
        source = f"=initiatieven!$A$2:$A${ROWS}"
        yield {
            "validate": "list",
            "source": source,
            "error_type": "warning",
            "error_title": "Onbekende partij",
            "error_message": message,
        }
    elif field.name == "jaar" and year:
        yield {"validate": "list", "source": [str(year)], **alert}
    elif field.enum:
        yield {"validate": "list", "source": list(field.enum), **alert}
    elif field.type in ("integer", "number") and field.minimum is not None:
        kind = "integer" if field.type == "integer" else "decimal"
        yield {
            "validate": kind,
            "criteria": "between",
            "minimum": field.minimum,
            "maximum": field.maximum,
            **alert,
        }
    elif field.max_length:
        yield {"validate": "length", "criteria": "<=", "value": field.max_length, **alert}


def _add_code_book(
    book: Any,
    schemas: list[Schema],
    help_lines: tuple[str, ...],
    codes: dict[str, list[tuple[str, int]]],
    styles: dict[str, Any],
) -> None:
    """What every column means with a filled example, and the codes that are in use."""
    page = book.add_worksheet("codeboek")
    page.write_string(0, 0, help_lines[0], styles["title"])
    for number, line in enumerate(help_lines[1:], start=1):
        page.write_string(number, 0, line)
    top = len(help_lines) + 1
    table = dictionary(schemas)
    for column, width in enumerate((14, 18, 70, 44, 14, 32, 26)):
        page.set_column(column, column, width)
    for column, name in enumerate(table[0]):
        page.write_string(top, column, name, styles["required"])
    for number, row in enumerate(table, start=top + 1):
        for column, text in enumerate(row.values()):
            page.write_string(number, column, text, styles["plain"])
    number = top + len(table) + 2
    for name, used in codes.items():
        page.write_string(number, 0, f"Codes in gebruik: {name}", styles["title"])
        for code, count in used:
            number += 1
            page.write_string(number, 0, code)
            page.write_number(number, 1, count)
        number += 2
    page.freeze_panes(top + 1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
