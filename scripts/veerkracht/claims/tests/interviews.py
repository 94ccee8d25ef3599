"""Tests on what interviews tell: ownership, and what keeps hindering."""

from __future__ import annotations

from veerkracht import dutch
from veerkracht.claims.case import Case
from veerkracht.claims.numbers import at_least
from veerkracht.claims.parameters import Aandeel, Getal
from veerkracht.claims.result import Result, Years, stated, toets
from veerkracht.claims.states import of_count, state
from veerkracht.network.evidence import FEWEST
from veerkracht.network.outcome import Outcome


def agreement(case: Case, kind: str, code: str = "") -> str:
    """How far two coders agree on what a claim rests on, for its evidence."""
    seen = case.interviews.agreed(kind, code)
    if seen is None:
        return "; niet dubbel gecodeerd"
    return f"; codeurs eens {dutch.percent(seen.agreement)}, alfa {dutch.number(seen.alpha, 2)}"


@toets("codes-hoger")
def codes_hoger(case: Case, years: Years, *, punten: Getal) -> Result:
    """De gemiddelde code voor eigenaarschap is {punten} punt hoger in {jaar} dan in {tegen}, ook
    bij wie in beide jaren is gesproken. Zonder dubbele codering wijst dat die kant op."""
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
    if not at_least(after.mean() - before.mean(), punten):
        return Result(Outcome.FAILS, evidence, *years)
    if panel is None or not at_least(panel, punten):
        return Result(Outcome.UNSHOWN, evidence, *years)
    # What one coder saw another may not have seen.
    twice = case.interviews.agreed("eigenaarschap") is not None
    return Result(Outcome.HOLDS if twice else Outcome.POINTS, evidence, *years)


@toets("drempel-terug")
def drempel_terug(case: Case, *, ten_minste: Aandeel) -> Result:
    """Van de initiatieven die in ten minste twee jaren zijn gesproken en de meest genoemde drempel
    noemden, deed ten minste een aandeel van {ten_minste} dat in meer dan één jaar."""
    barriers = case.interviews.repeated_barriers()
    if not barriers or barriers[0].named < FEWEST:
        return stated(None, "te weinig initiatieven in meer dan één jaar gesproken")
    top = barriers[0]
    evidence = f"{top.code}: {top.again} van {top.named} opnieuw"
    evidence += agreement(case, "belemmering", top.code)
    sure = of_count(int(top.again), int(top.named), ten_minste)
    return state(at_least(top.share, ten_minste), sure, evidence, *case.whole)


@toets("drempel-niet-minder")
def drempel_niet_minder(case: Case, years: Years) -> Result:
    """Het aandeel gesproken partijen dat de meest herhaalde drempel noemt, is in {jaar} niet lager
    dan in {tegen}, bij wie in beide jaren is gesproken."""
    barriers = case.interviews.repeated_barriers()
    top = barriers[0].code if barriers else ""
    found = case.interviews.barrier_of_both(top, *years)
    both = int(found.spoken)
    if not barriers or both < FEWEST or years[0] == years[1]:
        return stated(None, f"{both} partijen in beide jaren gesproken")
    shares = [float(named) / both for named in (found.start, found.end)]
    evidence = f"{top}: {dutch.percent(shares[0])} en {dutch.percent(shares[1])}"
    evidence += f" van {both} partijen" + agreement(case, "belemmering", top)
    # Nobody of them ever named it: then there is nothing that could stay or go.
    return stated(at_least(shares[1], shares[0]) if any(shares) else None, evidence, *years)
