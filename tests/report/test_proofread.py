"""Every linter marks a planted fault with its section and sentence, and leaves good text alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from veerkracht.charts.facts import Point, Series
from veerkracht.faults import STOP, WARNING, Fault, InputError, warnings_of
from veerkracht.paths import ROOT
from veerkracht.report.filled import Report
from veerkracht.report.proofread import LINTERS, Context, proofread
from veerkracht.report.proofread.page import CELL, FIGURE, QUOTE, TEXT, read

Tables = dict[str, pd.DataFrame]
Figures = dict[str, dict[str, Any]]
FOLDER = ROOT / "templates/sections"
EXTRA = {"input_hash": "49b6a42ae5af16ce", "versions": [("pandas", "3.1.1")]}
CONTEXT = Context(
    years={
        "netwerk": frozenset({2019, 2020}),
        "index": frozenset({2014, 2016, 2018}),
        "gezondheid": frozenset(),
        "zeggenschap": frozenset({2019, 2020}),
    },
    always=frozenset({2028}),
    programme="Sterk Noord 2028",
    spelling=(("BoTu", ("Bo-Tu",)), ("buurthuiskamer", ("buurthuis kamer",)), ("dag-heid", ())),
    names=("Sterk Noord 2028", "Buurtwinkel 77", "pandas 3.1.1"),
    parties=("BOTU Bakt",),
    shares={20: 4, 21: None, 22: 20},
)


def part(html: str, **changes: Any) -> dict[str, Any]:
    """A filled section, as `fill` gives it."""
    usual = {"id": "proef", "file": "proef.md", "title": "", "number": "", "label": ""}
    usual["part"] = "lessen"  # in which words of change need no claim
    return {**usual, "running": "", "editions": ["monitor", "web"], "html": html, **changes}


def marks(*sections: str | dict[str, Any], context: Context = CONTEXT) -> list[Fault]:
    """What the linters say of these sections."""
    filled = [part(s, id=f"proef{i}") if isinstance(s, str) else s for i, s in enumerate(sections)]
    return proofread(Report({}, {}, "", [{"id": "x", "sections": filled}]), context)


def one(*sections: str | dict[str, Any], context: Context = CONTEXT) -> Fault:
    found = marks(*sections, context=context)
    assert len(found) == 1, found
    return found[0]


# (linter, level, text, what the remark says, the sentence that it quotes, the same text mended)
PLANTED = [
    (
        "years_without_data", STOP,
        "<p>Eerst iets. In 2023 was het netwerk hecht. Dan wat.</p>",
        "het jaar 2023", "In 2023 was het netwerk hecht.",
        "<p>In 2020 was het netwerk hecht.</p>",
    ),
    (
        "years_without_data", STOP,
        "<p>De samenwerkingen van 2018 waren er nog.</p>",
        "het jaar 2018", "De samenwerkingen van 2018 waren er nog.",
        "<p>De index van 2018 was er nog, en in 2028 moet het netwerk af zijn.</p>",
    ),
    (
        "numbers_without_source", STOP,
        "<p>Er kwamen 1.250 mensen.</p>",
        "het getal 1.250", "Er kwamen 1.250 mensen.",
        '<p>Er kwamen <data id="getal-1" value="7">7</data> mensen op 3 maart 2020 naar '
        "Buurtwinkel 77 in zaal B12; zie les 4.</p>",
    ),
    (
        "numbers_without_source", STOP,
        "<h3>Zo zagen 12 bewoners het</h3>",
        "het getal 12", "Zo zagen 12 bewoners het",
        "<h3>2020</h3><p>Met code <code>a1 22</code>, pandas 3.1.1.</p>",
    ),
    (
        "shares_of_few", STOP,
        '<p>Bewoners namen <data id="getal-20" value="0.5">50\u00a0%</data> van de besluiten.</p>',
        "50\u00a0% van 4", "Bewoners namen 50\u00a0% van de besluiten.",
        '<p>Bewoners namen <data id="getal-20" value="0.5">50\u00a0%</data> van de vier besluiten,'
        ' een jaar later <data id="getal-22" value="0.5">50\u00a0%</data>.</p>',
    ),
    (
        "shares_of_few", STOP,
        '<p>Daarvan is <data id="getal-20" value="0.04">4\u00a0%</data> formeel.</p>',
        "4\u00a0% van 4", "Daarvan is 4\u00a0% formeel.",
        '<p>Van de <data id="getal-1" value="4">4</data> is '
        '<data id="getal-20" value="0.04">4\u00a0%</data> formeel.</p>',
    ),
    (
        "shares_of_few", STOP,
        '<p>Zo is <data id="getal-21" value="0.5">50\u00a0%</data> informeel.</p>',
        "50\u00a0% zonder het aantal", "Zo is 50\u00a0% informeel.",
        '<p>Zo is <data id="getal-22" value="0.5">50\u00a0%</data> informeel.</p>',
    ),
    (
        "numbers_in_quotes", WARNING,
        '<blockquote class="quote"><p class="words">“Het duurde drie maanden.”</p>'
        '<p class="role">Bewoner, 2017</p></blockquote>',
        "niet nagegaan in een citaat: drie", "Het duurde drie maanden.",
        '<blockquote class="quote"><p class="words">“Het duurde lang.”</p>'
        '<p class="role">Bewoner, 2017</p></blockquote>',
    ),
    (
        "wrong_counts", WARNING,
        "<p>Er zijn vier hoofdthema's: wonen, zorg en werk.</p>",
        "'vier' voor een lijst van 3", "Er zijn vier hoofdthema's: wonen, zorg en werk.",
        "<p>Er zijn drie hoofdthema's: wonen, zorg en werk.</p>"
        "<p>Drie wegen naar de wijk: het net van de een, de index, en wie en wat beslist.</p>"
        "<p>In vijf jaar leerde de wijk veel: bellen, bakken en bouwen.</p>",
    ),
    (
        "wrong_counts", WARNING,
        "<p>Van de twee kenmerken – groot, hecht en divers – is er een.</p>",
        "'twee' voor een lijst van 3",
        "Van de twee kenmerken – groot, hecht en divers – is er een.",
        "<p>Van de drie kenmerken – groot, hecht en divers – valt, staat en blijft er een.</p>",
    ),
    (
        "wrong_counts", WARNING,
        "<p>Let op drie dingen:</p><ul><li>licht</li><li><p>lucht</p></li></ul><p>Klaar.</p>",
        "'drie' voor een lijst van 2", "Let op drie dingen:",
        "<p>Let op twee dingen:</p><ul><li>licht</li><li><p>lucht</p></li></ul><p>Klaar.</p>",
    ),
    (
        "broken_words", WARNING,
        "<p>Geef hem leidinggeven-den die steunen.</p>",
        "leidinggeven-den", "Geef hem leidinggeven-den die steunen.",
        "<p>Een niet-westerse wijk: Bospolder-Tussendijken, de E-I-index.</p><p>Dag-heid.</p>",
    ),
    (
        "broken_words", WARNING,
        "<p>De initiatief-nemer sprak.</p><p>Elke initiatiefnemer telt.</p>",
        "initiatief-nemer", "De initiatief-nemer sprak.",
        "<p>De initiatiefnemer sprak.</p><p>Elke initiatiefnemer telt.</p>",
    ),
    (
        "broken_words", WARNING,
        "<p>Steun voor vrijwil- ligers in de buurt.</p>",
        "vrijwil- ligers", "Steun voor vrijwil- ligers in de buurt.",
        "<p>Steun voor buurt- en wijkwerk in de buurt.</p>",
    ),
    (
        "causal_claims", WARNING,
        "<p>Sterk Noord 2028 leidde in de wijk tot rust.</p>",
        "'leidde in de wijk tot' bij het programma", "Sterk Noord 2028 leidde in de wijk tot rust.",
        "<p>Sinds Sterk Noord 2028 begon, is er rust. Het feest leidde tot rust.</p>",
    ),
    (
        "causal_claims", WARNING,
        "<p>Door het programma is er rust.</p>",
        "'Door het programma' bij het programma", "Door het programma is er rust.",
        "<p>Het programma zorgde niet aantoonbaar voor rust. "
        "Of het programma rust veroorzaakt, is onbekend.</p>",
    ),
    (
        "hasty_trends", WARNING,
        "<p>Het netwerk wordt steeds hechter.</p>",
        "'steeds hechter' bij gegevens van 2019, 2020", "Het netwerk wordt steeds hechter.",
        "<p>De index wordt steeds lager. Wie blijft, kookt steeds meer.</p>",
    ),
    (
        "hasty_trends", WARNING,
        "<h3>2019</h3><p>Het netwerk blijft hecht.</p>",
        "'blijft' bij gegevens van 2019", "Het netwerk blijft hecht.",
        "<h3>2020</h3><p>Het netwerk blijft hecht.</p>",
    ),
    (
        "hasty_trends", WARNING,
        "<p>Tussen 2016 en 2018 daalde de index steeds meer.</p>",
        "'steeds meer' bij gegevens van 2016, 2018",
        "Tussen 2016 en 2018 daalde de index steeds meer.",
        "<p>Tussen 2014 en 2018 daalde de index steeds meer.</p>",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "level", "text", "found", "sentence", "mended"), PLANTED)
def test_a_planted_fault_is_marked_with_section_and_sentence(
    name: str, level: str, text: str, found: str, sentence: str, mended: str
) -> None:
    mark = one(text)
    assert mark.found == f"{found} in “{sentence}”"
    assert (mark.file, mark.level) == ("proef.md", level)
    assert mark.expected and mark.advice.endswith((".", ")"))
    assert marks(mended) == []


def test_a_trend_word_in_a_sentence_on_no_data_is_just_a_word() -> None:
    context = replace(CONTEXT, years={"netwerk": frozenset({2020})})
    assert marks("<p>Wie blijft, kookt steeds meer.</p>", context=context) == []
    mark = one(f"<p>Er zijn er {told(1, '5')}, en het blijven er meer.</p>", context=context)
    assert mark.found.startswith("'blijven' bij gegevens van 2020 in “Er zijn er 5")


SAME = "<p>Dit is een alinea van ten minste acht woorden, en zij staat er twee keer.</p>"


def test_a_paragraph_that_an_edition_prints_twice() -> None:
    mark = one(part(SAME, id="a", file="a.md"), part(f"<p>Kort.</p>{SAME}", id="b", file="b.md"))
    assert (mark.file, mark.level) == ("b.md", STOP) and "zij staat ook in a.md" in mark.expected
    assert "herhaalde alinea in “Dit is een alinea van ten minste acht" in mark.found
    assert "zij staat ook in deze sectie" in one(SAME + SAME.upper()).expected
    # The folder and the monitor may share a text.
    folder = part(SAME, id="b", editions=["samenvatting"])
    assert marks(part(SAME, id="a"), folder) == []
    # Of two years that follow each other, both may be told beneath the same words.
    assert marks(SAME.replace("<p>", '<p class="meaning">') * 2) == []


def test_a_gap_in_the_lessons() -> None:
    def lessons(*numbers: int, **changes: Any) -> list[Fault]:
        texts = [
            part("", id=f"l{n}", file=f"{n}.md", title=f"Leer {n}", number=n, running=f"Les {n}")
            for n in numbers
        ]
        return marks(*[text | changes for text in texts], context=replace(CONTEXT, names=("Leer",)))

    assert [m for m in lessons(1, 2, 3) if "het getal" not in m.found] == []
    gap = [m for m in lessons(1, 2, 4, 5) if "het getal" not in m.found]
    assert [(m.file, m.level, m.expected) for m in gap] == [("4.md", STOP, "les 3")] * 2
    assert "les 4 komt na les 2 in “Leer 4”" in gap[0].found
    assert {m.advice.split()[-1] for m in gap} == {"monitor.", "web."}
    assert any(m.found.startswith("eerst les 2") for m in lessons(2))
    assert any("zonder kop" in m.found for m in lessons(1, title=""))
    wrong = [m for m in lessons(1, running="Les 6") if "Les 6" in m.found]
    assert wrong and wrong[0].expected == "Les 1"


def test_a_gap_in_numbered_headings() -> None:
    html = "<h3>1. Een</h3><p>Tekst.</p><h3>2. Twee</h3><h3>4. Vier</h3>"
    assert one(html).found == "kop 4 in “4. Vier”" and one(html).expected == "nummer 3"
    assert marks(html.replace("4. V", "3. V")) == []


@pytest.mark.parametrize(
    ("text", "found", "wanted"),
    [
        ("Zo gaat het in Botu.", "Botu", "BoTu"),
        ("Zo gaat het in Bo-Tu.", "Bo-Tu", "BoTu"),
        ("Onze buurthuis kamers zijn open.", "buurthuis kamers", "buurthuiskamer"),
        ("De BuurtHuiskamer is open.", "BuurtHuiskamer", "buurthuiskamer"),
    ],
)
def test_a_name_has_one_spelling(text: str, found: str, wanted: str) -> None:
    mark = one(f"<p>{text}</p>")
    assert (mark.found, mark.expected, mark.level) == (f"{found} in “{text}”", wanted, STOP)
    assert one(f'<figure><img alt="{text}"></figure>').expected == wanted
    good = "<p>Buurthuiskamers in BoTu, de buurthuiskamer en BOTU Bakt. Botulisme niet.</p>"
    assert marks(good) == []
    assert marks(f'<blockquote class="quote"><p>“{text}”</p></blockquote>') == []


def told(number: int, text: str) -> str:
    return f'<data id="getal-{number}" value="1">{text}</data>'


def test_a_number_of_another_year() -> None:
    context = replace(CONTEXT, row_years={1: frozenset({2019}), 2: frozenset({2020})})
    good = (
        f"<p>Er waren {told(1, '59')} partijen in 2019; in 2020 waren het er {told(2, '85')}.</p>"
    )
    assert marks(good, context=context) == []
    wrong = one(good.replace("in 2019", "in 2020"), context=context)
    assert wrong.found.startswith("59 bij 2020 in “Er waren 59 partijen in 2020")
    assert wrong.expected.startswith("2019") and wrong.level == STOP
    assert one(good.replace("in 2020", "in 2019"), context=context).found.startswith("85 bij 2019")


TABLE = (
    "<table><tr><th>Maat</th><th>Eenheid</th><th>2019</th><th>2020</th></tr>"
    "<tr><th>Partijen</th><td>aantal</td><td>59</td><td>85</td></tr>"
    "<tr><th>Samenhang (deel)</th><td>aandeel</td><td>0,97</td><td>1,00</td></tr></table>"
)
GRAPH = '<img src="figures/graph.svg" alt="Lijnen van partijen en samenhang.">'


def graph(**values: list[tuple[int, str]]) -> Context:
    """The figure of GRAPH with these numbers: label -> year and text."""
    series = [
        Series(label, "", tuple(Point(year, 0.0, text) for year, text in points))
        for label, points in values.items()
    ]
    return replace(CONTEXT, figures={"graph": series})


PARTIES = [(2019, "59"), (2020, "85")]


@pytest.mark.parametrize(
    "table",
    [
        TABLE,
        "<table><tr><th>Jaar</th><th>Partijen</th></tr><tr><th>2020</th><td>85</td></tr></table>",
    ],
)
def test_a_table_and_a_figure_that_disagree(table: str) -> None:
    assert marks(table, GRAPH, context=graph(Partijen=PARTIES)) == []
    mark = one(table, GRAPH, context=graph(Partijen=[(2020, "86")]))
    assert mark.level == STOP and "'partijen' in 2020 is 86 in de figuur graph" in mark.found
    assert "85 in de tabel" in mark.found
    other = one(table.replace("85", "84"), GRAPH, context=graph(Partijen=PARTIES))
    assert other.found.startswith("'partijen' in 2020")
    # Only what a reader of the pages can see is compared.
    assert marks(table, context=graph(Partijen=[(2020, "86")])) == []


def test_rounding_is_no_contradiction() -> None:
    near, far = graph(Samenhang=[(2019, "96,6 %")]), graph(Samenhang=[(2019, "96,4 %")])
    assert marks(TABLE, GRAPH, context=near) == []
    assert one(TABLE, GRAPH, context=far).found.startswith("'samenhang' in 2019")
    # A label that says two things in one figure says nothing that can be compared.
    twice = graph(Partijen=[(2020, "1"), (2020, "3")])
    assert marks(TABLE, GRAPH, context=twice) == []


def test_a_number_without_a_year_or_in_words_is_not_compared() -> None:
    words = Series("Partijen", "", (Point(2020, None, "99"), Point(None, 1.0, "98")))
    assert marks(TABLE, GRAPH, context=replace(CONTEXT, figures={"graph": [words]})) == []


def test_a_sentence_and_a_table_that_disagree() -> None:
    context = replace(CONTEXT, printed=(("Partijen", "60", 2019, "zin"),))
    sentence = part("<p>Het netwerk.</p>", id="zin", file="zin.md")
    mark = one(sentence, part(TABLE, id="t", file="tabel.md"), context=context)
    assert "60 in de zin met 60 (zin.md)" in mark.found and "(tabel.md)" in mark.found
    good = replace(CONTEXT, printed=(("Partijen", "59", 2019, "zin"),))
    assert marks(sentence, TABLE, context=good) == []


def test_a_quote_that_is_printed_nowhere() -> None:
    context = replace(
        CONTEXT,
        places=frozenset({"voorin", "les-1"}),
        quotes=(("c1", "Hier ken  je elkaar.", "voorin"), ("c2", "Kom maar.", "vorin")),
    )
    page = '<blockquote class="quote"><p class="words">“Hier ken je elkaar.”</p></blockquote>'
    mark = one(page, context=context)
    assert "het citaat 'c2' met plaats 'vorin' staat nergens" in mark.found
    assert mark.advice == "Bedoelt u 'voorin'?" and mark.level == WARNING


def test_two_years_in_which_was_asked_in_another_way() -> None:
    told = "in 2019 is naar namen gevraagd, in 2020 met een lijst"
    assert marks("<p>Tekst.</p>", context=replace(CONTEXT, asked=((2019, 2020, ""),))) == []
    mark = one("<p>Tekst.</p>", context=replace(CONTEXT, asked=((2019, 2020, told),)))
    assert mark.level == WARNING and mark.found == f"2019 en 2020: {told}"


def test_all_remarks_come_at_once_and_warnings_do_not_stop() -> None:
    texts = [text for _, _, text, *_ in PLANTED]
    found = marks(*texts)
    assert len(found) == len({mark.found for mark in found}) >= len(PLANTED)
    with pytest.raises(InputError) as caught:
        warnings_of(found)
    assert str(caught.value).count("\n") == sum(mark.level == STOP for mark in found)
    odd = [mark for mark in found if mark.level == WARNING]
    assert warnings_of(odd) == odd


def test_every_linter_has_a_planted_fault() -> None:
    named = {name for name, *_ in PLANTED}
    source = Path(__file__).read_text("utf-8")
    others = {
        *("printed_twice", "gaps_in_numbers", "other_spellings", "contradictions"),
        *("other_years", "lost_quotes", "other_asking"),
        "uncovered",  # test_covered.py
    }
    assert {lint.__name__ for lint in LINTERS} == named | others
    assert source.count("def test_") > len(others)


def test_a_page_is_read_as_a_reader_sees_it() -> None:
    html = (
        "losse tekst<h3>Kop &amp; meer</h3><p>Een <b>zin</b>\n met "
        f"{told(3, '5')}.</p><ul><li>a</li><li><p>b</p></li></ul>"
        '<figure><p class="figure-title">T</p><img src="x" alt="A">'
        "<figcaption>Bron: B.</figcaption>"
        '</figure><table><tr><th>X</th><td>1</td></tr></table><blockquote class="quote">'
        '<p class="words">W</p><p class="role">R</p></blockquote><pre><code>99</code></pre>'
    )
    page = read(part(html, title="Titel", label="Thema"))
    kinds = [(b.kind, b.text.replace("\ue000", "[").replace("\ue002", "]")) for b in page.blocks]
    assert (TEXT, "losse tekst") in kinds and (TEXT, "Een zin met [3\ue0015].") in kinds
    assert (FIGURE, "T") in kinds and (FIGURE, "A") in kinds and (QUOTE, "W") in kinds
    assert ("bron", "R") in kinds and ("bron", "Bron: B.") in kinds and (CELL, "1") in kinds
    assert [b.text for b in page.blocks if b.item] == ["a", "b"]
    assert [b.head for b in page.blocks if b.text.startswith("Een")] == ["Kop & meer"]
    assert page.figures == ["x"]
    assert page.tables == [[["X", "1"]]] and "99" not in str(kinds)
