"""Which claim covers which sentence: kept while the text is made, missed where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from folders import SECTIONS
from section_texts import section

from veerkracht.lookups.lookups import Lookups
from veerkracht.report.fill import fill
from veerkracht.report.filled import Report
from veerkracht.report.places import place_claims
from veerkracht.report.proofread.context import Context
from veerkracht.report.proofread.page import read
from veerkracht.report.proofread.uncovered import uncovered
from veerkracht.report.sections import read_sections

Tables = dict[str, pd.DataFrame]
CLAIM = "meer-initiatieven"
ALL = "{% houdt waargenomen niet onbekend %}"


def filled(example: Tables, settings: dict[str, Any], folder: Path, text: str) -> Report:
    lookups = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    return fill(section(folder, text), lookups, {}, SECTIONS.parent, {})


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Voor. {% bewering C %}ALLEen en twee.{% einde %} Na.", ["Een en twee."]),
        # Part of a sentence, more than one, with Markdown, numbers and HTML.
        ("Dit is{% bewering C %}ALL, en dat ook{% einde %}. Na.", ["Dit is, en dat ook."]),
        (
            "{% bewering C %}ALLEen is een. Twee is twee.{% einde %} Na.",
            ["Een is een.", "Twee is twee."],
        ),
        (
            '<p class="lead">{% bewering C %}ALLEr *zijn* {{ num(net("actors", 2019)) }} (of zo).'
            "{% einde %} Na.</p>",
            ["Er *zijn* 59 (of zo)."],
        ),
        (
            "{% bewering C %}ALL\n## Kop\n\nZin onder kop.\n{% einde %}\n\nNa.",
            ["Kop", "Zin onder kop."],
        ),
        (
            '{% filter bewering("meer-initiatieven") %}Een en twee.{% endfilter %} Na.',
            ["Een en twee."],
        ),
        (
            "{% set x %}{% bewering C %}ALLEen en twee.{% einde %}{% endset %}{{ x }} Na.",
            ["Een en twee."],
        ),
        # Nothing said, or only a word that stands elsewhere too.
        ("{% bewering C %}ALL{% einde %} Na.", []),
        ("{% bewering C %}ALLNa{% einde %}\n\nNa een en twee.", ["Na"]),
        ("Na.", []),
    ],
)
def test_a_sentence_of_a_claim_is_kept_with_it(
    example: Tables, settings: dict[str, Any], tmp_path: Path, text: str, sentences: list[str]
) -> None:
    text = text.replace("bewering C", f'bewering "{CLAIM}"').replace("ALL", ALL)
    covered = filled(example, settings, tmp_path, text).covered
    assert [item["sentence"] for item in covered] == sentences
    names = {(item["section"], item["claim"], item["outcome"]) for item in covered}
    assert names <= {("proef", CLAIM, "houdt")}


def test_a_name_with_signs_of_markdown_is_found_again(
    example: Tables, settings: dict[str, Any], tmp_path: Path
) -> None:
    text = f'{{% bewering "{CLAIM}" %}}{ALL}Dat *is* {{{{ "A*b* & c" }}}} nu.{{% einde %}}'
    assert len(filled(example, settings, tmp_path, text).covered) == 1


def test_a_claim_of_a_year_is_kept_with_its_year_and_a_title_too(
    example: Tables, settings: dict[str, Any], tmp_path: Path
) -> None:
    title = f'{{% bewering "{CLAIM}" %}}{ALL}Groei{{% einde %}}'
    tag = f'{{% bewering "gemeente-centraal", 2021 %}}{ALL}Zij staat daar.{{% einde %}}'
    (tmp_path / "10-proef.md").write_text(f"---\ntitle: '{title}'\npart: lessen\n---\n{tag}\n")
    lookups = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    report = fill(read_sections(tmp_path), lookups, {}, SECTIONS.parent, {})
    said = {item["claim"]: item["sentence"] for item in report.covered}
    assert said == {CLAIM: "Groei", "gemeente-centraal-2021": "Zij staat daar."}


def test_claims_are_listed_with_their_sentences_and_come_back_from_json(
    example: Tables, settings: dict[str, Any], tmp_path: Path
) -> None:
    text = f'{{% bewering "{CLAIM}" %}}{ALL}Een en twee. Drie en vier.{{% einde %}}'
    report = Report.from_json(filled(example, settings, tmp_path, text).as_json())
    placed = place_claims(example["claims"], [tmp_path], report.covered).set_index("claim")
    assert placed.loc[CLAIM, "sentences"] == "proef: Een en twee.|proef: Drie en vier."
    assert placed["sentences"].notna().sum() == 1


# Sentences that no claim covers -------------------------------------------------------------------

NOTHING = Context({})


def missed(html: str, part: str = "netwerken", covered: str = "") -> list[str]:
    sentences = [{"sentence": covered}] if covered else []
    made = {"file": "proef.md", "title": "", "label": "", "html": html, "part": part}
    found = uncovered([read({**made, "covered": sentences})], NOTHING)
    return [remark.found.partition(" ")[0].strip("'") for remark in found]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Er zijn meer partijen.", "meer"),
        ("Het netwerk blijft hecht.", "blijft"),
        ("Het aantal nam in 2021 toe.", "nam"),
        ("De index daalde.", "daalde"),
        ("Zij staat niet meer in het netwerk.", "meer"),
        ("Het groeide, en in meer jaren.", "groeide"),
        ("Dat is zo in meer dan één jaar.", ""),
        ("Hoe groter het punt, hoe meer invloed.", ""),
        ("Een verschil van minder dan 7 punten telt niet.", ""),
        ("Wat gestippeld is, werd niet meer genoemd.", ""),
        ("Het aandeel bleef 30 %.", ""),
        ("Er zijn 12 partijen.", ""),
    ],
)
def test_a_word_of_change_without_a_claim_is_marked(sentence: str, word: str) -> None:
    assert missed(f"<p>{sentence}</p>") == ([word] if word else [])
    assert missed(f"<h3>{sentence}</h3>") == ([word] if word else [])
    assert missed(f"<p>{sentence}</p>", covered=sentence) == []
    assert missed(f'<blockquote class="quote"><p>{sentence}</p></blockquote>') == []


@pytest.mark.parametrize("part", ["lessen", "achtergrond", "bijlagen"])
def test_parts_that_tell_what_to_do_or_how_was_measured_are_passed_over(part: str) -> None:
    assert missed("<p>Er zijn meer partijen.</p>", part) == []


def test_another_way_of_asking_is_said_once_in_a_section(
    example: Tables, settings: dict[str, Any], tmp_path: Path
) -> None:
    twice = f'{{% bewering "{CLAIM}" %}}{ALL}Een zin.{{% einde %}} ' * 2
    claims = example["claims"]
    for asked, times in (("een andere vraag", 1), (None, 0)):
        other = claims.assign(asked=claims["asked"].mask(claims["claim"] == CLAIM, asked))
        (tmp_path / str(times)).mkdir()
        report = filled({**example, "claims": other}, settings, tmp_path / str(times), twice)
        (page,) = (part["sections"][0] for part in report.parts)
        assert str(page["html"]).count("Tussen deze jaren is anders gevraagd.") == times
