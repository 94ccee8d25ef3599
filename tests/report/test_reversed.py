"""The years of the example told backwards: every sentence, heading and title turns with them."""

from __future__ import annotations

import html as entities
import re
from typing import Any

import pandas as pd
import pytest
from folders import FOLDERS, SECTIONS
from plain import chart_context, declared, recompute

from veerkracht.charts import catalogue
from veerkracht.claims.case import Case
from veerkracht.claims.judge import judge_claims
from veerkracht.lookups.lookups import Lookups
from veerkracht.network.evidence import Evidence
from veerkracht.network.measure import measure_network
from veerkracht.paths import ROOT
from veerkracht.report.fill import fill
from veerkracht.report.proofread import Context, proofread
from veerkracht.report.sections import figure_names, read_sections
from veerkracht.report.trail import Trail

Tables = dict[str, pd.DataFrame]
EXTRA = {"input_hash": "0123456789abcdef", "versions": [("pandas", "3.1.1")]}
TURNED = ("actors", "ties", "codings", "decisions", "tasks", "budget", "quotes")


@pytest.fixture(scope="module")
def backwards(example: Tables, settings: dict[str, Any]) -> tuple[str, list[str]]:
    """The text of the example whose last year came first, and what proofreading says of it."""
    wijk = settings["wijken"]["voorbeeld"]
    both = wijk["years"][0] + wijk["years"][-1]
    turned = {name: example[name].assign(year=both - example[name]["year"]) for name in TURNED}
    tables = example | turned
    tables |= measure_network(tables)
    tables = recompute(tables, settings, wijk)
    case = Case.of(Evidence(tables["actors"], tables["ties"], draws=40), tables, wijk, settings)
    tables["claims"] = judge_claims(case, declared("voorbeeld", wijk))
    sections, trail = read_sections(*FOLDERS), Trail()
    context = chart_context(ROOT, settings, "voorbeeld")
    names = figure_names(sections, wijk["years"])
    figures = {name: catalogue.describe(name, tables, context) for name in names}
    lookups = Lookups.of(tables, wijk, settings)
    report = fill(sections, lookups, figures, SECTIONS.parent, EXTRA, trail)
    remarks = proofread(report, Context.of(lookups, trail, sections, EXTRA, figures))
    parts = [f"{s['title']}\n{s['html']}" for part in report.parts for s in part["sections"]]
    # The tables of the appendix name every claim, whatever its outcome.
    prose = re.sub(r"<table.*?</table>", "", "\n".join(parts), flags=re.DOTALL)
    text = entities.unescape(re.sub(r"<[^>]+>", " ", prose))
    return " ".join(text.split()), [remark.found for remark in remarks]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "Het netwerk in de wijk",
            "geen sterker wijknetwerk zien",
            "zonder dat een andere zo veel won. Dat is niet zo.",
        ),
        *("van 146 naar 59", "Van de 146 partijen van 2019 zijn er 55 in 2023 nog genoemd"),
        *("nam het aantal samenwerkingen niet toe", "nam de wijk er niet meer. In 2019"),
        "bij koers van meebeslissen naar informeren; bij keuze van initiatieven van zelf",
        *("nam niet toe. Zij deden in 2019 zeven van de acht", "geen van de vier vastgelegde"),
        *("Het werd niet groter, hechter of minder afhankelijk", "In 2019 waren alle tien"),
        *("Geen partijen stonden in 2023 voor het eerst", "geen erbij sinds 2022"),
        "Geen informele partij heeft een stip",
        "Gemeente Rotterdam stond in 2019 op plaats 22 en staat in 2023 op plaats 1",
    ],
)
def test_what_turned_is_told(backwards: tuple[str, list[str]], words: str) -> None:
    assert words.casefold() in backwards[0].casefold()


@pytest.mark.parametrize(
    "words",
    [
        *("Een netwerk dat groeide", "Gemeente niet meer bovenaan", "Meer te zeggen"),
        *(
            "even volledig) zouden er",
            "meer initiatieven gekomen",
            "Aangetoond is dat het netwerk groter",
        ),
        *("De coronacrisis zet het netwerk in", "Nog in zijn eerste jaar", "meteen op plaats"),
        *("Wat overblijft zijn de contacten", "Ook dit jaar", "punten met een stip"),
        *("elk jaar een groter deel van de invloed", "veel partijen het netwerk", "neemt toe"),
        *("Initiatiefnemers ervaren meer eigenaarschap", "klom op de ladder", "kwam dichterbij"),
        *("Bewoners beslissen ook over geld", "en lijkt een andere rol", "Nul partij", "Één"),
    ],
)
def test_what_was_true_forwards_is_not_said(backwards: tuple[str, list[str]], words: str) -> None:
    assert words not in backwards[0]


def test_proofreading_finds_no_contradiction(backwards: tuple[str, list[str]]) -> None:
    # What somebody said is listed, and nothing else.
    assert [found for found in backwards[1] if "in een citaat" not in found] == []
