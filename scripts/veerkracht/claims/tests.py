"""The tests that claims are made of: each takes a case and named parameters, and gives a Result.

A claim of change between two years is tested three ways (`change` and what is built on it); a claim
on a state holds or does not. What cannot be known is told so, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from veerkracht import dutch
from veerkracht.claims.case import Case
from veerkracht.claims.changes import up
from veerkracht.network.evidence import FEWEST, Change, describe
from veerkracht.network.metrics import BY_ID
from veerkracht.network.outcome import Outcome
from veerkracht.words import slug

Years = tuple[int, int]
ONE_YEAR = "er is maar één jaar"
NO_DATA = "de jaren hebben geen gegevens"
NOT_THERE = "niet in het netwerk"


@dataclass(frozen=True)
class Result:
    """The outcome of a claim, the years it is about, and the evidence in one Dutch line."""

    outcome: Outcome
    evidence: str
    start: int | None = None
    end: int | None = None


def stated(holds: bool | None, evidence: str, *years: int) -> Result:
    """A claim on a state, which holds or not; None when it cannot be known."""
    if holds is None:
        return Result(Outcome.UNKNOWN, evidence, *years)
    return Result(Outcome.HOLDS if holds else Outcome.FAILS, evidence, *years)


# Change of the network between two years --------------------------------------------------------


def change(case: Case, years: Years | None, holds: Change, evidence: str = "") -> Result:
    """A change between two years, tested three ways; `evidence` comes before that of the test."""
    if years is None:
        return Result(Outcome.UNKNOWN, NO_DATA)
    if years[0] == years[1]:
        return Result(Outcome.UNKNOWN, ONE_YEAR, *years)
    verdict = case.evidence.judge(*years, holds)
    parts = filter(None, [evidence, describe(verdict, *years)])
    return Result(verdict.outcome, "; ".join(parts), *years)


def rise(case: Case, years: Years | None, *measures: str, decimals: int | None = None) -> Result:
    """All of these measures are higher in the second year.

    With `decimals` the evidence gives their values, so written.
    """
    written = decimals is not None and years is not None
    evidence = values(case, years, *measures, decimals=decimals or 0) if written and years else ""
    return change(case, years, up(*measures), evidence)


def steady_rise(case: Case, years: Iterable[int], measure: str) -> Result:
    """A share is higher in each next year; tested over the first and the last of them."""
    series = list(years)
    shares = [case.observed(year)[measure] for year in series]
    evidence = f"aandeel {', '.join(dutch.percent(share) for share in shares)}"
    result = change(case, (series[0], series[-1]), up(measure), evidence)
    numbers = [share for share in shares if share is not None]
    rising = all(a < b for a, b in pairwise(numbers))
    if len(numbers) == len(shares) and rising:
        return result
    return Result(Outcome.FAILS, evidence, series[0], series[-1])


def values(case: Case, years: Years, *measures: str, decimals: int = 2) -> str:
    """The values of measures in two years, with the change in words, as evidence."""
    before, after = (case.observed(year) for year in years)
    return "; ".join(
        f"{BY_ID[name].label} {dutch.number(before[name], decimals)} en "
        f"{dutch.number(after[name], decimals)} ({case.network.change_word(name, *years)})"
        for name in measures
    )


# A party in the network -------------------------------------------------------------------------


def rank_within(case: Case, party: str, year: int, places: int) -> Result:
    """A party is one of the first `places` by influence."""
    place = case.rank(party, year)
    if place is None:
        return stated(None, NOT_THERE, year, year)
    return stated(place <= places, f"plaats {place}", year, year)


def tied_to(case: Case, party: str, year: int, share: float) -> Result:
    """At least this share (0 to 1) of the other parties is tied to a party."""
    if case.rank(party, year) is None:
        return stated(None, NOT_THERE, year, year)
    others = len(case.evidence.years[year].nodes) - 1
    tied = len(case.partners(party, year)) / others
    return stated(tied >= share, dutch.percent(tied), year, year)


def leads(case: Case, party: str, year: int, kind: str) -> Result:
    """A party is the most influential of its kind (formeel, informeel)."""
    best = case.network.top(year, 1, kind)
    if not best:
        return stated(None, NOT_THERE)
    return stated(slug(best[0].name) == slug(party), f"bovenaan staat {best[0].name}", year, year)


def enters(case: Case, party: str, years: Years, places: int) -> Result:
    """A party lacks in the first year, and is one of the first `places` in the second."""
    before, after = (case.rank(party, year) for year in years)
    evidence = f"plaats {before or '–'} en {after or '–'}"
    return stated(before is None and after is not None and after <= places, evidence, *years)


def fades(case: Case, party: str, years: Years) -> Result:
    """A party still has ties in the second year, but fewer."""
    before, after = (len(case.partners(party, year)) for year in years)
    return stated(0 < after < before, f"{before} en {after} verbindingen", *years)


def ties_at_least(case: Case, party: str, year: int, ties: int) -> Result:
    """A party has at least so many ties."""
    degree = len(case.partners(party, year))
    return stated(degree >= ties, f"{degree} verbindingen", year, year)


def passed_on(case: Case, party: str, later: str, years: Years, share: float) -> Result:
    """At least this share (0 to 1) of a party's partners is tied to another in the second year."""
    passed = case.network.passed_on(party, years[0], later, years[1])
    return stated(None if passed is None else passed >= share, dutch.percent(passed), *years)


def partners_in_and_out(case: Case, party: str, year: int) -> Result:
    """A party has partners both inside and outside the wijk."""
    nodes = case.observed(year).graph.nodes
    where = [nodes[other]["location"] for other in case.partners(party, year)]
    evidence = f"{where.count('binnen')} binnen en {where.count('buiten')} buiten de wijk"
    return stated({"binnen", "buiten"} <= set(where), evidence, year, year)


def new_partners(case: Case, party: str, years: Years) -> Result:
    """At least one partner of a party in the second year was not there in the first."""
    before = set(case.evidence.years[years[0]].nodes)
    new = [other for other in case.partners(party, years[1]) if other not in before]
    return stated(bool(new), f"{len(new)} nieuwe partners", *years)


# Governance -------------------------------------------------------------------------------------


def governed_more(
    case: Case, measure: str, words: str, write: Callable[..., str] = dutch.percent
) -> Result:
    """A measure of governance is higher in the last year; `words` name it in the evidence."""
    years = case.governed
    if years[0] == years[1]:
        return stated(None, ONE_YEAR, *years)
    before, after = (case.governance.governing(measure, year) for year in years)
    higher = None if before is None or after is None else after > before
    return stated(higher, f"{words} {write(before)} en {write(after)}", *years)


def recorded(case: Case, pattern: str) -> Result:
    """An event or fact is recorded whose text has this pattern (without regard to case)."""
    texts = [*case.tables["events"]["event"], *case.governance.facts]
    matching = [text for text in texts if re.search(pattern, str(text), re.IGNORECASE)]
    evidence = dutch.listing(matching) if matching else "geen"
    return stated(bool(matching) if texts else None, evidence, *case.governed)


def decided_by(case: Case, who: str, pattern: str, words: str) -> Result:
    """In the last year some decision whose text has this pattern was taken by `who`."""
    last = case.governed[1]
    decisions = case.governance.decisions(last)
    about = [d for d in decisions if re.search(pattern, str(d.decision), re.IGNORECASE)]
    own = sum(decision.who == who for decision in about)
    evidence = f"{own} van {len(about)} {words}"
    return stated(own > 0 if decisions else None, evidence, last, last)


# Interviews -------------------------------------------------------------------------------------


def agreement(case: Case, kind: str, code: str = "") -> str:
    """How far two coders agree on what a claim rests on, for its evidence."""
    seen = case.interviews.agreed(kind, code)
    if seen is None:
        return "; niet dubbel gecodeerd"
    return f"; codeurs eens {dutch.percent(seen.agreement)}, alfa {dutch.number(seen.alpha, 2)}"


def ownership_rise(case: Case, years: Years, points: float) -> Result:
    """The mean code for ownership is so many points higher, also of who was spoken both years."""
    actors = case.tables["actors"].dropna(subset=["ownership"])
    before, after = (
        actors[actors["year"] == year].set_index("actor")["ownership"].astype(float)
        for year in years
    )
    both = sorted(set(before.index) & set(after.index))
    if min(len(before), len(after)) < FEWEST or years[0] == years[1]:
        return stated(None, f"{len(before)} en {len(after)} codes", *years)
    enough = len(both) >= FEWEST
    panel = float(after[both].mean() - before[both].mean()) if enough else None
    evidence = (
        f"gemiddeld {dutch.number(before.mean(), 1)} ({len(before)}) en "
        f"{dutch.number(after.mean(), 1)} ({len(after)}); panel van {len(both)}: "
        f"{dutch.signed(panel, 1)}" + agreement(case, "eigenaarschap")
    )
    if float(after.mean() - before.mean()) < points:
        return Result(Outcome.FAILS, evidence, *years)
    firm = panel is not None and panel >= points
    return Result(Outcome.HOLDS if firm else Outcome.OBSERVED, evidence, *years)


def barrier_returns(case: Case, share: float) -> Result:
    """Of who named the barrier named most, at least this share (0 to 1) did so in other years."""
    barriers = case.interviews.repeated_barriers()
    if not barriers or barriers[0].named < FEWEST:
        return stated(None, "te weinig initiatieven in meer dan één jaar gesproken")
    top = barriers[0]
    evidence = f"{top.code}: {top.again} van {top.named} opnieuw"
    evidence += agreement(case, "belemmering", top.code)
    return stated(top.share >= share, evidence, *case.whole)


def barrier_stays(case: Case, years: Years) -> Result:
    """The share that names the barrier repeated most is no lower, of who was spoken both years."""
    barriers = case.interviews.repeated_barriers()
    actors = case.tables["actors"]
    spoken = actors[actors["interviewed"] == "ja"]
    people = [set(spoken.loc[spoken["year"] == year, "actor"]) for year in years]
    both = people[0] & people[1]
    if not barriers or len(both) < FEWEST or years[0] == years[1]:
        return stated(None, f"{len(both)} partijen in beide jaren gesproken")
    top, shares = barriers[0].code, []
    for year in years:
        rows = spoken[(spoken["year"] == year) & spoken["actor"].isin(both)]
        named = rows["barriers"].fillna("").map(lambda text: top in text.split("|"))
        shares.append(float(named.mean()))
    evidence = f"{top}: {dutch.percent(shares[0])} en {dutch.percent(shares[1])}"
    evidence += f" van {len(both)} partijen" + agreement(case, "belemmering", top)
    return stated(shares[1] >= shares[0], evidence, *years)
