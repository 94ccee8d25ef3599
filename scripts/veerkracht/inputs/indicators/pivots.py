"""Exports with more than one row an area: put together to one row, each cell with its place.

Two shapes: the observations of OData 4 (one value a row, https://odata4.cbs.nl), and the margins
and age groups that RIVM and the GGD give as rows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from veerkracht.faults import nearest
from veerkracht.inputs.indicators.records import Record, Records
from veerkracht.words import fold

MEASURE, VALUE = "Measure", "Value"
# What OData 4 says beside a measure and its value; other columns say of what it is the value.
BESIDE = ("Id", MEASURE, VALUE, "StringValue", "ValueAttribute", "MeasureLabel", "Unit")
NORMAL = ("", "None")
# ValueAttribute -> the sign that other exports print where there is no value.
SIGNS = {"confidential": "x", "secret": "x", "unreliable": "?", "nil": "-"}
BOUNDS = ("low", "high", "n")
MODEL = "model"


def is_observations(heads: list[str]) -> bool:
    """Whether these are the columns of the observations of OData 4."""
    return {MEASURE, VALUE} <= set(heads)


def pivot_observations(table: Records) -> tuple[Records, dict[str, str], dict[str, str]]:
    """The observations as one row an area and period, a column a measure.

    Also measure -> label and measure -> unit, where the file says so. A fault for a measure that
    stands there twice, and a warning for values with a remark that we do not know.
    """
    about = [head for head in table.heads if head not in BESIDE and not head.endswith("Label")]
    labelled = [head for head in table.heads if head not in BESIDE]
    rows: dict[tuple[str, ...], Record] = {}
    labels, units = {}, {}
    for record in table.rows:
        measure, cell = record.text(MEASURE), _observed(table, record)
        if record.text("StringValue") and cell is None:
            continue  # a text, as the name of a municipality
        key = tuple(record.text(head) for head in about)
        known = {head: record.values[head] for head in labelled}
        row = rows.setdefault(key, Record(record.place, record.row, known))
        if measure in row.places:
            found = f"{measure} voor {', '.join(key)} ook op {row.places[measure]}"
            table.sheet.fault(record.row, MEASURE, found, "één waarde", quote=False)
        row.values[measure], row.places[measure] = cell, record.place
        labels[measure] = record.text("MeasureLabel") or measure
        units[measure] = record.text("Unit")
    measures = list(labels)
    for row in rows.values():
        row.values.update({name: None for name in measures if name not in row.values})
    return Records(table.sheet, [*labelled, *measures], list(rows.values())), labels, units


def _observed(table: Records, record: Record) -> Any:
    """The value of an observation, or the sign of why there is none."""
    remark, value = record.text("ValueAttribute"), record.values[VALUE]
    is_empty = value is None or value == ""
    if remark in NORMAL or not is_empty:
        if remark not in NORMAL:
            expected = "een waarde zonder opmerking"
            table.sheet.warn(record.row, "ValueAttribute", remark, expected, "De waarde telt mee.")
        return None if is_empty else value
    return SIGNS.get(remark.lower(), ".")


def pivot_rows(table: Records, source: dict[str, Any], about: list[str]) -> Records:
    """The rows of one area put together by `rows` in the source: margins, groups, model estimates.

    `about`: the columns with the code of the area and its period.

    `rows.groups`: the columns that divide an area, as age; they become the theme. `rows.kind`: the
    column that says what a row holds, with its words for value, low, high and n. `model`: true, or
    the column and the word of a value that a model estimates. Faults for a word that is not
    described, for two rows of one kind and for bounds without a value.
    """
    described = source.get("rows") or {}
    groups, kinds = described.get("groups") or [], dict(described.get("kind") or {})
    kind = kinds.pop("column", "")
    model = source.get("model") or {}
    by_word = {fold(word): name for name, word in kinds.items()}
    asked = [kind, *groups, *([model["column"]] if isinstance(model, dict) and model else [])]
    for column in filter(None, asked):
        if column not in table.heads:
            advice = nearest(column, table.heads)
            table.sheet.fault(0, column, "deze kolom ontbreekt", "een kop uit het bestand", advice,
                              quote=False)  # fmt: skip
    table.stop()
    apart = [head for head in table.heads if head in asked]
    return Records(
        table.sheet,
        [head for head in table.heads if head not in apart],
        _put_together(table, kind, by_word, groups, model, about),
    )


def _put_together(
    table: Records,
    kind: str,
    by_word: dict[str, str],
    groups: list[str],
    model: Any,
    about: list[str],
) -> list[Record]:
    """The rows with values, each with the rows of its bounds."""
    found: dict[tuple[str, ...], dict[str, Record]] = {}
    for record in table.rows:
        name = by_word.get(fold(record.text(kind))) if kind else "value"
        if name is None:
            words = "een van de woorden onder rows.kind"
            advice = "Zet het woord bij rows.kind, of neem de rij niet mee in de export."
            table.sheet.fault(record.row, kind, record.text(kind), words, advice)
            continue
        is_model = model is True or (
            bool(model) and fold(record.text(model["column"])) == fold(model["word"])
        )
        theme = ", ".join(record.text(head) for head in groups)
        part = MODEL if is_model else ""
        key = (*(record.text(column) for column in about), theme, part)
        rows = found.setdefault(key, {})
        if name in rows:
            told = f"nog een rij voor {', '.join(filter(None, key))}, zoals op {rows[name].place}"
            advice = "Deelt een kolom de gebieden in groepen, noem haar dan bij rows.groups."
            table.sheet.fault(record.row, kind, told, "één rij", advice, quote=False)
            continue
        rows[name] = replace(record, theme=theme, part=part)
    whole = []
    for rows in found.values():
        if "value" not in rows:
            first = next(iter(rows.values()))
            told = f"grenzen zonder waarde voor {first.text(about[0])}"
            table.sheet.fault(first.row, kind, told, "ook een rij met de waarde", quote=False)
            continue
        bounds = {name: rows[name] for name in BOUNDS if name in rows}
        whole.append(replace(rows["value"], bounds=bounds))
    return whole
