"""What sections and claims may ask of the network: measures a year, parties and their ties."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from veerkracht import dutch
from veerkracht.lookups.number import Number, count_from, number_from
from veerkracht.lookups.offered import Tables, offered, only_value, unknown
from veerkracht.lookups.settings import Settings
from veerkracht.network.influence import TOP
from veerkracht.network.metric import Unit
from veerkracht.network.metrics import BY_ID
from veerkracht.words import slug


@dataclass(frozen=True)
class Position:
    """A party in the network of a year: its number of ties, its centrality and its rank by it."""

    actor: str
    name: str
    kind: str
    location: str
    degree: Number
    eigenvector: Number
    rank: Number

    @classmethod
    def of(cls, row: dict[Any, Any]) -> Position:
        """The position in a row of actor_metrics."""
        where = {"year": row["year"], "actor": row["actor"]}
        numbers = {
            name: count_from(row[name], "actor_metrics", **where)
            for name in ("degree", "eigenvector", "rank")
        }
        return cls(row["actor"], row["name"], row["kind"], row["location"], **numbers)


@dataclass(frozen=True)
class Network:
    """Look-ups on the network.

    Asks network_metrics, network_changes, levels, actor_metrics, rank_intervals,
    influential_intervals, turnover, actors and ties.
    """

    tables: Tables
    settings: Settings

    @offered
    def net(self, metric: str, year: int) -> Number | None:
        """The value of a network measure in a year."""
        known = {name for name, _ in self._measures}
        if metric not in known:
            raise unknown("De maat", metric, known)
        where = {"metric": metric, "year": year}
        value = number_from(self._measures.get((metric, year)), "network_metrics", **where)
        if value is None or BY_ID[metric].unit not in (Unit.SHARE, Unit.INDEX):
            return value
        # A share of the network is one of its parties, of fewer of them, or of their ties.
        every = self._measures.get((BY_ID[metric].of, year))
        return value.share_of(TOP if metric == "informal_top10" else every)

    @cached_property
    def _measures(self) -> dict[tuple[str, int], float | None]:
        """The value of every measure in every year; None where it is not defined."""
        rows = self.tables["network_metrics"].to_dict("records")
        return {
            (row["metric"], row["year"]): None if pd.isna(row["value"]) else float(row["value"])
            for row in rows
        }

    @offered
    def change_word(self, metric: str, start: int, end: int) -> str:
        """The change of a network measure between two years on the scale in config.yaml."""
        values = (self.net(metric, start), self.net(metric, end))
        scale = self.settings.config["change_words"]
        return dutch.change(*values, scale, BY_ID[metric].bounded)

    # Parties ----------------------------------------------------------------------------------

    @offered
    def top(self, year: int, n: int = 10, kind: str | None = None) -> list[Position]:
        """The n parties with the highest eigenvector centrality in a year, of a kind or of all."""
        table = self.tables["actor_metrics"]
        rows = table[table["year"] == year].sort_values("rank")
        if kind:
            rows = rows[rows["kind"] == kind]
        return [Position.of(row) for row in rows.head(n).to_dict("records")]

    @offered
    def leaders(self, year: int) -> list[Position]:
        """The parties with most influence in a year: more than one where tables print the same."""
        best = self.top(year, len(self.tables["actor_metrics"]))
        best = [position for position in best if position.eigenvector > 0]
        return [p for p in best if round(p.eigenvector, 2) == round(best[0].eigenvector, 2)]

    @offered
    def informal_top(self, year: int) -> Number | None:
        """How many of the ten most influential parties of a year are informal; None under ten."""
        share = self.net("informal_top10", year)
        if share is None:
            return None
        return count_from(round(share * TOP), "actor_metrics", year=year, kind="informeel")

    @offered
    def informal_top_range(self, year: int) -> tuple[Number, Number] | None:
        """Between which numbers `informal_top` would be with other interviews: the middle 90 %.

        None when nobody can tell.
        """
        table = self.tables["levels"]
        row = table[(table["year"] == year) & (table["metric"] == "informal_top10")]
        low, high = (only_value(row[end]) for end in ("low", "high"))
        if low is None or high is None:
            return None
        where = {"year": year, "metric": "informal_top10"}
        least, most = (count_from(round(end * TOP), "levels", **where) for end in (low, high))
        return least, most

    @offered
    def actor(self, name: str, year: int) -> Position | None:
        """A party's position in a year; None in a year without it.

        A name must stand in the data or in config.yaml: any other is a typing error.
        """
        if name not in self._parties:
            raise unknown("De partij", name, self._parties)
        return self._positions.get((name, year))

    @cached_property
    def _parties(self) -> set[str]:
        wijk = self.settings.wijk
        names = self.tables["actor_metrics"]["name"]
        return {*names, wijk["municipality"], *wijk["protagonists"]}

    @cached_property
    def _positions(self) -> dict[tuple[str, int], Position]:
        rows = self.tables["actor_metrics"].to_dict("records")
        # Of two of one name the first.
        return {(row["name"], row["year"]): Position.of(row) for row in reversed(rows)}

    @offered
    def place_range(self, name: str, year: int) -> tuple[Number, Number] | None:
        """Between which ranks a party would stand with other interviews: the middle 90 %.

        None when it has no influence, or nobody can tell.
        """
        party, table = self.actor(name, year), self.tables["rank_intervals"]
        rows = table[(table["year"] == year) & (table["actor"] == (party and party.actor))]
        if rows.empty:
            return None
        where = {"year": year, "actor": rows["actor"].iloc[0]}
        low, high = (
            count_from(rows[end].iloc[0], "rank_intervals", **where) for end in ("low", "high")
        )
        return low, high

    @offered
    def neighbours(self, name: str, year: int) -> Number:
        """The number of ties of a party in a year; 0 in a year without it."""
        position = self.actor(name, year)
        return position.degree if position else Number(0)

    @offered
    def tied_share(self, name: str, year: int) -> Number | None:
        """The share (0 to 1) of the other parties that is tied to this one."""
        others = (self.net("actors", year) or Number(0)) - 1
        position = self.actor(name, year)
        if not position or others <= 0:
            return None
        return (position.degree / others).share_of(others)

    @offered
    def new_actors(self, year: int) -> Number:
        """The number of parties that stand in the data for the first time in this year."""
        first = self.tables["actors"].groupby("actor")["year"].min()
        return count_from(int((first == year).sum()), "actors", year=year)

    @offered
    def newcomers(self, year: int, n: int = 3) -> list[Position]:
        """The n most influential of the parties that stand in the data for the first time."""
        first = self.tables["actors"].groupby("actor")["year"].min()
        new = set(first[first == year].index)
        return [position for position in self.top(year, len(first)) if position.actor in new][:n]

    @offered
    def returned(self, year: int) -> Number:
        """The number of parties of a year that lacked the year before, and stood there earlier."""
        actors = self.tables["actors"]
        years = sorted(int(other) for other in actors["year"].unique() if other < year)
        people = {y: set(actors.loc[actors["year"] == y, "actor"]) for y in (*years, year)}
        earlier = set().union(*(people[y] for y in years[:-1]))
        back = people[year] & earlier - (people[years[-1]] if years else set())
        return count_from(len(back), "actors", year=year)

    @offered
    def influential(self, year: int, kind: str) -> Number:
        """The number of parties of a kind that the network maps mark as influential in a year.

        That is from half of the highest influence of the first year, the same line for all years.
        """
        table = self.tables["actor_metrics"]
        rows = table[(table["year"] == year) & (table["kind"] == kind)]
        count = int((rows["influential"] == "ja").sum())
        return count_from(count, "actor_metrics", year=year, kind=kind)

    @offered
    def influential_range(self, year: int, kind: str) -> tuple[Number, Number] | None:
        """Between which numbers `influential` would be with other interviews: the middle 90 %.

        None when nobody can tell.
        """
        table = self.tables["influential_intervals"]
        rows = table[(table["year"] == year) & (table["kind"] == kind)]
        if rows.empty:
            return None
        low, high = (
            count_from(rows[end].iloc[0], "influential_intervals", year=year, kind=kind)
            for end in ("low", "high")
        )
        return low, high

    # Ties -------------------------------------------------------------------------------------

    def _partners(self, party: Position, year: int) -> set[str]:
        ties = self.tables["ties"]
        rows = ties[ties["year"] == year]
        named = set(rows.loc[rows["actor_a"] == party.actor, "actor_b"])
        return named | set(rows.loc[rows["actor_b"] == party.actor, "actor_a"])

    @offered
    def passed_on(self, name: str, year: int, later: str, later_year: int) -> Number | None:
        """The share (0 to 1) of a party's partners that another party has in a later year."""
        before, after = self.actor(name, year), self.actor(later, later_year)
        partners = self._partners(before, year) - {slug(later)} if before else set()
        if not partners:
            return None
        shared = partners & self._partners(after, later_year) if after else set()
        place = {"year": later_year, "actor": after.actor if after else ""}
        share = count_from(len(shared) / len(partners), "ties", **place)
        return share.share_of(len(partners))

    @offered
    def partners(self, name: str, year: int, location: str | None = None) -> Number:
        """The number of partners of a party in a year; of one `location`: binnen or buiten."""
        party, actors = self.actor(name, year), self.tables["actors"]
        ids = self._partners(party, year) if party else set()
        rows = actors[(actors["year"] == year) & actors["actor"].isin(ids)]
        rows = rows[rows["location"] == location] if location else rows
        return count_from(len(rows), "ties", year=year, actor=slug(name))

    @offered
    def new_partners(self, name: str, year: int, before: int) -> Number:
        """The number of partners of a party in a year that an earlier year does not know."""
        party, actors = self.actor(name, year), self.tables["actors"]
        earlier = set(actors.loc[actors["year"] == before, "actor"])
        new = (self._partners(party, year) if party else set()) - earlier
        return count_from(len(new), "ties", year=year, actor=slug(name))

    @offered
    def kept_ties(self, name: str, year: int, later: int) -> tuple[Number, Number]:
        """The ties among the partners of a party in a year, and how many a later year has still."""
        party, ties = self.actor(name, year), self.tables["ties"]
        ids = self._partners(party, year) if party else set()
        inside = ties[ties["actor_a"].isin(ids) & ties["actor_b"].isin(ids)]
        pairs = [
            set(inside.loc[inside["year"] == y, ["actor_a", "actor_b"]].itertuples(index=False))
            for y in (year, later)
        ]
        counts = (len(pairs[0]), len(pairs[0] & pairs[1]))
        then, still = (
            count_from(count, "ties", year=y)
            for count, y in zip(counts, (year, later), strict=True)
        )
        return then, still

    @offered
    def smallest_rise(
        self, metric: str, start: int, end: int, twice: bool = False
    ) -> Number | None:
        """The smallest rise (a share) of a count that the interviews of two years could show.

        `twice`: about, with twice as many interviews (it falls with their root). None when too few
        parties were interviewed in both, or the measure is no count.
        """
        table = self.tables["network_changes"]
        pair = (table["start"] == start) & (table["end"] == end) & (table["metric"] == metric)
        value = only_value(table.loc[pair, "smallest"])
        if value is None or not math.isfinite(value):
            return None
        value = value / math.sqrt(2) if twice else value
        return number_from(value, "network_changes", start=start, end=end, metric=metric)

    @offered
    def even_rise(self, metric: str, start: int, end: int) -> tuple[Number, Number] | None:
        """Between which values a measure rose at equal asking: as many interviews, as complete.

        None when the years were not compared so, or the lower of the two is no rise.
        """
        return self._rise(("low", "high"), metric, start, end)

    @offered
    def rise_at_equal_names(self, start: int, end: int) -> tuple[Number, Number] | None:
        """The same of the parties, with as many names in both years too; None if no rise."""
        return self._rise(("names_low", "names_high"), "actors", start, end)

    def _rise(
        self, bounds: tuple[str, str], metric: str, start: int, end: int
    ) -> tuple[Number, Number] | None:
        table = self.tables["network_changes"]
        pair = (table["start"] == start) & (table["end"] == end) & (table["metric"] == metric)
        where = {"start": start, "end": end, "metric": metric}
        low, high = (
            number_from(only_value(table.loc[pair, bound]), "network_changes", **where)
            for bound in bounds
        )
        return None if low is None or high is None or low <= 0 else (low, high)

    @offered
    def even_interviews(self, start: int, end: int) -> Number | None:
        """How many interviews of each year these values are of: half of the smaller number."""
        table = self.tables["network_changes"]
        pair = (table["start"] == start) & (table["end"] == end)
        drawn = table.loc[pair, "drawn"].dropna()
        where = {"start": start, "end": end}
        return number_from(drawn.max(), "network_changes", **where) if len(drawn) else None

    @offered
    def stayers_ties(self, start: int, end: int) -> tuple[Number, Number]:
        """The ties among the parties of both years, in the first and in the last of them."""
        actors, ties = self.tables["actors"], self.tables["ties"]
        people = [set(actors.loc[actors["year"] == year, "actor"]) for year in (start, end)]
        both = people[0] & people[1]
        inside = ties[ties["actor_a"].isin(both) & ties["actor_b"].isin(both)]
        first, last = (
            count_from(int((inside["year"] == year).sum()), "ties", year=year)
            for year in (start, end)
        )
        return first, last

    @offered
    def top_ties(self, year: int) -> tuple[Number, Number] | None:
        """How many of the ten most influential parties work together, of how many pairs."""
        ten = [position.actor for position in self.top(year, TOP)]
        if len(ten) < TOP:
            return None
        ties = self.tables["ties"]
        inside = (ties["year"] == year) & ties["actor_a"].isin(ten) & ties["actor_b"].isin(ten)
        among = count_from(int(inside.sum()), "ties", year=year)
        return among, count_from(TOP * (TOP - 1) // 2, "actor_metrics", year=year)

    @offered
    def lasting_ties(self, start: int, end: int) -> Number | None:
        """How many ties of a year another has still; None where the two were not compared."""
        table = self.tables["turnover"]
        pair = (table["start"] == start) & (table["end"] == end)
        return number_from(
            only_value(table.loc[pair, "kept_ties"]), "turnover", start=start, end=end
        )

    @offered
    def mixed_share(self, year: int) -> Number | None:
        """The share (0 to 1) of the ties of a year between a formal and an informal party."""
        actors, ties = self.tables["actors"], self.tables["ties"]
        kinds = actors[actors["year"] == year].set_index("actor")["kind"]
        rows = ties[ties["year"] == year]
        mixed = rows["actor_a"].map(kinds) != rows["actor_b"].map(kinds)
        return _mean_of(mixed, year)

    @offered
    def outside_share(self, year: int) -> Number | None:
        """The share (0 to 1) of the ties of a year that have an end outside the wijk."""
        actors, ties = self.tables["actors"], self.tables["ties"]
        here = actors[actors["year"] == year]
        outside = set(here.loc[here["location"] == "buiten", "actor"])
        rows = ties[ties["year"] == year]
        crossing = rows["actor_a"].isin(outside) | rows["actor_b"].isin(outside)
        return _mean_of(crossing, year)


def _mean_of(ties: pd.Series, year: int) -> Number | None:
    """The share of the ties of a year for which it is true; None without a tie."""
    return count_from(ties.mean(), "ties", year=year).share_of(len(ties)) if len(ties) else None
