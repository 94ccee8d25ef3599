"""What the sections may ask of the tables on the place of the wijk in the city."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pandas as pd

from veerkracht.city.course import (
    TOGETHER,
    WHOLE,
    Progress,
    band,
    main_index,
    theme_source,
    whole_index,
)
from veerkracht.city.gaps import name_areas
from veerkracht.city.labels import plain_label
from veerkracht.dutch import UNDETERMINED
from veerkracht.faults import nearest
from veerkracht.lookups.number import Number, number_from


class ReportError(Exception):
    """A section asks for something that is not there; the text says what, in Dutch."""


def unknown(kind: str, name: str, known: Any) -> ReportError:
    """The error for a name that does not exist, with the nearest one that does."""
    names = sorted(known)
    hint = nearest(name, names) or f"Bekend zijn: {', '.join(names) or 'geen'}."
    return ReportError(f"{kind} '{name}' bestaat niet. {hint}")


@dataclass
class CityFindings:
    """Look-ups on the index, its themes and indicators, vulnerability and health.

    `tables`: name -> canonical table; `wijk` and `config` are blocks of config.yaml.
    """

    tables: dict[str, pd.DataFrame]
    wijk: dict[str, Any]
    config: dict[str, Any]

    def __post_init__(self) -> None:
        """Areas get the spelling of config.yaml: every source writes them in its own way."""
        sources = [name for name in self.config["sources"] if name in self.tables]
        areas = self.wijk["areas"]
        named = {name: name_areas(self.tables[name], areas) for name in sources}
        self.tables = self.tables | named

    # The Sociale Index ------------------------------------------------------------------------

    @property
    def index_source(self) -> str | None:
        """The source of the Sociale Index: the one with most measurements of this wijk."""
        return main_index(self.tables["index_gaps"], self.config["sources"])

    @property
    def profile_source(self) -> str | None:
        """The source with themes and indicators of this wijk."""
        return theme_source(self.tables["index_gaps"], self.config["sources"])

    def _index(self) -> pd.DataFrame:
        gaps = whole_index(self.tables["index_gaps"])
        return gaps[gaps["source"] == self.index_source]

    @property
    def index_years(self) -> list[int]:
        """The measurements of the Sociale Index that are known for the wijk and the city."""
        rows = self._index().dropna(subset=["gap"])
        return sorted(int(year) for year in rows["year"].unique())

    def _edition(self, source: str | None) -> str:
        return str(self.config["sources"][source]["edition"]) if source else UNDETERMINED

    @property
    def index_edition(self) -> str:
        """The edition of the figures of the Sociale Index."""
        return self._edition(self.index_source)

    def _index_value(self, area: str, year: int, column: str) -> Number | None:
        rows = self._index()
        rows = rows[rows["year"] == year]
        if area == self.config["city"]:
            value = _value(rows["city"])
            return number_from(
                value, "index_gaps", source=self.index_source, year=year, label=WHOLE
            )
        if area not in self.wijk["areas"]:
            raise unknown("Het gebied", area, self.wijk["areas"])
        value = _value(rows.loc[rows["area"] == area, column])
        place = {"source": self.index_source, "area": area, "year": year, "label": WHOLE}
        return number_from(value, "index_gaps", **place)

    def _of(self, area: str, table: pd.DataFrame) -> pd.DataFrame:
        """The rows of an area of this wijk (or of all together)."""
        if area not in (*self.wijk["areas"], TOGETHER):
            raise unknown("Het gebied", area, self.wijk["areas"])
        return table[table["area"] == area]

    def index(self, area: str, year: int) -> Number | None:
        """The Sociale Index of an area (or the city) at a measurement."""
        return self._index_value(area, year, "value")

    def index_gap(self, area: str, year: int) -> Number | None:
        """The Sociale Index of an area minus that of the city at the same measurement."""
        return self._index_value(area, year, "gap")

    def index_place(self, area: str, year: int) -> SimpleNamespace:
        """The place among the wijken (rank, 1 is the highest, of how many) and OBI's class."""
        value = self.index(area, year)
        return SimpleNamespace(
            rank=self._index_value(area, year, "rank"),
            of=self._index_value(area, year, "of"),
            band=UNDETERMINED if value is None else band(value),
        )

    def course(self, area: str, indicator: str = WHOLE) -> SimpleNamespace | None:
        """The course of an area (or `samen`) on the index or a theme, by its label.

        Gives base and last (measurements), gap_base, gap_last, change, path (what the gap should be
        now), needed (points a year), elapsed (0 to 1), verdict, band. None without two
        measurements.
        """
        table = self.tables["index_course"]
        source = self.index_source if indicator == WHOLE else self.profile_source
        rows = table[(table["source"] == source) & (table["label"] == indicator)]
        rows = whole_index(rows) if indicator == WHOLE else rows
        rows = self._of(area, rows[rows["base"].notna()])
        if rows.empty:
            return None
        row = rows.iloc[0].to_dict()
        place = {"source": source, "area": area, "label": indicator}
        numbers = ("gap_base", "gap_last", "change", "path", "needed", "elapsed")
        found = {name: number_from(row[name], "index_course", **place) for name in numbers}
        words = {name: row[name] for name in ("verdict", "band")}
        return SimpleNamespace(base=int(row["base"]), last=int(row["last"]), **found, **words)

    def goal(self) -> SimpleNamespace | None:
        """How far the programme is with its goal, no gap to the city on the Sociale Index.

        As `course`, for the areas together (weighted by inhabitants). None without a programme or
        without a measurement on both sides of its start.
        """
        areas = self.wijk["areas"]
        found = self.course(TOGETHER if len(areas) > 1 else areas[0])
        return found if found and found.verdict != Progress.UNKNOWN else None

    def alike(self, area: str, group: str = "gelijkend") -> SimpleNamespace | None:
        """How wijken that were alike went on the index, from the base to the last measurement.

        Gives base, last, others (name, distance, change) with the nearest first, mean (of their
        changes) and own (the change of the area). None where none is known.
        """
        table = self.tables["alike"]
        rows = self._of(area, table[table["group"] == group])
        own = self.course(area)
        if rows.empty or own is None:
            return None
        others = []
        for name, series in rows.groupby("other", sort=False):
            by_year = series.set_index("year")["value"]
            if {own.base, own.last} <= set(by_year.index):
                change = float(by_year[own.last] - by_year[own.base])
                place = {"area": area, "group": group, "other": name}
                others.append(
                    SimpleNamespace(
                        name=name,
                        distance=number_from(series["distance"].iloc[0], "alike", **place),
                        change=number_from(change, "alike", **place),
                    )
                )
        if not others:
            return None
        mean = sum(float(item.change) for item in others) / len(others)
        before, after = self.index(area, own.base), self.index(area, own.last)
        return SimpleNamespace(
            base=own.base,
            last=own.last,
            others=others,
            mean=number_from(mean, "alike", area=area, group=group),
            own=after - before if after is not None and before is not None else None,
        )

    # Themes and indicators --------------------------------------------------------------------

    def _profile(self) -> pd.DataFrame:
        gaps = self.tables["index_gaps"]
        return gaps[gaps["source"] == self.profile_source]

    @property
    def theme_years(self) -> list[int]:
        """The measurements with scores a theme."""
        return sorted(int(year) for year in self._profile()["year"].unique())

    @property
    def theme_edition(self) -> str:
        """The edition of the scores a theme."""
        return self._edition(self.profile_source)

    def theme_gaps(self, area: str, year: int) -> list[SimpleNamespace]:
        """The themes of an area at a measurement, the largest gap below the city first."""
        profile = self._profile()
        theme = profile["indicator"].str.fullmatch("[A-Z][a-z]")
        rows = self._of(area, profile[theme & (profile["year"] == year)])
        rows = rows.dropna(subset=["gap"]).sort_values(["gap", "indicator"])
        found = [record(row) for row in rows.to_dict("records")]
        for item in found:
            place = {"source": self.profile_source, "area": area, "year": year}
            item.gap = number_from(item.gap, "index_gaps", **place, indicator=item.indicator)
        return found

    def indicator_counts(self, area: str | None = None) -> SimpleNamespace | None:
        """How many indicators there are, how many did better, the same or worse beside the city.

        Of one area or of all; `behind` and `ahead` are how many are worse and better off than the
        city at the end, each by more than its margin. None without two measurements.
        """
        table = self.tables["indicator_changes"]
        rows = table if area is None else self._of(area, table)
        if rows.empty:
            return None
        where = {} if area is None else {"area": area}

        def count(**what: str) -> Number:
            kept = rows
            for column, value in what.items():
                kept = kept[kept[column] == value]
            return number_from(len(kept), "indicator_changes", **where, **what) or Number(0)

        return SimpleNamespace(
            start=int(rows["start"].min()),
            end=int(rows["end"].max()),
            total=count(),
            better=count(moved="beter"),
            same=count(moved="gelijk"),
            worse=count(moved="slechter"),
            behind=count(place="ongunstiger"),
            ahead=count(place="gunstiger"),
        )

    def movers(self, area: str, n: int = 3) -> SimpleNamespace:
        """The indicators beyond their margin that moved most: lists `better` and `worse`."""
        table = self.tables["indicator_changes"]
        rows = self._of(area, table)
        shift = (rows["gap_end"] - rows["gap_start"]).abs() / rows["margin"]
        rows = rows.assign(shift=shift).sort_values("shift", ascending=False, kind="stable")
        found = {}
        for word, key in (("beter", "better"), ("slechter", "worse")):
            chosen = rows[rows["moved"] == word].head(n).to_dict("records")
            found[key] = [self._share(row, "indicator_changes") for row in chosen]
        return SimpleNamespace(**found)

    def _share(self, row: dict[Any, Any], table: str) -> SimpleNamespace:
        place = {"area": row["area"], "indicator": row["indicator"]}
        item = record(row)
        item.label = plain_label(str(row["label"]))
        for name in ("value_start", "value_end", "city_start", "city_end", "gap_start", "gap_end"):
            value = row.get(name)
            setattr(item, name, None if value is None else number_from(value / 100, table, **place))
        return item

    # What moved the index ---------------------------------------------------------------------

    def moved(self, area: str) -> SimpleNamespace | None:
        """What moved the gap of an area to the city, from the first to the last measurement.

        Gives start, end, change (points), up and down (the indicators that gave most, each with
        label, points, and shares at start and end), rest (points that the rule does not explain)
        and size of that rest. None without contributions.
        """
        table = self.tables["contributions"]
        rows = self._of(area, table)
        if rows.empty:
            return None
        parts = rows[rows["indicator"].notna()].sort_values("gap_points", kind="stable")
        rest = rows[rows["indicator"].isna()]
        place = {"area": area}
        return SimpleNamespace(
            start=int(rows["start"].iloc[0]),
            end=int(rows["end"].iloc[0]),
            change=number_from(rows["gap_points"].sum(), "contributions", **place),
            up=[self._part(row) for row in parts[::-1].head(3).to_dict("records")],
            down=[self._part(row) for row in parts.head(3).to_dict("records")],
            rest=number_from(rest["gap_points"].sum(), "contributions", **place),
            count=number_from(len(parts), "contributions", **place),
        )

    def _part(self, row: dict[Any, Any]) -> SimpleNamespace:
        place = {"area": row["area"], "theme": row["theme"], "indicator": row["indicator"]}
        names = ("gap_points", "level_points", "share_start", "share_end", "city_start", "city_end")
        found = {
            name: number_from(row[name], "contributions", **place) for name in (*names, "needed")
        }
        return SimpleNamespace(label=plain_label(str(row["label"])), **found)

    def would_take(self, area: str) -> SimpleNamespace | None:
        """What it would take to close the gap of the last measurement with themes.

        Gives gap, largest (the indicators that make most of it, with the share that alone would
        close it in `needed`, if any) and count: how many of them, the largest first, must reach the
        level of the city before the gap is gone (None when all of them do not do). None without a
        gap below the city.
        """
        table = self.tables["contributions"]
        rows = self._of(area, table)
        gap = float(rows["level_points"].sum())
        if rows.empty or gap >= 0:
            return None
        parts = rows[rows["indicator"].notna()].sort_values("level_points", kind="stable")
        closed, count = 0.0, None
        for step, points in enumerate(parts["level_points"], start=1):
            closed += float(points)
            if closed <= gap:
                count = step
                break
        return SimpleNamespace(
            year=int(rows["end"].iloc[0]),
            gap=number_from(gap, "contributions", area=area),
            largest=[self._part(row) for row in parts.head(5).to_dict("records")],
            count=None if count is None else number_from(count, "contributions", area=area),
        )

    # Vulnerability and health -----------------------------------------------------------------

    def vulnerability(self, area: str | None = None, worse: bool = False) -> list[SimpleNamespace]:
        """The indicators of a vulnerable position; `worse`: only those beyond their margin."""
        table = self.tables["vulnerability"]
        rows = table if area is None else self._of(area, table)
        rows = rows[rows["worse"] == "ja"] if worse else rows
        found = []
        for row in rows.to_dict("records"):
            place = {name: row[name] for name in ("source", "area", "indicator", "year")}
            item = record(row)
            for name in ("value", "city", "margin"):
                setattr(item, name, number_from(row[name] / 100, "vulnerability", **place))
            found.append(item)
        return found

    def health(self, verdict: str | None = None) -> list[SimpleNamespace]:
        """The last health figures beside the city, of one verdict (hoger, lager, ...) or all."""
        table = self.tables["health"]
        rows = table[table["year"] == table["year"].max()]
        rows = rows if verdict is None else rows[rows["verdict"] == verdict]
        found = []
        for row in rows.to_dict("records"):
            place = {name: row[name] for name in ("source", "area", "indicator", "year")}
            item = record(row)
            for name in ("value", "city"):
                setattr(item, name, number_from(row[name] / 100, "health", **place))
            found.append(item)
        return found


def _value(column: pd.Series) -> float | None:
    """The only value of `column`; None when there is none."""
    present = column.dropna()
    return float(present.iloc[0]) if len(present) else None


def record(row: dict[Any, Any]) -> SimpleNamespace:
    """A row of a table with its columns as attributes."""
    return SimpleNamespace(**{str(key): value for key, value in row.items()})
