"""What sections and claims may ask of themes and indicators, vulnerability and health."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from veerkracht import dutch
from veerkracht.city.course import TOGETHER
from veerkracht.city.labels import HALVES, one_question, plain_label, plain_theme
from veerkracht.city.margins import BY_CHANCE, Movement, Standing
from veerkracht.city.scoring import (
    gave_most,
    per_half,
    per_indicator,
    per_theme,
    theme_margins,
)
from veerkracht.lookups.number import Number, count_from, number_from
from veerkracht.lookups.offered import Tables, offered
from veerkracht.lookups.settings import Settings
from veerkracht.lookups.sources import Sources
from veerkracht.lookups.standings import HealthFigure, Vulnerable, VulnerableAreas

Row = dict[Any, Any]


@dataclass(frozen=True)
class ThemeGap:
    """The score of a theme minus that of the city, in points.

    `single`: whether the theme rests on one question; `sure`: whether the gap is past its margin.
    """

    indicator: str
    label: str
    part: str
    gap: Number
    single: bool
    sure: bool


@dataclass(frozen=True)
class IndicatorCounts:
    """How many indicators there are, and how they went beside the city from `start` to `end`.

    `better`, `same`, `worse`: their gap moved by more than its margin, or not; `behind`, `ahead`:
    worse and better off than the city at the end, each by more than its margin; `by_chance`: how
    many pass a margin of 95 % where nothing differs.
    """

    start: int
    end: int
    total: Number
    better: Number
    same: Number
    worse: Number
    behind: Number
    ahead: Number
    by_chance: Number

    @property
    def undecided(self) -> bool:
        """Whether better and worse differ by no more than chance alone can give."""
        return abs(float(self.better) - float(self.worse)) <= float(self.by_chance)


@dataclass(frozen=True)
class Mover:
    """An indicator of an area at two measurements beside the city, as shares (0 to 1)."""

    label: str
    value_start: Number | None
    value_end: Number | None
    city_start: Number | None
    city_end: Number | None
    gap_start: Number | None
    gap_end: Number | None


@dataclass(frozen=True)
class Movers:
    """The indicators beyond their margin that moved most, each way."""

    better: list[Mover]
    worse: list[Mover]


@dataclass(frozen=True)
class Contribution:
    """What one indicator gave to the change of a gap (gap_points) and to the gap (level_points).

    The others are shares (0 to 1); `needed` is the one that alone would close the gap, if any.
    """

    label: str
    name: str
    gap_points: Number | None
    level_points: Number | None
    share_start: Number | None
    share_end: Number | None
    city_start: Number | None
    city_end: Number | None
    needed: Number | None

    @property
    def digits(self) -> int:
        """The decimals that tell the city from here and from its own first share, as in tables."""
        others = (self.share_end, self.city_start)
        return max(dutch.digits_apart(other, self.city_end) for other in others)


@dataclass(frozen=True)
class MovedHalf:
    """What a half of the index gave to the change of a gap; `sure`: beyond its margin."""

    label: str
    gap_points: Number | None
    sure: bool


@dataclass(frozen=True)
class MovedTheme:
    """The gap of a theme to the city at the first and the last measurement, in its own points."""

    label: str
    before: Number
    after: Number


@dataclass(frozen=True)
class Moved:
    """What moved a gap to the city, in points, from the first to the last measurement.

    `halves`: by residents and registers; `themes`: those of more than one question that moved past
    their margin, and `up`, `down`: indicators past theirs; all with the largest first.
    """

    change: Number | None
    halves: list[MovedHalf]
    themes: list[MovedTheme]
    up: list[Contribution]
    down: list[Contribution]


@dataclass(frozen=True)
class WouldTake:
    """What it would take to close the gap (points) of the last measurement with themes.

    `largest`: the indicators that make most of it; `count`: how many of them, the largest first,
    must reach the level of the city before the gap is gone (None when all of them do not do).
    """

    year: int
    gap: Number | None
    largest: list[Contribution]
    count: Number | None


@dataclass(frozen=True)
class Pulls:
    """What pulled the index of an area down and up beside the city, the strongest first."""

    year: int
    gap: Number | None
    down: list[Contribution]
    up: list[Contribution]


@dataclass(frozen=True)
class Indicators:
    """Look-ups on what stands below the index, and on what others measured.

    Asks index_gaps, indicator_changes, contributions, vulnerability and health.
    """

    tables: Tables
    settings: Settings
    sources: Sources

    def _of(self, area: str, table: pd.DataFrame) -> pd.DataFrame:
        """The rows of an area of this wijk (or of all together)."""
        self.settings.check_area(area, TOGETHER)
        return table[table["area"] == area]

    # Themes and indicators --------------------------------------------------------------------

    def _profile(self) -> pd.DataFrame:
        gaps = self.tables["index_gaps"]
        return gaps[gaps["source"] == self.sources.profile]

    @property
    @offered
    def theme_years(self) -> list[int]:
        """The measurements with scores a theme."""
        return sorted(int(year) for year in self._profile()["year"].unique())

    @offered
    def theme_gaps(self, area: str, year: int) -> list[ThemeGap]:
        """The themes of an area at a measurement, the largest gap below the city first."""
        profile = self._profile()
        theme = profile["indicator"].str.fullmatch("[A-Z][a-z]")
        rows = self._of(area, profile[theme & (profile["year"] == year)])
        rows = rows.dropna(subset=["gap"]).sort_values(["gap", "indicator"])
        gaps, alone = [], one_question(profile)
        level = float(self.settings.config["noise"]["level"])
        margins = theme_margins(self.tables["contributions"], level)
        for row in rows.to_dict("records"):
            place = {"source": self.sources.profile, "area": area, "year": year}
            gap = count_from(row["gap"], "index_gaps", **place, indicator=row["indicator"])
            label = plain_theme(str(row["label"]))
            single = row["indicator"] in alone
            # The margin is that of the last measurement.
            sure = abs(float(gap)) > margins[area, row["indicator"]]
            gaps.append(ThemeGap(row["indicator"], label, row["part"], gap, single, sure))
        return gaps

    @offered
    def indicator_counts(self, area: str | None = None) -> IndicatorCounts | None:
        """How many indicators did better, the same or worse beside the city, of an area or of all.

        None without two measurements.
        """
        table = self.tables["indicator_changes"]
        rows = table if area is None else self._of(area, table)
        if rows.empty:
            return None
        where = {} if area is None else {"area": area}

        def count(column: str = "", word: str = "") -> Number:
            kept, what = (rows[rows[column] == word], {column: word}) if column else (rows, {})
            return count_from(len(kept), "indicator_changes", **where, **what)

        chance = round(BY_CHANCE * len(rows))
        return IndicatorCounts(
            start=int(rows["start"].min()),
            end=int(rows["end"].max()),
            total=count(),
            better=count("moved", Movement.BETTER),
            same=count("moved", Movement.SAME),
            worse=count("moved", Movement.WORSE),
            behind=count("place", Standing.BEHIND),
            ahead=count("place", Standing.AHEAD),
            by_chance=count_from(chance, "indicator_changes", **where),
        )

    @offered
    def movers(self, area: str, n: int = 3) -> Movers:
        """The n indicators that moved most beside the city beyond their margin, each way.

        Not those on which the area itself stood still: then only the city moved.
        """
        rows = self._of(area, self.tables["indicator_changes"])
        rows = rows[rows["value_start"].round() != rows["value_end"].round()]
        shift = (rows["gap_end"] - rows["gap_start"]).abs() / rows["margin"]
        named = self.tables["contributions"].drop_duplicates("indicator").set_index("indicator")
        label = rows["indicator"].map(named["name"]).fillna(rows["label"])
        rows = rows.assign(shift=shift, label=label).sort_values("shift", ascending=False)
        better, worse = (
            [_mover(row) for row in rows[rows["moved"] == word].head(n).to_dict("records")]
            for word in (Movement.BETTER, Movement.WORSE)
        )
        return Movers(better, worse)

    # What moved the index ---------------------------------------------------------------------

    @offered
    def moved(self, area: str) -> Moved | None:
        """What moved the gap of an area to the city; None without contributions."""
        rows = self._of(area, self.tables["contributions"])
        if rows.empty:
            return None
        themes = per_theme(rows)
        halves = per_half(themes).to_dict("records")
        changes = self._of(area, self.tables["indicator_changes"])
        sure = changes.loc[changes["moved"].isin([Movement.BETTER, Movement.WORSE]), "indicator"]
        up, down = gave_most(_pieces(rows), float(self.settings.config["noise"]["register"]))
        points = partial(number_from, table="contributions", area=area)
        return Moved(
            points(rows["gap_points"].sum()),
            [MovedHalf(HALVES[h["half"]], points(h["gap_points"]), h["sure"]) for h in halves],
            self._moved_themes(area, set(themes.loc[themes["sure"], "theme"])),
            _contributions(up[up["indicator"].isin(sure)]),
            _contributions(down[down["indicator"].isin(sure)][::-1]),
        )

    def _moved_themes(self, area: str, sure: set[str]) -> list[MovedTheme]:
        """Those of `sure` that rest on more than one question, the one that moved most first."""
        first, last = (
            {gap.indicator: gap for gap in self.theme_gaps(area, year)}
            for year in (self.theme_years[0], self.theme_years[-1])
        )
        found = [
            MovedTheme(last[theme].label, first[theme].gap, last[theme].gap)
            for theme in sorted(sure & set(first) & set(last))
            if not last[theme].single
        ]
        return sorted(found, key=lambda moved: -abs(float(moved.after) - float(moved.before)))

    @offered
    def would_take(self, area: str) -> WouldTake | None:
        """What it would take to close the gap of an area; None without a gap below the city."""
        rows = self._of(area, self.tables["contributions"])
        gap = float(rows["level_points"].sum())
        if rows.empty or gap >= 0:
            return None
        parts = _pieces(rows).sort_values("level_points", kind="stable")
        return WouldTake(
            year=int(rows["end"].iloc[0]),
            gap=number_from(gap, "contributions", area=area),
            largest=_contributions(parts.head(5)),
            count=number_from(_enough(parts["level_points"], gap), "contributions", area=area),
        )

    @offered
    def pulls(self, area: str, down: int = 3, up: int = 2) -> Pulls | None:
        """The indicators that pulled the index of an area down and up; None without them."""
        rows = self._of(area, self.tables["contributions"])
        if rows.empty:
            return None
        parts = _pieces(rows).sort_values("level_points", kind="stable")
        below, above = (parts[(parts["level_points"] * side) > 0] for side in (-1, 1))
        return Pulls(
            year=int(rows["end"].iloc[0]),
            gap=number_from(rows["level_points"].sum(), "contributions", area=area),
            down=_contributions(below.head(down)),
            up=_contributions(above[::-1].head(up)),
        )

    # Vulnerability and health -----------------------------------------------------------------

    @offered
    def vulnerability(self, area: str | None = None, worse: bool = False) -> list[Vulnerable]:
        """The indicators of a vulnerable position; `worse`: only those beyond their margin."""
        table = self.tables["vulnerability"]
        rows = table if area is None else self._of(area, table)
        rows = rows[rows["worse"] == "ja"] if worse else rows
        return [_vulnerable(row) for row in rows.to_dict("records")]

    @offered
    def vulnerability_means(self) -> str:
        """What the indicators of a vulnerable position are, a sentence each; config: means.

        And why some are of an earlier year than the others.
        """
        rows = self.tables["vulnerability"]
        known = set(rows["label"])
        told = [
            f"{dutch.sentence(item['label'])}: {item['means']}."
            for item in self.settings.config.get("vulnerability", [])
            if item.get("means") and item["label"] in known
        ]
        for year, old in rows[rows["year"] < rows["year"].max()].groupby("year"):
            count = dutch.counted(old["label"].nunique(), "kenmerk", "kenmerken")
            told.append(f"Van {count} is {year} de laatste meting die beschikbaar is.")
        return " ".join(told)

    @offered
    def vulnerable_areas(self) -> list[VulnerableAreas]:
        """The areas that are worse than the city on some indicator; alike ones said together."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for area in self.settings.areas:
            labels = tuple(item.label for item in self.vulnerability(area, worse=True))
            if labels:
                groups.setdefault(labels, []).append(area)
        return [
            VulnerableAreas(
                areas,
                list(labels),
                [
                    list(rows)
                    for rows in zip(*(self.vulnerability(a, True) for a in areas), strict=True)
                ],
            )
            for labels, areas in groups.items()
        ]

    @offered
    def health(self, verdict: str | None = None) -> list[HealthFigure]:
        """The last health figures beside the city, of one verdict (hoger, lager, ...) or all."""
        table = self.tables["health"]
        rows = table[table["year"] == table["year"].max()]
        rows = rows if verdict is None else rows[rows["verdict"] == verdict]
        return [_health_figure(row) for row in rows.to_dict("records")]


# What tells a figure of a source from every other.
MEASURED = ("source", "area", "indicator", "year")


def _shares(
    row: Row, table: str, columns: Iterable[str], key: Iterable[str]
) -> list[Number | None]:
    """Percentages of a row as shares (0 to 1), found again by the columns in `key`."""
    place = {name: row[name] for name in key}
    return [number_from(row[name] / 100, table, **place) for name in columns]


def _vulnerable(row: Row) -> Vulnerable:
    value, city, margin = _shares(row, "vulnerability", ("value", "city", "margin"), MEASURED)
    return Vulnerable(row["area"], row["year"], row["label"], value, city, margin, row["worse"])


def _health_figure(row: Row) -> HealthFigure:
    value, city = _shares(row, "health", ("value", "city"), MEASURED)
    about = (row["area"], row["year"], row["indicator"])
    return HealthFigure(*about, value, city, row["verdict"])


def _mover(row: Row) -> Mover:
    ends = ("value_start", "value_end", "city_start", "city_end", "gap_start", "gap_end")
    shares = _shares(row, "indicator_changes", ends, ("area", "indicator"))
    return Mover(plain_label(str(row["label"])), *shares)


def _pieces(rows: pd.DataFrame) -> pd.DataFrame:
    """The contributions of an area that have an indicator, each indicator once."""
    return per_indicator(rows[rows["indicator"].notna()])


def _contributions(rows: pd.DataFrame) -> list[Contribution]:
    columns = ("gap_points", "level_points", "share_start", "share_end", "city_start", "city_end")
    made = []
    for row in rows.to_dict("records"):
        place = {"area": row["area"], "indicator": row["indicator"]}
        numbers = (number_from(row[n], "contributions", **place) for n in (*columns, "needed"))
        made.append(Contribution(plain_label(str(row["label"])), str(row["name"]), *numbers))
    return made


def _enough(points: pd.Series, gap: float) -> int | None:
    """How many of `points`, in order, add up to the gap (both negative); None when they do not."""
    closed = points.cumsum() <= gap
    return int(closed.to_numpy().argmax()) + 1 if closed.any() else None
