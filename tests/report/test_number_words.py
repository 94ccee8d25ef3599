"""Numbers typed as words in the texts of a wijk."""

from __future__ import annotations

from pathlib import Path

import pytest

from veerkracht.report.number_words import typed_numbers
from veerkracht.report.text_trees import read_trees


def numbers(folder: Path, text: str) -> list[str]:
    (folder / "50-les.md").write_text(f"---\ntitle: Les\n---\n\n{text}\n", "utf-8")
    return [fault.found.split("'")[1] for fault in typed_numbers(read_trees([folder]))]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tachtig procent van de buurt kent hen.", "Tachtig procent"),
        ("Dat is twaalf\nprocent meer dan eerst.", "twaalf procent"),
        ("Een op de acht bewoners doet mee.", "Een op de acht"),
        ("Het zijn er driekwart meer.", "driekwart"),
        ("Ruim de helft van de partijen bleef.", "helft"),
        ("Twee derde van hen is informeel.", "Twee derde van"),
        ("Vier van de vijf besluiten vielen elders.", "Vier van de vijf"),
        ("Er zijn drie keer zo veel banden.", "drie keer zo"),
        ("Het gaat om tweeëndertig straten.", "tweeëndertig"),
        ("Er kwamen honderdtwintig mensen.", "honderdtwintig"),
        ("Er kwam vijf miljoen euro bij.", "vijf miljoen"),
        ("Acht partijen begonnen opnieuw.", "Acht partijen"),
    ],
)
def test_a_number_in_words_comes_from_no_table(tmp_path: Path, text: str, number: str) -> None:
    assert numbers(tmp_path, text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Negen lessen, langs drie wegen.",
        "In de tweede helft van 2021 kwam een derde partij erbij.",
        "Twee keer in de week eten zij samen.",
        "Het twaalfjarige programma kostte {{ num(5) }} miljoen euro.",
        "{{ pct(0.8) }} van de partijen bleef, {{ counted(12, 'partij', 'partijen') }}.",
        "> Tachtig procent van ons is er nog.",
        "{# twaalf procent? #}Een duizendpoot.",
    ],
)
def test_what_counts_nothing_or_is_asked_for_is_left(tmp_path: Path, text: str) -> None:
    assert numbers(tmp_path, text) == []


def test_the_row_is_that_of_the_number(tmp_path: Path) -> None:
    numbers(tmp_path, "{% if true %}\nEerst.\n\nDan twaalf procent.\n{% endif %}")
    (fault,) = typed_numbers(read_trees([tmp_path]))
    lines = (tmp_path / "50-les.md").read_text("utf-8").splitlines()
    assert "twaalf" in lines[fault.row - 1]
