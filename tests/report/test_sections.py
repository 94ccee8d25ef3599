"""The texts of the report: each number from a table, each claim only while the data carry it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from filled_report import as_read, filled, report
from folders import FOLDERS, SECTIONS
from plain import declared, recompute
from section_texts import monitor_page, section

from veerkracht.claims.case import Case
from veerkracht.claims.judge import judge_claims
from veerkracht.faults import InputError
from veerkracht.lookups.lookups import Lookups
from veerkracht.network.evidence import Evidence
from veerkracht.network.outcome import Outcome
from veerkracht.report.filled import Report, print_page
from veerkracht.report.places import places_of
from veerkracht.report.section_heads import FORMATS
from veerkracht.report.sections import read_sections

TEXTS = [path for folder in FOLDERS for path in sorted(folder.rglob("*")) if path.suffix in FORMATS]
Tables = dict[str, pd.DataFrame]
# What only the text of a year without one of its own asks: templates/sections/jaar/algemeen.md.
EVERY_YEAR = {
    "minder-partijen-en-verbindingen",
    *("informeel-meer-centraal", "gemeente-centraal", "wijk-beslist-meer"),
}


@pytest.fixture(scope="module")
def text(example: Tables, settings: dict[str, Any]) -> str:
    return report(example, settings)


@pytest.fixture(scope="module")
def all_with(example: Tables, settings: dict[str, Any]) -> dict[str, Report]:
    """Outcome -> the report in which all claims have it."""
    return {outcome: filled(with_outcome(example, outcome), settings) for outcome in Outcome}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_number_is_written_by_hand(path: Path) -> None:
    body = path.read_text("utf-8").split("\n---\n")[-1]
    prose = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]+>", "", body, flags=re.DOTALL)
    assert not re.search(r"\d", prose), re.findall(r".{20}\d.{20}", prose)


def test_nothing_is_left_in_template_language(text: str) -> None:
    assert not re.search(r"\{\{|\}\}|\{%|%\}|None|nan\b|Undefined|\bTrue\b|&#?\w+;", text)
    assert "niet te bepalen" not in text


def test_the_measures_stand_by_word_in_one_table(example: Tables, settings: dict[str, Any]) -> None:
    """One head of years, and how sure the last is; of the largest party why its share is small."""
    page = print_page(filled(example, settings), "monitor", SECTIONS.parent)
    caption = "<caption>Netwerkmaten per jaar, en hoe zeker[^<]*</caption>"
    (table,) = re.findall(rf"<table(?:(?!</table>).)*{caption}.*?</table>", page, re.DOTALL)
    heads = re.findall(r'<th scope="rowgroup" colspan="8"[^>]*>([^<]+)</th>', table)
    assert heads == ["Groot", "Hecht", "Divers", "Decentraal", "Invloed"]
    assert table.count("<thead>") == 1 and table.count("<tbody>") == len(heads)
    assert "In een groot netwerk is dat aandeel vanzelf klein; met maar" in page
    # Wherever the core measures stand it is one of them: definition, change, margin, choices.
    for caption in ("Definities van de netwerkmaten", "drie keer bekeken", "en hoe zeker die"):
        (found,) = re.findall(rf"<caption>[^<]*{caption}.*?</table>", page, re.DOTALL)
        assert "Aandeel van de grootste partij" in found, caption


def test_every_part_of_the_publication_has_its_place(text: str) -> None:
    for words in (
        *("Samenvatting", "Wat is veerkracht?", "Deel 1", "Deel 2", "Deel 3"),
        *("Wie invloed heeft", "Sociale Index", "Wie beslist", "Wie het werk doet"),
        *("Aanpak en methode", "Colofon", "Deze monitor downloaden"),
    ):
        assert words in text, words
    lessons = [section for section in read_sections(*FOLDERS) if section.lesson]
    assert [section.lesson for section in lessons] == list(range(1, 10))
    assert len({section.theme for section in lessons}) == 3
    assert "Negen lessen, in drie thema’s" in text


def of_section(whole: Report, name: str) -> str:
    """The text of one section, tags and all."""
    return next(str(s["html"]) for part in whole.parts for s in part["sections"] if s["id"] == name)


def test_a_claim_of_the_summary_stands_under_its_outcome_with_its_figures(
    example: Tables, settings: dict[str, Any]
) -> None:
    page = of_section(filled(example, settings), "in-het-kort")
    parts = re.split(r'<p class="outcome">(.*?)</p>', page.replace(" <br>", " "))[1:]
    lists = dict(zip(parts[::2], parts[1::2], strict=True))
    assert list(lists) == [
        *("Aangetoond is dat", "Geteld is dat", "Het lijkt erop dat", "Niet aangetoond is dat"),
        "Niet te zien is dat",
    ]
    marks = re.findall(r'<div class="verdict (\w+)">\s*<p class="outcome">(.*?)</p>', page)
    assert [mark for mark, _ in marks] == ["sure", "counted", "seems", "unsure", "not"]
    outcomes = example["claims"].set_index("claim")["outcome"]
    for claim, said, head in (
        ("sterker-groot", "het netwerk groter werd", "Aangetoond is dat"),
        ("sterker-hecht", "het netwerk hechter werd", "Niet aangetoond is dat"),
        ("sterker-divers", "het netwerk diverser werd", "Niet te zien is dat"),
        ("meer-eigenaarschap", "eigenaarschap groeide", "Het lijkt erop dat"),
        # What was counted was not tested.
        ("meer-lokaal-werk", "de wijk meer van de taken deed", "Geteld is dat"),
    ):
        assert [name for name, rows in lists.items() if said in rows] == [head], outcomes[claim]
    plain = " ".join(re.sub(r"<[^>]+>|[\ue000-\ue0ff]\w*", " ", lists["Aangetoond is dat"]).split())
    assert "59" in plain and "146" in plain and page.count('class="said"') == 13


def test_the_back_says_a_finding_in_whole_sentences(all_with: dict[str, Report]) -> None:
    for outcome, whole in all_with.items():
        said = of_section(whole, "bevinding").partition("</strong>")[2].split("</p>")[0].strip()
        first = {str(Outcome.UNSHOWN): "Dat", str(Outcome.UNKNOWN): "Of"}.get(outcome, "De|Het|Op")
        assert re.match(rf"({first}) .*\.$", said), (outcome, said)


def test_every_quote_with_consent_is_printed_once(text: str, example: Tables) -> None:
    for quote in example["quotes"]["text"]:
        # Typed with the sign on the keyboard, printed with that of a book.
        assert text.count(quote.replace("'", "’")) == 1, quote


def test_the_example_says_that_it_is_made_up(text: str, example: Tables) -> None:
    assert text.count("verzonnen citaat") == len(example["quotes"]) == 16
    assert "De gezondheidscijfers in dit voorbeeld zijn verzonnen." in text
    assert "De besluiten, taken en overleggen in dit voorbeeld zijn verzonnen." in text


def test_the_four_years_of_the_publication_are_told_from_the_data(text: str) -> None:
    assert "Op de eerste kaart is Gemeente Rotterdam een van de invloedrijkste partijen." in text
    assert "Onder de informele partijen is Delfshaven Coöperatie de spil" in text
    assert "Nog in zijn eerste jaar staat het platform op plaats 1" in text
    assert "Of het zwaartepunt verschuift, is hieruit niet op te maken." in text
    assert "Delfshaven Helpt is nog actief. Zijn rol in het netwerk lijkt kleiner" in text
    assert "Er zijn meer groene punten met een stip in beeld." in text
    assert "staan er in 2023 nog 45" in text  # not "de verbindingen bleven": of 84
    # The verdict is on the word and stands once, not beside each measure.
    assert "hecht niet aangetoond, divers houdt geen stand" in text


def judged(tables: Tables, settings: dict[str, Any], *tests: str, **wijk: Any) -> Tables:
    """The tables with the claims of these tests judged anew; of all without any."""
    block = {**settings["wijken"]["voorbeeld"], **wijk}
    tables = recompute(tables, settings, block)
    case = Case.of(Evidence(tables["actors"], tables["ties"], draws=40), tables, block, settings)
    claims = declared("voorbeeld", settings["wijken"]["voorbeeld"])
    asked = {name: claim for name, claim in claims.items() if claim.test in tests or not tests}
    again = judge_claims(case, asked)
    kept = tables["claims"][~tables["claims"]["claim"].isin(again["claim"])]
    return tables | {"claims": pd.concat([kept, again], ignore_index=True)}


def changed(tables: Tables, name: str) -> tuple[Tables, pd.DataFrame]:
    table = tables[name].copy()
    return tables | {name: table}, table


def with_outcome(tables: Tables, outcome: str, *names: str) -> Tables:
    """The tables with another outcome for these claims, or for all."""
    claims = tables["claims"].copy()
    claims.loc[claims["claim"].isin(names) if names else slice(None), "outcome"] = outcome
    return tables | {"claims": claims}


STRONG = (
    *(
        "is tussen 2019 en 2023 veerkrachtiger geworden",
        "Bij evenveel vragen (evenveel gesprekken, even volledig) zouden er 52 tot 124",
    ),
    *(
        "Informele partijen hebben een groter deel van de invloed",
        "De coronacrisis zet het netwerk in",
    ),
    *("Ook dit jaar groeit het netwerk", "Een netwerk dat sterker wordt"),
    *(
        "Van de vastgelegde besluiten nam de wijk er meer",
        "Een netwerk dat groeide",
        "Meer te zeggen",
    ),
    *("is Gemeente Rotterdam een van de invloedrijkste", "is Delfshaven Coöperatie de spil"),
    *(
        "Veel hulp loopt via",
        "De meeste invloed heeft in 2023",
        "in meer dan één jaar dezelfde drempels",
    ),
    *("houdt een belangrijke plaats", "staat het platform op plaats 1 van de invloedrijkste"),
)


def test_what_does_not_hold_is_not_said(all_with: dict[str, Report]) -> None:
    text = as_read(all_with["houdt niet"])
    for words in (*STRONG, "Het wijknetwerk lijkt"):
        assert words not in text, words
    assert "geen sterker wijknetwerk zien" in text
    assert "Niet te zien is dat het netwerk groter werd" in text
    assert "Van de vastgelegde besluiten nam de wijk er niet meer." in text


def test_what_holds_is_said_without_reserve(all_with: dict[str, Report]) -> None:
    text = as_read(all_with["houdt"])
    for words in STRONG:
        assert words in text, words
    assert "groter, hechter, diverser en minder afhankelijk van enkele partijen geworden" in text


def test_what_is_not_shown_says_so(all_with: dict[str, Report]) -> None:
    text = as_read(all_with["niet aangetoond"])
    for words in (*STRONG, "Het wijknetwerk lijkt", "lijkt het zwaartepunt"):
        assert words not in text, words
    for words in (
        *("veerkrachtiger werd, is niet aangetoond", "Dat kan ook toeval zijn, of komen door"),
        "Dat het groter, hechter, diverser en minder afhankelijk van enkele partijen werd, is nie",
        *("met andere gesprekken kon dat een andere plaats zijn", "Bovenaan staat in 2023"),
        *("Dat zijn rol kleiner werd, is niet aangetoond", "andere kunnen evenveel invloed"),
        "met andere gesprekken had dat een andere partij kunnen zijn",
    ):
        assert words in text, words


def test_what_points_that_way_says_so(all_with: dict[str, Report]) -> None:
    text = as_read(all_with["wijst die kant op"])
    for words in STRONG:
        assert words not in text, words
    for words in (
        *("lijkt tussen 2019 en 2023 veerkrachtiger", "Er lijken meer initiatieven en samenwer"),
        *(
            "Informele partijen lijken een groter deel van de invloed",
            "lijkt het zwaartepunt te verschuiven",
        ),
        "Het wijknetwerk lijkt groter, hechter, diverser en minder afhankelijk",
        *("lijkt Gemeente Rotterdam een van de invloedrijk", "lijkt Delfshaven Coöperatie de spil"),
        *("De meeste invloed lijkt in 2023", "Zijn rol in het netwerk lijkt kleiner"),
    ):
        assert words in text, words


def test_what_cannot_be_known_is_not_claimed(all_with: dict[str, Report]) -> None:
    text = as_read(all_with["niet te bepalen"])
    assert "is uit deze gegevens niet op te maken" in text
    for words in (*STRONG, "Informele partijen lijken", "Er zijn meer groene punten"):
        assert words not in text, words


@pytest.fixture(scope="module")
def covered(all_with: dict[str, Report]) -> dict[str, dict[str, list[str]]]:
    """Outcome -> claim -> the sentences, headings and titles that it covers when all have it."""
    covered: dict[str, dict[str, list[str]]] = {}
    for outcome, whole in all_with.items():
        said = covered.setdefault(outcome, {})
        for item in whole.covered:
            said.setdefault(item["claim"], []).append(f"{item['section']}: {item['sentence']}")
    return covered


def test_every_claim_says_something_else_when_it_holds(
    covered: dict[str, dict[str, list[str]]],
) -> None:
    """A claim that covers the same words with another outcome carries nothing."""
    holds = covered[Outcome.HOLDS]
    used = {claim.removesuffix("-2023") for said in covered.values() for claim in said}
    assert set(places_of(FOLDERS)) - used == EVERY_YEAR
    for claim, sentences in holds.items():
        for outcome in set(Outcome) - {Outcome.HOLDS}:
            assert covered[outcome].get(claim, []) != sentences, (claim, outcome)


@pytest.mark.parametrize(
    ("claim", "holding", "failing"),
    [
        ("sterker-groot", "netwerk: Een netwerk dat groeide", "netwerk: Het netwerk in de wijk"),
        ("meer-zeggenschap", "zeggenschap: Meer te zeggen", "zeggenschap: Zeggenschap"),
        (
            "gemeente-zakte",
            "netwerkkaarten: Gemeente niet meer bovenaan",
            "netwerkkaarten: Wie in het midden staat",
        ),
    ],
)
def test_titles_and_headings_follow_their_claim(
    covered: dict[str, dict[str, list[str]]], claim: str, holding: str, failing: str
) -> None:
    for outcome in Outcome:
        said = covered[outcome][claim]
        assert (holding in said, failing in said) == (outcome == "houdt", outcome != "houdt")


def test_one_claim_flips_its_own_sentence(
    example: Tables, settings: dict[str, Any], text: str
) -> None:
    after = report(with_outcome(example, "houdt niet", "meer-eigenaarschap"), settings)
    assert "lijken meer eigenaarschap te ervaren, ook wie" in text
    held = report(with_outcome(example, "houdt", "meer-eigenaarschap"), settings)
    assert "ervaren meer eigenaarschap, ook wie" in held
    assert "lijken meer eigenaarschap te ervaren" not in after + held
    assert "ervaren meer eigenaarschap, ook wie" not in after
    assert "Netwerken" in after and abs(len(after) - len(text)) < 900


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '{% bewering "meer-initiatieven" %}{% niet %}Minder.{% einde %}',
            "de bewering meer-initiatieven (Er zijn meer initiatieven en meer samenwerkingen.) "
            "heeft de uitkomst 'houdt', en daarvoor staat er geen tekst. "
            "Bewijs: Informele partijen 44 en 122",
        ),
        ('{% bewering "S99" %}{% houdt %}Ja.{% einde %}', "De bewering 'S99' bestaat niet"),
        ('{% bewering "meer-initiatieven" %}{% hout %}Ja.{% einde %}', "hout"),
        (
            '{% bewering "meer-initiatieven" %}los{% houdt %}Ja.{% einde %}',
            "voor de eerste uitkomst staat tekst",
        ),
    ],
)
def test_a_claim_without_a_wording_for_its_outcome_stops_with_the_evidence(
    example: Tables, settings: dict[str, Any], tmp_path: Path, text: str, told: str
) -> None:
    wijk = settings["wijken"]["voorbeeld"]
    with pytest.raises(InputError) as caught:
        lookups = Lookups.of(example, wijk, settings)
        monitor_page(section(tmp_path, text), lookups, {}, SECTIONS.parent, {})
    assert told in str(caught.value) and "10-proef.md, rij 5" in str(caught.value)


def test_several_outcomes_share_a_wording(
    example: Tables, settings: dict[str, Any], tmp_path: Path
) -> None:
    no, yes = "{%- niet onbekend -%}Nee.", "{%- houdt waargenomen -%}Ja."
    text = f'{{% bewering "meer-initiatieven" -%}}{no}{yes}{{%- einde %}}'
    lookups = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    page = monitor_page(section(tmp_path, text), lookups, {}, SECTIONS.parent, {})
    assert "<p>Ja.</p>" in page and "Nee." not in page


def test_every_claim_that_a_text_uses_exists_and_says_where(example: Tables) -> None:
    used = places_of(FOLDERS)
    # Every claim stands in a text; one of every year in the general text of a year.
    claims = example["claims"]["claim"].str.replace(r"-\d{4}$", "", regex=True)
    assert set(used) == set(claims)
    assert (
        "2022" in used["meer-invloedrijke-initiatieven"]
        and "12-netwerk" in used["meer-initiatieven"]
    )
    assert "10-in-het-kort" in used["sterker-groot"]
    assert "20-netwerk-in-maten" in used["meer-initiatieven"]  # asked by outcome(), without the tag


@pytest.mark.parametrize(
    ("gap", "expected", "not_expected"),
    [
        (2.0, "Daarmee is het doel gehaald", "niet aantoonbaar dichterbij."),
        (-6.0, "ligt het doel op koers", "niet aantoonbaar dichterbij."),
        (
            -40.0,
            "De wijk raakte verder achter, halverwege het programma",
            "niet aantoonbaar dichterbij.",
        ),
        (-8.4, "Dat is vooruitgang, maar minder dan", "ligt het doel op koers"),
        (-16.5, "Het doel kwam, halverwege het programma, niet aantoonbaar dichterbij", "op koers"),
    ],
)
def test_the_verdict_on_the_goal_follows_the_gap(
    example: Tables, settings: dict[str, Any], gap: float, expected: str, not_expected: str
) -> None:
    tables, gaps = changed(example, "index_gaps")
    last = (gaps["source"] == "sociale_index") & (gaps["year"] == 2024)
    gaps.loc[last, "gap"] = gap
    text = report(judged(tables, settings, "doel"), settings)
    assert expected in text and not_expected not in text


def test_that_the_city_went_down_too_is_said_where_it_did(
    example: Tables, settings: dict[str, Any]
) -> None:
    """Rotterdam 110 in 2018 and 100 in 2024, the areas together 93,4 and 83,5."""
    said = "Wijk en stad daalden allebei: Rotterdam van 110 naar 100 , de wijk van 93 naar 83 ."
    tables, gaps = changed(example, "index_gaps")
    assert said in report(judged(tables, settings, "doel"), settings)
    gaps.loc[(gaps["source"] == "sociale_index") & (gaps["year"] == 2024), "city"] = 103.0
    text = report(judged(tables, settings, "doel"), settings)
    assert "is sinds het begin van het programma niet aantoonbaar veranderd" in text
    assert "daalden allebei" not in text


def test_decisions_that_stay_with_the_municipality_are_told_so(
    example: Tables, settings: dict[str, Any]
) -> None:
    tables, decisions = changed(example, "decisions")
    decisions["who"] = "gemeente"
    text = report(judged(tables, settings, "zeggenschap"), settings)
    assert "De wijk nam geen groter deel van de besluiten die zijn vastgelegd" in text


def test_the_texts_call_a_crisis_as_the_data_do(example: Tables, settings: dict[str, Any]) -> None:
    tables, events = changed(example, "events")
    events["event"] = events["event"].replace("coronacrisis", "grote droogte")
    for outcome, words in (
        ("houdt", "De grote droogte zet het netwerk in beweging"),
        ("wijst die kant op", "De grote droogte lijkt het netwerk"),
        ("niet aangetoond", "In het jaar van de grote droogte zijn meer samenwerkingen in beeld"),
    ):
        text = report(with_outcome(tables, outcome, "impuls-van-de-crisis"), settings)
        assert "Toen de grote droogte begon" in text and words in text, outcome
        assert "corona" not in text.lower()


def test_another_wijk_gets_a_report_without_the_story_of_this_one(
    example: Tables, settings: dict[str, Any]
) -> None:
    """No protagonists, facts, quotes, events, decisions, barriers or health figures: no part 3."""
    tables = dict(example)
    for name in ("facts", "quotes", "events", "decisions", "tasks"):
        tables[name] = tables[name].iloc[:0]
    tables["actors"] = tables["actors"].assign(barriers=None, ownership=None, resident_led=None)
    other: dict[str, Any] = {
        **{
            "health_area": "Elders",
            "protagonists": [],
            "municipality": "Gemeente Elders",
            "example": False,
        },
        "short_name": "Elders",
    }
    text = report(judged(tables, settings, **other), settings, **other)
    for words in (
        *("begint Social Impact by Design", "laptops", "voedselpakketten", "miljoen euro"),
        *("verzonnen citaat", "Voorbeeldgegevens"),
    ):
        assert words not in text, words
    assert "Over gezondheid en besluiten en taken zijn voor" in text
    assert "Deel 2" in text and "Deel 3" not in text


def test_no_decision_on_a_name_leaves_no_empty_table(
    example: Tables, settings: dict[str, Any], text: str
) -> None:
    table = "Namen die zijn samengenomen"
    none = report(example | {"changes": example["changes"].iloc[:0]}, settings)
    assert "dat nergens nodig" in none and table not in none
    assert table in text
