"""What sections and claims may ask of the Sociale Index: values, gaps, the course to the goal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from veerkracht import dutch
from veerkracht.city.course import (
    TOGETHER,
    USUAL_APART,
    WHOLE,
    Progress,
    Yardstick,
    band,
    whole_index,
)
from veerkracht.city.margins import room_beside
from veerkracht.lookups.number import Number, count_from, number_from
from veerkracht.lookups.offered import Tables, offered, only_value
from veerkracht.lookups.settings import Settings
from veerkracht.lookups.sources import Sources


@dataclass(frozen=True)
class IndexPlace:
    """The place among the wijken (rank, 1 is the highest, of how many) and OBI's class.

    `shared`: whether another wijk has the same score, and so the same place.
    """

    rank: Number | None
    of: Number | None
    band: str
    shared: bool


@dataclass(frozen=True)
class Course:
    """The course of a gap to the city, in points, from the measurement `base` to `last`.

    `value_base`, `value_last`: the index itself.
    `path`: what the gap should be now, `needed`: points a year from now on, `elapsed`: the share
    (0 to 1) of the term that has passed. `years_left`: how many years it takes until there is no
    gap, at the pace since `base`; None unless the gap became smaller beyond the noise.
    """

    base: int
    last: int
    value_base: Number | None
    value_last: Number | None
    gap_base: Number | None
    gap_last: Number | None
    change: Number | None
    path: Number | None
    needed: Number | None
    elapsed: Number | None
    years_left: Number | None
    verdict: str
    band: str


@dataclass(frozen=True)
class AlikeWijk:
    """Another wijk: how far it is apart from this one, and the change of its index in points."""

    name: str
    distance: Number | None
    change: Number

    @property
    def far(self) -> bool:
        """Whether it was farther apart than two wijken usually are."""
        return self.distance is not None and float(self.distance) > USUAL_APART


@dataclass(frozen=True)
class Alike:
    """Wijken that were alike, nearest first: the mean of their changes, and the change here.

    `beside`: the change here minus that mean, which may be chance up to `room`; `did`: how this one
    did: beter, minder, or gelijk where it may be chance; `city`: the change of the city.
    """

    base: int
    last: int
    others: list[AlikeWijk]
    mean: Number | None
    own: Number | None
    beside: Number | None
    room: Number | None
    did: str
    city: Number | None


@dataclass(frozen=True)
class SocialIndex:
    """Look-ups on the Sociale Index. Asks index_gaps, index_course and alike."""

    tables: Tables
    settings: Settings
    sources: Sources

    @cached_property
    def _gaps(self) -> pd.DataFrame:
        gaps = whole_index(self.tables["index_gaps"])
        return gaps[gaps["source"] == self.sources.index]

    @property
    @offered
    def index_years(self) -> list[int]:
        """The measurements of the Sociale Index that are known for the wijk and the city."""
        rows = self._gaps.dropna(subset=["gap"])
        return sorted(int(year) for year in rows["year"].unique())

    def _value(self, area: str, year: int, column: str) -> Number | None:
        rows = self._gaps
        rows = rows[rows["year"] == year]
        place = {"source": self.sources.index, "year": year, "label": WHOLE}
        if area == self.settings.city:
            return number_from(only_value(rows["city"]), "index_gaps", **place)
        self.settings.check_area(area)
        value = only_value(rows.loc[rows["area"] == area, column])
        place = {"source": self.sources.index, "area": area, "year": year, "label": WHOLE}
        return number_from(value, "index_gaps", **place)

    @offered
    def index(self, area: str, year: int) -> Number | None:
        """The Sociale Index of an area (or the city) at a measurement."""
        return self._value(area, year, "value")

    @offered
    def index_gap(self, area: str, year: int) -> Number | None:
        """The Sociale Index of an area minus that of the city at the same measurement."""
        return self._value(area, year, "gap")

    @offered
    def gap_course(self, area: str, start: int, end: int) -> str:
        """How the gap of an area to the city went: nader, verder, or gelijk within the noise."""
        before, after = self.index_gap(area, start), self.index_gap(area, end)
        change = None if before is None or after is None else after - before
        return self._beyond_noise(change, "nader", "verder")

    @offered
    def still_since(self, area: str) -> int | None:
        """Since which measurement no change of the gap is shown, though there is since the first.

        None where the gap did not change since the first, or did up to the last but one.
        """
        if len(self.index_years) < 3:
            return None
        first, *between, last = self.index_years
        if self.gap_course(area, first, last) == "gelijk":
            return None
        still = None
        for year in reversed(between):
            if self.gap_course(area, year, last) != "gelijk":
                break
            still = year
        return still

    def _beyond_noise(
        self, change: float | None, up: str, down: str, others: Sequence[float] = ()
    ) -> str:
        """The word for a difference in points: gelijk when it may be chance.

        `others`: the changes with whose mean it is the difference.
        """
        if change is None:
            return dutch.UNDETERMINED
        if abs(change) < room_beside(float(self.settings.config["noise"]["change"]), others):
            return "gelijk"
        return up if change > 0 else down

    @offered
    def index_place(self, area: str, year: int) -> IndexPlace:
        """The place of an area among the wijken at a measurement."""
        value = self.index(area, year)
        rank, of = self._value(area, year, "rank"), self._value(area, year, "of")
        words = dutch.UNDETERMINED if value is None else band(value)
        return IndexPlace(rank, of, words, (self._value(area, year, "shared") or 1) > 1)

    @offered
    def course(self, area: str, indicator: str = WHOLE) -> Course | None:
        """The course of an area (or `samen`) on the index or a theme, by its label.

        None without two measurements.
        """
        table = self.tables["index_course"]
        source = self.sources.index if indicator == WHOLE else self.sources.profile
        rows = table[(table["source"] == source) & (table["label"] == indicator)]
        rows = whole_index(rows) if indicator == WHOLE else rows
        self.settings.check_area(area, TOGETHER)
        rows = rows[rows["base"].notna() & (rows["area"] == area)]
        if rows.empty:
            return None
        row = rows.iloc[0].to_dict()
        return _course(row, {"source": source, "area": area, "label": indicator})

    @offered
    def index_margins(self) -> tuple[Number, Number] | None:
        """What the margins of all indicators give for the whole index: of a score, of a change.

        In the area where they are widest; None where some are unknown.
        """
        table = self.tables["contributions"]
        rows = table.loc[table["area"].isin(self.settings.areas), ["level_margin", "margin"]]
        if rows.empty or rows.isna().to_numpy().any():
            return None
        each = (rows**2).groupby(table["area"]).sum() ** 0.5
        widest = str(each["level_margin"].idxmax())
        level, change = (
            number_from(each.loc[widest, name], "contributions", area=widest)
            for name in ("level_margin", "margin")
        )
        return None if level is None or change is None else (level, change)

    @offered
    def goal(self) -> Course | None:
        """How far the programme is with its goal, no gap to the city on the Sociale Index.

        As `course`, for the areas together (weighted by inhabitants). None without a programme or
        without a measurement on both sides of its start.
        """
        areas = self.settings.areas
        course = self.course(TOGETHER if len(areas) > 1 else areas[0])
        return course if course and course.verdict != Progress.UNKNOWN else None

    @offered
    def alike(
        self, area: str, group: str = Yardstick.ALIKE, since: int | None = None
    ) -> Alike | None:
        """How wijken that were alike went on the index, to the last measurement.

        From the base of the course, or from the measurement `since`. None where none is known.
        """
        self.settings.check_area(area, TOGETHER)
        table = self.tables["alike"]
        rows = table[(table["group"] == group) & (table["area"] == area)]
        course = self.course(area)
        if rows.empty or course is None:
            return None
        ends, others = (since or course.base, course.last), []
        for name, series in rows.groupby("other", sort=False):
            values = series.set_index("year")["value"]
            if set(ends) <= set(values.index):
                place = {"area": area, "group": group, "other": name}
                change = count_from(values[ends[1]] - values[ends[0]], "alike", **place)
                distance = number_from(series["distance"].iloc[0], "alike", **place)
                others.append(AlikeWijk(str(name), distance, change))
        if not others:
            return None
        mean = sum(float(other.change) for other in others) / len(others)
        own, city = self._change(area, ends), self._change(self.settings.city, ends)
        beside = None if own is None else own - mean
        changes = [float(other.change) for other in others]
        did = self._beyond_noise(beside, "beter", "minder", changes)
        place = {"area": area, "group": group}
        of_all, apart = (number_from(value, "alike", **place) for value in (mean, beside))
        noise = float(self.settings.config["noise"]["change"])
        room = number_from(room_beside(noise, changes), "alike", **place)
        return Alike(*ends, others, of_all, own, apart, room, did, city)

    def _change(self, area: str, ends: tuple[int, int]) -> Number | None:
        """How much the index of an area (or the city) changed, in points."""
        before, after = (self.index(area, year) for year in ends)
        return after - before if after is not None and before is not None else None


def _course(row: dict[Any, Any], place: dict[str, str | None]) -> Course:
    """The course in a row of index_course, found again by `place`."""

    def number(column: str) -> Number | None:
        return number_from(row[column], "index_course", **place)

    pace = float(row["change"]) / (int(row["last"]) - int(row["base"]))
    nearer = row["verdict"] in (Progress.ON_COURSE, Progress.LATE)
    return Course(
        base=int(row["base"]),
        last=int(row["last"]),
        value_base=number("value_base"),
        value_last=number("value_last"),
        gap_base=number("gap_base"),
        gap_last=number("gap_last"),
        change=number("change"),
        path=number("path"),
        needed=number("needed"),
        elapsed=number("elapsed"),
        years_left=number_from(
            math.ceil(-float(row["gap_last"]) / pace - 1e-9) if nearer else None,
            "index_course",
            **place,
        ),
        verdict=row["verdict"],
        band=row["band"],
    )
