"""Exports of indicators in the layouts that arrive, as one long table.

Every value keeps its area, year, edition, indicator, part, unit and the cell that it comes from.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from veerkracht.faults import WARNING, Fault, InputError, warnings_of
from veerkracht.inputs.containers import NO_HEAD
from veerkracht.inputs.indicators import cbs, ggd, long, obi, swing
from veerkracht.inputs.indicators.checks import KEY, check_doubles
from veerkracht.inputs.indicators.measured import SUPPRESSED, Measured
from veerkracht.inputs.indicators.plausible import check_values, without_totals
from veerkracht.tables.inputs import INDICATORS


class Layout(Protocol):
    """What a module of a layout offers: what kind of file it is, in Dutch, and how to read it.

    OPTIONS: what a source in config.yaml may say beside what every source says.
    """

    DESCRIPTION: str
    OPTIONS: frozenset[str]

    def read(self, path: Path, source: dict[str, Any], notes: list[Fault]) -> list[Measured]:
        """The values; `notes` gets what is amiss or odd, an InputError stops at once."""


# CBS lets no result of fewer leave its rooms.
FEWEST = 10
# By the name that config.yaml gives it; the schema of config.yaml has the same names.
LAYOUTS: dict[str, Layout] = {"obi": obi, "long": long, "cbs": cbs, "ggd": ggd, "swing": swing}


def read_indicators(
    path: str | Path, source: dict[str, Any], warnings: list[Fault] | None = None
) -> pd.DataFrame:
    """One export as a long table, by the `layout` in `source` (a block of config.yaml).

    Columns: area_code, area, level (wijk, gebied, stad or empty), year, edition, indicator, label,
    theme, part (index, subjectief, objectief, model or empty), value, unit (index, aandeel, ...),
    n, low and high (95 % margin), mark (why a value is empty), origin. `warnings` gets what is odd.
    Raises InputError with every fault, also when a value stands there twice, cannot be, or an index
    is not the mean of its parts.
    """
    file = Path(path)
    notes: list[Fault] = []
    _check_options(source)
    rows, totals = without_totals(_read(file, source, notes), str(path))
    if not rows:
        raise InputError([Fault(str(path), found="geen enkele waarde", expected="een export")])
    table = pd.DataFrame([vars(row) for row in rows])
    table["edition"] = source["edition"]
    table["origin"] = f"{file.name}, " + table["cell"]
    unlikely = check_values(rows, str(path))
    told = [*check_doubles(table, str(path)), *unlikely, *totals, *notes]
    few = _hide_few(table, str(path))
    odd = warnings_of([*told, *few])
    if warnings is not None:
        warnings += odd
    once = table.drop_duplicates(KEY).sort_values([*KEY, "cell"], kind="stable")
    return once[INDICATORS.names].reset_index(drop=True)


def _hide_few(table: pd.DataFrame, file: str) -> list[Fault]:
    """Empty, in place, what so few answered that it tells of persons; one warning for the file."""
    few = table["n"].astype(float) < FEWEST
    if not few.any():
        return []
    table.loc[few, ["value", "low", "high"]] = None
    table.loc[few, "mark"] = SUPPRESSED
    found = f"{few.sum()} waarden van minder dan {FEWEST} antwoorden"
    advice = "Deze waarden worden niet gedrukt en niet gedeeld."
    return [Fault(file, column="n", found=found, expected=f"ten minste {FEWEST} antwoorden",
                  advice=advice, level=WARNING)]  # fmt: skip


def _check_options(source: dict[str, Any]) -> None:
    """Raise InputError for what a source says and its layout would pass over in silence."""
    layout = LAYOUTS[source["layout"]]
    others = {name for module in LAYOUTS.values() for name in module.OPTIONS} - layout.OPTIONS
    faults = [
        Fault(
            "config.yaml",
            column=name,
            found=f"{name} bij een bron met layout: {source['layout']}",
            expected=f"een van {', '.join(sorted(layout.OPTIONS))}",
            advice="Haal de regel weg, of kies een andere layout.",
        )
        for name in sorted(others & set(source))
    ]
    if faults:
        raise InputError(faults)


def _read(file: Path, source: dict[str, Any], notes: list[Fault]) -> list[Measured]:
    """The values by the layout of the source; without its header, told which layout would do."""
    try:
        return LAYOUTS[source["layout"]].read(file, source, notes)
    except InputError as error:
        if not any(fault.found.startswith(NO_HEAD) for fault in error.faults):
            raise
        fits = [name for name in LAYOUTS if name != source["layout"] and _fits(name, file, source)]
        if not fits:
            raise
        advice = f"Als layout: {' of '.join(fits)} is het bestand wel te lezen."
        raise InputError([replace(fault, advice=advice) for fault in error.faults]) from error


def _fits(layout: str, file: Path, source: dict[str, Any]) -> bool:
    try:
        return bool(LAYOUTS[layout].read(file, {"edition": source["edition"]}, []))
    except InputError:
        return False
