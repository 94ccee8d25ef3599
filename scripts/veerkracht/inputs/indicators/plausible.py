"""What cannot be, or is unlikely, among the values of an export, whatever its layout."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from veerkracht.faults import WARNING, Fault
from veerkracht.inputs.indicators.measured import Measured
from veerkracht.inputs.values import is_total

# Unit -> the least and the most that a value can be. An index stands at 100 for the city of the
# first year; its rule squeezes what lies below 20 or above 180.
BOUNDS = {"index": (0.0, 200.0), "procent": (0.0, 100.0), "aandeel": (0.0, 1.0)}
# A change in percent may be below zero and beyond a hundred; never less than losing everything.
CHANGE = re.compile(
    r"(?i:groei|ontwikkeling|mutatie|toename|afname|verandering|stijging|daling|verschil|saldo)"
    r"(?![a-z])"
)
CHANGED = (-100.0, float("inf"))
# Unit -> a change between two measurements that is asked about, and how many times larger than
# that of most areas it is: among 1,032 changes of the Wijkprofiel (2014 to 2016) none is both.
JUMPS = {"index": 40.0, "procent": 30.0}
TIMES_MOST = 8
# With fewer other areas nobody can say which one is odd.
ENOUGH = 4
TEN = 10


class _Group(NamedTuple):
    """What can be held beside each other: one indicator at one measurement, areas of one level."""

    indicator: str
    theme: str
    part: str
    level: str | None
    unit: str


def without_totals(rows: list[Measured], file: str) -> tuple[list[Measured], list[Fault]]:
    """The rows of areas, and a warning for rows that add up or average them."""
    totals = sorted({row.area for row in rows if is_total(row.area)})
    odd = [
        Fault(
            file,
            column="gebied",
            found=f"'{name}'",
            expected="een gebied",
            advice="Een totaal of gemiddelde is geen gebied: deze rijen doen niet mee.",
            level=WARNING,
        )
        for name in totals
    ]
    return [row for row in rows if row.area not in totals], odd


def check_values(rows: list[Measured], file: str) -> list[Fault]:
    """Faults for what cannot be, warnings for what is unlikely.

    A fault: a value beyond the bounds of its unit, and a year that has yet to come. A warning: a
    value that differs from all others by the factor of a slip (0,55 among 55,0; 87.123 read as
    thousands), and a change between two measurements far beyond that of the other areas. In the
    Wijkprofiel a share of 0.6 % stands among shares above 39 %: so it is asked, not refused.
    """
    return [*_beyond_bounds(rows, file), *_slips(rows, file), *_jumps(rows, file)]


def _beyond_bounds(rows: Iterable[Measured], file: str) -> list[Fault]:
    """A fault for every value that its unit cannot have, and for every year that is to come."""
    faults = []
    today = dt.date.today().year
    for row in rows:
        low, high = _bounds(row)
        if row.value is not None and not low <= row.value <= high:
            said = f"{row.unit} van {low:g} tot en met {high:g}"
            advice = "Staat de komma goed? Verbeter de waarde, of vraag haar na."
            if row.unit == "procent":
                advice += " Is het een verandering, zet dan 'groei' of 'verandering' in de naam."
            faults.append(_fault(row, file, f"{row.value:g}".replace(".", ","), said, advice))
        if row.year > today:
            said, advice = f"een jaar tot en met {today}", "Een prognose hoort hier niet."
            faults.append(_fault(row, file, str(row.year), said, advice))
    return faults


def _bounds(row: Measured) -> tuple[float, float]:
    """The least and the most that a value can be: by its unit, wider for a change in percent."""
    if row.unit == "procent" and CHANGE.search(f"{row.indicator} {row.label}"):
        return CHANGED
    return BOUNDS.get(row.unit, (float("-inf"), float("inf")))


def _fault(row: Measured, file: str, value: str, expected: str, advice: str) -> Fault:
    found = f"{value} bij {row.label}, {row.area}, {row.year} ({row.cell})"
    return Fault(file, found=found, expected=expected, advice=advice)


def _slips(rows: Iterable[Measured], file: str) -> list[Fault]:
    """A warning for every value that fits among the others once its comma is moved."""
    groups: dict[tuple[_Group, int], list[Measured]] = {}
    for row in rows:
        # Counts of a wijk and of a city have nothing to do with each other.
        is_comparable = row.unit in BOUNDS or row.level is not None
        high = BOUNDS.get(row.unit, (0.0, float("inf")))[1]
        if row.value is not None and 0 < row.value <= high and is_comparable:
            groups.setdefault((_group(row), row.year), []).append(row)
    faults = []
    for group in groups.values():
        ordered = sorted(group, key=lambda row: (row.value or 0, row.area))
        if mixed := _as_shares(ordered, file):
            faults += mixed
            continue
        for few, many in _apart(ordered):
            values = [row.value or 0.0 for row in many]
            said = f"een waarde zoals de andere, van {values[0]:g} tot en met {values[-1]:g}"
            for row in few:
                value = row.value or 0.0
                if any(_fits(value / factor, values) for factor in (100, 1000)):
                    advice = "Is een punt als duizendtal gelezen? Zie decimal in config.yaml."
                else:
                    continue
                told = _fault(row, file, f"{value:.10g}".replace(".", ","), said, advice)
                faults.append(replace(told, level=WARNING))
    return faults


def _as_shares(ordered: list[Measured], file: str) -> list[Fault]:
    """Warnings for percentages that are parts of 1: some of them among others, or all of them."""
    few = [row for row in ordered if row.unit == "procent" and (row.value or 0.0) <= 1]
    values = [row.value or 0.0 for row in ordered[len(few) :]]
    shares = [row for row in few if not (row.value or 0.0).is_integer()]
    if not few or not shares:
        return []
    if not values:
        said = "percentages, niet alle kleiner dan 1"
        advice = "Zijn dit delen van 1? Zet bij de bron dan unit: aandeel."
        few = shares[:1] if len(shares) == len(few) >= ENOUGH else []
    else:
        said = f"een waarde zoals de andere, van {values[0]:g} tot en met {values[-1]:g}"
        advice = "Is dit een deel van 1 tussen percentages? Zet het in dezelfde eenheid."
        is_apart = values[-1] <= TEN * values[0] and len(values) > 1
        few = [row for row in few if is_apart and TEN * (row.value or 0.0) < values[0]]
        few = [row for row in few if _fits(100 * (row.value or 0.0), values)]
    return [
        replace(
            _fault(row, file, f"{row.value:.10g}".replace(".", ","), said, advice), level=WARNING
        )
        for row in few
    ]


def _apart(ordered: list[Measured]) -> Iterator[tuple[list[Measured], list[Measured]]]:
    """The few lowest, and the few highest, that lie ten times apart from all others.

    The others are close together: where one is ten times the other anything may be.
    """
    values = [row.value or 0.0 for row in ordered]
    for cut in range(1, len(ordered)):
        if values[cut - 1] * TEN < values[cut]:
            for few, many in ((slice(cut), slice(cut, None)), (slice(cut, None), slice(cut))):
                close = values[many][-1] <= TEN * values[many][0]
                if close and len(values[many]) >= max(ENOUGH, 2 * len(values[few])):
                    yield ordered[few], ordered[many]


def _fits(value: float, others: list[float]) -> bool:
    return others[0] / 2 <= value <= others[-1] * 2


def _jumps(rows: Iterable[Measured], file: str) -> list[Fault]:
    """A warning for every area that changes far more between two measurements than most."""
    courses: dict[tuple[_Group, str, str], list[Measured]] = {}
    for row in rows:
        if row.value is not None and row.unit in JUMPS:
            key = (_group(row), row.area_code or "", row.area)
            courses.setdefault(key, []).append(row)
    steps: dict[tuple[_Group, int, int], list[tuple[float, Measured, Measured]]] = {}
    for (group, *_), course in courses.items():
        for before, after in pairwise(sorted(course, key=lambda row: row.year)):
            if before.year < after.year:
                change = abs((after.value or 0.0) - (before.value or 0.0))
                step = (group, before.year, after.year)
                steps.setdefault(step, []).append((change, before, after))
    odd = []
    for (group, *_), changes in steps.items():
        usual = median(change for change, *_ in changes)
        for change, before, after in changes:
            if len(changes) > ENOUGH and change > max(JUMPS[group.unit], TIMES_MOST * usual):
                said = f"een verandering zoals elders; in {before.year} was het {before.value:g}"
                fault = _fault(after, file, f"{after.value:g}", said, "Klopt deze sprong?")
                odd.append(replace(fault, level=WARNING))
    return odd


def _group(row: Measured) -> _Group:
    return _Group(row.indicator, row.theme, row.part, row.level, row.unit)
