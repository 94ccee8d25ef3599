"""Tests on governance: who decides, and what is recorded."""

from __future__ import annotations

from veerkracht import dutch
from veerkracht.claims.case import Case
from veerkracht.claims.numbers import above
from veerkracht.claims.parameters import Bestuursmaat, Wie, Woorden
from veerkracht.claims.result import Result, Years, stated, toets
from veerkracht.governance.measures import MEASURES


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
    return stated(higher, f"{label.lower()} {shown[0]} en {shown[1]}", *years)


@toets("vastgelegd")
def vastgelegd(case: Case, *, woorden: Woorden) -> Result:
    """Onder de vastgelegde gebeurtenissen of feiten is er een met een van de woorden: {woorden}."""
    texts = [str(text) for text in (*case.tables["events"]["event"], *case.governance.facts)]
    matching = [text for text in texts if _about(text, woorden)]
    evidence = dutch.listing(matching) if matching else "geen"
    return stated(bool(matching) if texts else None, evidence, *case.governed)


@toets("besluit")
def besluit(case: Case, year: int, *, wie: Wie, woorden: Woorden) -> Result:
    """In {jaar} nam {wie} ten minste één vastgelegd besluit met een van de woorden: {woorden}."""
    decisions = case.governance.decisions(year)
    about = [item for item in decisions if _about(str(item.decision), woorden)]
    own = sum(decision.who == wie for decision in about)
    evidence = f"{own} van {len(about)} besluiten over {dutch.listing(woorden)}"
    return stated(own > 0 if decisions else None, evidence, year, year)


def _about(text: str, words: list[str]) -> bool:
    return any(word.lower() in text.lower() for word in words)
