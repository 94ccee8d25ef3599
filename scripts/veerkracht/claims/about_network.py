"""Claims on the network over all years: stronger, denser, closer, less dependent."""

from __future__ import annotations

from veerkracht import dutch
from veerkracht.claims import tests
from veerkracht.claims.case import Case
from veerkracht.claims.changes import closer, more_central, stayers_tie_more, stronger
from veerkracht.claims.claim import Claim, claim
from veerkracht.claims.tests import Result
from veerkracht.lookups.claims import DIMENSIONS


@claim("veerkracht-nam-toe", "De veerkracht van de gemeenschap nam toe.", item="S1")
def resilience_rose(case: Case) -> Result:
    """Ten minste drie van de vier kenmerken (groot, hecht, divers, decentraal) zijn sterker in het
    laatste jaar dan in het eerste."""
    return tests.change(case, case.whole, stronger(*DIMENSIONS, at_least=3))


@claim(
    "hecht-netwerk",
    "In het laatste jaar is er een hecht netwerk dat zichzelf organiseert.",
    item="S2",
)
def strong_network(case: Case) -> Result:
    """Ten minste negentig procent van de partijen hangt samen, een partij heeft gemiddeld
    ten minste vier verbindingen, en meer dan de helft wordt door bewoners geleid."""
    year, seen = case.last, case.observed(case.last)
    whole, degree = seen["largest_component"], seen["mean_degree"]
    led = case.interviews.resident_led(year)
    error = case.evidence.standard_error(year, "mean_degree")
    evidence = (
        f"samenhang {dutch.percent(whole)}, verbindingen per partij {dutch.number(degree, 1)} "
        f"(standaardfout {dutch.number(error, 1)}), door bewoners geleid {dutch.percent(led)}"
    )
    if whole is None or degree is None or led is None:
        return tests.stated(None, evidence, year, year)
    return tests.stated(whole >= 0.9 and degree >= 4 and led > 0.5, evidence, year, year)


@claim(
    "kloof-overbrugd", "De afstand tussen bewonersgroepen en instanties is overbrugd.", item="S3"
)
def bridged(case: Case) -> Result:
    """In het laatste jaar lopen er ten minste zoveel verbindingen tussen formeel en informeel als
    bij toeval (E-I-index tegen de E-I-index bij toeval), en staat een informele partij gemiddeld
    minder dan twee stappen van een formele."""
    year, seen = case.last, case.observed(case.last)
    mixing, chance, steps = seen["ei_index"], seen["ei_expected"], seen["steps_to_formal"]
    evidence = (
        f"E-I-index {dutch.number(mixing, 2)}, bij toeval {dutch.number(chance, 2)}; "
        f"{dutch.number(steps, 2)} stappen van informeel naar formeel"
    )
    if mixing is None or chance is None or steps is None:
        return tests.stated(None, evidence, year, year)
    return tests.stated(mixing >= chance and steps < 2, evidence, year, year)


@claim("meer-initiatieven", "Er zijn meer initiatieven en meer samenwerkingen.", item="S13")
def more_of_both(case: Case) -> Result:
    """Het aantal informele partijen en het aantal verbindingen zijn hoger in het laatste
    jaar dan in het eerste."""
    return tests.rise(case, case.whole, "initiatives_informal", "ties", decimals=0)


def _dimension(name: str) -> Claim:
    """The claim that the network is stronger on one dimension of resilience."""

    def judge(case: Case) -> Result:
        return tests.change(case, case.whole, stronger(name))

    test = f"""Van de kernmaten van het kenmerk {name} gingen er meer de sterkere kant op
    dan de andere, van het eerste naar het laatste jaar."""
    statement = f"Het netwerk is {DIMENSIONS[name]} geworden."
    return claim(f"sterker-{name}", statement, test, f"S14-{name}")(judge)


larger = _dimension("groot")
denser = _dimension("hecht")
more_diverse = _dimension("divers")
less_dependent = _dimension("decentraal")


@claim(
    "blijvers-werken-meer-samen",
    "Er kwamen partijen bij, en wie er al was ging meer samenwerken.",
    item="S15",
)
def stayers_work_together(case: Case) -> Result:
    """Er zijn partijen die in het eerste jaar niet voorkwamen, en tussen de partijen van
    beide jaren zijn in het laatste jaar meer verbindingen dan in het eerste."""
    kept = case.network.stayers_ties(*case.whole)
    evidence = f"tussen blijvers {kept[0]} en {kept[1]} verbindingen"
    return tests.change(case, case.whole, stayers_tie_more, evidence)


@claim(
    "formeel-informeel-dichterbij",
    "De afstand tussen formeel en informeel werd kleiner.",
    item="S16",
)
def groups_closer(case: Case) -> Result:
    """Een groter aandeel van de verbindingen loopt tussen formeel en informeel (E-I-index) in het
    laatste jaar dan in het eerste, en de stappen van informeel naar formeel zijn er niet meer."""
    evidence = tests.values(case, case.whole, "ei_index", "steps_to_formal")
    return tests.change(case, case.whole, closer, evidence)


@claim(
    "informeel-centraler", "Het informele netwerk is meer in het midden komen te staan.", item="S17"
)
def informal_central(case: Case) -> Result:
    """Informele partijen hebben in het laatste jaar een groter aandeel in de invloed dan in het
    eerste, en geen kleiner aandeel in de top tien."""
    evidence = tests.values(case, case.whole, "informal_influence", "informal_top10")
    return tests.change(case, case.whole, more_central, evidence)


@claim("meer-eigenaarschap", "Initiatiefnemers ervaren meer eigenaarschap.", item="S18")
def ownership_rose(case: Case) -> Result:
    """De gemiddelde code voor eigenaarschap is een halve punt hoger in het laatste jaar dan in het
    eerste, ook bij wie in beide jaren is gesproken."""
    return tests.ownership_rise(case, case.whole, points=0.5)
