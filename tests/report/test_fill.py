"""Sections become HTML: data are harmless, mistakes are told, numbers come from the tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from plain import read_settings
from section_texts import monitor_page

from veerkracht.faults import InputError
from veerkracht.lookups.lookups import Lookups
from veerkracht.paths import ROOT
from veerkracht.report.sections import Section, read_sections
from veerkracht.tables.city import ALIKE
from veerkracht.tables.claims import CLAIMS

NASTY = "<script>alert(1)</script> *[x](javascript:y)* {{ 7*7 }} & `c`"


@pytest.fixture
def lookups() -> Lookups:
    config = read_settings(ROOT)
    wijk = {**config["wijken"]["voorbeeld"], "years": [2019, 2020]}
    metrics = pd.DataFrame(
        [(2019, "actors", 60.0), (2020, "actors", 84.0), (2019, "ei_index", None)],
        columns=["year", "metric", "value"],
    )
    people = pd.DataFrame(
        [
            (2019, "a", NASTY, "informeel", "binnen", 15, 0.2, 1.0, 1),
            (2019, "b", "Gemeente Rotterdam", "formeel", "binnen", 3, 0.1, 0.5, 2),
        ],
        columns=[
            *("year", "actor", "name", "kind", "location"),
            *("degree", "betweenness", "eigenvector", "rank"),
        ],
    )
    tables: dict[str, pd.DataFrame] = {
        "claims": pd.DataFrame(columns=CLAIMS.names),
        "agreement": pd.DataFrame(columns=["code", "n"]),
        "unresolved": pd.DataFrame(columns=["name"]),
        **{name: pd.DataFrame() for name in ("questions", "askers")},
        "changes": pd.DataFrame(columns=["found", "becomes", "change"]),
        "network_metrics": metrics,
        "actor_metrics": people,
        "actors": pd.DataFrame(
            {
                "year": [2019, 2019],
                "actor": ["a", "b"],
                "interviewed": ["ja", "nee"],
                "location": ["binnen", "binnen"],
                "lat": [None, None],
                "lon": [None, None],
            }
        ),
        "index_gaps": pd.DataFrame(
            {
                "source": ["sociale_index"] * 3,
                "area": ["Bospolder", "Bospolder", "Delfshaven"],
                "year": [2014, 2016, 2014],
                "value": [83.0, None, 1.0],
                "city": [100.0, 104.0, 100.0],
                "gap": [-17.0, None, -99.0],
                "indicator": ["SI"] * 3,
                "part": ["index"] * 3,
                "label": ["Sociale Index"] * 3,
            }
        ),
        **{name: pd.DataFrame() for name in ("places", "quotes", "vulnerability", "health")},
        "decisions": pd.DataFrame(columns=["year"]),
        "tasks": pd.DataFrame(columns=["year"]),
        "alike": pd.DataFrame(columns=ALIKE.names),
        "index_course": pd.DataFrame(columns=["source", "label", "part", "area", "base"]),
        "facts": pd.DataFrame(
            [("laptops", 1000.0, "stuks", "meer dan", 2020, "monitor 2024")],
            columns=["fact", "value", "unit", "rounding", "year", "document"],
        ),
        "quotes": pd.DataFrame(
            [("q1", NASTY, "bewoner", 2019, "voorin")],
            columns=["quote", "text", "role", "year", "place"],
        ),
    }
    tables["contributions"] = pd.DataFrame(columns=["area", "level_margin", "margin"])
    return Lookups.of(tables, wijk, config)


def render(lookups: Lookups, text: str, **figures: Any) -> str:
    section = Section("proef", "proef.md", "Proef", "samenvatting", text)
    extra = {"input_hash": "x", "versions": []}
    return monitor_page([section], lookups, figures, ROOT / "templates", extra)


def body(html: str) -> str:
    match = re.search(r'id="proef".*?<div class="body">(.*?)</section>', html, re.DOTALL)
    assert match
    return match[1]


def test_numbers_come_from_the_tables_in_dutch(lookups: Lookups) -> None:
    text = "{{ num(net('actors', 2020)) }} en {{ fact('laptops') }} en {{ net('ei_index', 2019) }}"
    page = body(render(lookups, text))
    assert '<data id="getal-1" value="84">84</data> en meer dan <data' in page
    assert re.sub("<[^>]+>", "", page).strip() == "84 en meer dan 1.000 en niet te bepalen"


@pytest.mark.parametrize(
    ("parties", "printed"), [(19.0, "53 % van 19"), (20.0, "53 %"), (None, "53 %")]
)
def test_a_percentage_of_few_says_of_how_many(
    lookups: Lookups, parties: float | None, printed: str
) -> None:
    columns = ["year", "metric", "value"]
    rows = [(2019, "actors", parties), (2019, "largest_component", 0.53)]
    tables = {**lookups.tables, "network_metrics": pd.DataFrame(rows, columns=columns)}
    few = Lookups.of(tables, lookups.wijk, lookups.config)
    page = body(render(few, "{{ pct_of(net('largest_component', 2019)) }}."))
    assert re.sub("<[^>]+>", "", page).replace("\u00a0", " ").strip() == f"{printed}."
    # Of how many is a number from the tables like any other.
    assert page.count("<data") == 1 + ("van" in printed)


def test_bounds_in_the_method_are_those_of_the_settings(lookups: Lookups) -> None:
    words = [[0, "niets van"], [0.2, "weinig van"], [1, "veel van"]]
    noise = {"level": 5, "change": 9, "respondents": 200, "register": 1}
    told = Lookups.of(
        lookups.tables, lookups.wijk, {**lookups.config, "share_words": words, "noise": noise}
    )
    page = body(render(told, "{{ table('share_words') }}\n\n{{ table('differences') }}"))
    seen = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page)).replace("\u00a0", " ")
    assert "niets van weinig van veel van Aandeel tot en met 0 % 20 % 100 %" in seen
    assert "5 punten" in seen and "9 punten" in seen and "registratie" not in seen
    page = body(render(told, "{{ table('one_year') }}"))
    assert "houdt stand vanaf 90\u00a0%" in page and "kant op vanaf 75\u00a0%" in page


def test_few_things_have_a_mark_each_beside_their_number(lookups: Lookups) -> None:
    def marks(rows: str) -> list[str]:
        html = body(render(lookups, "{{ callouts([('7 van 8', 'taken', " + rows + ")]) }}"))
        return re.findall(r'<p class="marks.*?</p>', html)

    # Of nothing there are none, and of more than a hundred they would be a grey field.
    (few,) = marks("[(2019, 1, 5), (2020, 0, 0), (2023, 30, 101)]")
    assert few.count("<i") == 5 and few.count('<i class="on">') == 1
    assert "<span>2019</span>" in few and "tens" not in few
    # Of more than a row holds they stand in tens; a share is so many in a hundred.
    many, share = marks("[('', 15, 16), (2023, 45.8, 100)]")
    assert 'class="marks tens"' in many and 'class="marks tens"' in share and "<span" not in many
    assert (many.count("<i"), many.count('<i class="on">')) == (16, 15)
    assert (share.count("<i"), share.count('<i class="on">')) == (100, 46)
    assert "<i" not in body(render(lookups, "{{ callouts([('7', 'teams')]) }}"))


def test_the_mark_of_a_lesson_follows_the_outcome_of_its_claim(lookups: Lookups) -> None:
    def raw(call: str, outcome: str = "houdt") -> str:
        row = dict.fromkeys(CLAIMS.names, "") | {"claim": "proef", "outcome": outcome}
        tables = {**lookups.tables, "claims": pd.DataFrame([row])}
        judged = Lookups.of(
            tables, {**lookups.config["wijken"]["voorbeeld"], "years": [2019, 2020]}, lookups.config
        )
        return body(render(judged, "{{ " + call + " }}"))

    def mark(call: str, outcome: str = "houdt") -> str:
        return re.sub(r"<[^>]+>", "", raw(call, outcome)).strip()

    assert mark('evidence("proef")') == "zo ging het hier"
    assert mark('evidence("proef", against=true)') == "cijfers wijken af"
    for outcome in ("wijst die kant op", "niet aangetoond", "houdt niet"):
        assert mark('evidence("proef", against=true)', outcome) == "niet aangetoond"
    assert mark('evidence("proef")', "niet aangetoond") == "niet aangetoond"
    # What is not so speaks against a lesson that says so.
    assert mark('evidence("proef")', "houdt niet") == "cijfers wijken af"
    assert mark('evidence("proef")', "niet te bepalen") == "les niet gemeten"
    # Without a claim it follows from whether there is anything to show.
    assert mark("evidence()") == mark("evidence(shown=false)") == "les niet gemeten"
    assert mark("evidence(shown=true)") == "les niet getoetst"
    # A mark means what it does in the summary: a square is counted, a line is not to be seen.
    assert 'class="evidence full"' in raw('evidence("proef")')
    assert 'class="evidence counted"' in raw('evidence("proef", counted=true)')
    assert 'class="evidence open"' in raw('evidence("proef", counted=true)', "niet aangetoond")
    assert 'class="evidence not"' in raw("evidence()")
    # The key has every mark that is not the full disc of the summary, with its word.
    assert "geteld, niet getoetst" in raw("evidence_key()")
    key = raw("evidence_key(tested=true)")
    for claim, outcome in (
        ('"proef", counted=true', "houdt"),
        ('"proef"', "niet aangetoond"),
        ('"proef"', "houdt niet"),
        ("shown=true", "houdt"),
    ):
        assert raw(f"evidence({claim})", outcome).strip().removesuffix("</div>").strip() in key
    assert "dichte stip: getoetst" in key
    # Where none of the lessons has it, what is not shown has no mark in the key.
    assert 'class="evidence open"' in key
    assert 'class="evidence open"' not in raw('evidence_key("proef")', "houdt")
    assert 'class="evidence open"' in raw('evidence_key("proef")', "niet aangetoond")


def test_data_never_become_markup(lookups: Lookups) -> None:
    text = (
        "Naam: {{ top(2019, 1)[0].name }}\n\n<div>{{ top(2019, 1)[0].name }}</div>\n\n"
        "{{ quote('q1') }}\n\n{{ note('Let op ' ~ top(2019, 1)[0].name) }}"
    )
    html = body(render(lookups, text))
    assert "<script" not in html and 'href="javascript' not in html and "49" not in html
    assert "<code>c" not in html.split("note")[0]
    shown = re.sub(r"<[^>]+>", "", html)
    import html as entities

    assert entities.unescape(shown).count("<script>alert(1)</script>") == 4
    assert entities.unescape(shown).count("*[x](javascript:y)*") >= 3


def test_headings_start_below_the_section(lookups: Lookups) -> None:
    html = body(render(lookups, "## Kop\n\n### Tussenkop\n"))
    assert "<h3>Kop</h3>" in html and "<h4>Tussenkop</h4>" in html


def test_every_mistake_is_told_with_its_line_and_the_nearest_name(lookups: Lookups) -> None:
    section = Section("les", str(ROOT / "README.md"), "Les", "lessen", "een\n\n{{ nut(1) }}\n")
    other = Section("b", str(ROOT / "README.md"), "B", "lessen", "{{ net('actor', 2019) }}")
    third = Section("c", str(ROOT / "README.md"), "C", "lessen", "{{ figure('kaart') }}")
    number = Section("d", str(ROOT / "README.md"), "D", "lessen", "{{ net('actors', 2019) }}")
    broken = Section("e", str(ROOT / "README.md"), "E", "lessen", "{% if %}")
    extra = {"input_hash": "x", "versions": []}
    with pytest.raises(InputError) as caught:
        sections = [section, other, third, number, broken]
        monitor_page(sections, lookups, {}, ROOT / "templates", extra)
    text = str(caught.value)
    assert len(caught.value.faults) == 5
    assert "'nut' bestaat niet" in text and "Bedoelt u 'num'?" in text
    assert "De maat 'actor' bestaat niet. Bedoelt u 'actors'?" in text
    assert "De figuur 'kaart' is er niet" in text
    assert "60.0 staat zonder num() of pct()" in text


def test_the_index_of_another_area_is_never_taken(lookups: Lookups) -> None:
    assert lookups.index.index_years == [2014]
    assert (lookups.index.index("Bospolder", 2014) or 0) + 0 == 83.0
    assert (lookups.index.index("Rotterdam", 2014) or 0) + 0 == 100.0
    assert lookups.index.index_gap("Bospolder", 2016) is None
    with pytest.raises(Exception, match="Het gebied 'Delfshaven' bestaat niet"):
        lookups.index.index("Delfshaven", 2014)


def test_shares_become_words_on_the_configured_scale(lookups: Lookups) -> None:
    assert lookups.settings.share_word(0) == "geen van de"
    assert lookups.settings.share_word(0.44) == "een deel van de"
    assert lookups.settings.share_word(0.48) == "bijna de helft van de"
    assert lookups.settings.share_word(0.5) == "ongeveer de helft van de"
    assert lookups.settings.share_word(0.52) == "meer dan de helft van de"
    assert lookups.settings.share_word(1) == "vrijwel elk van de"


def test_a_head_of_a_section_is_checked(tmp_path: Path) -> None:
    (tmp_path / "01-a.md").write_text("geen kop\n")
    (tmp_path / "02-b.md").write_text("---\ntitel: X\npart: lesen\n---\ntekst\n")
    with pytest.raises(InputError) as caught:
        read_sections(tmp_path)
    text = str(caught.value)
    assert "01-a.md, rij 1" in text
    assert "Bedoelt u 'title'?" in text and "Bedoelt u 'lessen'?" in text


def test_figures_expand_over_the_years() -> None:
    section = Section("a", "a.md", "A", "netwerken", "", figures=["network_map-{year}", "x"])
    assert section.figure_names([2019, 2020]) == ["network_map-2019", "network_map-2020", "x"]
