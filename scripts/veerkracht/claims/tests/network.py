"""Tests on the network as a whole: its measures in one year, and their change."""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter

from veerkracht import dutch
from veerkracht.claims.case import Case
from veerkracht.claims.changes import (
    leaders,
    more_influential,
    moved,
    reach,
    stayers_tie_more,
    stronger,
    wider_reach,
)
from veerkracht.claims.numbers import above, at_least
from veerkracht.claims.parameters import (
    Aandeel,
    Aantal,
    Getal,
    Grenzen,
    JaNee,
    Kenmerk,
    Kenmerken,
    Maten,
    Partij,
    Soort,
)
from veerkracht.claims.result import Result, Years, changed, stated, toets
from veerkracht.claims.states import of_count, reaches, state
from veerkracht.network.evidence import LEVEL
from veerkracht.network.metric import Unit
from veerkracht.network.metrics import BY_ID
from veerkracht.network.outcome import Outcome
from veerkracht.network.resample import mixes_less
from veerkracht.network.year import Snapshot
from veerkracht.words import slug


@toets("verandering")
def verandering(
    case: Case,
    years: Years,
    *,
    hoger: Maten = [],  # noqa: B006 - the default is read, never written
    lager: Maten = [],  # noqa: B006
    niet_hoger: Maten = [],  # noqa: B006
    niet_lager: Maten = [],  # noqa: B006
    partij_zakt: Partij = "",
    partij_stijgt: Partij = "",
    stap_voor_stap: JaNee = False,
) -> Result:
    """Van {tegen} naar {jaar}[ hoger: {hoger};][ lager: {lager};][ niet hoger: {niet_hoger};]
    [ niet lager: {niet_lager};][ met een kleiner deel van de
    samenwerkingen en lager in rang naar invloed: {partij_zakt};][ met een groter deel van de
    samenwerkingen en hoger in rang naar invloed: {partij_stijgt};]
    [ elk jaar ertussen: {stap_voor_stap};] alles samen."""
    parties = [name for name in (partij_zakt, partij_stijgt) if name]
    measures = [*hoger, *lager, *niet_hoger, *niet_lager]
    between = [year for year in case.evidence.years if years[0] <= year <= years[1]]
    change = moved(hoger, lager, niet_hoger, niet_lager, slug(partij_zakt), slug(partij_stijgt))
    evidence = [f"{name}: {case.places(name, years)}" for name in parties]
    evidence += [
        _course(case, name, between if stap_voor_stap else list(years)) for name in measures
    ]
    if stap_voor_stap:
        seen = [case.observed(year) for year in between]
        steps = [change(a, b) for a, b in pairwise(seen)]
        if not all(steps):
            return stated(False if False in steps else None, "; ".join(evidence), *years)
    return changed(case, years, change, "; ".join(evidence))


def _course(case: Case, measure: str, years: list[int]) -> str:
    """The values of a measure in these years, with the change in words."""
    item = BY_ID[measure]
    values = [case.observed(year)[measure] for year in years]
    shown = [dutch.number(value, item.decimals) for value in values]
    scale = case.settings.config["change_words"]
    word = dutch.change(values[0], values[-1], scale, item.bounded)
    return f"{item.label} {' en '.join(shown)} ({word})"


@toets("meer-invloedrijken")
def meer_invloedrijken(case: Case, years: Years, *, soort: Soort = "") -> Result:
    """Er zijn in {jaar} meer invloedrijke partijen[ van de soort {soort}] dan in {tegen}: met ten
    minste half zo veel invloed als de invloedrijkste partij van het eerste jaar. Hier telt elke
    partner, naar de eigen invloed van 0 tot 1."""
    line = case.evidence.influential_line
    counts = [len(leaders(case.observed(year), line, soort)) for year in years]
    evidence = f"{counts[0]} en {counts[1]} partijen vanaf {dutch.number(line, 1)} partners"
    return changed(case, years, more_influential(line, soort), evidence)


@toets("kenmerk")
def kenmerk(case: Case, years: Years, *, kenmerk: Kenmerk) -> Result:
    """Van de maten die tellen voor het kenmerk {kenmerk}, gingen er meer de sterkere kant op dan de
    andere, van {tegen} naar {jaar}: de kernmaten. Decentraal: enkele partijen verloren een deel van
    alle samenwerkingen, en geen won er zo veel."""
    return changed(case, years, stronger(kenmerk))


@toets("kenmerken")
def kenmerken(case: Case, years: Years, *, kenmerken: Kenmerken, ten_minste: Aantal) -> Result:
    """Ten minste {ten_minste} van de kenmerken ({kenmerken}) zijn sterker in {jaar} dan in
    {tegen}."""
    return changed(case, years, stronger(*kenmerken, count=ten_minste))


@toets("blijvers")
def blijvers(case: Case, years: Years) -> Result:
    """Er zijn partijen die in {tegen} niet voorkwamen, en tussen de partijen van beide jaren zijn
    in {jaar} meer samenwerkingen dan in {tegen}."""
    kept = case.network.stayers_ties(*years)
    evidence = f"tussen blijvers {kept[0]} en {kept[1]} samenwerkingen"
    return changed(case, years, stayers_tie_more, evidence)


@toets("bereik")
def bereik(case: Case, years: Years) -> Result:
    """Een partij in de wijk heeft gemiddeld meer samenwerkingen met partijen binnen én met partijen
    buiten de wijk in {jaar} dan in {tegen}."""
    ends = [reach(case.observed(year)) or (None, None) for year in years]
    evidence = "; ".join(
        f"{where} de wijk {dutch.number(ends[0][side], 2)} en {dutch.number(ends[1][side], 2)}"
        for side, where in enumerate(("binnen", "buiten"))
    )
    return changed(case, years, wider_reach, evidence)


@toets("peil")
def peil(
    case: Case, year: int, *, ten_minste: Grenzen, door_bewoners_meer_dan: Aandeel | None = None
) -> Result:
    """In {jaar} ten minste: {ten_minste}[; en een groter aandeel door bewoners geleide partijen dan
    {door_bewoners_meer_dan}]."""
    seen, evidence, holds = case.observed(year), [], []
    sure: list[float | None] = []
    for measure, least in ten_minste.items():
        item, value = BY_ID[measure], seen[measure]
        share = item.unit == Unit.SHARE
        shown = dutch.percent(value) if share else dutch.number(value, item.chart_decimals)
        error = case.evidence.standard_error(year, measure)
        spread = "" if share else f" (standaardfout {dutch.number(error, item.chart_decimals)})"
        evidence.append(f"{item.label.lower()} {shown}{spread}")
        holds.append(None if value is None else at_least(value, least))
        sure.append(reaches(case, year, itemgetter(measure), least))
    if door_bewoners_meer_dan is not None:
        led, known = case.interviews.resident_led(year), case.interviews.led_known(year)
        evidence.append(f"door bewoners geleid {dutch.percent(led)} van {known}")
        holds.append(None if led is None else above(led, door_bewoners_meer_dan))
        sure.append(led and of_count(round(led * known), int(known), door_bewoners_meer_dan))
    as_said = None if None in holds else all(holds)
    each = [one for one in sure if one is not None]
    least_sure = min(each) if len(each) == len(sure) else None
    return state(as_said, least_sure, ", ".join(evidence), year)


@toets("toeval")
def toeval(
    case: Case,
    year: int,
    *,
    minder: JaNee = False,
    marge: Getal = 2.0,
    stappen_onder: Getal | None = None,
) -> Result:
    """In {jaar} lopen er ten minste zoveel samenwerkingen tussen formeel en informeel als bij
    toeval (E-I-index tegen de E-I-index bij toeval)[; andersom gevraagd ({minder}): meer dan
    {marge} standaardfouten minder, en minder dan als dezelfde soorten bij toeval over de partijen
    waren verdeeld][; een informele partij staat gemiddeld minder dan {stappen_onder}
    stappen van een formele]."""
    seen = case.observed(year)
    mixing, chance, steps = seen["ei_index"], seen["ei_expected"], seen["steps_to_formal"]
    error = case.evidence.standard_error(year, "ei_index") if minder else 0.0
    evidence = (
        f"E-I-index {dutch.number(mixing, 2)}, bij toeval {dutch.number(chance, 2)}"
        + (f", standaardfout {dutch.number(error, 2)}" if minder else "")
        + f"; {dutch.number(steps, 2)} stappen van informeel naar formeel"
    )
    if (
        mixing is None
        or chance is None
        or error is None
        or (stappen_onder is not None and steps is None)
    ):
        return stated(None, evidence, year, year)
    near = steps is None or stappen_onder is None or above(stappen_onder, steps)
    if not minder:
        sure = [reaches(case, year, _more_mixed, 0.0)]
        if stappen_onder is not None:
            sure.append(reaches(case, year, _nearness, -stappen_onder))
        known = [one for one in sure if one is not None]
        certainty = min(known) if len(known) == len(sure) else None
        return state(at_least(mixing, chance) and near, certainty, evidence, year)
    by_chance = mixes_less(seen.graph, "informeel")
    evidence += f"; kans bij toeval verdeelde soorten: {dutch.number(by_chance, 3)}"
    if not (above(chance, mixing) and near):
        return stated(False, evidence, year, year)
    firm = above(chance - marge * error, mixing) and by_chance <= LEVEL
    return Result(Outcome.HOLDS if firm else Outcome.UNSHOWN, evidence, year, year)


def _more_mixed(seen: Snapshot) -> float | None:
    """How much more ties run between the kinds than by chance, on the scale of the E-I index."""
    mixing, chance = seen["ei_index"], seen["ei_expected"]
    return None if mixing is None or chance is None else mixing - chance


def _nearness(seen: Snapshot) -> float | None:
    """The steps from informal to formal, below zero: nearer is more."""
    steps = seen["steps_to_formal"]
    return None if steps is None else -steps
