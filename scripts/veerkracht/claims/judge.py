"""All claims of a wijk judged, with the changes behind them: a rule's step.

A sentence of the report stands in the wording for the outcome of its claim
(`{% bewering "meer-initiatieven" %}` in a section).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from veerkracht.claims.case import Case, NoInterviewsError
from veerkracht.claims.declared import MUNICIPALITY, Declared, moments
from veerkracht.claims.result import NO_DATA, ONE_YEAR, TESTS, Result, corrected, told
from veerkracht.claims.signatures import signatures
from veerkracht.claims.tests import city, governance, interviews, network, parties, together
from veerkracht.network import changes
from veerkracht.network.advice import advise
from veerkracht.network.asked import questions_of
from veerkracht.network.evidence import Evidence
from veerkracht.network.outcome import Outcome
from veerkracht.tables.claims import CLAIMS
from veerkracht.words import slug

MODULES = (city, governance, interviews, network, parties, together)  # each registers its tests
TOGETHER = "samen"
# In the text of a test: a part that is said only when its first parameter is given.
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
PARAMETER = re.compile(r"\{(\w+)\}")
# Tests on the place of one party in the network -> the parameters that name it.
OF_A_PLACE = {
    "plaats": ("partij",),
    "opkomst": ("partij",),
    "verdwenen": ("partij",),
    "verandering": ("partij_zakt", "partij_stijgt"),
}
OF_GOVERNANCE = ("zeggenschap", "besluit")


def judge(
    tables: dict[str, pd.DataFrame],
    config: dict[str, Any],
    wijk: dict[str, Any],
    claims: Mapping[str, Declared],
) -> dict[str, pd.DataFrame]:
    """The tables that judge_claims makes (register of tables), from what was measured.

    `wijk`: its block of `config`; `claims`: what it declares.
    """
    actors, ties = tables["actors"], tables["ties"]
    questions = questions_of(tables["questions"])
    network_evidence = Evidence(actors, ties, wijk["tie_rule"], questions=questions)
    left_out = [wijk["municipality"], *wijk.get("commissioners", [])]
    without = {slug(name): name for name in left_out if name}
    return {
        "claims": judge_claims(Case.of(network_evidence, tables, wijk, config), claims),
        "network_changes": changes.measure_changes(network_evidence),
        "asking": changes.measure_asking(network_evidence),
        "retest": changes.measure_retest(network_evidence),
        "turnover": changes.measure_turnover(actors, ties),
        "levels": changes.measure_levels(network_evidence),
        "rank_intervals": changes.measure_rank_intervals(network_evidence),
        "influential_intervals": changes.measure_influential_intervals(network_evidence),
        "next_interviews": advise(network_evidence),
        "sensitivity": changes.measure_sensitivity(actors, ties, without),
    }


def judge_claims(case: Case, claims: Mapping[str, Declared]) -> pd.DataFrame:
    """All claims of a wijk: claim, item, statement, test, party, outcome, start, end, share,
    chance, asked and evidence.

    A claim of every year is a row a year, with the year behind its name.
    """
    asked: dict[str, list[tuple[str, int | None, int | None]]] = {}
    rows: dict[str, tuple[str, ...]] = {}
    for claim in claims.values():
        years = case.settings.years
        if claim.test in OF_GOVERNANCE and not years:
            years = case.governance.governed_years
        asked[claim.name] = moments(claim, years)
        for name, start, end in asked[claim.name]:
            text = _text(claim, case.municipality, start, end)
            rows[name] = (name, claim.item, claim.statement, text)
    judged: dict[str, Result] = {}
    # Those of the same years after each other: what is drawn for two years is needed at once, and
    # of a large network not all of it can be kept.
    alone = [claim for claim in claims.values() if claim.test != TOGETHER]
    turns = [(claim, *moment) for claim in alone for moment in asked[claim.name]]
    for claim, name, start, end in sorted(turns, key=lambda turn: (turn[2] or 0, turn[3] or 0)):
        judged[name] = _judged(case, claim, start, end, {})
    for claim in alone:
        judged |= corrected({name: judged[name] for name, *_ in asked[claim.name]})
    # What rests on others comes after them.
    for claim in claims.values():
        if claim.test == TOGETHER:
            found = {
                name: _judged(case, claim, start, end, judged)
                for name, start, end in asked[claim.name]
            }
            judged |= corrected(found)
    names = [name for claim in claims.values() for name in rows if _is_of(name, claim)]
    about = {
        name: _party(claim, case.municipality)
        for claim in claims.values()
        for name in rows
        if _is_of(name, claim)
    }
    table = [
        (*rows[n], about[n], str(r.outcome), r.start, r.end, r.share, r.chance, r.asked, r.evidence)
        for n in names
        for r in [judged[n]]
    ]
    judged_table = pd.DataFrame(table, columns=CLAIMS.names)
    numbers = {"start": "Int64", "end": "Int64", "share": "float64", "chance": "float64"}
    return judged_table.astype(numbers)


def _party(claim: Declared, municipality: str) -> str:
    """The actor on whose place in the network a claim is; empty for other claims."""
    for key in OF_A_PLACE.get(claim.test, ()):
        if name := claim.parameters.get(key):
            return slug(municipality if name == MUNICIPALITY else name)
    return ""


def _is_of(name: str, claim: Declared) -> bool:
    return name.rpartition("-")[0] == claim.name if claim.yearly else name == claim.name


def _judged(
    case: Case, claim: Declared, start: int | None, end: int | None, judged: dict[str, Result]
) -> Result:
    """The result of one claim on its years; unknown where there are no such years."""
    test, about = TESTS[claim.test], signatures()[claim.test].about
    parameters = {
        key: case.municipality if value == MUNICIPALITY and _is_party(claim.test, key) else value
        for key, value in claim.parameters.items()
    }
    try:
        if claim.test == TOGETHER:
            return test(judged, **parameters)
        if not about:
            return test(case, **parameters)
        if not case.settings.years and (end is None or claim.test not in OF_GOVERNANCE):
            raise NoInterviewsError
        if end is None or (about == "years" and start is None):
            return Result(Outcome.UNKNOWN, NO_DATA, start, end)
        if about == "year":
            return test(case, end, **parameters)
        if start == end:
            return Result(Outcome.UNKNOWN, ONE_YEAR, start, end)
        return test(case, (start, end), **parameters)
    except NoInterviewsError:
        return Result(Outcome.UNKNOWN, "er zijn geen gesprekken")


def _is_party(test: str, key: str) -> bool:
    return signatures()[test].parameters[key.replace("_", "-")].kind == "Partij"


def _text(claim: Declared, municipality: str, start: int | None, end: int | None) -> str:
    """What is tested, in words, with the parameters of this claim."""
    signature = signatures()[claim.test]
    values = {key.replace("-", "_"): p.default for key, p in signature.parameters.items()}
    values |= claim.parameters
    shown = {
        key: municipality if value == MUNICIPALITY and _is_party(claim.test, key) else told(value)
        for key, value in values.items()
    }
    shown |= {"jaar": str(end or claim.year), "tegen": str(start or claim.against)}

    def part(match: re.Match[str]) -> str:
        """An optional part of the text; away when its parameter was not given."""
        asked = PARAMETER.search(match[1])
        # A zero is something that was asked for.
        given = asked and values[asked[1]] not in (None, "", []) and values[asked[1]] is not False
        return match[1] if given else ""

    return " ".join(OPTIONAL.sub(part, signature.text).format(**shown).split())
