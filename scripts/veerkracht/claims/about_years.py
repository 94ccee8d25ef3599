"""Claims on the maps, year by year: the municipality, and the story that config.yaml tells."""

from __future__ import annotations

from veerkracht import dutch
from veerkracht.claims import tests
from veerkracht.claims.case import Case
from veerkracht.claims.changes import overtaken, reach, wider_reach
from veerkracht.claims.claim import claim
from veerkracht.claims.tests import NO_DATA, Result, Years, stated
from veerkracht.network.outcome import Outcome
from veerkracht.words import slug

# A party in the first three is central, in the first ten important.
CENTRAL, IMPORTANT = 3, 10
NO_PLATFORM = "geen platform in het netwerk"
NO_COALITION = "geen coalitie in het netwerk"


@claim("gemeente-begon-centraal", "De gemeente staat in het eerste jaar centraal.", item="N1")
def municipality_central(case: Case) -> Result:
    """De gemeente is in het eerste jaar een van de drie invloedrijkste partijen."""
    return tests.rank_within(case, case.municipality, case.first, CENTRAL)


@claim(
    "gemeente-begon-verbonden",
    "Veel partijen zijn in het eerste jaar met de gemeente verbonden.",
    item="N2",
)
def tied_to_municipality(case: Case) -> Result:
    """Ten minste een kwart van de andere partijen werkt in het eerste jaar met de gemeente
    samen."""
    return tests.tied_to(case, case.municipality, case.first, share=0.25)


@claim("spil-van-het-begin", "De spil van het informele netwerk in het eerste jaar.", item="N3")
def informal_hub(case: Case) -> Result:
    """De partij uit het verhaal is in het eerste jaar de invloedrijkste informele partij."""
    party, first = case.story("key"), case.first
    if not party or not case.network.top(first, 1, "informeel"):
        return stated(None, "geen spil benoemd")
    return tests.leads(case, party, first, "informeel")


@claim("impuls-van-de-crisis", "De crisis geeft het netwerk een impuls.", item="N5")
def crisis_impulse(case: Case) -> Result:
    """Het aantal verbindingen is in het jaar van de crisis hoger dan in het jaar ervoor."""
    return tests.rise(case, case.crisis(), "ties")


def _platform(case: Case) -> str | None:
    """The platform of the story, if it is in the network of the year of the crisis."""
    party, year = case.story("helper"), case.story("helper_year")
    return party if party and case.rank(party, year) else None


@claim("hulp-via-platform", "Partijen helpen bewoners via het platform.", item="N6")
def help_through_platform(case: Case) -> Result:
    """Het platform uit het verhaal heeft in het jaar van de crisis ten minste tien
    verbindingen."""
    party, year = _platform(case), case.story("helper_year")
    if not party:
        return stated(None, NO_PLATFORM)
    return tests.ties_at_least(case, party, year, IMPORTANT)


@claim("platform-snel-centraal", "Het platform wordt in korte tijd centraal.", item="N7")
def platform_central(case: Case) -> Result:
    """Het platform ontbreekt in het jaar voor de crisis en staat erna bij de eerste drie."""
    party, years = _platform(case), case.crisis()
    if not party or not years:
        return stated(None, NO_PLATFORM)
    return tests.enters(case, party, years, CENTRAL)


@claim(
    "zwaartepunt-verschuift",
    "Het zwaartepunt verschuift van de gemeente naar het informele netwerk.",
    item="N8",
)
def centre_shifts(case: Case) -> Result:
    """De gemeente zakt in de rang naar invloed, en informele partijen krijgen een groter
    aandeel in de invloed, van het jaar voor de crisis naar het jaar zelf."""
    years, evidence = case.crisis(), ""
    if years:
        places = [case.rank(case.municipality, year) for year in years]
        evidence = f"gemeente op plaats {places[0] or '–'} en {places[1] or '–'}"
    return tests.change(case, years, overtaken(slug(case.municipality)), evidence)


@claim("platform-minder-centraal", "Het platform is nog actief, maar minder centraal.", item="N9")
def platform_fades(case: Case) -> Result:
    """Het platform heeft een jaar na de crisis nog verbindingen, maar minder."""
    party, years = _platform(case), case.crisis(1)
    if not party or not years:
        return stated(None, NO_PLATFORM)
    return tests.fades(case, party, years)


def _coalition(case: Case, years: Years | None) -> tuple[str, Years] | None:
    """The coalition of the story with these years, if it is in the network of the second."""
    party = case.story("coalition")
    return (party, years) if years and case.rank(party, years[1]) else None


@claim(
    "contacten-naar-coalitie",
    "Wie via het platform samenwerkte, vond elkaar in de coalitie.",
    item="N10",
)
def contacts_pass_on(case: Case) -> Result:
    """Ten minste een vijfde van de partners van het platform werkt een jaar later samen met de
    coalitie."""
    party, there = _platform(case), _coalition(case, case.crisis(1))
    if not party or not there:
        return stated(None, "geen platform of coalitie in het netwerk")
    return tests.passed_on(case, party, *there, share=0.2)


@claim("coalitie-in-en-om-de-wijk", "De coalitie verbindt partijen in en om de wijk.", item="N11")
def coalition_in_and_around(case: Case) -> Result:
    """De coalitie heeft in het jaar na de crisis partners binnen en buiten de wijk."""
    there = _coalition(case, case.crisis(1))
    if not there:
        return stated(None, NO_COALITION)
    party, years = there
    return tests.partners_in_and_out(case, party, years[1])


@claim("nieuw-initiatief-uit-coalitie", "Uit de coalitie komt nieuw initiatief voort.", item="N12")
def coalition_breeds(case: Case) -> Result:
    """Ten minste één partner van de coalitie komt dat jaar voor het eerst voor."""
    there = _coalition(case, case.crisis(1))
    return tests.new_partners(case, *there) if there else stated(None, NO_COALITION)


@claim("netwerk-groeit-verder", "Het netwerk groeit verder.", item="N13")
def grows_on(case: Case) -> Result:
    """Het aantal partijen en het aantal verbindingen zijn hoger in het tweede jaar na de
    crisis dan in het eerste."""
    return tests.rise(case, case.crisis(2), "actors", "ties")


@claim("coalitie-blijft-belangrijk", "De coalitie blijft belangrijk.", item="N14")
def coalition_stays(case: Case) -> Result:
    """De coalitie is in het tweede jaar na de crisis een van de tien invloedrijkste partijen."""
    there = _coalition(case, case.crisis(2))
    if not there:
        return stated(None, NO_COALITION)
    party, years = there
    return tests.rank_within(case, party, years[1], IMPORTANT)


@claim(
    "informeel-steeds-centraler",
    "Het informele netwerk als geheel komt steeds meer in het midden.",
    item="N15",
)
def informal_ever_more(case: Case) -> Result:
    """Het aandeel van informele partijen in de invloed stijgt twee jaar achter elkaar;
    getoetst over beide jaren samen."""
    first, second = case.crisis(1), case.crisis(2)
    if not first or not second:
        return Result(Outcome.UNKNOWN, NO_DATA)
    return tests.steady_rise(case, (*first, second[1]), "informal_influence")


@claim(
    "meer-invloedrijke-initiatieven",
    "Er zijn meer invloedrijke informele partijen: meer grote groene punten.",
    item="N16",
)
def more_leaders(case: Case) -> Result:
    """Het aantal informele partijen met ten minste de helft van de hoogste invloed is hoger in het
    tweede jaar na de crisis dan in het eerste."""
    return tests.rise(case, case.crisis(2), "informal_leaders", decimals=0)


@claim("samenwerking-neemt-toe", "Het aantal verbindingen neemt toe.", item="N17")
def more_ties(case: Case) -> Result:
    """Het aantal verbindingen is hoger in het tweede jaar na de crisis dan in het eerste."""
    return tests.rise(case, case.crisis(2), "ties")


@claim(
    "breder-bereik",
    "Partijen zijn met meer andere verbonden, binnen en buiten de wijk.",
    item="N18",
)
def tied_to_more(case: Case) -> Result:
    """Een partij in de wijk heeft gemiddeld meer verbindingen met partijen binnen én met partijen
    buiten de wijk in het tweede jaar na de crisis dan in het eerste."""
    years, evidence = case.crisis(2), ""
    if years:
        ends = [reach(case.observed(year)) or (None, None) for year in years]
        evidence = "; ".join(
            f"{where} de wijk {dutch.number(ends[0][side], 2)} en {dutch.number(ends[1][side], 2)}"
            for side, where in enumerate(("binnen", "buiten"))
        )
    return tests.change(case, years, wider_reach, evidence)
