"""Every linter marks a planted fault with its section and sentence, and leaves good text alone."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from plain import chart_context

from veerkracht.charts import NoDataError
from veerkracht.faults import STOP, WARNING, Fault, InputError, warnings_of
from veerkracht.lookups.lookups import Lookups
from veerkracht.lookups.number import Number, Row
from veerkracht.network.outcome import Outcome
from veerkracht.paths import ROOT
from veerkracht.report.fill import fill
from veerkracht.report.filled import Report
from veerkracht.report.proofread import LINTERS, Context, proofread
from veerkracht.report.proofread.page import CELL, FIGURE, QUOTE, TEXT, read
from veerkracht.report.sections import figure_names, read_sections
from veerkracht.report.trail import Trail

Tables = dict[str, pd.DataFrame]
Figures = dict[str, dict[str, str]]
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
)


def part(html: str, **changes: Any) -> dict[str, Any]:
    """A filled section, as `fill` gives it."""
    usual = {"id": "proef", "file": "proef.md", "title": "", "number": "", "label": ""}
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
GRAPH = (
    '<img alt="Lijnen. Partijen: van 59 in 2019 naar 85 in 2020; '
    'Samenhang: van 97 % in 2019 naar 100 % in 2020.">'
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (TABLE, GRAPH),
        (TABLE, '<p class="figure-title">Van 59 naar 85 partijen, 2019-2020</p>'),
        (TABLE, '<img alt="Netwerkkaart van 2020: 85 partijen met 209 banden.">'),
        (TABLE, '<img alt="Lijn, 2019 tot 2020. Partijen: 2019 59, 2020 85; Stad: 2019 1.">'),
        (TABLE, '<img alt="Lijn, 2019 tot 2020. partijen van 59 naar 85.">'),
        (
            "<table><tr><th>Jaar</th><th>Partijen</th></tr><tr><th>2020</th><td>85</td></tr></table>",
            GRAPH,
        ),
    ],
)
def test_a_table_and_a_figure_that_disagree(first: str, second: str) -> None:
    assert marks(first, second) == []
    mark = one(first, second.replace("85", "86"))
    assert mark.level == STOP and "'partijen' in 2020 is 86 in " in mark.found
    assert "85 in de tabel" in mark.found or "85 in een figuur" in mark.found
    assert one(first.replace("85", "84"), second).found.startswith("'partijen' in 2020")


def test_rounding_is_no_contradiction() -> None:
    assert marks(TABLE, GRAPH.replace("97 %", "96,6 %")) == []
    assert one(TABLE, GRAPH.replace("97 %", "96,4 %")).found.startswith("'samenhang' in 2019")
    # A label that says two things in one figure says nothing that can be compared.
    twice = '<img alt="Lijn, 2019 tot 2020. Partijen van 1 naar 2; Partijen van 3 naar 4.">'
    assert marks(TABLE, twice) == []


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
        *("other_years", "lost_quotes"),
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
    assert page.tables == [[["X", "1"]]] and "99" not in str(kinds)


# --- On the shipped texts


def drawn(tables: Tables, settings: dict[str, Any], wijk: str) -> Figures:
    """Number -> title, description and source, as the rules make them."""
    context = chart_context(ROOT, settings, wijk)
    texts = {}
    for name in figure_names(read_sections(FOLDER), settings["wijken"][wijk]["years"]):
        module, _, year = name.partition("-")
        chart = importlib.import_module(f"veerkracht.charts.{module}")
        own = context | ({"year": int(year)} if year else {})
        try:
            title, alt = chart.describe(tables, own)
            source = chart.source(tables, own)
        except NoDataError:
            title, alt, source = "", "", ""
        texts[name] = {"title": title, "alt": alt, "source": source}
    return texts


@pytest.fixture(scope="module")
def review(
    example: Tables, quiet: Tables, settings: dict[str, Any]
) -> Callable[..., tuple[list[Fault], Context]]:
    """Proofreads a shipped wijk; `change` gets its figures, `folder` is where its sections are."""
    tables = {"voorbeeld": example, "carnisse": quiet}
    made = {wijk: drawn(tables[wijk], settings, wijk) for wijk in tables}

    def run(
        wijk: str,
        change: Callable[[Figures], None] | None = None,
        folder: Path = FOLDER,
        outcome: str = "",
    ) -> tuple[list[Fault], Context]:
        figures = {name: dict(text) for name, text in made[wijk].items()}
        if change:
            change(figures)
        sections, trail = read_sections(folder), Trail()
        own = dict(tables[wijk])
        if outcome:
            own["claims"] = own["claims"].assign(outcome=outcome)
        lookups = Lookups.of(own, settings["wijken"][wijk], settings)
        filled = fill(sections, lookups, figures, folder.parent, EXTRA, trail)
        context = Context.of(lookups, trail, sections, EXTRA)
        return proofread(filled, context), context

    return run


@pytest.mark.parametrize("wijk", ["voorbeeld", "carnisse"])
def test_the_shipped_texts_pass(review: Any, wijk: str) -> None:
    found, _ = review(wijk)
    # What somebody said is listed, and nothing else.
    assert [mark for mark in found if "in een citaat" not in mark.found] == []
    assert len(found) == (2 if wijk == "voorbeeld" else 0)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_wording_of_a_claim_passes(review: Any, outcome: str) -> None:
    found, _ = review("voorbeeld", outcome=outcome)
    assert [mark for mark in found if "in een citaat" not in mark.found] == []


def test_what_the_example_prints_can_be_compared(review: Any) -> None:
    """The check on contradictions has something to check: sentences, tables and figures meet."""
    context = review("voorbeeld")[1]
    labels = {label for label, *_ in context.printed}
    assert {"Partijen", "Verbindingen", "Bospolder", "Afstand Tussendijken"} <= labels
    assert len(context.printed) > 60


@pytest.mark.parametrize(
    ("figure", "old", "new", "label"),
    [
        ("network_trend", "van 131 naar 533 verbindingen", "van 131 naar 532 verbindingen", "533"),
        ("network_trend", "Partijen: van 59", "Partijen: van 58", "'partijen' in 2019"),
        ("index_lines", "2018 99", "2018 97", "'bospolder' in 2018"),
        ("ladder", "naar 5,0 in 2023", "naar 4,6 in 2023", "'gemiddelde trede van participatie'"),
        ("barriers", "geld van 65 %", "geld van 68 %", "'geld' in 2019"),
    ],
)
def test_a_stale_figure_is_noticed(
    review: Any, figure: str, old: str, new: str, label: str
) -> None:
    def change(figures: Figures) -> None:
        texts = {key: text.replace(old, new).replace(old.replace(" %", "\u00a0%"), new)
                 for key, text in figures[figure].items()}  # fmt: skip
        assert texts != figures[figure], figures[figure]
        figures[figure] = texts

    found = [mark for mark in review("voorbeeld", change)[0] if mark.level == STOP]
    assert len(found) == 1 and label in found[0].found


def test_a_fault_in_a_section_names_its_file(review: Any, tmp_path: Path) -> None:
    import shutil

    folder = shutil.copytree(FOLDER.parent, tmp_path / "templates") / "sections"
    path = folder / "15-verder.md"
    path.write_text(path.read_text("utf-8") + "\n\nIn 2031 zijn er 14 huizen in Botu.\n", "utf-8")
    stops = [mark for mark in review("voorbeeld", folder=folder)[0] if mark.level == STOP]
    assert {Path(mark.file).name for mark in stops} == {"15-verder.md"} and len(stops) == 3
    assert all("“In 2031 zijn er 14 huizen in Botu.”" in mark.found for mark in stops)
    assert {re.split(" in “", mark.found)[0] for mark in stops} == {
        *("het jaar 2031", "het getal 14", "Botu")
    }


def test_a_sum_is_not_taken_for_its_row(example: Tables, settings: dict[str, Any]) -> None:
    """A share of a number keeps its row, but is no statement on it."""
    trail = Trail()
    trail.section = "proef"
    lookups = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    actors = lookups.network.net("actors", 2019)
    assert actors
    write = trail.printing(str)
    for value in (actors, actors / 2, Number(3, Row("facts", (("fact", "teams"),)))):
        write(value)
    assert Context.of(lookups, trail).printed == (("Partijen", "59", 2019, "proef"),)
