"""Claims on the place of the wijk in the city: the goal, the indicators, a vulnerable position."""

from __future__ import annotations

from veerkracht import dutch
from veerkracht.city.course import Progress
from veerkracht.claims import about_network
from veerkracht.claims.case import Case
from veerkracht.claims.claim import claim
from veerkracht.claims.tests import Result, stated
from veerkracht.network.outcome import weakest

NO_INDICATORS = "geen indicatoren met twee metingen"


@claim(
    "doel-niet-dichterbij",
    "Het doel op de Sociale Index is halverwege niet of nauwelijks dichterbij.",
    item="S5",
)
def goal_not_nearer(case: Case) -> Result:
    """De afstand tot de stad is sinds de laatste meting voor het programma niet meer gekrompen dan
    de ruis van de index."""
    goal = case.index.goal()
    if goal is None:
        return stated(None, "geen meting voor en na het begin van het programma")
    gaps = f"{dutch.signed(goal.gap_base, 1)} en {dutch.signed(goal.gap_last, 1)}"
    evidence = f"afstand {gaps} punten: {goal.verdict}"
    return stated(goal.verdict in (Progress.HARDLY, Progress.BACK), evidence, goal.base, goal.last)


@claim("kwetsbare-positie", "Bewoners hebben een kwetsbare positie.", item="S12")
def vulnerable(case: Case) -> Result:
    """Op meer dan de helft van de indicatoren van een kwetsbare positie (config.yaml, per gebied)
    staat de wijk er meer dan de marge ongunstiger voor dan de stad."""
    every = case.indicators.vulnerability()
    worse = case.indicators.vulnerability(worse=True)
    if not every:
        return stated(None, "geen indicatoren van een kwetsbare positie")
    evidence = f"{len(worse)} van {len(every)} ongunstiger"
    if worse:
        evidence += ": " + "; ".join(
            f"{item.area} {item.label} {dutch.percent(item.value)} tegen {dutch.percent(item.city)}"
            for item in worse
        )
    return stated(len(worse) > len(every) / 2, evidence)


@claim("indicatoren-achter", "De indicatoren laten zien dat de wijk kwetsbaar is.", item="S27")
def indicators_behind(case: Case) -> Result:
    """Van de indicatoren waarop de wijk meer dan de marge van de stad verschilt, staat meer dan de
    helft er ongunstiger voor, bij de laatste meting."""
    counts = case.indicators.indicator_counts()
    if counts is None:
        return stated(None, NO_INDICATORS)
    evidence = f"{counts.behind} van {counts.total} ongunstiger, {counts.ahead} gunstiger"
    behind = counts.behind > counts.ahead if counts.behind + counts.ahead else None
    return stated(behind, evidence, counts.end, counts.end)


@claim(
    "vooruitgang-beperkt",
    "De vooruitgang is beperkt, en op sommige indicatoren raakte de wijk verder achter.",
    item="S28",
)
def limited_progress(case: Case) -> Result:
    """Minder dan de helft van de afstanden tot de stad veranderde meer dan de marge in het voordeel
    van de wijk, en ten minste één maar minder dan de helft in haar nadeel."""
    counts = case.indicators.indicator_counts()
    if counts is None:
        return stated(None, NO_INDICATORS)
    evidence = (
        f"van {counts.total} afstanden werd {counts.better} beter, {counts.same} bleef gelijk "
        f"en {counts.worse} werd slechter"
    )
    half = counts.total / 2
    limited = counts.better < half and 1 <= counts.worse < half
    return stated(limited, evidence, counts.start, counts.end)


@claim("netwerk-sterker-index-niet", "Het netwerk werd sterker, de index bleef achter.", item="S26")
def contrast(case: Case) -> Result:
    """Zowel de bewering dat de veerkracht toenam als die dat het doel niet dichterbij
    kwam gaat op; de zwakste van de twee bepaalt de uitkomst."""
    both = [claim.judge(case).outcome for claim in (about_network.resilience_rose, goal_not_nearer)]
    return Result(
        weakest(both),
        f"veerkracht-nam-toe: {both[0]}; doel-niet-dichterbij: {both[1]}",
        *case.whole,
    )
