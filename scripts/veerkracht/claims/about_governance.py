"""Claims on governance: who decides, who does the work, what keeps hindering."""

from __future__ import annotations

from veerkracht import dutch
from veerkracht.claims import tests
from veerkracht.claims.case import Case
from veerkracht.claims.claim import claim
from veerkracht.claims.tests import Result


@claim("meer-zeggenschap", "De wijk kreeg meer te zeggen over het programma.", item="S21")
def more_say(case: Case) -> Result:
    """Het aandeel van de vastgelegde besluiten dat bewoners of informele partijen namen, is
    hoger in het laatste jaar dan in het eerste."""
    return tests.governed_more(case, "wijkbesluiten", "besluiten bij de wijk")


@claim(
    "verder-dan-raadplegen", "De samenwerking met bewoners ging verder dan raadplegen.", item="S22"
)
def higher_rung(case: Case) -> Result:
    """De gemiddelde trede van participatie van de vastgelegde besluiten (van 1, informeren, tot 6,
    zelf beslissen) is hoger in het laatste jaar dan in het eerste."""
    return tests.governed_more(
        case, "trede", "gemiddelde trede", lambda mean: dutch.number(mean, 1)
    )


@claim("open-oproepen", "Er waren open oproepen aan wie een plan heeft.", item="S23")
def open_calls(case: Case) -> Result:
    """Onder de vastgelegde gebeurtenissen of feiten is een open oproep (Social Impact by
    Design)."""
    return tests.recorded(case, r"oproep|social impact by design|sibd")


@claim("meer-lokaal-werk", "Meer van het werk ligt bij lokale partijen.", item="S24")
def local_tasks(case: Case) -> Result:
    """Het aandeel van de vastgelegde uitvoerende taken bij lokale partijen is hoger in het laatste
    jaar dan in het eerste."""
    return tests.governed_more(case, "lokale_taken", "taken bij lokale partijen")


@claim("bewoners-over-geld", "Bewoners beslissen over geld.", item="S25")
def residents_decide_on_money(case: Case) -> Result:
    """In het laatste jaar namen bewoners een vastgelegd besluit over budget, begroting of geld."""
    return tests.decided_by(case, "bewoners", r"budget|begroting|geld", "besluiten over geld")


@claim("zelfde-drempels", "Initiatieven noemen jaar na jaar dezelfde drempels.", item="S31")
def same_barriers(case: Case) -> Result:
    """Van de initiatieven die in ten minste twee jaren zijn gesproken en de meest genoemde drempel
    noemden, deed ten minste de helft dat in meer dan één jaar."""
    return tests.barrier_returns(case, share=0.5)


@claim("drempels-blijven", "Een blijvende oplossing voor de drempels is er niet.", item="S32")
def no_solution(case: Case) -> Result:
    """Het aandeel gesproken partijen dat de meest herhaalde drempel noemt, is in het laatste
    jaar niet lager dan in het eerste, bij wie in beide jaren is gesproken."""
    return tests.barrier_stays(case, case.whole)
