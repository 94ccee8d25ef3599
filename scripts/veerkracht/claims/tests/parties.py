"""Tests on one party in the network: its place, its ties, its coming and going."""

from __future__ import annotations

from veerkracht import dutch
from veerkracht.claims.case import NOT_THERE, Case
from veerkracht.claims.numbers import at_least
from veerkracht.claims.parameters import Aandeel, Aantal, Partij, Soort
from veerkracht.claims.result import Result, Years, stated, toets


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
    return stated(place <= ten_hoogste, evidence, year, year)


@toets("aandeel-verbonden")
def aandeel_verbonden(case: Case, year: int, *, partij: Partij, ten_minste: Aandeel) -> Result:
    """Ten minste een aandeel van {ten_minste} van de andere partijen werkt in {jaar} samen met
    {partij}."""
    others = len(case.observed(year).graph) - 1
    if not case.there(partij, year) or not others:
        return stated(None, NOT_THERE, year, year)
    tied = len(case.partners(partij, year)) / others
    return stated(at_least(tied, ten_minste), dutch.percent(tied), year, year)


@toets("verbindingen")
def verbindingen(case: Case, year: int, *, partij: Partij, ten_minste: Aantal) -> Result:
    """{partij} heeft in {jaar} ten minste {ten_minste} verbindingen."""
    if not case.there(partij, year):
        return stated(None, NOT_THERE, year, year)
    degree = len(case.partners(partij, year))
    return stated(degree >= ten_minste, f"{degree} verbindingen", year, year)


@toets("opkomst")
def opkomst(case: Case, years: Years, *, partij: Partij, ten_hoogste: Aantal) -> Result:
    """{partij} ontbreekt in {tegen} en is in {jaar} een van de {ten_hoogste} invloedrijkste
    partijen."""
    before, after = (case.there(partij, year) for year in years)
    if not after or not case.observed(years[0]).graph:
        return stated(None, case.places(partij, years), *years)
    place = case.rank(partij, years[1])
    holds = not before and place is not None and place <= ten_hoogste
    return stated(holds, case.places(partij, years), *years)


@toets("daling")
def daling(case: Case, years: Years, *, partij: Partij) -> Result:
    """{partij} heeft in {jaar} nog verbindingen, maar minder dan in {tegen}."""
    if not case.there(partij, years[0]) or not case.observed(years[1]).graph:
        return stated(None, case.places(partij, years), *years)
    before, after = (len(case.partners(partij, year)) for year in years)
    return stated(0 < after < before, f"{before} en {after} verbindingen", *years)


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
    holds = None if passed is None else at_least(passed, ten_minste)
    return stated(holds, dutch.percent(passed), *years)


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
    return stated(holds, evidence, year, year)


@toets("nieuwe-partners")
def nieuwe_partners(case: Case, years: Years, *, partij: Partij, ten_minste: Aantal = 1) -> Result:
    """Ten minste {ten_minste} van de partners van {partij} in {jaar} kwamen in {tegen} nog niet
    voor."""
    before = set(case.observed(years[0]).graph)
    if not case.there(partij, years[1]) or not before:
        return stated(None, case.places(partij, years), *years)
    new = [other for other in case.partners(partij, years[1]) if other not in before]
    return stated(len(new) >= ten_minste, f"{len(new)} nieuwe partners", *years)
