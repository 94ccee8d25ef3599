"""Tests on the place of the wijk in the city: the goal, the indicators, a vulnerable position."""

from __future__ import annotations

from veerkracht import dutch
from veerkracht.city.course import Progress
from veerkracht.claims.case import Case
from veerkracht.claims.numbers import above
from veerkracht.claims.parameters import Aandeel
from veerkracht.claims.result import Result, stated, toets

NO_INDICATORS = "geen indicatoren met twee metingen"


@toets("doel")
def doel(case: Case) -> Result:
    """De afstand tot de stad is sinds de laatste meting voor het programma niet meer gekrompen dan
    de ruis van de index."""
    goal = case.index.goal()
    if goal is None:
        return stated(None, "geen meting voor en na het begin van het programma")
    gaps = f"{dutch.signed(goal.gap_base, 1)} en {dutch.signed(goal.gap_last, 1)}"
    evidence = f"afstand {gaps} punten: {goal.verdict}"
    return stated(goal.verdict in (Progress.HARDLY, Progress.BACK), evidence, goal.base, goal.last)


@toets("kwetsbaar")
def kwetsbaar(case: Case, *, meer_dan: Aandeel = 0.5) -> Result:
    """Op een groter aandeel dan {meer_dan} van de indicatoren van een kwetsbare positie
    (config.yaml, per gebied) staat de wijk er meer dan de marge ongunstiger voor dan de stad."""
    every = [item for item in case.indicators.vulnerability() if item.judged]
    worse = case.indicators.vulnerability(worse=True)
    if not every:
        return stated(None, "geen indicatoren van een kwetsbare positie")
    evidence = f"{len(worse)} van {len(every)} ongunstiger"
    if worse:
        evidence += ": " + "; ".join(
            f"{item.area} {item.label} {dutch.percent(item.value)} tegen {dutch.percent(item.city)}"
            for item in worse
        )
    return stated(above(len(worse), len(every) * meer_dan), evidence)


@toets("indicatoren-achter")
def indicatoren_achter(case: Case) -> Result:
    """Van de indicatoren waarop de wijk meer dan de marge van de stad verschilt, staat meer dan de
    helft er ongunstiger voor, bij de laatste meting."""
    counts = case.indicators.indicator_counts()
    if counts is None:
        return stated(None, NO_INDICATORS)
    evidence = f"{counts.behind} van {counts.total} ongunstiger, {counts.ahead} gunstiger"
    behind = counts.behind > counts.ahead if counts.behind + counts.ahead else None
    return stated(behind, evidence, counts.end, counts.end)


@toets("indicatoren-vooruitgang")
def indicatoren_vooruitgang(
    case: Case, *, beter_minder_dan: Aandeel = 0.5, slechter_minder_dan: Aandeel = 0.5
) -> Result:
    """Van de afstanden tot de stad veranderde een kleiner aandeel dan {beter_minder_dan} meer dan
    de marge in het voordeel van de wijk, en ten minste één maar een kleiner aandeel dan
    {slechter_minder_dan} in haar nadeel."""
    counts = case.indicators.indicator_counts()
    if counts is None:
        return stated(None, NO_INDICATORS)
    evidence = (
        f"van {counts.total} afstanden werd {counts.better} beter, {counts.same} bleef gelijk "
        f"en {counts.worse} werd slechter"
    )
    few = above(counts.total * beter_minder_dan, counts.better)
    limited = counts.worse >= 1 and above(counts.total * slechter_minder_dan, counts.worse)
    return stated(few and limited, evidence, counts.start, counts.end)
