"""Claims as data: what is wrong in a file of claims is told at its line; a claim is five lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from veerkracht.claims.declared import moments, read_claims
from veerkracht.claims.page import tests_page as page_of_tests
from veerkracht.faults import InputError
from veerkracht.paths import ROOT

YEARS = [2022, 2023, 2024]
OF_2024 = """
kleiner-in-2024:
  zegt: Er zijn minder partijen dan een jaar eerder.
  toets: verandering
  lager: [actors]
  jaar: 2024
  tegen: vorige
"""


def written(folder: Path, text: str) -> list[Path]:
    path = folder / "beweringen.yaml"
    path.write_text(text, encoding="utf-8")
    return [path]


def test_a_claim_of_a_year_against_the_year_before(tmp_path: Path) -> None:
    claims = read_claims(written(tmp_path, OF_2024), YEARS)
    assert moments(claims["kleiner-in-2024"], YEARS) == [("kleiner-in-2024", 2023, 2024)]


def test_a_claim_of_every_year_is_one_a_year(tmp_path: Path) -> None:
    text = OF_2024.replace("jaar: 2024\n  tegen: vorige", "jaar: elk jaar").replace("-in-2024", "")
    claims = read_claims(written(tmp_path, text), YEARS)
    assert moments(claims["kleiner"], YEARS) == [
        ("kleiner-2022", None, 2022),
        ("kleiner-2023", 2022, 2023),
        ("kleiner-2024", 2023, 2024),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("verandering", "verandring", "rij 4, kolom toets: gevonden: de toets 'verandring'"),
        ("verandering", "verandring", "Bedoelt u 'verandering'?"),
        ("[actors]", "[actor]", "rij 5, kolom lager: gevonden: 'actor'"),
        ("[actors]", "[actor]", "Bedoelt u 'actors'?"),
        ("[actors]", "actors", "een lijst, tussen [ en ]"),
        ("lager", "lagr", "rij 5, kolom lagr: gevonden: een onbekende sleutel"),
        ("jaar: 2024", "jaar: 2042", "rij 6, kolom jaar: gevonden: 2042"),
        ("vorige", "vorge", "Bedoelt u 'vorige'?"),
        ("kleiner-in-2024:", "Kleiner in:", "rij 2: gevonden: de naam 'Kleiner in'"),
        ("zegt: Er", "zeg: Er", "Voeg 'zegt' toe aan kleiner-in-2024."),
        ("  lager:", "  jaar: 2024\n  lager:", "de sleutel 'jaar' staat er twee keer"),
        ("verandering", "plaats", "geen partij in kleiner-in-2024"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_claims(written(tmp_path, OF_2024.replace(old, new)), YEARS)
    assert told in str(caught.value)


def test_the_faults_of_all_claims_come_at_once(tmp_path: Path) -> None:
    """A test that is not there hides no wrong year, and no party of the next claim."""
    wrong = OF_2024.replace("verandering", "verandring").replace("2024\n", "2042\n")
    rises = "op:\n  zegt: Zij komt op.\n  toets: opkomst\n  partij: De Burg\n  ten-hoogste: 3\n"
    files = written(tmp_path, wrong + rises)
    with pytest.raises(InputError) as caught:
        read_claims(files, YEARS, lambda: {"debrug": "De Brug"})
    assert [(f.row, f.column) for f in caught.value.faults] == [
        *((4, "toets"), (6, "jaar"), (11, "partij")),
    ]
    assert caught.value.faults[-1].advice == "Bedoelt u 'De Brug'?"
    right = written(tmp_path, OF_2024 + rises.replace("De Burg", "de brug"))
    assert set(read_claims(right, YEARS, lambda: {"debrug": "De Brug"})) == {
        *("kleiner-in-2024", "op"),
    }


def test_nobody_reads_the_sheets_for_claims_that_name_no_party(tmp_path: Path) -> None:
    assert read_claims(written(tmp_path, OF_2024), YEARS, lambda: pytest.fail("read"))


def test_a_name_used_again_in_a_later_file_replaces_the_claim(tmp_path: Path) -> None:
    first = written(tmp_path, OF_2024)
    later = tmp_path / "eigen.yaml"
    later.write_text(OF_2024.replace("actors", "ties"), encoding="utf-8")
    claims = read_claims([*first, later], YEARS)
    assert claims["kleiner-in-2024"].parameters == {"lager": ["ties"]}


def test_the_page_on_the_tests_is_current() -> None:
    """Else: snakemake docs/beweringen.md."""
    assert (ROOT / "docs/beweringen.md").read_text("utf-8") == page_of_tests()
