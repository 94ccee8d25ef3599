"""What sections and claims may ask of the interviews: who was spoken, what they said."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from veerkracht.inputs.changes import HELD_BACK
from veerkracht.inputs.coders import RELIABLE
from veerkracht.lookups.number import Number, count_from, number_from
from veerkracht.lookups.offered import Tables, offered, only_value, unknown
from veerkracht.lookups.settings import Settings
from veerkracht.network.advice import AGAIN, FIRST_TIME
from veerkracht.words import fold


@dataclass(frozen=True)
class BarrierOfBoth:
    """How many parties were interviewed in both of two years; how many name a barrier."""

    spoken: Number
    start: Number
    end: Number


@dataclass(frozen=True)
class NamedAgain:
    """A code of interviews (a barrier, a resource) and who kept naming it.

    `named`: parties that named it in one of the years, `again`: of them in two years or more,
    `share`: again of named; `by_chance`: up to where that share can be chance.
    """

    code: str
    named: Number
    again: Number
    share: Number
    by_chance: Number


@dataclass(frozen=True)
class FromBothSides:
    """Ties between two interviewed parties, `ties`, and of those named by `both` of them."""

    ties: Number
    both: Number


@dataclass(frozen=True)
class Agreement:
    """How far coders agree on a code: n judgements, agreement (0 to 1), Krippendorff's alpha."""

    n: Number | None
    agreement: Number | None
    alpha: Number | None

    @property
    def is_unsure(self) -> bool:
        """Whether coders agreed too little to lean on the code."""
        return self.alpha is not None and self.alpha < RELIABLE


@dataclass(frozen=True)
class Quote:
    """Something that somebody said, with consent to print it."""

    text: str
    role: str
    year: int


@dataclass(frozen=True)
class Interviews:
    """Look-ups on the interviews.

    Asks actors, levels, agreement, changes, unresolved, questions, askers, barriers,
    barrier_course, resources, next_interviews, asking and quotes.
    """

    tables: Tables
    settings: Settings

    def _count(self, rows: pd.Series, **where: object) -> Number:
        """How many rows of the table of actors are true in `rows`, found by `where`."""
        return count_from(int(rows.sum()), "actors", **where)

    @offered
    def interviews(self, year: int) -> Number:
        """The number of parties interviewed in a year."""
        actors = self.tables["actors"]
        spoken = (actors["year"] == year) & (actors["interviewed"] == "ja")
        return self._count(spoken, year=year, interviewed="ja")

    @offered
    def names_per_interview(self, year: int) -> Number | None:
        """The mean number of parties that an interview of a year named."""
        asking = self.tables["asking"]
        names = asking.loc[asking["year"] == year, "names"]
        return number_from(names.iloc[0], "asking", year=year) if len(names) else None

    @offered
    def from_both_sides(self, year: int) -> FromBothSides | None:
        """How often two interviewed parties that work together both said so; None if none do."""
        asking = self.tables["asking"]
        rows = asking[asking["year"] == year]
        if rows.empty or not (rows["both"] + rows["one"]).iloc[0]:
            return None
        both, one = (count_from(rows[of].iloc[0], "asking", year=year) for of in ("both", "one"))
        return FromBothSides(both + one, both)

    @offered
    def named_only(self, year: int) -> Number:
        """The number of parties of a year that others named, without an interview of their own."""
        actors = self.tables["actors"]
        named = (actors["year"] == year) & (actors["interviewed"] != "ja")
        return self._count(named, year=year, interviewed="nee")

    @offered
    def panel(self) -> Number:
        """The number of parties interviewed in every year."""
        actors = self.tables["actors"]
        counts = actors[actors["interviewed"] == "ja"].groupby("actor")["year"].nunique()
        return self._count(counts == len(self.settings.years))

    def again(self, year: int) -> int | None:
        """The number of parties interviewed in a year and the year before; None in the first."""
        table = self.tables["levels"]
        if year == self.settings.first_year:
            return None
        return int(table.loc[table["year"] == year, "panel"].iloc[0])

    # Whom to speak next year ------------------------------------------------------------------

    @offered
    def carriers(self, share: float = 0.75) -> Number | None:
        """The fewest interviewed parties of the last year that told that share of what one told.

        That is of the ties that a single interview named; None without such a tie.
        """
        rows = self._to_speak(AGAIN)
        told = rows["alone"].cumsum()
        if rows.empty or not told.iloc[-1]:
            return None
        count = 1 + int((told < share * told.iloc[-1]).sum())
        return count_from(count, "next_interviews", advice=AGAIN)

    @offered
    def never_spoken(self, kind: str, least: int = 3) -> Number:
        """The parties of a kind that so many interviews of the last year named, never spoken."""
        rows = self._to_speak(FIRST_TIME)
        count = ((rows["kind"] == kind) & (rows["named"] >= least)).sum()
        return count_from(count, "next_interviews", advice=FIRST_TIME, kind=kind)

    def _to_speak(self, advice: str) -> pd.DataFrame:
        table = self.tables["next_interviews"]
        return table[table["advice"] == advice].sort_values("place")

    # What was coded ---------------------------------------------------------------------------

    @property
    @offered
    def doubly_coded(self) -> int:
        """The number of codings by at least two coders that can be held against each other."""
        table = self.tables["agreement"]
        return int(table["n"].max()) if len(table) else 0

    def decided_names(self) -> pd.DataFrame:
        """The rows of changes by which a name was taken for another."""
        table = self.tables["changes"].fillna("")
        return table[~table["change"].isin(["correctie", "alleen genoemd", HELD_BACK])]

    @property
    @offered
    def name_decisions(self) -> int:
        """How many times a name in the sheets was taken for another."""
        return len(self.decided_names())

    @property
    @offered
    def unresolved(self) -> int:
        """How many times a name stands in the sheets that nobody has traced to a party."""
        return len(self.tables["unresolved"])

    @property
    @offered
    def questions(self) -> int:
        """The number of years of which it is known how the question was asked."""
        return len(self.tables["questions"])

    @property
    @offered
    def askers(self) -> int:
        """How many times names can be held against who held or coded the interviews."""
        return len(self.tables["askers"])

    @offered
    def agreed(self, kind: str, code: str = "") -> Agreement | None:
        """How far coders agree on a code (`belemmering: geld`, `eigenaarschap`).

        alpha is None when it cannot be known; all of it where nobody judged a second time.
        """
        table = self.tables["agreement"]
        rows = table[table["code"].map(fold) == fold(f"{kind}{code}")]
        rows = rows[rows["n"] > 0]
        if rows.empty:
            return None
        row = rows.iloc[0].to_dict()
        names = ("n", "agreement", "alpha")
        return Agreement(*(number_from(row[name], "agreement", code=row["code"]) for name in names))

    @offered
    def ownership(self, year: int) -> Number | None:
        """The mean of the ownership codes (1 to 5) given in the interviews of a year."""
        actors = self.tables["actors"]
        codes = actors.loc[actors["year"] == year, "ownership"].dropna()
        return number_from(codes.mean(), "actors", year=year) if len(codes) else None

    @offered
    def ownership_known(self, year: int) -> Number:
        """The number of interviews of a year that say how much ownership there is."""
        actors = self.tables["actors"]
        return self._count((actors["year"] == year) & actors["ownership"].notna(), year=year)

    @offered
    def resident_led(self, year: int) -> Number | None:
        """The share (0 to 1) of resident-led parties among those of which it is known."""
        actors = self.tables["actors"]
        answers = actors.loc[actors["year"] == year, "resident_led"].dropna()
        if answers.empty:
            return None
        return count_from((answers == "ja").mean(), "actors", year=year).share_of(len(answers))

    @offered
    def led_known(self, year: int) -> Number:
        """The number of parties of a year of which it is known who leads them."""
        actors = self.tables["actors"]
        return self._count((actors["year"] == year) & actors["resident_led"].notna(), year=year)

    # What hinders and what helps --------------------------------------------------------------

    @offered
    def repeated_barriers(self) -> list[NamedAgain]:
        """The barriers that initiatives keep naming, most often first.

        Only over initiatives interviewed in at least two years.
        """
        return self._named_again("barriers", "barrier")

    @offered
    def repeated_resources(self) -> list[NamedAgain]:
        """The resources that initiatives keep naming, as `repeated_barriers`."""
        return self._named_again("resources", "resource")

    def _named_again(self, table: str, column: str) -> list[NamedAgain]:
        codes = []
        for row in self.tables[table].to_dict("records"):
            where = {column: row[column]}
            columns = ("named", "again", "share", "chance_high")
            found = (count_from(row[name], table, **where) for name in columns)
            named, again, *shares = found
            share, by_chance = (each.share_of(named) for each in shares)
            codes.append(NamedAgain(row[column], named, again, share, by_chance))
        return codes

    @offered
    def barrier_share(self, barrier: str, year: int) -> Number | None:
        """The share (0 to 1) that names a barrier in a year, of those spoken in several years."""
        rows = self.tables["barrier_course"]
        rows = rows[(rows["barrier"] == barrier) & (rows["year"] == year)]
        share = number_from(only_value(rows["share"]), "barrier_course", barrier=barrier, year=year)
        return share and share.share_of(only_value(rows["spoken"]))

    @offered
    def spoken_again(self, year: int) -> Number:
        """The number of interviewed parties of a year that were spoken in several years."""
        rows = self.tables["barrier_course"]
        count = rows.loc[rows["year"] == year, "spoken"].max()
        return count_from(count, "barrier_course", year=year)

    @offered
    def barrier_of_both(self, barrier: str, start: int, end: int) -> BarrierOfBoth:
        """How many name a barrier in each of two years, of the parties interviewed in both."""
        actors = self.tables["actors"]
        spoken = actors[(actors["interviewed"] == "ja") & actors["year"].isin([start, end])]
        counts = spoken.drop_duplicates(["actor", "year"])["actor"].value_counts()
        both = set(counts.index[counts == 2])
        naming = []
        for year in (start, end):
            rows = spoken[(spoken["year"] == year) & spoken["actor"].isin(both)]
            named = sum(barrier in text.split("|") for text in rows["barriers"].fillna(""))
            naming.append(count_from(named, "actors", year=year))
        return BarrierOfBoth(count_from(len(both), "actors", year=end), *naming)

    # Quotes -----------------------------------------------------------------------------------

    @offered
    def quotes(self, place: str) -> list[str]:
        """The ids of the quotes, all with consent, that may stand at this place."""
        rows = self.tables["quotes"]
        return [str(name) for name in rows.loc[rows["place"] == place, "quote"]]

    def quote(self, name: str) -> Quote:
        """One quote; raises ReportError when there is none of this id."""
        rows = self.tables["quotes"]
        if name not in set(rows["quote"]):
            raise unknown("Het citaat", name, set(rows["quote"]))
        row = rows[rows["quote"] == name].to_dict("records")[0]
        return Quote(row["text"], row["role"], row["year"])
