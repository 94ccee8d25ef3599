"""Tests on governance: who decides, and what is recorded."""

from __future__ import annotations

from veerkracht import dutch
from veerkracht.claims.case import Case
from veerkracht.claims.numbers import above
from veerkracht.claims.parameters import Bestuursmaat, Wie, Woorden
from veerkracht.claims.result import Result, Years, stated, toets
from veerkracht.governance.measures import MEASURES
from veerkracht.lookups.governance import has_word


@toets("zeggenschap")
def zeggenschap(case: Case, years: Years, *, hoger: Bestuursmaat) -> Result:
    """De maat {hoger} van governance is hoger in {jaar} dan in {tegen}."""
    before, after = (case.governance.governing(hoger, year) for year in years)
    higher = None if before is None or after is None else above(after, before)
    label, _, unit = MEASURES[hoger].partition(" (")
    shown = [
        dutch.percent(value) if unit.startswith("aandeel") else dutch.number(value, 1)
        for value in (before, after)
    ]
    counts = [case.governance.recorded(hoger, year) for year in years]
    evidence = f"{label.lower()} {shown[0]} en {shown[1]}; vastgelegd: {counts[0]} en {counts[1]}"
    return stated(higher, evidence, *years)


@toets("vastgelegd")
def vastgelegd(case: Case, *, woorden: Woorden) -> Result:
    """Onder de vastgelegde gebeurtenissen of feiten is er een met een van de woorden: {woorden}."""
    texts = [str(text) for text in (*case.tables["events"]["event"], *case.governance.facts)]
    matching = [text for text in texts if has_word(text, woorden)]
    evidence = dutch.listing(matching) if matching else "geen"
    return stated(bool(matching) if texts else None, evidence, *case.governed)


@toets("besluit")
def besluit(case: Case, year: int, *, wie: Wie, woorden: Woorden) -> Result:
    """In {jaar} nam {wie} ten minste één vastgelegd besluit met een van de woorden: {woorden}."""
    own, about = case.governance.decided(wie, year, woorden)
    evidence = f"{own} van {about} besluiten over {dutch.listing(woorden)}"
    known = bool(case.governance.decisions(year))
    return stated(own > 0 if known else None, evidence, year, year)
