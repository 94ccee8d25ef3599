"""Tests on one party in the network: its place, its ties, its coming and going."""

from __future__ import annotations

from veerkracht import dutch
from veerkracht.claims.case import NOT_THERE, Case
from veerkracht.claims.numbers import at_least
from veerkracht.claims.parameters import Aandeel, Aantal, Partij, Soort
from veerkracht.claims.result import Result, Years, stated, toets
from veerkracht.claims.states import differs, in_first, of_share, reaches, state
from veerkracht.network.year import Snapshot
from veerkracht.words import slug


@toets("plaats")
def plaats(
    case: Case, year: int, *, partij: Partij, ten_hoogste: Aantal, soort: Soort = ""
) -> Result:
    """{partij} is in {jaar} een van de {ten_hoogste} invloedrijkste partijen[ van de soort
    {soort}]."""
    place, evidence = case.rank(partij, year), case.place(partij, year)
    if place is None:
        return stated(False if case.there(partij, year) else None, evidence, year, year)
    if soort:
        seen = case.observed(year)
        nodes = seen.graph.nodes
        of_kind = [name for name in seen.ranks if nodes[name]["kind"] == soort]
        above = sum(seen.ranks[name] < place for name in of_kind)
        best = nodes[min(of_kind, key=seen.ranks.__getitem__)]["name"] if of_kind else "niemand"
        evidence += f", bij {soort} plaats {above + 1}; bovenaan staat {best}"
        place = above + 1
    sure = in_first(case, year, partij, ten_hoogste, soort)
    return state(place <= ten_hoogste, sure, evidence, year)


@toets("koploper")
def koploper(case: Case, year: int) -> Result:
    """Eén partij heeft in {jaar} de meeste invloed, en houdt die bij andere gesprekken."""
    first = case.network.leaders(year)
    if not first:
        return stated(None, "niemand heeft invloed", year, year)
    sure = in_first(case, year, first[0].name, 1)
    return state(len(first) == 1, sure, dutch.listing([one.name for one in first]), year)


@toets("aandeel-verbonden")
def aandeel_verbonden(case: Case, year: int, *, partij: Partij, ten_minste: Aandeel) -> Result:
    """Ten minste een aandeel van {ten_minste} van de andere partijen werkt in {jaar} samen met
    {partij}."""
    others = len(case.observed(year).graph) - 1
    if not case.there(partij, year) or not others:
        return stated(None, NOT_THERE, year, year)

    def share(seen: Snapshot) -> float | None:
        graph = seen.graph
        return _degree(seen, partij) / (len(graph) - 1) if len(graph) > 1 else None

    tied = len(case.partners(partij, year)) / others
    sure = reaches(case, year, share, ten_minste)
    evidence = f"{dutch.percent(tied)} van {others}"
    return state(at_least(tied, ten_minste), sure, evidence, year)


@toets("verbindingen")
def verbindingen(case: Case, year: int, *, partij: Partij, ten_minste: Aantal) -> Result:
    """{partij} heeft in {jaar} ten minste {ten_minste} samenwerkingen."""
    if not case.there(partij, year):
        return stated(None, NOT_THERE, year, year)
    degree = len(case.partners(partij, year))
    sure = reaches(case, year, lambda seen: _degree(seen, partij), ten_minste)
    return state(degree >= ten_minste, sure, f"{degree} samenwerkingen", year)


def _degree(seen: Snapshot, party: str) -> float:
    """The ties of a party; none when nobody names it."""
    name = slug(party)
    return float(seen.graph.degree[name]) if name in seen.graph else 0.0


@toets("opkomst")
def opkomst(case: Case, years: Years, *, partij: Partij, ten_hoogste: Aantal) -> Result:
    """{partij} ontbreekt in {tegen} en is in {jaar} een van de {ten_hoogste} invloedrijkste
    partijen."""
    before, after = (case.there(partij, year) for year in years)
    if not after or not case.observed(years[0]).graph:
        return stated(None, case.places(partij, years), *years)
    place = case.rank(partij, years[1])
    holds = not before and place is not None and place <= ten_hoogste
    sure = in_first(case, years[1], partij, ten_hoogste) if holds else None
    return state(holds, sure, case.places(partij, years), *years)


@toets("daling")
def daling(case: Case, years: Years, *, partij: Partij) -> Result:
    """{partij} heeft in {jaar} nog samenwerkingen, maar minder dan in {tegen}."""
    if not case.there(partij, years[0]) or not case.observed(years[1]).graph:
        return stated(None, case.places(partij, years), *years)
    before, after = (len(case.partners(partij, year)) for year in years)
    sure = differs(case, years, lambda seen: _degree(seen, partij))
    return state(0 < after < before, sure, f"{before} en {after} samenwerkingen", *years)


@toets("verdwenen")
def verdwenen(case: Case, years: Years, *, partij: Partij) -> Result:
    """{partij} stond in {tegen} in het netwerk, en in {jaar} niet meer."""
    before, after = (case.there(partij, year) for year in years)
    if not before or not case.observed(years[1]).graph:
        return stated(None, case.places(partij, years), *years)
    return stated(not after, case.places(partij, years), *years)


@toets("doorgeven")
def doorgeven(
    case: Case, years: Years, *, partij: Partij, aan: Partij, ten_minste: Aandeel
) -> Result:
    """Van de partners van {partij} in {tegen} werkt ten minste een aandeel van {ten_minste} in
    {jaar} samen met {aan}."""
    if not (case.there(partij, years[0]) and case.there(aan, years[1])):
        return stated(None, NOT_THERE, *years)
    passed = case.network.passed_on(partij, years[0], aan, years[1])
    if passed is None:
        return stated(None, dutch.percent(passed), *years)
    partners = len(set(case.partners(partij, years[0])) - {slug(aan)})
    sure = of_share(case, years[1], round(passed * partners), partners, ten_minste)
    evidence = f"{dutch.percent(passed)} van {partners}"
    return state(at_least(passed, ten_minste), sure, evidence, *years)


@toets("partners-binnen-en-buiten")
def partners_binnen_en_buiten(
    case: Case, year: int, *, partij: Partij, ten_minste: Aandeel | None = None
) -> Result:
    """{partij} heeft in {jaar} partners binnen en buiten de wijk[, van elk ten minste een aandeel
    van {ten_minste}]."""
    if not case.there(partij, year):
        return stated(None, NOT_THERE, year, year)
    nodes = case.observed(year).graph.nodes
    where = [nodes[other]["location"] for other in case.partners(partij, year)]
    inside, outside = where.count("binnen"), where.count("buiten")
    evidence = f"{inside} binnen en {outside} buiten de wijk"
    least = min(inside, outside)
    holds = least > 0 and at_least(least / len(where), ten_minste or 0)
    sure = of_share(case, year, least, len(where), ten_minste or 0)
    return state(holds, sure, evidence, year)


@toets("nieuwe-partners")
def nieuwe_partners(case: Case, years: Years, *, partij: Partij, ten_minste: Aantal = 1) -> Result:
    """Ten minste {ten_minste} van de partners van {partij} in {jaar} kwamen in {tegen} nog niet
    voor."""
    before = set(case.observed(years[0]).graph)
    if not case.there(partij, years[1]) or not before:
        return stated(None, case.places(partij, years), *years)
    new = [other for other in case.partners(partij, years[1]) if other not in before]
    return stated(len(new) >= ten_minste, f"{len(new)} nieuwe partners", *years)
