"""Every test of the library at its threshold, on both sides, and on data that are hardly there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from counted_wijk import YEARS, Tables, actors_and_ties, case, case_of, coded_twice, empty, table

from veerkracht.city.course import WHOLE, measure_course
from veerkracht.claims.declared import LAST, Declared
from veerkracht.claims.judge import judge_claims
from veerkracht.claims.result import TESTS, Result
from veerkracht.claims.signatures import signatures
from veerkracht.network.outcome import Outcome

Parameters = dict[str, Any]
TEN = [f"p{number}" for number in range(10)]
RING = [f"{a}-{b}" for a, b in zip(TEN, [*TEN[1:], TEN[0]], strict=True)]
CHORD = "p0-p5"


def star(hub: str, most: int = 9) -> list[str]:
    """One party with so many of the others."""
    return [f"{hub}-{other}" for other in TEN if other != hub][:most]


def ties(*years: list[str], **more: Any) -> Tables:
    """Networks of 2020, 2021 and so on."""
    return actors_and_ties(dict(enumerate(years, YEARS[0])), **more)


def told(column: str, *years: list[Any]) -> Tables:
    """Ten parties in a ring, all interviewed, with what each said in 2020, 2021 and so on."""
    said = dict(enumerate(years, YEARS[0]))
    more: dict[str, Any] = {column: said}
    return actors_and_ties(dict.fromkeys(said, RING), **more)


def some(count: int, word: Any, other: Any = None) -> list[Any]:
    """A word for so many of the ten, another for the rest."""
    return [word] * count + [other] * (10 - count)


def gap_of(after: float) -> Tables:
    """A programme of 2019 to 2028 that began at 10 points below the city."""
    same: dict[str, Any] = {
        "source": "obi",
        "edition": "2024",
        "indicator": "SI",
        "label": WHOLE,
        "part": "index",
    }
    same |= {"area": "Wijk", "unit": "index", "value": 90.0}
    rows = [same | {"year": year, "gap": gap} for year, gap in ((2018, -10.0), (2024, after))]
    gaps = table("index_gaps", rows)
    course = measure_course(gaps, {"start": 2019, "end": 2028}, None, noise=3.0)
    return {"index_gaps": gaps, "index_course": course}


def vulnerable(worse: int, total: int) -> Tables:
    row = {"area": "Wijk", "year": 2020, "label": "huur", "value": 50.0, "city": 40.0}
    rows = [row | {"worse": "ja" if place < worse else "nee"} for place in range(total)]
    return {"vulnerability": table("vulnerability", rows)}


def changes(column: str, **counts: int) -> Tables:
    """So many indicators that moved or stand so beside the city."""
    row = {"area": "Wijk", "start": 2018, "end": 2024, "moved": "gelijk", "place": "gelijk"}
    rows = [row | {column: word} for word, count in counts.items() for _ in range(count)]
    return {"indicator_changes": table("indicator_changes", rows)}


def decided(before: int, after: int, of: int = 4) -> Tables:
    """So many decisions by residents, of four in each year."""
    rows = [
        {"year": year, "decision": "koers", "rung": "raadplegen"}
        | {"who": "bewoners" if place < own else "gemeente"}
        for year, own in zip(YEARS, (before, after), strict=True)
        for place in range(of)
    ]
    return {"decisions": table("decisions", rows)}


def events(text: str) -> Tables:
    return {"events": table("events", [{"event": text}]), **empty("facts")}


@dataclass(frozen=True)
class Sides:
    """A test at its threshold, where its claim holds, and what is just past it (each fails)."""

    test: str
    holds: Tables
    fails: list[Tables]
    parameters: Parameters = field(default_factory=dict)
    stricter: list[Parameters] = field(default_factory=list)  # each fails on the data that hold
    until: int = YEARS[1]


def in_data(test: str, holds: Tables, *fails: Tables, until: int = YEARS[1], **given: Any) -> Sides:
    """The threshold is crossed by other data."""
    return Sides(test, holds, list(fails), given, until=until)


def asked(test: str, tables: Tables, at: Parameters, *past: Parameters) -> Sides:
    """The threshold is crossed by asking more."""
    return Sides(test, tables, [], at, [at | more for more in past])


# Nine ties: with five between the kinds as many as by chance, 2·5·5 / (10·9) of all.
MIXED = ["p0-p5", "p1-p6", "p2-p7", "p3-p8", "p4-p9", "p0-p1", "p2-p3", "p5-p6", "p7-p8"]
FORMAL = TEN[5:]
EVEN = ties(MIXED, MIXED, formal=FORMAL)
LESS_MIXED = ties(MIXED, [*MIXED[1:], "p0-p2"], formal=FORMAL)
# Each kind in a ring of its own: of the 126 ways to part ten in two fives only this one is so.
OWN_RING = [f"p{half + place}-p{half + (place + 1) % 5}" for half in (0, 5) for place in range(5)]
APART = ties(OWN_RING, OWN_RING, formal=FORMAL)
STAYED = [*RING, "p0-far"]
FORMAL_HUB = ties(star("p0"), [*star("p0"), "p1-p2"], formal=["p0"])
THREE_UP = ties(RING, [*RING, CHORD], [*RING, CHORD, "p1-p6"])
UP_AND_UP_AGAIN = ties(RING, RING, [*RING, CHORD])

SIDES = [
    in_data("doel", gap_of(-7.1), gap_of(-7.0), gap_of(0.0)),
    in_data("doel", gap_of(-13.0), gap_of(-7.0)),
    in_data("kwetsbaar", vulnerable(3, 4), vulnerable(2, 4)),
    in_data("kwetsbaar", vulnerable(30, 100), vulnerable(29, 100), meer_dan=0.29),
    in_data(
        "indicatoren-achter",
        changes("place", ongunstiger=2, gunstiger=1, gelijk=3),
        changes("place", ongunstiger=1, gunstiger=1),
    ),
    in_data(
        "indicatoren-vooruitgang",
        changes("moved", beter=1, slechter=1, gelijk=2),
        changes("moved", beter=2, slechter=1, gelijk=1),
        changes("moved", beter=1, gelijk=3),
        changes("moved", beter=1, slechter=2, gelijk=1),
    ),
    in_data(
        "indicatoren-vooruitgang",
        changes("moved", beter=28, slechter=28, gelijk=44),
        changes("moved", beter=29, slechter=28, gelijk=43),
        changes("moved", beter=28, slechter=29, gelijk=43),
        beter_minder_dan=0.29,
        slechter_minder_dan=0.29,
    ),
    in_data("zeggenschap", decided(2, 3), decided(2, 2), hoger="wijkbesluiten"),
    in_data("vastgelegd", events("een oproep"), events("een feest"), woorden=["oproep"]),
    asked(
        "besluit",
        {},
        {"wie": "bewoners", "woorden": ["budget"]},
        {"wie": "gemeente"},
        {"woorden": ["koers"]},
    ),
    in_data(  # 2.3 against 1.8 is less than a half in floats
        "codes-hoger",
        told("ownership", some(8, 2, 1), some(7, 2, 3)) | {"agreement": coded_twice()},
        told("ownership", some(8, 2, 1), some(8, 2, 3)) | {"agreement": coded_twice()},
        punten=0.5,
    ),
    in_data(
        "drempel-terug",
        told("barriers", some(8, "geld|tijd"), some(7, "geld")),
        told("barriers", some(8, "geld|tijd"), some(3, "geld")),
        ten_minste=0.5,
    ),
    in_data(
        "drempel-niet-minder",
        told("barriers", some(5, "geld"), some(5, "geld")),
        told("barriers", some(5, "geld"), some(4, "geld")),
        told("barriers", some(5, "geld"), some(0, "geld")),
    ),
    in_data("verandering", ties(RING, [*RING, CHORD]), ties(RING, RING), hoger=["ties"]),
    in_data("verandering", ties([*RING, CHORD], RING), ties(RING, RING), lager=["ties"]),
    in_data("verandering", ties(RING, RING), ties(RING, [*RING, CHORD]), niet_hoger=["ties"]),
    in_data("verandering", ties(RING, RING), ties([*RING, CHORD], RING), niet_lager=["ties"]),
    in_data(
        "verandering",
        ties(star("p0"), star("p1")),
        ties(star("p0"), star("p0")),
        ties(star("p1"), star("p0")),
        partij_zakt="p0",
    ),
    in_data(
        "verandering",
        ties(star("p0"), star("p1")),
        ties(star("p1"), star("p1")),
        partij_stijgt="p1",
    ),
    in_data(
        "verandering", THREE_UP, UP_AND_UP_AGAIN, hoger=["ties"], stap_voor_stap=True, until=2022
    ),
    in_data("verandering", UP_AND_UP_AGAIN, ties(RING, RING, RING), hoger=["ties"], until=2022),
    # With four partners the first party of 2020 sets the line at one: who has only that party is
    # at it. A line for each year would move away from them when that party gets more partners.
    in_data(
        "meer-invloedrijken",
        ties(star("p0", 4), star("p0", 5), apart=TEN),
        ties(star("p0", 4), star("p0", 4), apart=TEN),
        ties(star("p0", 5), star("p0", 4), apart=TEN),
    ),
    in_data(
        "meer-invloedrijken",
        ties(star("p0", 4), star("p0"), apart=TEN, formal=TEN[6:]),
        ties(star("p0", 4), star("p0"), apart=TEN, formal=TEN[5:]),
        soort="informeel",
    ),
    in_data(
        "kenmerk",
        ties(RING, [*RING, CHORD]),
        ties(RING, RING),
        ties(
            RING,
            [*RING, CHORD],
            kind={2020: some(10, "informeel"), 2021: some(9, "informeel", "formeel")},
        ),
        kenmerk="groot",
    ),
    asked(
        "kenmerken",
        ties(RING, [*RING, CHORD]),
        {"kenmerken": ["groot", "decentraal"], "ten_minste": 1},
        {"ten_minste": 2},
    ),
    in_data(
        "blijvers",
        ties(RING, [*RING, CHORD, "p0-new"]),
        ties(RING, [*RING, "p0-new", "p1-new"]),
        ties(RING, [*RING, CHORD]),
    ),
    in_data(
        "bereik",
        ties(STAYED, [*STAYED, CHORD, "p1-far"]),
        ties(STAYED, [*STAYED, CHORD]),
        ties(STAYED, [*STAYED, "p1-far"]),
    ),
    asked(
        "peil",
        ties(RING, RING),
        {"ten_minste": {"mean_degree": 2, "largest_component": 1}},
        {"ten_minste": {"mean_degree": 2.01}},
        {"ten_minste": {"mean_degree": 2, "largest_component": 1.01}},
    ),
    in_data(
        "peil",
        told("resident_led", some(5, "ja", "nee"), some(9, "ja", "nee")),
        told("resident_led", some(9, "ja", "nee"), some(5, "ja", "nee")),
        ten_minste={"mean_degree": 2},
        door_bewoners_meer_dan=0.5,
    ),
    in_data(
        "peil",
        told("resident_led", some(0, "ja", "nee"), some(1, "ja", "nee")),
        told("resident_led", some(1, "ja", "nee"), some(0, "ja", "nee")),
        ten_minste={"mean_degree": 2},
        door_bewoners_meer_dan=0,
    ),
    in_data("toeval", EVEN, LESS_MIXED),
    in_data("toeval", APART, EVEN, minder=True, marge=2),
    asked("toeval", EVEN, {"stappen_onder": 1.01}, {"stappen_onder": 1}, {"stappen_onder": 0}),
    asked(
        "plaats",
        ties(star("p0"), star("p0")),
        {"partij": "p1", "ten_hoogste": 2},
        {"ten_hoogste": 1},
    ),
    asked(
        "plaats",
        FORMAL_HUB,
        {"partij": "p1", "ten_hoogste": 1, "soort": "informeel"},
        {"soort": ""},
        {"partij": "p2"},
    ),
    in_data("koploper", ties(star("p0"), star("p0")), ties(star("p0"), ["p0-p1"])),
    asked("aandeel-verbonden", {}, {"partij": "bridge", "ten_minste": 0.8}, {"ten_minste": 0.81}),
    asked("verbindingen", {}, {"partij": "bridge", "ten_minste": 4}, {"ten_minste": 5}),
    asked(
        "opkomst", {}, {"partij": "new", "ten_hoogste": 5}, {"ten_hoogste": 4}, {"partij": "hub"}
    ),
    asked("daling", {}, {"partij": "hub"}, {"partij": "a"}),
    in_data(
        "daling",
        ties(star("p0"), ["p0-p1"], apart=TEN),
        ties(star("p0"), ["p1-p2"], apart=TEN),
        partij="p0",
    ),
    asked("verdwenen", {}, {"partij": "c"}, {"partij": "hub"}),
    asked(
        "doorgeven",
        {},
        {"partij": "hub", "aan": "bridge", "ten_minste": 2 / 3},
        {"ten_minste": 0.67},
    ),
    asked(
        "partners-binnen-en-buiten",
        {},
        {"partij": "bridge", "ten_minste": 0.25},
        {"ten_minste": 0.26},
        {"partij": "hub", "ten_minste": 0},
    ),
    asked("nieuwe-partners", {}, {"partij": "bridge", "ten_minste": 2}, {"ten_minste": 3}),
    asked("nieuwe-partners", {}, {"partij": "far", "ten_minste": 1}, {"ten_minste": 2}),
]


def result(sides: Sides, tables: Tables, parameters: Parameters) -> Result:
    about: dict[str, list[Any]] = {
        "": [],
        "year": [sides.until],
        "years": [(YEARS[0], sides.until)],
    }
    moment = about[signatures()[sides.test].about]
    years = range(YEARS[0], sides.until + 1)
    return TESTS[sides.test](case_of(tables, years), *moment, **parameters)


@pytest.mark.parametrize("sides", SIDES, ids=lambda sides: sides.test)
def test_a_claim_holds_at_its_threshold_and_fails_just_past_it(sides: Sides) -> None:
    found = result(sides, sides.holds, sides.parameters)
    # A change of ties that no interview named is seen, and never counts as one.
    assert found.outcome == (Outcome.HOLDS if found.chance is None else Outcome.UNSHOWN)
    past = [(tables, sides.parameters) for tables in sides.fails]
    past += [(sides.holds, parameters) for parameters in sides.stricter]
    assert [result(sides, *one).outcome for one in past] == [Outcome.FAILS] * len(past)
    assert past


def test_what_one_coder_saw_only_points_that_way() -> None:
    (sides,) = [sides for sides in SIDES if sides.test == "codes-hoger"]
    once = {name: rows for name, rows in sides.holds.items() if name != "agreement"}
    assert result(sides, once, sides.parameters).outcome == Outcome.POINTS


def test_every_test_of_the_library_is_here_at_its_threshold() -> None:
    assert {sides.test for sides in SIDES} == set(TESTS) - {"samen"}
    # Every parameter that may be left out is asked for somewhere.
    for name, signature in signatures().items():
        asked_for = {key for sides in SIDES if sides.test == name for key in sides.parameters}
        every = {key.replace("-", "_") for key in signature.parameters}
        assert name == "samen" or asked_for == every, name


@pytest.mark.parametrize("other", Outcome)
def test_claims_together_are_as_firm_as_the_weakest(other: Outcome) -> None:
    judged = {"a": Result(Outcome.HOLDS, "", 2020, 2021), "b": Result(other, "", 2019)}
    found = TESTS["samen"](judged, beweringen=["a", "b"])
    assert (found.outcome, found.start, found.end) == (other, 2019, 2021)
    assert TESTS["samen"](judged, beweringen=["a"]).outcome == Outcome.HOLDS


# Data that are hardly there ---------------------------------------------------------------------

ALONE = sorted(set(TESTS) - {"samen"})
ON_NETWORK = [t for t in ALONE if TESTS[t].__module__.endswith((".network", ".parties"))]
OF_CITY = [t for t in ALONE if TESTS[t].__module__.endswith(".city")]
# What can be told of one year alone.
OF_ONE_YEAR = {t for t in ALONE if signatures()[t].about == "year"} | {"vastgelegd"}


def judged(test: str, years: list[int], tables: Tables, given: Parameters) -> tuple[Outcome, str]:
    """The outcome and the evidence as a rule judges a claim of the last year against the first."""
    claim = Declared("deze", "", "Dit is zo.", test, LAST, "eerste", given)
    both = {
        "deze": claim,
        "die": Declared("die", "", "Dat.", "samen", LAST, "", {"beweringen": ["deze"]}),
    }
    rows = judge_claims(case_of(tables, years), both).set_index("claim")
    assert rows["outcome"].nunique() == 1
    return Outcome(str(rows.loc["deze", "outcome"])), str(rows.loc["deze", "evidence"])


def first_of(test: str) -> Sides:
    return next(sides for sides in SIDES if sides.test == test)


@pytest.mark.parametrize("years", [[], [2020], list(YEARS)], ids=str)
@pytest.mark.parametrize("test", ALONE)
def test_without_data_nothing_can_be_known(test: str, years: list[int]) -> None:
    outcome, evidence = judged(test, years, empty(), first_of(test).parameters)
    assert outcome == Outcome.UNKNOWN and evidence


@pytest.mark.parametrize("lost", YEARS)
@pytest.mark.parametrize("test", sorted(set(ALONE) - set(OF_CITY)))
def test_a_change_is_unknown_when_a_year_lacks(test: str, lost: int) -> None:
    """Whether the wijk never had that year, or its data were lost."""
    sides = first_of(test)
    full = {**case().tables, **sides.holds}
    rows = [full[name] for name in ("actors", "ties", "decisions")]
    actors, relations, decisions = (each[each["year"] != lost] for each in rows)
    kept = {"actors": actors, "ties": relations, "decisions": decisions}
    here = "hub" if "hub" in set(actors["actor"]) else "p1"
    given = sides.parameters | ({"partij": here} if "partij" in sides.parameters else {})
    for years in ([year for year in YEARS if year != lost], list(YEARS)):
        outcome, evidence = judged(test, years, kept, given)
        assert outcome == Outcome.UNKNOWN or test in OF_ONE_YEAR
        assert evidence


def test_one_measurement_of_the_index_tells_of_no_course() -> None:
    gaps = gap_of(-7.1)["index_gaps"].query("year == 2024")
    course = measure_course(gaps, {"start": 2019, "end": 2028}, None, noise=3.0)
    one = {"index_gaps": gaps, "index_course": course}
    assert judged("doel", list(YEARS), one, {})[0] == Outcome.UNKNOWN


@pytest.mark.parametrize("test", ON_NETWORK)
def test_parties_without_a_tie_carry_no_claim(test: str) -> None:
    sides = first_of(test)
    named = [value for key, value in sides.parameters.items() if key in ("partij", "aan")]
    alone = ties([], [], apart=[*TEN, *named], formal=FORMAL)
    outcome, evidence = judged(test, list(YEARS), alone, sides.parameters)
    assert outcome in (Outcome.FAILS, Outcome.UNKNOWN) and evidence


# Of one year alone, and of whoever leads: that somebody does stays true.
@pytest.mark.parametrize("test", sorted(set(ON_NETWORK) - {"koploper"}))
def test_a_network_in_two_parts_that_stays_as_it_is_has_not_changed(test: str) -> None:
    sides = first_of(test)
    halves = [*(tie for tie in star("p0") if tie < "p0-p6"), "p6-p7", "p7-p8", "p8-p9"]
    given = sides.parameters | ({"partij": "p6"} if "partij" in sides.parameters else {})
    given |= {"aan": "p7"} if "aan" in given else {}
    outcome, evidence = judged(test, list(YEARS), ties(halves, halves, formal=FORMAL), given)
    assert outcome in (Outcome.FAILS, Outcome.UNKNOWN) and evidence
