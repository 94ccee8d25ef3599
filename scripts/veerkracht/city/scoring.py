"""How OBI makes a score of the Sociale Index from an indicator, and what moved the index.

Worked out from the real export of 2016: exact to 1e-13 for all 86 areas in 14 of 18 theme-years. In
the others (Bs in both years, Co and Mo in 2014) an indicator of the export differs from the one
that was used; what the rule does not explain is kept apart as a remainder, never fitted away.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from veerkracht.city.labels import share_label
from veerkracht.faults import Fault, InputError, nearest
from veerkracht.index_parts import SUMS
from veerkracht.tables.city import CONTRIBUTIONS

HIGHER, LOWER = "hoger", "lager"
# A score beyond these is squeezed, so that 200 and 0 stay out of reach.
TOP, BOTTOM, ROOM = 180.0, 20.0, 20.0
# Closer than this the rule explains a theme wholly: tables hold ten decimals of a share, and a
# theme multiplies what that rounds away.
EXACT = 1e-6
STEP = 40.0  # points on the index for one standard deviation between the wijken
# The margins of a contribution are added by who knows how sure an indicator is.
PARTS = [name for name in CONTRIBUTIONS.names if name not in ("margin", "level_margin")]


@dataclass(frozen=True)
class Rule:
    """How one indicator counts: `city` and `spread` are those of 2014, the base of the index.

    `city` is the share (0 to 1) in Rotterdam, `spread` the sample standard deviation of the root of
    the share over the wijken, `better` what is good: hoger or lager. `name` is short, for figures.
    """

    theme: str
    group: str
    code: str
    better: str
    city: float
    spread: float
    name: str = ""

    @property
    def sign(self) -> int:
        """+1 where a higher share is better, else -1."""
        return 1 if self.better == HIGHER else -1

    def _plain(self, share: float) -> float:
        return 100 + self.sign * STEP * (math.sqrt(share) - math.sqrt(self.city)) / self.spread

    def score(self, share: float) -> float:
        """The points on the index for a share (0 to 1); 100 is Rotterdam in 2014."""
        points = self._plain(share)
        # Up to a hundred, not one: so it is in the export, whose shares are fractions.
        low, high = sorted((self._plain(0), self._plain(100)))
        if points > TOP:
            return TOP + ROOM * (points - TOP) / (high - TOP)
        if points < BOTTOM:
            return BOTTOM - ROOM * (BOTTOM - points) / (BOTTOM - low)
        return points

    def share_for(self, score: float) -> float | None:
        """The share (0 to 1) that gives a score: the inverse of `score`; None when none does."""
        low, high = sorted((self._plain(0), self._plain(100)))
        plain = score
        if score > TOP:
            plain = TOP + (score - TOP) * (high - TOP) / ROOM
        elif score < BOTTOM:
            plain = BOTTOM - (BOTTOM - score) * (BOTTOM - low) / ROOM
        root = math.sqrt(self.city) + self.sign * (plain - 100) * self.spread / STEP
        return root**2 if 0 <= root <= 1 else None


def read_rules(path: str | Path) -> list[Rule]:
    """The rules of all indicators, with their short names (naam, may be empty)."""
    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        return [
            Rule(
                theme=row["thema"],
                group=row["groep"],
                code=row["indicator"],
                better=row["richting"],
                city=float(row["stad_2014"]),
                spread=float(row["spreiding_2014"]),
                name=row["naam"],
            )
            for row in csv.DictReader(stream, delimiter=";")
        ]


def weights(rules: list[Rule]) -> dict[tuple[str, str], float]:
    """(theme, code) -> the weight in the theme: the mean of the means of its groups."""
    groups: dict[str, dict[str, int]] = {}
    for rule in rules:
        counts = groups.setdefault(rule.theme, {})
        counts[rule.group] = counts.get(rule.group, 0) + 1
    return {
        (rule.theme, rule.code): 1 / len(groups[rule.theme]) / groups[rule.theme][rule.group]
        for rule in rules
    }


def theme_weight(theme: str) -> float:
    """The weight of a theme in the Sociale Index: a half is the mean of its themes."""
    half = next(parts for name, parts in SUMS.items() if name != "SI" and theme in parts)
    return 1 / len(SUMS["SI"]) / len(half)


def check_directions(indicators: pd.DataFrame, rules: list[Rule], file: str) -> None:
    """Raise InputError for every indicator below a theme of which no direction is known."""
    directed = {(rule.theme, rule.code) for rule in rules}
    below = indicators[indicators["theme"].fillna("") != ""]
    pairs = below[["theme", "indicator"]].drop_duplicates().itertuples(index=False)
    faults = [
        Fault(
            file,
            column=str(code),
            found=f"een indicator van thema {theme} zonder richting",
            expected="een regel in workflow/obi-indicatoren.csv",
            advice=nearest(str(code), {code for _, code in directed}),
        )
        for theme, code in pairs
        if (theme, code) not in directed
    ]
    if faults:
        raise InputError(faults)


class Shares:
    """Look-up in a canonical table of indicators: area, year, theme and code -> value."""

    def __init__(self, indicators: pd.DataFrame, city: str) -> None:
        rows = indicators[indicators["level"] != "gebied"]
        # A gebied and the city can bear the name of a wijk: the level decides.
        rows = rows[(rows["level"] == "stad") == (rows["area"] == city)].dropna(subset=["value"])
        names = ("area", "year", "theme", "indicator")
        keys = zip(*(rows[name].fillna("") for name in names), strict=True)
        self._values = dict(zip(keys, rows["value"].astype(float), strict=True))

    def get(self, area: str, year: int, theme: str, code: str) -> float | None:
        """The value, or None."""
        return self._values.get((area, year, theme, code))


def contributions(
    indicators: pd.DataFrame, rules: list[Rule], areas: list[str], city: str, *, source: str
) -> pd.DataFrame:
    """What each indicator gave to the change of the Sociale Index, and gives to its gap.

    A row an area and indicator, from the first to the last measurement of the export, and a row
    (without indicator) for each theme that the rule does not explain wholly. points: to the change
    of the index of the area; city_points: to that of the city; gap_points: their difference;
    level_points: to the gap at the last measurement; needed: the share that alone would close that
    gap. Over all rows of an area the points add up exactly to those changes and that gap. Empty
    with fewer than two measurements of all themes.
    """
    labels = dict(zip(indicators["indicator"], indicators["label"], strict=True))
    shares = Shares(indicators, city)
    years = sorted(int(year) for year in indicators["year"].unique())
    if len(years) < 2:
        return pd.DataFrame(columns=PARTS)
    start, end = years[0], years[-1]
    rows: list[tuple[object, ...]] = []
    for area in areas:
        ends = ((area, start), (area, end), (city, start), (city, end))
        themes = {
            theme: [shares.get(place, year, "", theme) for place, year in ends]
            for half in SUMS["SI"]
            for theme in SUMS[half]
        }
        scores = {theme: [x for x in values if x is not None] for theme, values in themes.items()}
        if all(len(values) == len(ends) for values in scores.values()):
            head = (source, area, start, end)
            rows += [(*head, *row) for row in _parts(scores, ends, rules, shares, labels)]
    return pd.DataFrame(rows, columns=PARTS)


def per_indicator(parts: pd.DataFrame) -> pd.DataFrame:
    """Contributions of one area, an indicator a row: one that counts in two themes adds up."""
    # In two themes it rests on the same answers: its margins add up as its points do.
    points = ["points", "city_points", "gap_points", "level_points", "margin", "level_margin"]
    summed = {name: "sum" if name in points else "first" for name in parts if name != "indicator"}
    return parts.groupby("indicator", sort=False, as_index=False).agg(summed)


def per_theme(parts: pd.DataFrame) -> pd.DataFrame:
    """Contributions of one area, a theme a row: theme, half, gap_points, margin and sure.

    With what no indicator explains, so that a theme has what its published scores give.
    """
    halves = {theme: half for half in SUMS["SI"] for theme in SUMS[half]}
    return _summed(parts.assign(half=parts["theme"].map(halves)), ["theme", "half"])


def per_half(themes: pd.DataFrame) -> pd.DataFrame:
    """The themes of one area (as `per_theme` gives them), a half of the index a row."""
    return _summed(themes, ["half"])


def _summed(parts: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The gap_points of each group, their margin, and whether they are beyond it (sure).

    The squares of independent errors add up; where one is unknown, so is the sum.
    """
    squares = parts.assign(square=parts["margin"] ** 2)
    summed = squares.groupby(by, sort=False, as_index=False).agg(
        gap_points=("gap_points", "sum"), square=("square", lambda each: each.sum(skipna=False))
    )
    margin = summed.pop("square") ** 0.5
    return summed.assign(margin=margin, sure=summed["gap_points"].abs() > margin)


def theme_margins(parts: pd.DataFrame, level: float) -> defaultdict[tuple[str, str], float]:
    """(area, theme) -> the margin of the last score of that theme, in points of the theme.

    From those of its indicators (`parts`: contributions): the squares of independent errors add up.
    Where that of one is unknown its theme has the `level` of the whole index.
    """
    squares = parts.assign(square=parts["level_margin"] ** 2).groupby(["area", "theme"])["square"]
    summed = squares.sum(min_count=1).where(squares.count() == squares.size())
    known = summed.dropna().reset_index()
    found = {
        (str(row["area"]), str(row["theme"])): float(row["square"]) ** 0.5
        / theme_weight(str(row["theme"]))
        for row in known.to_dict("records")
    }
    return defaultdict(lambda: level, found)


def gave_most(
    parts: pd.DataFrame, least: float, count: int = 5
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows (an indicator each) that moved the gap most, up and down; both from high to low.

    Not those of which the share moved less than `least` percentage points beside the city: of a
    small share a handful of people can weigh points.
    """
    own, city = ((parts[f"{n}_end"] - parts[f"{n}_start"]) for n in ("share", "city"))
    shown = parts[100 * (own - city).abs() >= least]
    order = shown.sort_values(["gap_points", "indicator"], ascending=[False, True], kind="stable")
    return order[order["gap_points"] > 0].head(count), order[order["gap_points"] < 0].tail(count)


def _parts(
    themes: dict[str, list[float]],
    ends: tuple[tuple[str, int], ...],
    rules: list[Rule],
    shares: Shares,
    labels: dict[str, str],
) -> list[tuple[object, ...]]:
    """The rows of one area: theme, code, label, name, four shares, four sorts of points, needed."""
    gap = math.fsum(theme_weight(theme) * _changes(values)[-1] for theme, values in themes.items())
    within = weights(rules)
    whole: dict[str, float] = {}  # of an indicator in the index, in all of its themes
    for rule in rules:
        own = (
            theme_weight(rule.theme) * within[rule.theme, rule.code] if rule.theme in themes else 0
        )
        whole[rule.code] = whole.get(rule.code, 0.0) + own
    rows: list[tuple[object, ...]] = []
    for theme, values in themes.items():
        left = [theme_weight(theme) * value for value in _changes(values)]
        for rule in (rule for rule in rules if rule.theme == theme):
            given = [shares.get(place, year, theme, rule.code) for place, year in ends]
            measured = [share for share in given if share is not None]
            if len(measured) < len(ends):
                continue
            weight = theme_weight(theme) * within[theme, rule.code]
            points = [weight * x for x in _changes([rule.score(x) for x in measured])]
            left = [x - y for x, y in zip(left, points, strict=True)]
            needed = needed_share(rule, measured[1], gap, whole[rule.code]) if gap < 0 else None
            label = labels.get(rule.code, rule.code)
            # An indicator that came later has no short name yet: then that of the export.
            name = rule.name or share_label(label)
            rows.append((theme, rule.code, label, name, *measured, *points, needed))
        if max(map(abs, left)) > EXACT:
            none = (None, None, None, None)
            words = "niet te verklaren uit de export"
            rows.append((theme, None, words, words, *none, *left, None))
    return rows


def _changes(values: list[float]) -> list[float]:
    """Change of the area, of the city, of the gap, and the gap at the end."""
    area_start, area_end, city_start, city_end = values
    own, other = area_end - area_start, city_end - city_start
    return [own, other, own - other, area_end - city_end]


def needed_share(rule: Rule, share: float, gap: float, weight: float) -> float | None:
    """The share (0 to 1) of one indicator that alone would close a gap on the index.

    `share` is what it is now, `gap` the points to the city (negative: behind it), `weight` that of
    the indicator in the index. None when no share does: this indicator alone cannot close it.
    """
    return rule.share_for(rule.score(share) - gap / weight)
