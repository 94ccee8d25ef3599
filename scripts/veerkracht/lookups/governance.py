"""What sections and claims may ask of governance: decisions, tasks, money, events, facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from veerkracht import dutch
from veerkracht.governance.measures import (
    MEASURES,
    WIJK,
    DecidedTwice,
    decided_twice,
    decision_rights,
    steady_subjects,
)
from veerkracht.inputs.schemas import schema
from veerkracht.lookups.number import Number, count_from, number_from
from veerkracht.lookups.offered import Tables, offered, only_value, unknown


@dataclass(frozen=True)
class Event:
    """Something that happened; `when` is the month and year in words, or the year alone."""

    year: int
    when: str
    event: str
    kind: str


@dataclass(frozen=True)
class Decision:
    """A recorded decision: by which body, on what, by whom, on which rung of participation."""

    year: int
    body: str
    decision: str
    who: str
    rung: str


@dataclass(frozen=True)
class Governance:
    """Look-ups on the sheets of governance.

    Asks decisions, tasks, budget, governance_course, bodies, events, facts and places.
    """

    tables: Tables

    @offered
    def governing(self, measure: str, year: int) -> Number | None:
        """A measure of governance in a year: wijkbesluiten, trede, lokale_taken, budget, ..."""
        rows = self._measured(measure)
        value = only_value(rows.loc[rows["year"] == year, "value"])
        number = number_from(value, "governance_course", measure=measure, year=year)
        return number and number.share_of(self.recorded(measure, year))

    @offered
    def recorded(self, measure: str, year: int) -> Number:
        """On how many decisions, tasks or items of the budget a measure of a year rests."""
        rows = self._measured(measure)
        count = only_value(rows.loc[rows["year"] == year, "n"]) or 0
        place = {"measure": measure, "year": year}
        return count_from(count, "governance_course", **place)

    @offered
    def recorded_of(self, measure: str, year: int) -> Number:
        """How many of the decisions or tasks behind a share (a measure in a year) it holds."""
        share, whole = self.governing(measure, year), self.recorded(measure, year)
        count = 0 if share is None else round(share * whole)
        place = {"measure": measure, "year": year}
        return count_from(count, "governance_course", **place)

    @offered
    def governing_years(self, measure: str) -> list[int]:
        """The years in which a measure of governance is known."""
        return [int(year) for year in self._measured(measure)["year"]]

    def _measured(self, measure: str) -> pd.DataFrame:
        if measure not in MEASURES:
            raise unknown("De maat", measure, MEASURES)
        table = self.tables["governance_course"]
        return table[table["measure"] == measure]

    @property
    @offered
    def governed_years(self) -> list[int]:
        """The years of which decisions or tasks were recorded."""
        years = pd.concat([self.tables[name]["year"] for name in ("decisions", "tasks")])
        return sorted(int(year) for year in years.dropna().unique())

    @offered
    def decisions(self, year: int) -> list[Decision]:
        """The decisions of a year."""
        table = self.tables["decisions"]
        return [
            Decision(row["year"], row["body"], row["decision"], row["who"], row["rung"])
            for row in table[table["year"] == year].to_dict("records")
        ]

    @offered
    def decided(self, who: str, year: int, words: list[str]) -> tuple[Number, Number]:
        """The decisions of a year with one of the words: how many somebody took, and how many."""
        about = [item for item in self.decisions(year) if has_word(str(item.decision), words)]
        own = [item for item in about if item.who == who]
        taken, every = (
            count_from(len(items), "decisions", year=year, **where)
            for items, where in ((own, {"who": who}), (about, {}))
        )
        return taken, every

    @offered
    def steady_subjects(self) -> list[tuple[str, str, str]]:
        """What was decided on in every year: subject, its first and its last rung."""
        return steady_subjects(decision_rights(self.tables["decisions"]))

    @offered
    def decided_twice(self, first: int, last: int) -> list[DecidedTwice]:
        """What has one decision in both years, and whether the wijk took each."""
        return decided_twice(decision_rights(self.tables["decisions"]), first, last)

    @offered
    def budget_items(self, year: int, of_wijk: bool = False) -> list[str]:
        """The items on the budget of a year, or those that residents or informal parties spend."""
        rows = self.tables["budget"]
        rows = rows[(rows["year"] == year) & (rows["who"].isin(WIJK) | (not of_wijk))]
        return list(dict.fromkeys(rows["item"].astype(str)))

    @offered
    def phases(self) -> list[str]:
        """The phases of the organisation of the programme, in order."""
        return list(dict.fromkeys(map(str, self.tables["bodies"]["phase"])))

    # Events, facts, places --------------------------------------------------------------------

    @offered
    def events(self, kind: str | None = None) -> list[Event]:
        """The events by date, of one kind or of all."""
        rows = self.tables["events"].sort_values(["year", "month", "event"])
        if kind:
            _check_kind("De soort gebeurtenis", kind, "gebeurtenissen")
            rows = rows[rows["kind"] == kind]
        return [_event(row) for row in rows.to_dict("records")]

    @property
    @offered
    def facts(self) -> list[str]:
        """The names of the facts."""
        return list(self.tables["facts"]["fact"])

    def _fact(self, name: str) -> dict[Any, Any]:
        table = self.tables["facts"]
        if name not in self.facts:
            raise unknown("Het feit", name, self.facts)
        return table[table["fact"] == name].iloc[0].to_dict()

    def fact(self, name: str, write: Callable[..., str] = dutch.number) -> str:
        """A fact as text, with its rounding word and the number by `write`: `ca. 750`."""
        row = self._fact(name)
        value = count_from(row["value"], "facts", fact=name)
        text = write(value, 0 if value.is_integer() else 1)
        rounding = row["rounding"]
        return text if pd.isna(rounding) or rounding == "precies" else f"{rounding} {text}"

    @offered
    def fact_source(self, name: str) -> str:
        """Where a fact comes from."""
        return str(self._fact(name)["document"])

    @property
    @offered
    def fact_sources(self) -> list[str]:
        """Where the facts come from, each document once."""
        return list(dict.fromkeys(self.tables["facts"]["document"].dropna().map(str)))

    @offered
    def place_count(self, kind: str) -> Number:
        """The number of places of a kind (buurthuiskamer, ontmoetingsplek, voorziening)."""
        _check_kind("De soort plek", kind, "plekken")
        count = int((self.tables["places"]["kind"] == kind).sum())
        return count_from(count, "places", kind=kind)


def has_word(text: str, words: list[str]) -> bool:
    """Whether one of the words stands in a text, in capitals or not."""
    return any(word.lower() in text.lower() for word in words)


def _event(row: dict[Any, Any]) -> Event:
    year, month = row["year"], row["month"]
    when = str(year) if pd.isna(month) else f"{dutch.MONTHS[int(month) - 1]} {year}"
    return Event(year, when, row["event"], row["kind"])


def _check_kind(what: str, kind: str, sheet: str) -> None:
    """Raise ReportError when the sheet has no such `soort`."""
    kinds = schema(sheet).fields["soort"].enum
    if kind not in kinds:
        raise unknown(what, kind, kinds)
