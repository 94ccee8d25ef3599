"""The claims of the monitor: what it would like to say, and whether the data carry it.

Each claim is one function: its id, its statement and its test stand beside it. A sentence of the
report stands in the wording for the outcome of its claim (`{% bewering "S13" %}` in a section).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from veerkracht import dutch
from veerkracht.city.course import Progress
from veerkracht.lookups.findings import Findings
from veerkracht.network.evidence import (
    FAILS,
    FEWEST,
    HOLDS,
    OBSERVED,
    UNKNOWN,
    Change,
    Evidence,
    Snapshot,
    describe,
)
from veerkracht.words import slug

OUTCOMES = (HOLDS, OBSERVED, FAILS, UNKNOWN)
COLUMNS = ["claim", "statement", "test", "outcome", "start", "end", "evidence"]
# A party in the first three is central, in the first ten important; five hardly tell of a party.
CENTRAL, IMPORTANT = 3, 10
ONE_YEAR = "er is maar één jaar"


@dataclass(frozen=True)
class Result:
    """The outcome of a claim, the years it is about, and the evidence in one Dutch line."""

    outcome: str
    evidence: str
    start: int | None = None
    end: int | None = None


class NoInterviewsError(Exception):
    """A claim asks for the years with interviews in a wijk that has none."""


@dataclass
class Case:
    """What the claims of one wijk are tested on."""

    evidence: Evidence
    data: Findings

    @property
    def first(self) -> int:
        """The first year with interviews; raises NoInterviewsError in a wijk without."""
        return self._years()[0]

    @property
    def last(self) -> int:
        """The last year with interviews; raises NoInterviewsError in a wijk without."""
        return self._years()[-1]

    @property
    def governed(self) -> tuple[int, int]:
        """The first and last year with interviews; without these, those with decisions or tasks."""
        years = self.data.wijk["years"] or self.data.governed_years
        if not years:
            raise NoInterviewsError
        return years[0], years[-1]

    def _years(self) -> list[int]:
        if not self.data.wijk["years"]:
            raise NoInterviewsError
        return list(self.data.wijk["years"])

    def story(self, key: str) -> Any:
        """A party or year of the story in config.yaml; None when it is not told."""
        return self.data.wijk.get("story", {}).get(key)

    def crisis(self, after: int = 0) -> tuple[int, int] | None:
        """The year of the crisis (plus `after`) with the year before, when both have data."""
        year = self.story("helper_year")
        pair = (year + after - 1, year + after) if year else (0, 0)
        return pair if set(pair) <= set(self.data.wijk["years"]) else None


Test = Callable[[Case], Result]


@dataclass(frozen=True)
class Claim:
    """One claim: its id, what it says, and how it is tested (both in Dutch)."""

    id: str
    statement: str
    test: str
    judge: Test


CLAIMS: dict[str, Claim] = {}


def claim(name: str, statement: str) -> Callable[[Test], Test]:
    """Put a test in the list of claims; its docstring is the test as the reader is told it."""

    def register(judge: Test) -> Test:
        words = " ".join((judge.__doc__ or "").split())
        CLAIMS[name] = Claim(name, statement, words, judge)
        return judge

    return register


def judge_claims(case: Case) -> pd.DataFrame:
    """All claims of a wijk: claim, statement, test, outcome, start, end, evidence."""
    rows = []
    for item in CLAIMS.values():
        try:
            result = item.judge(case)
        except NoInterviewsError:
            result = Result(UNKNOWN, "er zijn geen gesprekken")
        about = (item.id, item.statement, item.test, result.outcome, result.start, result.end)
        rows.append((*about, result.evidence))
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"start": "Int64", "end": "Int64"})


# How a claim is tested --------------------------------------------------------------------------


def changed(case: Case, pair: tuple[int, int] | None, holds: Change, told: str = "") -> Result:
    """A claim of change between two years, tested three ways."""
    if pair is None:
        return Result(UNKNOWN, "de jaren hebben geen gegevens")
    if pair[0] == pair[1]:
        return Result(UNKNOWN, ONE_YEAR, *pair)
    verdict = case.evidence.judge(*pair, holds)
    parts = filter(None, [told, describe(verdict, *pair)])
    return Result(verdict.outcome, "; ".join(parts), *pair)


def stated(holds: bool | None, evidence: str, *years: int) -> Result:
    """A claim on a state, which holds or not; None when it cannot be known."""
    outcome = UNKNOWN if holds is None else HOLDS if holds else FAILS
    return Result(outcome, evidence, *years)


def up(*names: str) -> Change:
    """Whether every one of these measures is higher in the second year."""

    def holds(a: Snapshot, b: Snapshot) -> bool | None:
        pairs = [(a[name], b[name]) for name in names]
        known = [(x, y) for x, y in pairs if x is not None and y is not None]
        return all(y > x for x, y in known) if len(known) == len(names) else None

    return holds


def dimensions(a: Snapshot, b: Snapshot) -> dict[str, int]:
    """For each dimension: the core measures that went the stronger way minus those that did
    not."""
    from veerkracht.network.metrics import METRICS

    score: dict[str, int] = {}
    for item in METRICS:
        before, after = (a[item.id], b[item.id]) if item.core else (None, None)
        if before is None or after is None or abs(after - before) < 1e-12:
            continue
        better = (after < before) if item.direction.startswith("lager") else (after > before)
        score[item.dimension] = score.get(item.dimension, 0) + (1 if better else -1)
    return score


def stronger(dimension: str) -> Change:
    """Whether more core measures of a dimension went the stronger way than the other way."""
    return lambda a, b: dimensions(a, b).get(dimension, 0) > 0


def _levels(case: Case, pair: tuple[int, int], *names: str, decimals: int = 2) -> str:
    from veerkracht.network.metrics import BY_ID

    before, after = (case.evidence.years[year].observed for year in pair)
    return "; ".join(
        f"{BY_ID[name].label} {dutch.number(before[name], decimals)} en "
        f"{dutch.number(after[name], decimals)} ({case.data.change_word(name, *pair)})"
        for name in names
    )


def _place(case: Case, name: str | None, year: int) -> int | None:
    """The rank of a party in a year; None when it is not in the network or not told."""
    if not name or year not in case.evidence.years:
        return None
    return case.evidence.years[year].observed.ranks.get(slug(name))


def _degree(case: Case, name: str, year: int) -> int:
    graph = case.evidence.years[year].observed.graph
    return int(graph.degree[slug(name)]) if slug(name) in graph else 0


def _agreement(case: Case, kind: str, code: str = "") -> str:
    """How far two coders agree on what a claim rests on, for its evidence."""
    seen = case.data.agreed(kind, code)
    if seen is None:
        return "; niet dubbel gecodeerd"
    return f"; codeurs eens {dutch.percent(seen.agreement)}, alfa {dutch.number(seen.alpha, 2)}"


# Summary: the network ---------------------------------------------------------------------------


@claim("S1", "De veerkracht van de gemeenschap nam toe.")
def resilience_rose(case: Case) -> Result:
    """Ten minste drie van de vier kenmerken (groot, hecht, divers, decentraal) zijn sterker in het
    laatste jaar dan in het eerste."""

    def holds(a: Snapshot, b: Snapshot) -> bool:
        score = dimensions(a, b)
        return (
            sum(score.get(name, 0) > 0 for name in ("groot", "hecht", "divers", "decentraal")) > 2
        )

    return changed(case, (case.first, case.last), holds)


@claim("S2", "In het laatste jaar is er een hecht netwerk dat zichzelf organiseert.")
def strong_network(case: Case) -> Result:
    """Ten minste negentig procent van de partijen hangt samen, een partij heeft gemiddeld
    ten minste vier verbindingen, en meer dan de helft wordt door bewoners geleid."""
    year = case.last
    seen = case.evidence.years[year].observed
    whole, degree, led = (
        seen["largest_component"],
        seen["mean_degree"],
        case.data.resident_led(year),
    )
    told = f"samenhang {dutch.percent(whole)}, verbindingen per partij {dutch.number(degree, 1)}"
    error = case.evidence.standard_error(year, "mean_degree")
    told += f" (standaardfout {dutch.number(error, 1)}), door bewoners geleid {dutch.percent(led)}"
    if whole is None or degree is None or led is None:
        return stated(None, told, year, year)
    return stated(whole >= 0.9 and degree >= 4 and led > 0.5, told, year, year)


@claim("S3", "De afstand tussen bewonersgroepen en instanties is overbrugd.")
def bridged(case: Case) -> Result:
    """In het laatste jaar lopen er ten minste zoveel verbindingen tussen formeel en informeel als
    bij toeval (E-I-index tegen de E-I-index bij toeval), en staat een informele partij gemiddeld
    minder dan twee stappen van een formele."""
    seen = case.evidence.years[case.last].observed
    found, chance, steps = seen["ei_index"], seen["ei_expected"], seen["steps_to_formal"]
    told = f"E-I-index {dutch.number(found, 2)}, bij toeval {dutch.number(chance, 2)}; "
    told += f"{dutch.number(steps, 2)} stappen van informeel naar formeel"
    known = None
    if found is not None and chance is not None and steps is not None:
        known = found >= chance and steps < 2
    return stated(known, told, case.last, case.last)


@claim("S13", "Er zijn meer initiatieven en meer samenwerkingen.")
def more_of_both(case: Case) -> Result:
    """Het aantal informele partijen en het aantal verbindingen zijn hoger in het laatste
    jaar dan in het eerste."""
    pair = (case.first, case.last)
    told = _levels(case, pair, "initiatives_informal", "ties", decimals=0)
    return changed(case, pair, up("initiatives_informal", "ties"), told)


def _dimension(name: str, word: str) -> None:
    def judge(case: Case) -> Result:
        return changed(case, (case.first, case.last), stronger(name))

    judge.__doc__ = f"""Van de kernmaten van het kenmerk {name} gingen er meer de sterkere kant op
    dan de andere, van het eerste naar het laatste jaar."""
    claim(f"S14-{name}", f"Het netwerk is {word} geworden.")(judge)


_dimension("groot", "groter")
_dimension("hecht", "hechter")
_dimension("divers", "diverser")
_dimension("decentraal", "minder afhankelijk van enkele partijen")


@claim("S15", "Er kwamen partijen bij, en wie er al was ging meer samenwerken.")
def stayers_tie_more(case: Case) -> Result:
    """Er zijn partijen die in het eerste jaar niet voorkwamen, en tussen de partijen van
    beide jaren zijn in het laatste jaar meer verbindingen dan in het eerste."""

    def holds(a: Snapshot, b: Snapshot) -> bool | None:
        both = set(a.graph) & set(b.graph)
        inside = [sum(x in both and y in both for x, y in s.edges) for s in (a, b)]
        return bool(set(b.graph) - both) and inside[1] > inside[0] if both else None

    kept = case.data.stayers_ties(case.first, case.last)
    told = f"tussen blijvers {kept[0]} en {kept[1]} verbindingen"
    return changed(case, (case.first, case.last), holds, told)


def closer(a: Snapshot, b: Snapshot) -> bool | None:
    """Whether more ties run between the kinds, and informal actors are as near to formal ones."""
    before, after, more = a["steps_to_formal"], b["steps_to_formal"], up("ei_index")(a, b)
    return None if before is None or after is None or more is None else more and after <= before


@claim("S16", "De afstand tussen formeel en informeel werd kleiner.")
def groups_closer(case: Case) -> Result:
    """Een groter aandeel van de verbindingen loopt tussen formeel en informeel (E-I-index) in het
    laatste jaar dan in het eerste, en de stappen van informeel naar formeel zijn er niet meer."""
    pair = (case.first, case.last)
    return changed(case, pair, closer, _levels(case, pair, "ei_index", "steps_to_formal"))


def more_central(a: Snapshot, b: Snapshot) -> bool | None:
    """Whether informal actors hold more of the influence, and no fewer of the top ten."""
    values = [s[name] for s in (a, b) for name in ("informal_influence", "informal_top10")]
    if any(value is None for value in values):
        return None
    before, top_before, after, top_after = (float(value or 0) for value in values)
    return after > before and top_after >= top_before


@claim("S17", "Het informele netwerk is meer in het midden komen te staan.")
def informal_central(case: Case) -> Result:
    """Informele partijen hebben in het laatste jaar een groter aandeel in de invloed dan in het
    eerste, en geen kleiner aandeel in de top tien."""
    pair = (case.first, case.last)
    told = _levels(case, pair, "informal_influence", "informal_top10")
    return changed(case, pair, more_central, told)


@claim("S18", "Initiatiefnemers ervaren meer eigenaarschap.")
def ownership_rose(case: Case) -> Result:
    """De gemiddelde code voor eigenaarschap is een halve punt hoger in het laatste jaar dan in het
    eerste, ook bij wie in beide jaren is gesproken."""
    actors = case.data.tables["actors"].dropna(subset=["ownership"])
    codes = {
        year: actors[actors["year"] == year].set_index("actor")["ownership"].astype(float)
        for year in (case.first, case.last)
    }
    a, b = codes[case.first], codes[case.last]
    both = sorted(set(a.index) & set(b.index))
    if min(len(a), len(b)) < FEWEST or case.first == case.last:
        return stated(None, f"{len(a)} en {len(b)} codes", case.first, case.last)
    panel = float(b[both].mean() - a[both].mean()) if len(both) >= FEWEST else None
    rise = float(b.mean() - a.mean())
    told = f"gemiddeld {dutch.number(a.mean(), 1)} ({len(a)}) en {dutch.number(b.mean(), 1)}"
    told += f" ({len(b)}); panel van {len(both)}: {dutch.signed(panel, 1)}"
    told += _agreement(case, "eigenaarschap")
    outcome = FAILS if rise < 0.5 else HOLDS if panel is not None and panel >= 0.5 else OBSERVED
    return Result(outcome, told, case.first, case.last)


# Summary: index and vulnerability ---------------------------------------------------------------


@claim("S5", "Het doel op de Sociale Index is halverwege niet of nauwelijks dichterbij.")
def goal_not_nearer(case: Case) -> Result:
    """De afstand tot de stad is sinds de laatste meting voor het programma niet meer gekrompen dan
    de ruis van de index."""
    goal = case.data.goal()
    if goal is None:
        return stated(None, "geen meting voor en na het begin van het programma")
    told = f"afstand {dutch.signed(goal.gap_base, 1)} en {dutch.signed(goal.gap_last, 1)} punten"
    flat = goal.verdict in (Progress.HARDLY, Progress.BACK)
    return stated(flat, f"{told}: {goal.verdict}", goal.base, goal.last)


@claim("S12", "Bewoners hebben een kwetsbare positie.")
def vulnerable(case: Case) -> Result:
    """Op meer dan de helft van de indicatoren van een kwetsbare positie (config.yaml, per gebied)
    staat de wijk er meer dan de marge ongunstiger voor dan de stad."""
    all_of_them, worse = case.data.vulnerability(), case.data.vulnerability(worse=True)
    if not all_of_them:
        return stated(None, "geen indicatoren van een kwetsbare positie")
    told = f"{len(worse)} van {len(all_of_them)} ongunstiger"
    if worse:
        told += ": " + "; ".join(
            f"{item.area} {item.label} {dutch.percent(item.value)} tegen {dutch.percent(item.city)}"
            for item in worse
        )
    return stated(len(worse) > len(all_of_them) / 2, told)


@claim("S27", "De indicatoren laten zien dat de wijk kwetsbaar is.")
def indicators_behind(case: Case) -> Result:
    """Van de indicatoren waarop de wijk meer dan de marge van de stad verschilt, staat meer dan de
    helft er ongunstiger voor, bij de laatste meting."""
    counts = case.data.indicator_counts()
    if counts is None:
        return stated(None, "geen indicatoren met twee metingen")
    told = f"{counts.behind} van {counts.total} ongunstiger, {counts.ahead} gunstiger"
    known = counts.behind > counts.ahead if counts.behind + counts.ahead else None
    return stated(known, told, counts.end, counts.end)


@claim("S28", "De vooruitgang is beperkt, en op sommige indicatoren raakte de wijk verder achter.")
def limited_progress(case: Case) -> Result:
    """Minder dan de helft van de afstanden tot de stad veranderde meer dan de marge in het voordeel
    van de wijk, en ten minste één maar minder dan de helft in haar nadeel."""
    counts = case.data.indicator_counts()
    if counts is None:
        return stated(None, "geen indicatoren met twee metingen")
    told = f"van {counts.total} afstanden werd {counts.better} beter, {counts.same} bleef gelijk "
    told += f"en {counts.worse} werd slechter"
    half = counts.total / 2
    holds = counts.better < half and 1 <= counts.worse < half
    return stated(bool(holds), told, counts.start, counts.end)


@claim("S26", "Het netwerk werd sterker, de index bleef achter.")
def contrast(case: Case) -> Result:
    """Zowel de bewering dat de veerkracht toenam (S1) als die dat het doel niet dichterbij
    kwam (S5) gaat op; de zwakste van de twee bepaalt de uitkomst."""
    found = [resilience_rose(case).outcome, goal_not_nearer(case).outcome]
    worst = max(found, key=OUTCOMES.index)
    return Result(worst, f"S1: {found[0]}; S5: {found[1]}", case.first, case.last)


# Summary: governance and barriers ---------------------------------------------------------------


def _risen(
    case: Case, measure: str, words: str, write: Callable[..., str] = dutch.percent
) -> Result:
    pair = case.governed
    if pair[0] == pair[1]:
        return stated(None, ONE_YEAR, *pair)
    before, after = (case.data.governing(measure, year) for year in pair)
    told = f"{words} {write(before)} en {write(after)}"
    known = None if before is None or after is None else after > before
    return stated(known, told, *pair)


@claim("S21", "De wijk kreeg meer te zeggen over het programma.")
def more_say(case: Case) -> Result:
    """Het aandeel van de vastgelegde besluiten dat bewoners of informele partijen namen, is
    hoger in het laatste jaar dan in het eerste."""
    return _risen(case, "wijkbesluiten", "besluiten bij de wijk")


@claim("S22", "De samenwerking met bewoners ging verder dan raadplegen.")
def higher_rung(case: Case) -> Result:
    """De gemiddelde trede van participatie van de vastgelegde besluiten (van 1, informeren, tot 6,
    zelf beslissen) is hoger in het laatste jaar dan in het eerste."""
    return _risen(case, "trede", "gemiddelde trede", lambda mean: dutch.number(mean, 1))


@claim("S23", "Er waren open oproepen aan wie een plan heeft.")
def open_calls(case: Case) -> Result:
    """Onder de vastgelegde gebeurtenissen of feiten is een open oproep (Social Impact by
    Design)."""
    words = [*case.data.tables["events"]["event"], *case.data.tables["facts"]["fact"]]
    found = [w for w in words if re.search(r"oproep|social impact by design|sibd", str(w), re.I)]
    told = dutch.listing(found) if found else "geen"
    return stated(bool(found) if words else None, told, *case.governed)


@claim("S24", "Meer van het werk ligt bij lokale partijen.")
def local_tasks(case: Case) -> Result:
    """Het aandeel van de vastgelegde uitvoerende taken bij lokale partijen is hoger in het laatste
    jaar dan in het eerste."""
    return _risen(case, "lokale_taken", "taken bij lokale partijen")


@claim("S25", "Bewoners beslissen over geld.")
def residents_decide_on_money(case: Case) -> Result:
    """In het laatste jaar namen bewoners een vastgelegd besluit over budget, begroting of geld."""
    last = case.governed[1]
    made = case.data.decisions(last)
    money = [d for d in made if re.search(r"budget|begroting|geld", str(d.decision), re.I)]
    told = f"{sum(d.who == 'bewoners' for d in money)} van {len(money)} besluiten over geld"
    known = any(d.who == "bewoners" for d in money) if made else None
    return stated(known, told, last, last)


@claim("S31", "Initiatieven noemen jaar na jaar dezelfde drempels.")
def same_barriers(case: Case) -> Result:
    """Van de initiatieven die in ten minste twee jaren zijn gesproken en de meest genoemde drempel
    noemden, deed ten minste de helft dat in meer dan één jaar."""
    found = case.data.repeated_barriers()
    if not found or found[0].named < FEWEST:
        return stated(None, "te weinig initiatieven in meer dan één jaar gesproken")
    top = found[0]
    told = f"{top.barrier}: {top.again} van {top.named} opnieuw"
    told += _agreement(case, "belemmering", top.barrier)
    return stated(top.share >= 0.5, told, case.first, case.last)


@claim("S32", "Een blijvende oplossing voor de drempels is er niet.")
def no_solution(case: Case) -> Result:
    """Het aandeel gesproken partijen dat de meest herhaalde drempel noemt, is in het laatste
    jaar niet lager dan in het eerste, bij wie in beide jaren is gesproken."""
    found = case.data.repeated_barriers()
    actors = case.data.tables["actors"]
    spoken = actors[actors["interviewed"] == "ja"]
    people = [set(spoken.loc[spoken["year"] == y, "actor"]) for y in (case.first, case.last)]
    both = people[0] & people[1]
    if not found or len(both) < FEWEST or case.first == case.last:
        return stated(None, f"{len(both)} partijen in beide jaren gesproken")
    shares = []
    for year in (case.first, case.last):
        rows = spoken[(spoken["year"] == year) & spoken["actor"].isin(both)]
        named = rows["barriers"].fillna("").map(lambda text: found[0].barrier in text.split("|"))
        shares.append(float(named.mean()))
    told = f"{found[0].barrier}: {dutch.percent(shares[0])} en {dutch.percent(shares[1])}"
    told += f" van {len(both)} partijen" + _agreement(case, "belemmering", found[0].barrier)
    return stated(shares[1] >= shares[0], told, case.first, case.last)


# The maps, year by year -------------------------------------------------------------------------


@claim("N1", "De gemeente staat in het eerste jaar centraal.")
def municipality_central(case: Case) -> Result:
    """De gemeente is in het eerste jaar een van de drie invloedrijkste partijen."""
    place = _place(case, case.data.wijk["municipality"], case.first)
    told = f"plaats {place}" if place else "niet in het netwerk"
    return stated(None if place is None else place <= CENTRAL, told, case.first, case.first)


@claim("N2", "Veel partijen zijn in het eerste jaar met de gemeente verbonden.")
def tied_to_municipality(case: Case) -> Result:
    """Ten minste een kwart van de andere partijen werkt in het eerste jaar met de gemeente
    samen."""
    name = case.data.wijk["municipality"]
    if _place(case, name, case.first) is None:
        return stated(None, "niet in het netwerk", case.first, case.first)
    share = _degree(case, name, case.first) / (len(case.evidence.years[case.first].nodes) - 1)
    return stated(share >= 0.25, dutch.percent(share), case.first, case.first)


@claim("N3", "De spil van het informele netwerk in het eerste jaar.")
def informal_hub(case: Case) -> Result:
    """De partij uit het verhaal is in het eerste jaar de invloedrijkste informele partij."""
    name, best = case.story("key"), case.data.top(case.first, 1, "informeel")
    if not name or not best:
        return stated(None, "geen spil benoemd")
    told = f"bovenaan staat {best[0].name}"
    return stated(slug(best[0].name) == slug(name), told, case.first, case.first)


@claim("N5", "De crisis geeft het netwerk een impuls.")
def crisis_impulse(case: Case) -> Result:
    """Het aantal verbindingen is in het jaar van de crisis hoger dan in het jaar ervoor."""
    return changed(case, case.crisis(), up("ties"))


def _helper(case: Case) -> str | None:
    name, year = case.story("helper"), case.story("helper_year")
    return name if name and _place(case, name, year) else None


@claim("N6", "Partijen helpen bewoners via het platform.")
def help_through_platform(case: Case) -> Result:
    """Het platform uit het verhaal heeft in het jaar van de crisis ten minste tien
    verbindingen."""
    name, year = _helper(case), case.story("helper_year")
    if not name:
        return stated(None, "geen platform in het netwerk")
    degree = _degree(case, name, year)
    return stated(degree >= IMPORTANT, f"{degree} verbindingen", year, year)


@claim("N7", "Het platform wordt in korte tijd centraal.")
def platform_central(case: Case) -> Result:
    """Het platform ontbreekt in het jaar voor de crisis en staat erna bij de eerste drie."""
    name, pair = _helper(case), case.crisis()
    if not name or not pair:
        return stated(None, "geen platform in het netwerk")
    before, after = (_place(case, name, year) for year in pair)
    told = f"plaats {before or '–'} en {after or '–'}"
    return stated(before is None and after is not None and after <= CENTRAL, told, *pair)


@claim("N8", "Het zwaartepunt verschuift van de gemeente naar het informele netwerk.")
def centre_shifts(case: Case) -> Result:
    """De gemeente zakt in de rang naar invloed, en informele partijen krijgen een groter
    aandeel in de invloed, van het jaar voor de crisis naar het jaar zelf."""
    name = slug(case.data.wijk["municipality"])

    def holds(a: Snapshot, b: Snapshot) -> bool | None:
        before, after = a.ranks.get(name), b.ranks.get(name)
        share = up("informal_influence")(a, b)
        return (
            None if before is None or after is None or share is None else after > before and share
        )

    pair = case.crisis()
    told = ""
    if pair:
        places = [_place(case, case.data.wijk["municipality"], year) for year in pair]
        told = f"gemeente op plaats {places[0] or '–'} en {places[1] or '–'}"
    return changed(case, pair, holds, told)


@claim("N9", "Het platform is nog actief, maar minder centraal.")
def platform_fades(case: Case) -> Result:
    """Het platform heeft een jaar na de crisis nog verbindingen, maar minder."""
    name, pair = _helper(case), case.crisis(1)
    if not name or not pair:
        return stated(None, "geen platform in het netwerk")
    before, after = (_degree(case, name, year) for year in pair)
    return stated(0 < after < before, f"{before} en {after} verbindingen", *pair)


@claim("N10", "Wie via het platform samenwerkte, vond elkaar in de coalitie.")
def contacts_pass_on(case: Case) -> Result:
    """Ten minste een vijfde van de partners van het platform werkt een jaar later samen met de
    coalitie."""
    name, later, pair = _helper(case), case.story("coalition"), case.crisis(1)
    if not name or not later or not pair or _place(case, later, pair[1]) is None:
        return stated(None, "geen platform of coalitie in het netwerk")
    share = case.data.passed_on(name, pair[0], later, pair[1])
    return stated(None if share is None else share >= 0.2, dutch.percent(share), *pair)


def _partners(case: Case, name: str, year: int) -> list[dict[str, Any]]:
    seen = case.evidence.years[year].observed.graph
    return [seen.nodes[other] for other in sorted(seen[slug(name)])] if slug(name) in seen else []


@claim("N11", "De coalitie verbindt partijen in en om de wijk.")
def coalition_in_and_around(case: Case) -> Result:
    """De coalitie heeft in het jaar na de crisis partners binnen en buiten de wijk."""
    later, pair = case.story("coalition"), case.crisis(1)
    if not later or not pair or _place(case, later, pair[1]) is None:
        return stated(None, "geen coalitie in het netwerk")
    where = [node["location"] for node in _partners(case, later, pair[1])]
    told = f"{where.count('binnen')} binnen en {where.count('buiten')} buiten de wijk"
    return stated({"binnen", "buiten"} <= set(where), told, pair[1], pair[1])


@claim("N12", "Uit de coalitie komt nieuw initiatief voort.")
def coalition_breeds(case: Case) -> Result:
    """Ten minste één partner van de coalitie komt dat jaar voor het eerst voor."""
    later, pair = case.story("coalition"), case.crisis(1)
    if not later or not pair or _place(case, later, pair[1]) is None:
        return stated(None, "geen coalitie in het netwerk")
    before = set(case.evidence.years[pair[0]].nodes)
    graph = case.evidence.years[pair[1]].observed.graph
    new = [other for other in graph[slug(later)] if other not in before]
    return stated(bool(new), f"{len(new)} nieuwe partners", *pair)


@claim("N13", "Het netwerk groeit verder.")
def grows_on(case: Case) -> Result:
    """Het aantal partijen en het aantal verbindingen zijn hoger in het tweede jaar na de
    crisis dan in het eerste."""
    return changed(case, case.crisis(2), up("actors", "ties"))


@claim("N14", "De coalitie blijft belangrijk.")
def coalition_stays(case: Case) -> Result:
    """De coalitie is in het tweede jaar na de crisis een van de tien invloedrijkste partijen."""
    later, pair = case.story("coalition"), case.crisis(2)
    place = _place(case, later, pair[1]) if pair else None
    if not pair or place is None:
        return stated(None, "geen coalitie in het netwerk")
    return stated(place <= IMPORTANT, f"plaats {place}", pair[1], pair[1])


@claim("N15", "Het informele netwerk als geheel komt steeds meer in het midden.")
def informal_ever_more(case: Case) -> Result:
    """Het aandeel van informele partijen in de invloed stijgt twee jaar achter elkaar;
    getoetst over beide jaren samen."""
    pair, step = case.crisis(2), case.crisis(1)
    if not pair or not step:
        return Result(UNKNOWN, "de jaren hebben geen gegevens")
    values = [case.evidence.years[y].observed["informal_influence"] for y in (*step, pair[1])]
    told = f"aandeel {', '.join(dutch.percent(value) for value in values)}"
    found = changed(case, (step[0], pair[1]), up("informal_influence"), told)
    steady = None not in values and values[0] < values[1] < values[2]  # type: ignore[operator]
    return found if steady else Result(FAILS, told, step[0], pair[1])


@claim("N16", "Er zijn meer invloedrijke informele partijen: meer grote groene punten.")
def more_leaders(case: Case) -> Result:
    """Het aantal informele partijen met ten minste de helft van de hoogste invloed is hoger in het
    tweede jaar na de crisis dan in het eerste."""
    pair = case.crisis(2)
    told = _levels(case, pair, "informal_leaders", decimals=0) if pair else ""
    return changed(case, pair, up("informal_leaders"), told)


@claim("N17", "Het aantal verbindingen neemt toe.")
def more_ties(case: Case) -> Result:
    """Het aantal verbindingen is hoger in het tweede jaar na de crisis dan in het eerste."""
    return changed(case, case.crisis(2), up("ties"))


@claim("N18", "Partijen zijn met meer andere verbonden, binnen en buiten de wijk.")
def tied_to_more(case: Case) -> Result:
    """Een partij in de wijk heeft gemiddeld meer verbindingen met partijen binnen én met partijen
    buiten de wijk in het tweede jaar na de crisis dan in het eerste."""
    pair = case.crisis(2)

    def holds(a: Snapshot, b: Snapshot) -> bool | None:
        before, after = _reach(a), _reach(b)
        if before is None or after is None:
            return None
        return after[0] > before[0] and after[1] > before[1]

    told = ""
    if pair:
        ends = [_reach(case.evidence.years[year].observed) or (None, None) for year in pair]
        told = "; ".join(
            f"{where} de wijk {dutch.number(ends[0][side], 2)} en {dutch.number(ends[1][side], 2)}"
            for side, where in enumerate(("binnen", "buiten"))
        )
    return changed(case, pair, holds, told)


def _reach(seen: Snapshot) -> tuple[float, float] | None:
    """The mean number of partners inside and outside the wijk of who is not outside it."""
    outside = {n for n, node in seen.graph.nodes.items() if node["location"] == "buiten"}
    here = len(seen.graph) - len(outside)
    ends = [sum(x in outside for x in tie) for tie in seen.edges]
    return (2 * ends.count(0) / here, ends.count(1) / here) if here else None
