"""The numbers of a figure as a table for the web page, one tap away from the figure."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any


def numbers_of(name: str, told: Mapping[str, Any]) -> str:
    """HTML of the table with the series of a figure, folded; empty without series.

    `told`: what `Facts.as_json` gives. A column a year; series without years have one column.
    """
    rows = [series for series in told.get("series", []) if series["values"]]
    if not rows:
        return ""
    years = sorted({v["year"] for row in rows for v in row["values"] if v["year"] is not None})
    heads = [*map(str, years)] or ["waarde"]
    lines = []
    for row in rows:
        said: dict[int | None, list[str]] = {}
        for value in row["values"]:
            said.setdefault(value["year"] if years else None, []).append(value["text"])
        cells = [", ".join(said.get(year, ["–"])) for year in (years or [None])]
        unit = f" ({row['unit']})" if row["unit"] and row["unit"] != "aantal" else ""
        label = html.escape(row["label"] + unit)
        told_cells = "".join(f'<td class="number">{html.escape(cell)}</td>' for cell in cells)
        lines.append(f'<tr><th scope="row">{label}</th>{told_cells}</tr>')
    head = "".join(f'<th scope="col" class="number">{year}</th>' for year in heads)
    label = f"cijfers-{name}"
    return (
        f'<details class="numbers"><summary id="{label}">De cijfers</summary>'
        f'<div class="scroll" role="group" aria-labelledby="{label}" tabindex="0">'
        f'<table aria-labelledby="{label}"><thead><tr><th scope="col">Wat</th>{head}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div></details>"
    )
