"""What the sections may ask of the tables: every number in the text comes through here."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pandas as pd

from veerkracht import dutch
from veerkracht.governance.measures import MEASURES
from veerkracht.inputs.schemas import schema
from veerkracht.lookups.city import CityFindings, ReportError, record, unknown
from veerkracht.lookups.number import Number, number_from
from veerkracht.network.graph import places_known
from veerkracht.network.metrics import BOUNDED, BY_ID, INFLUENTIAL
from veerkracht.source_lines import coding_line, governance_line, indicator_line, place_line
from veerkracht.words import fold

# What makes a network resilient, in the words of the publication.
DIMENSIONS = {
    "groot": "groter",
    "hecht": "hechter",
    "divers": "diverser",
    "decentraal": "minder afhankelijk van enkele partijen",
}


class Findings(CityFindings):
    """Look-ups on the tables of one wijk (`tables`: name -> canonical table) for the sections.

    `wijk` and `config` are blocks of config.yaml. Methods raise ReportError for an unknown name and
    give None where the data have no answer: a section must say so or be silent.
    """

    # Sources, as printed under tables and figures ---------------------------------------------

    @property
    def coding_source(self) -> str:
        """Where the network figures come from."""
        return coding_line(self.wijk)

    @property
    def governance_source(self) -> str:
        """Where the governance figures come from."""
        return governance_line(self.wijk)

    @property
    def place_source(self) -> str:
        """Where the places on the map come from."""
        return place_line(self.wijk)

    def source_line(self, name: str) -> str:
        """Title, publisher and edition of an indicator source."""
        return indicator_line([name], self.config["sources"])

    @property
    def index_line(self) -> str:
        """The source of the Sociale Index."""
        return self.source_line(self.index_source) if self.index_source else ""

    @property
    def theme_line(self) -> str:
        """The source of themes and indicators."""
        return self.source_line(self.profile_source) if self.profile_source else ""

    def sources_line(self, table: str) -> str:
        """All sources that a table with a column `source` draws on."""
        return indicator_line(self.tables[table]["source"], self.config["sources"])

    def available(self) -> set[str]:
        """Which kinds of data this wijk has, in the words of the heads of sections (DATA)."""
        tables = self.tables
        has = {
            "gesprekken": bool(self.wijk["years"]),
            "plekken": len(tables["places"]) > 0,
            "citaten": len(tables["quotes"]) > 0,
            "index": len(self.index_years) > 0,
            "doel": self.goal() is not None,
            "themas": len(self.theme_years) > 0,
            "kwetsbaarheid": len(tables["vulnerability"]) > 0,
            "gezondheid": len(tables["health"]) > 0,
            "governance": len(tables["decisions"]) > 0,
            "programma": bool(self.wijk["programme"]),
            "ligging": places_known(tables["actors"]),
        }
        return {name for name, there in has.items() if there}

    # The network ------------------------------------------------------------------------------

    def net(self, metric: str, year: int) -> Number | None:
        """The value of a network measure in a year."""
        table = self.tables["network_metrics"]
        if metric not in set(table["metric"]):
            raise unknown("De maat", metric, set(table["metric"]))
        rows = table[(table["metric"] == metric) & (table["year"] == year)]
        return number_from(_value(rows["value"]), "network_metrics", metric=metric, year=year)

    def _claim(self, name: str) -> dict[str, Any]:
        table = self.tables["claims"]
        if name not in set(table["claim"]):
            raise unknown("De bewering", name, set(table["claim"]))
        row: dict[str, Any] = table[table["claim"] == name].iloc[0].to_dict()  # type: ignore[assignment]
        return row

    def outcome(self, name: str) -> str:
        """The outcome of a claim: houdt, alleen zoals waargenomen, houdt niet, niet te bepalen."""
        return str(self._claim(name)["outcome"])

    def no_wording(self, name: str) -> str:
        """Raise ReportError: the text has no wording for the outcome of this claim."""
        row = self._claim(name)
        raise ReportError(
            f"de bewering {name} ({row['statement']}) heeft de uitkomst '{row['outcome']}', en "
            f"daarvoor staat er geen tekst. Bewijs: {row['evidence']}"
        )

    def stronger_outcomes(self) -> list[SimpleNamespace]:
        """The four dimensions in order: name, comparative and the outcome of their claim (S14)."""
        return [
            SimpleNamespace(name=name, comparative=word, outcome=self.outcome(f"S14-{name}"))
            for name, word in DIMENSIONS.items()
        ]

    def top(self, year: int, n: int = 10, kind: str | None = None) -> list[SimpleNamespace]:
        """The n actors with the highest eigenvector centrality in a year, of one kind or of all."""
        table = self.tables["actor_metrics"]
        rows = table[table["year"] == year].sort_values("rank")
        if kind:
            rows = rows[rows["kind"] == kind]
        return [_position(row) for row in rows.head(n).to_dict("records")]

    def actor(self, name: str, year: int) -> SimpleNamespace | None:
        """An actor's position in a year; None in a year without it.

        A name must stand in the data or in config.yaml: any other is a typing error.
        """
        table = self.tables["actor_metrics"]
        known = {*table["name"], self.wijk["municipality"], *self.wijk["protagonists"]}
        if name not in known:
            raise unknown("De partij", name, known)
        rows = table[(table["year"] == year) & (table["name"] == name)]
        return _position(rows.to_dict("records")[0]) if len(rows) else None

    def neighbours(self, name: str, year: int) -> Number:
        """The number of ties of an actor in a year; 0 in a year without it."""
        found = self.actor(name, year)
        degree: Number = found.degree if found else Number(0)
        return degree

    def tied_share(self, name: str, year: int) -> float | None:
        """The share (0 to 1) of the other actors that is tied to this actor."""
        others = (self.net("actors", year) or Number(0)) - 1
        found = self.actor(name, year)
        return found.degree / others if found and others > 0 else None

    def share_word(self, share: float | None) -> str:
        """The word for a share (0 to 1) on the scale in config.yaml."""
        if share is None:
            return dutch.UNDETERMINED
        for bound, name in self.config["share_words"]:
            if share <= bound:
                return str(name)
        return str(self.config["share_words"][-1][1])

    def change_word(self, metric: str, start: int, end: int) -> str:
        """The change of a network measure between two years on the scale in config.yaml."""
        values = (self.net(metric, start), self.net(metric, end))
        return dutch.change(*values, self.config["change_words"], BY_ID[metric].unit in BOUNDED)

    def _count(self, rows: pd.Series, **where: object) -> Number:
        """How many rows of the table of actors are true in `rows`, found by `where`."""
        return number_from(int(rows.sum()), "actors", **where) or Number(0)

    def interviews(self, year: int) -> Number:
        """The number of actors interviewed in a year."""
        actors = self.tables["actors"]
        spoken = (actors["year"] == year) & (actors["interviewed"] == "ja")
        return self._count(spoken, year=year, interviewed="ja")

    def named_only(self, year: int) -> Number:
        """The number of actors of a year that others named, without an interview of their own."""
        actors = self.tables["actors"]
        named = (actors["year"] == year) & (actors["interviewed"] != "ja")
        return self._count(named, year=year, interviewed="nee")

    def again(self, year: int) -> int | None:
        """The number of actors interviewed in a year and in the year before; None in the first."""
        table = self.tables["levels"]
        first = year == self.wijk["years"][0]
        return None if first else int(table.loc[table["year"] == year, "panel"].iloc[0])

    @property
    def doubly_coded(self) -> int:
        """The number of codings by at least two coders that can be held against each other."""
        table = self.tables["agreement"]
        return int(table["n"].max()) if len(table) else 0

    def panel(self) -> Number:
        """The number of actors interviewed in every year."""
        actors = self.tables["actors"]
        counts = actors[actors["interviewed"] == "ja"].groupby("actor")["year"].nunique()
        return number_from(int((counts == len(self.wijk["years"])).sum()), "actors") or Number(0)

    def new_actors(self, year: int) -> Number:
        """The number of actors that stand in the data for the first time in this year."""
        first = self.tables["actors"].groupby("actor")["year"].min()
        return number_from(int((first == year).sum()), "actors", year=year) or Number(0)

    def influential(self, year: int, kind: str) -> Number:
        """The number of actors of a kind above the line that the network maps draw as large.

        The line is half of the highest eigenvector centrality of the year (INFLUENTIAL).
        """
        table = self.tables["actor_metrics"]
        rows = table[(table["year"] == year) & (table["kind"] == kind)]
        count = int((rows["eigenvector"] >= INFLUENTIAL).sum())
        return number_from(count, "actor_metrics", year=year, kind=kind) or Number(0)

    def _alters(self, name: str, year: int) -> set[str]:
        found = self.actor(name, year)
        ties = self.tables["ties"]
        rows = ties[ties["year"] == year]
        if not found:
            return set()
        return set(rows.loc[rows["actor_a"] == found.actor, "actor_b"]) | set(
            rows.loc[rows["actor_b"] == found.actor, "actor_a"]
        )

    def passed_on(self, name: str, year: int, later: str, later_year: int) -> float | None:
        """The share (0 to 1) of an actor's partners that another actor has in a later year."""
        before = self._alters(name, year) - {later}
        shared = len(before & self._alters(later, later_year))
        found = self.actor(later, later_year)
        place = found.actor if found else ""
        return (
            number_from(shared / len(before), "ties", year=later_year, actor=place)
            if before
            else None
        )

    def stayers_ties(self, start: int, end: int) -> tuple[Number, Number]:
        """The ties among the actors of both years, in the first and in the last of them."""
        actors, ties = self.tables["actors"], self.tables["ties"]
        both = set(actors.loc[actors["year"] == start, "actor"]) & set(
            actors.loc[actors["year"] == end, "actor"]
        )
        inside = ties[ties["actor_a"].isin(both) & ties["actor_b"].isin(both)]
        counts = [int((inside["year"] == year).sum()) for year in (start, end)]
        first, last = (
            number_from(count, "ties", year=year) or Number(0)
            for count, year in zip(counts, (start, end), strict=True)
        )
        return first, last

    def outside_share(self, year: int) -> float | None:
        """The share (0 to 1) of the ties of a year that have an end outside the wijk."""
        actors, ties = self.tables["actors"], self.tables["ties"]
        here = actors[actors["year"] == year]
        outside = set(here.loc[here["location"] == "buiten", "actor"])
        rows = ties[ties["year"] == year]
        crossing = rows["actor_a"].isin(outside) | rows["actor_b"].isin(outside)
        return number_from(crossing.mean(), "ties", year=year) if len(rows) else None

    def form_count(self, year: int, form: str) -> Number:
        """The number of actors of a form (school, onderneming, ...) in a year."""
        actors = self.tables["actors"]
        rows = (actors["year"] == year) & (actors["form"] == form)
        return self._count(rows, year=year, form=form)

    def place_count(self, kind: str) -> Number:
        """The number of places of a kind (buurthuiskamer, ontmoetingsplek, voorziening)."""
        _check_kind("De soort plek", kind, "plekken")
        count = int((self.tables["places"]["kind"] == kind).sum())
        return number_from(count, "places", kind=kind) or Number(0)

    def ownership(self, year: int) -> Number | None:
        """The mean of the ownership codes (1 to 5) given in the interviews of a year."""
        actors = self.tables["actors"]
        codes = actors.loc[actors["year"] == year, "ownership"].dropna()
        return number_from(codes.mean(), "actors", year=year) if len(codes) else None

    def resident_led(self, year: int) -> Number | None:
        """The share (0 to 1) of resident-led actors among those of which it is known."""
        actors = self.tables["actors"]
        known = actors.loc[actors["year"] == year, "resident_led"].dropna()
        return number_from((known == "ja").mean(), "actors", year=year) if len(known) else None

    def repeated_barriers(self) -> list[SimpleNamespace]:
        """The barriers that initiatives keep naming, most often first.

        Only over initiatives interviewed in at least two years. Gives barrier, named (initiatives
        that named it in one of those years), again (of them, in two years or more), share.
        """
        return self._named_again("barriers", "barrier")

    def repeated_resources(self) -> list[SimpleNamespace]:
        """The resources that initiatives keep naming, as `repeated_barriers`: resource, ..."""
        return self._named_again("resources", "resource")

    def _named_again(self, table: str, column: str) -> list[SimpleNamespace]:
        found = [record(row) for row in self.tables[table].to_dict("records")]
        for item in found:
            for name in ("named", "again", "share"):
                where = {column: getattr(item, column)}
                setattr(item, name, number_from(getattr(item, name), table, **where))
        return found

    def agreed(self, kind: str, code: str = "") -> SimpleNamespace | None:
        """How far coders agree on a code (`belemmering: geld`, `eigenaarschap`).

        Gives n, agreement (0 to 1) and alpha (None when it cannot be known); None where nobody
        judged that code a second time.
        """
        table = self.tables["agreement"]
        rows = table[table["code"].map(fold) == fold(f"{kind}{code}")]
        rows = rows[rows["n"] > 0]
        if rows.empty:
            return None
        row = rows.iloc[0].to_dict()
        names = ("n", "agreement", "alpha")
        return SimpleNamespace(
            **{name: number_from(row[name], "agreement", code=row["code"]) for name in names}
        )

    def barrier_share(self, barrier: str, year: int) -> Number | None:
        """The share (0 to 1) that names a barrier in a year, of those spoken in several years."""
        rows = self.tables["barrier_course"]
        rows = rows[(rows["barrier"] == barrier) & (rows["year"] == year)]
        return number_from(_value(rows["share"]), "barrier_course", barrier=barrier, year=year)

    # Governance, facts, quotes ----------------------------------------------------------------

    def _fact(self, name: str) -> dict[str, Any]:
        facts = self.tables["facts"]
        if name not in set(facts["fact"]):
            raise unknown("Het feit", name, set(facts["fact"]))
        row: dict[str, Any] = facts[facts["fact"] == name].iloc[0].to_dict()  # type: ignore[assignment]
        return row

    def fact(self, name: str) -> str:
        """A fact as text, with its rounding word: `ca. 750`."""
        return self.fact_text(name, dutch.number)

    def fact_text(self, name: str, write: Callable[..., str]) -> str:
        """As `fact`, with the number written by `write`."""
        row = self._fact(name)
        value = number_from(row["value"], "facts", fact=name) or Number(0)
        text = write(value, 0 if value.is_integer() else 1)
        rounding = row["rounding"]
        return text if pd.isna(rounding) or rounding == "precies" else f"{rounding} {text}"

    def fact_source(self, name: str) -> str:
        """Where a fact comes from."""
        return str(self._fact(name)["document"])

    def events(self, kind: str | None = None) -> list[SimpleNamespace]:
        """The events by date, of one kind or of all; `when` is the month and year in words."""
        rows = self.tables["events"].sort_values(["year", "month", "event"])
        if kind:
            _check_kind("De soort gebeurtenis", kind, "gebeurtenissen")
            rows = rows[rows["kind"] == kind]
        found = [record(row) for row in rows.to_dict("records")]
        for item in found:
            known = not pd.isna(item.month)
            item.when = (
                f"{dutch.MONTHS[int(item.month) - 1]} {item.year}" if known else str(item.year)
            )
        return found

    def decisions(self, year: int) -> list[SimpleNamespace]:
        """The decisions of a year."""
        rows = self.tables["decisions"]
        return [record(row) for row in rows[rows["year"] == year].to_dict("records")]

    def governing(self, measure: str, year: int) -> Number | None:
        """A measure of governance in a year: wijkbesluiten, trede, lokale_taken, budget, ..."""
        if measure not in MEASURES:
            raise unknown("De maat", measure, MEASURES)
        rows = self.tables["governance_course"]
        rows = rows[(rows["measure"] == measure) & (rows["year"] == year)]
        return number_from(_value(rows["value"]), "governance_course", measure=measure, year=year)

    @property
    def governed_years(self) -> list[int]:
        """The years of which decisions or tasks were recorded."""
        years = pd.concat([self.tables[name]["year"] for name in ("decisions", "tasks")])
        return sorted(int(year) for year in years.dropna().unique())

    def governing_years(self, measure: str) -> list[int]:
        """The years in which a measure of governance is known."""
        if measure not in MEASURES:
            raise unknown("De maat", measure, MEASURES)
        rows = self.tables["governance_course"]
        return [int(year) for year in rows.loc[rows["measure"] == measure, "year"]]

    def phases(self) -> list[str]:
        """The phases of the organisation of the programme, in order."""
        return list(dict.fromkeys(map(str, self.tables["bodies"]["phase"])))

    def quotes(self, place: str) -> list[str]:
        """The ids of the quotes, all with consent, that may stand at this place."""
        rows = self.tables["quotes"]
        return [str(name) for name in rows.loc[rows["place"] == place, "quote"]]

    def quote(self, name: str) -> SimpleNamespace:
        """One quote with its text, role and year."""
        rows = self.tables["quotes"]
        if name not in set(rows["quote"]):
            raise unknown("Het citaat", name, set(rows["quote"]))
        return record(rows[rows["quote"] == name].to_dict("records")[0])


def _check_kind(what: str, kind: str, sheet: str) -> None:
    """Raise ReportError when the sheet has no such `soort`."""
    known = schema(sheet).fields["soort"].enum
    if kind not in known:
        raise unknown(what, kind, known)


def _value(column: pd.Series) -> float | None:
    """The only value of `column`; None when there is none."""
    present = column.dropna()
    return float(present.iloc[0]) if len(present) else None


def _position(row: dict[Any, Any]) -> SimpleNamespace:
    """An actor in a year, with its numbers as figures."""
    found = record(row)
    for name in ("degree", "betweenness", "eigenvector", "rank"):
        value = number_from(row[name], "actor_metrics", year=row["year"], actor=row["actor"])
        setattr(found, name, value)
    return found
