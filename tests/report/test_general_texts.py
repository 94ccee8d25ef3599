"""What is true of every wijk: the year texts and titles where a wijk has none of its own."""

from __future__ import annotations

import html as entities
import re
from typing import Any

import pandas as pd
import pytest
from folders import DATA, FOLDERS, SECTIONS
from section_texts import monitor_page

from veerkracht.charts import claim_test
from veerkracht.lookups.lookups import Lookups
from veerkracht.report.places import place_claims
from veerkracht.report.section_heads import FORMATS
from veerkracht.report.sections import Section, figure_names, read_sections

Tables = dict[str, pd.DataFrame]
GENERAL = [path for path in sorted(SECTIONS.rglob("*")) if path.suffix in FORMATS]
# What only the example tells of itself.
STORY = re.compile(
    r"delfshaven|welzijnscoalitie|team toekomst|social impact|havensteder|corona|botu|bospolder"
    r"|laptop|voedselpakket|proeftuin|\bABCD\b",
    re.IGNORECASE,
)
FOLDER = read_sections(SECTIONS)


def text_of(tables: Tables, settings: dict[str, Any], sections: list[Section]) -> str:
    """The text of the monitor of the example with these sections."""
    wijk = settings["wijken"]["voorbeeld"]
    names = figure_names([*FOLDER, *sections], wijk["years"])
    figures = {name: {"title": "", "alt": "", "source": ""} for name in names}
    lookups = Lookups.of(tables, wijk, settings)
    extra = {"input_hash": "0", "versions": []}
    page = monitor_page(sections, lookups, figures, SECTIONS.parent, extra)
    page = re.sub(r"<(style|script).*?</\1>|</?data[^>]*>", "", page, flags=re.DOTALL)
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def years(tables: Tables, settings: dict[str, Any]) -> dict[int, str]:
    """The general text of each year, as the monitor prints it."""
    by_year = [section for section in FOLDER if section.id == "jaar-voor-jaar"]
    text = text_of(tables, settings, by_year)
    # Beside the first year stands how the maps are read.
    text, guides = re.subn(r"Hoe u de kaarten leest\. .*? dezelfde plek\. ", "", text)
    assert guides == 1
    pieces = re.findall(
        r"(?<=\s)(20\d\d) ((?:Het netwerk|Er zijn).*?)(?=20\d\d (?:Het netwerk|Er zijn)|$)", text
    )
    return {int(year): piece for year, piece in pieces}


def judged(tables: Tables, outcome: str, *names: str) -> Tables:
    """The tables with this outcome for the claims that start with one of `names`."""
    claims = tables["claims"].copy()
    claims.loc[claims["claim"].str.startswith(names), "outcome"] = outcome
    return tables | {"claims": claims}


@pytest.mark.parametrize("path", GENERAL, ids=lambda path: path.name)
def test_what_is_true_of_every_wijk_tells_no_wijks_story(path: Any) -> None:
    assert not STORY.search(path.read_text("utf-8"))


def test_the_example_tells_its_story_in_its_own_folder() -> None:
    own = "".join(path.read_text("utf-8") for path in (DATA / "teksten").rglob("*.md"))
    assert all(name in own for name in ("Delfshaven Helpt", "Social Impact by Design", "laptops"))


def test_a_year_without_a_text_of_its_own_says_who_leads_who_is_new_and_who_decides(
    example: Tables, settings: dict[str, Any]
) -> None:
    texts = years(example, settings)
    assert set(texts) == {2019, 2020, 2021, 2022, 2023}
    assert texts[2019].startswith("Het netwerk telt 59 partijen en 131 samenwerkingen.")
    assert "De meeste invloed lijkt in 2019 Gemeente Rotterdam te hebben." in texts[2019]
    assert "voor het eerst" not in texts[2019]
    assert texts[2020].startswith(
        "Er zijn meer partijen en samenwerkingen in beeld dan in 2019: 85 tegen 59, en 209 tegen"
        " 131. Dat het netwerk groeide, is daarmee niet aangetoond."
    )
    assert texts[2023].startswith("Het netwerk lijkt gegroeid: 146 partijen en 533 samenw")
    assert "26 partijen staan voor het eerst in de gegevens." in texts[2020]
    assert (
        "Bovenaan staan in 2021 Welzijnscoalitie Delfshaven en Delfshaven Coöperatie, met evenveel"
        " invloed." in texts[2021]
    )
    assert (
        "zijn drie besluiten vastgelegd. Bewoners of informele partijen namen er twee."
        in (texts[2021])
    )
    assert "Dat is een groter deel dan in 2020." in texts[2021]
    assert "Dat is een groter deel" not in texts[2023]
    assert "Dat het netwerk groeide, is daarmee niet aangetoond." in texts[2022]


def test_a_year_text_follows_the_outcome_of_its_claims(
    example: Tables, settings: dict[str, Any]
) -> None:
    more, less = "meer-partijen-en-verbindingen", "minder-partijen-en-verbindingen"
    shrank = judged(judged(example, "houdt niet", more), "houdt", less)
    text = years(shrank, settings)[2021]
    assert text.startswith("Het netwerk kromp van 85 naar 103 partijen")
    assert "groeide" not in text
    seen = judged(judged(example, "houdt niet", more), "niet aangetoond", less)
    assert years(seen, settings)[2021].startswith("Er zijn minder partijen en samenwerkingen in b")
    level = judged(example, "houdt niet", more, less)
    assert "; in 2020 waren het er 85 en 209." in years(level, settings)[2021]
    for words, outcome in (
        ("hebben", "houdt"),
        ("lijken", "wijst die kant op"),
    ):
        text = years(judged(example, outcome, "informeel-meer-centraal"), settings)[2022]
        assert f"Informele partijen {words} een groter deel van de invloed" in text
    assert (
        "hoort bij de drie" not in years(judged(example, "houdt niet", "gemeente"), settings)[2019]
    )


def test_a_title_that_claims_something_follows_its_claim(
    example: Tables, settings: dict[str, Any]
) -> None:
    sections = read_sections(*FOLDERS)
    for outcome, there, gone in (
        ("houdt", ("Een netwerk dat groeide", "Meer te zeggen"), ("Het netwerk in de wijk",)),
        ("houdt niet", ("Het netwerk in de wijk", "Zeggenschap 3 van 4"), ("Meer te zeggen",)),
    ):
        changed = judged(example, outcome, "sterker-groot", "meer-zeggenschap")
        text = text_of(changed, settings, sections)
        assert all(words in text for words in there), outcome
        assert not any(words in text for words in gone), outcome


def test_a_title_without_wording_for_its_outcome_stops_like_a_text(
    example: Tables, settings: dict[str, Any], tmp_path: Any
) -> None:
    title = '{% bewering "sterker-groot" %}{% niet %}Klein{% einde %}'
    (tmp_path / "10-proef.md").write_text(f"---\ntitle: '{title}'\npart: lessen\n---\nTekst.\n")
    with pytest.raises(Exception, match="daarvoor staat er geen tekst"):
        text_of(example, settings, read_sections(tmp_path))


def test_a_section_can_give_a_figure_its_title(
    example: Tables, settings: dict[str, Any], tmp_path: Any
) -> None:
    (tmp_path / "10-proef.md").write_text(
        "---\ntitle: Proef\npart: lessen\nfigures: [network_trend]\n---\n"
        '{{ figure("network_trend", title="Twee keer zoveel partijen") }}\n'
    )
    assert "Twee keer zoveel partijen" in text_of(example, settings, read_sections(tmp_path))


def test_a_claim_of_a_year_stands_in_the_general_text_of_years_without_their_own(
    example: Tables,
) -> None:
    placed = place_claims(example["claims"], FOLDERS).set_index("claim")["places"]
    assert pd.isna(placed["gemeente-centraal-2021"])  # 2021 has a text of its own
    general = place_claims(example["claims"], [SECTIONS]).set_index("claim")["places"]
    assert general["gemeente-centraal-2021"] == "algemeen"


def test_the_method_shows_its_example_before_it_explains() -> None:
    """On its first page a reader sees what happens to one sentence; no box stands before it."""
    text = (SECTIONS / "61-methode-netwerken.md").read_text("utf-8")
    before = text[: text.index('figure("claim_example")')]
    assert "###" not in before and "note(" not in before and "Elk jaar" not in before
    assert "note(" not in (SECTIONS / "60-aanpak.md").read_text("utf-8")


def test_a_party_and_a_margin_are_explained_once_and_readers_are_researchers() -> None:
    texts = {path.name: path.read_text("utf-8") for path in SECTIONS.rglob("*.md")}
    words = texts["vier-woorden.md"]
    assert "Een partij is een groep of organisatie." in words
    assert (
        "allerlei soorten partijen" in words
        and "hoe groot de kans is dat twee partijen of thema's van elkaar verschillen" in words
    )
    twice = [
        name
        for name, text in texts.items()
        if "eronder valt vijf van de honderd, en erboven ook" in text
    ]
    assert twice == ["67-beweringen.md"]
    assert "Een open teken in een figuur is niet aangetoond" in texts["60-aanpak.md"]
    assert not [name for name, text in texts.items() if re.search(r"\b(lezers|codeurs)\b", text)]
    # The conditions of the text are those of the figure beside it.
    method = texts["61-methode-netwerken.md"].partition("als drie dingen opgaan:")[2]
    assert len(re.findall(r"^- ", method.partition("Anders is")[0], re.MULTILINE)) == 3
    question = claim_test.STEPS[-1].question
    for part in ("dezelfde partijen", "evenveel vragen", "het wisselen", "alle drie"):
        assert part in question


def test_a_text_of_the_appendix_stands_above_the_tables_that_it_speaks_of() -> None:
    text = (SECTIONS / "67-tabellen-bij-de-methode.md").read_text("utf-8")
    order = re.findall(r'^## (.+)$|table\("(\w+)"\)', text, re.MULTILINE)
    assert [title or table for title, table in order] == [
        "De maten naast de toets",
        "Onzeker, en anders gekozen",
        *("network_metrics", "changes", "sensitivity"),
        "Wie is gesproken, en hoe is gevraagd",
        "Hoe eens onderzoekers het waren",
        *("coverage", "agreement", "asking", "retest"),
    ]


def test_the_marks_of_the_lessons_are_explained_where_they_are_met_first() -> None:
    """In the introduction, which comes before every lesson with a mark."""
    sections = read_sections(*FOLDERS)
    marked = [section.id for section in sections if "{{ evidence" in section.text]
    assert marked[0] == "aan-de-slag" and len(marked) == 10
    (first, *_) = [section for section in sections if section.id == "aan-de-slag"]
    (key,) = re.findall(r"{{ evidence_key\((.*?)\) }}", first.text)
    # It names the claims beside the lessons, all of them.
    beside = re.findall(r'{{ evidence\("([\w-]+)"', "".join(each.text for each in sections))
    assert set(re.findall(r'"([\w-]+)"', key)) == set(beside) and len(beside) > 2
    # And that of a test only where a lesson rests on one.
    calls = re.findall(r"{{ evidence\((\".*?)\) }}", "".join(each.text for each in sections))
    tested = [call for call in calls if "counted=true" not in call and "against=true" not in call]
    assert bool(tested) == ("tested=true" in key)
