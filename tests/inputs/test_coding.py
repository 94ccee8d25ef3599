"""Coding workbooks become tables; what is wrong in them is told all at once, at the cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from workbooks import party, spoken
from workbooks import write_coding as write

from veerkracht.faults import InputError
from veerkracht.inputs.changes import HELD_BACK
from veerkracht.inputs.coding.years import Coding, read_coding
from veerkracht.inputs.schemas import schema
from veerkracht.words import slug


def faults(caught: pytest.ExceptionInfo[InputError]) -> str:
    return str(caught.value)


def read(path: Path, year: int = 2023, **options: Any) -> Coding:
    return read_coding({year: path}, **options)


def test_a_tie_counts_once_with_both_sides_and_every_row(tmp_path: Path) -> None:
    book = write(
        tmp_path / "2023.xlsx",
        initiatieven=[spoken("A", partners="B; C"), spoken("B", partners="A"), party("C")],
        relaties=[{"van": "C", "naar": "A", "soort": "advies", "sterkte": 3}],
    )
    ties = read(book).ties.set_index(["actor_a", "actor_b"])
    assert len(ties) == 2
    assert ties.loc[("a", "b"), "sides"] == 2
    assert ties.loc[("a", "b"), "origin"] == "2023.xlsx!initiatieven!2|2023.xlsx!initiatieven!3"
    kinds, strengths, sides = (ties[name] for name in ("kind", "strength", "sides"))
    assert (kinds["a", "c"], strengths["a", "c"], sides["a", "c"]) == ("advies", 3, 2)


def test_the_rule_both_asks_both_sides(tmp_path: Path) -> None:
    rows = [spoken("A", partners="B; C"), spoken("B", partners="A"), party("C")]
    book = write(tmp_path / "2023.xlsx", initiatieven=rows)
    assert len(read(book).ties) == 2
    assert read(book, tie_rule="both").ties[["actor_a", "actor_b"]].values.tolist() == [["a", "b"]]


def test_a_tie_with_itself_is_left_out_and_noted(tmp_path: Path) -> None:
    book = write(tmp_path / "2023.xlsx", initiatieven=[spoken("A", partners="A; B"), party("B")])
    coding = read(book)
    assert len(coding.ties) == 1
    assert coding.changes["change"].tolist() == ["band met zichzelf"]


def test_all_faults_of_all_files_come_at_once_at_their_cell(tmp_path: Path) -> None:
    first = write(
        tmp_path / "2022.xlsx",
        initiatieven=[
            spoken("A", soort="informel", partners="B; Dee"),
            spoken("B", eigenaarschap=7),
            party("B", lat=51.9),
            party("", ligging="buiten"),
            party("E", geinterviewd="ja"),
        ],
        relaties=[{"van": "A", "naar": "Bee", "sterkte": 2.5}],
        citaten=[{"citaat": "q", "tekst": "t", "rol": "r", "jaar": 2021, "toestemming": "ja"}],
    )
    second = tmp_path / "2023.xlsx"
    second.write_bytes(b"geen werkmap")
    with pytest.raises(InputError) as caught:
        read_coding({2022: first, 2023: second})
    text = faults(caught)
    for expected in (
        "2022.xlsx, blad initiatieven, rij 2, kolom soort: gevonden: 'informel'",
        "Bedoelt u 'informeel'?",
        "rij 2, kolom partners: gevonden: 'Dee'",
        "rij 3, kolom eigenaarschap: gevonden: '7'; verwacht: een geheel getal van 1 tot en met 5",
        "rij 4, kolom naam: gevonden: 'B'; verwacht: elke partij één keer per jaar",
        "Dezelfde partij staat in rij 3",
        "rij 5, kolom naam: gevonden: ''",
        "rij 6, kolom interview: gevonden: ''; verwacht: een nummer",
        "blad relaties, rij 2, kolom naar: gevonden: 'Bee'",
        "blad relaties, rij 2, kolom sterkte: gevonden: '2.5'",
        "blad citaten, rij 2, kolom jaar: gevonden: '2021'; verwacht: 2022",
        "blad citaten, rij 2, kolom herleidbaar: gevonden: ''",
        "2023.xlsx: gevonden: een tekstbestand; verwacht: een werkmap",
    ):
        assert expected in text, text
    assert text.splitlines()[0] == f"{len(caught.value.faults)} fouten in de invoer:"


def test_headers_in_another_order_and_case_are_read_and_unknown_ones_told(tmp_path: Path) -> None:
    head = [" Naam ", *reversed(list(schema("initiatieven").fields)[1:])]
    book = write(tmp_path / "2023.xlsx", {"initiatieven": head}, initiatieven=[party("A")])
    assert read(book).actors["name"].tolist() == ["A"]
    wrong = ["naam", "sort", *list(schema("initiatieven").fields)[2:]]
    book = write(tmp_path / "2023.xlsx", {"initiatieven": wrong}, initiatieven=[party("A")])
    with pytest.raises(InputError) as caught:
        read(book)
    assert "rij 1, kolom sort: gevonden: 'sort'" in faults(caught)
    assert "Bedoelt u 'soort'?" in faults(caught)
    assert "kolom soort: gevonden: deze kolom ontbreekt" in faults(caught)


def test_names_keep_one_spelling_over_the_years_and_every_change_is_noted(tmp_path: Path) -> None:
    first = write(tmp_path / "2022.xlsx", initiatieven=[party("Café Één"), party("Oud")])
    second = write(
        tmp_path / "2023.xlsx",
        initiatieven=[party("cafe  een"), spoken("Nieuw", partners="CAFE EEN")],
    )
    aliases = tmp_path / "aliassen.csv"
    aliases.write_text(
        "variant;actor;soort;vanaf;tot;besluit_door;datum;toelichting\n"
        "Nieuw;Oud;hernoemd;2023;;A;2023-01-01;nieuwe naam\n"
    )
    coding = read_coding({2022: first, 2023: second}, aliases=aliases)
    assert coding.actors.groupby("name").size().to_dict() == {"Café Één": 2, "Oud": 2}
    assert coding.ties[["actor_a", "actor_b"]].values.tolist() == [[slug("Café Één"), "oud"]]
    log = coding.changes[["change", "found", "becomes", "who"]].values.tolist()
    assert ["alias (hernoemd)", "Nieuw", "Oud", "A"] in log
    assert ["schrijfwijze", "CAFE EEN", "Café Één", "automatisch"] in log


def test_an_alias_holds_only_in_its_years(tmp_path: Path) -> None:
    aliases = tmp_path / "aliassen.csv"
    aliases.write_text(
        "variant;actor;soort;vanaf;tot;besluit_door;datum;toelichting\nX;Y;hernoemd;2023;;A;;\n"
    )
    files = {
        year: write(tmp_path / f"{year}.xlsx", initiatieven=[party("X")]) for year in (2022, 2023)
    }
    actors = read_coding(files, aliases=aliases).actors
    assert actors[["year", "name"]].values.tolist() == [[2022, "X"], [2023, "Y"]]


def correction(**changes: str) -> str:
    values = {
        **{"bestand": "2023.xlsx", "blad": "initiatieven", "sleutel": "A", "kolom": "soort"},
        **{"verwacht": "informeel", "wordt": "formeel", "waarom": "vergissing", "wie": "B"},
        **changes,
    }
    lines = [f"{key}: {value}" for key, value in values.items()]
    return "- " + "\n  ".join(lines) + "\n"


def test_a_correction_is_applied_and_noted(tmp_path: Path) -> None:
    book = write(tmp_path / "2023.xlsx", initiatieven=[party("A")])
    file = tmp_path / "correcties.yaml"
    file.write_text(correction())
    coding = read(book, corrections=file)
    assert coding.actors["kind"].tolist() == ["formeel"]
    row = coding.changes.iloc[0]
    assert (row["change"], row["row"], row["found"], row["becomes"], row["year"]) == (
        *("correctie", 2, "informeel"),
        *("formeel", 2023),
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"verwacht": "formeel"}, "'informeel' in 2023.xlsx, blad initiatieven, rij 2"),
        ({"sleutel": "Z"}, "geen rij met 'Z'"),
        ({"kolom": "sort"}, "geen kolom 'sort'"),
        ({"bestand": "2020.xlsx"}, "bestand '2020.xlsx'"),
    ],
)
def test_a_correction_that_does_not_fit_stops(
    tmp_path: Path, changes: dict[str, str], told: str
) -> None:
    book = write(tmp_path / "2023.xlsx", initiatieven=[party("A")])
    file = tmp_path / "correcties.yaml"
    file.write_text(correction(**changes))
    with pytest.raises(InputError) as caught:
        read(book, corrections=file)
    assert told in faults(caught) and len(caught.value.faults) == 1


def test_a_quote_without_consent_or_that_tells_who_spoke_goes_no_further(tmp_path: Path) -> None:
    quote = {"tekst": "t", "rol": "bewoner", "jaar": 2023}
    book = write(
        tmp_path / "2023.xlsx",
        citaten=[
            quote | {"citaat": "mag", "toestemming": "ja", "herleidbaar": "nee"},
            quote | {"citaat": "geen", "toestemming": "nee", "herleidbaar": "nee"},
            quote | {"citaat": "wie", "toestemming": "ja", "herleidbaar": "ja"},
        ],
        initiatieven=[party("A")],
    )
    coding = read(book)
    assert coding.quotes["quote"].tolist() == ["mag"]
    # That they stay is noted at their row, by nothing that they say.
    assert coding.changes[["change", "row", "found", "becomes", "reason"]].fillna(
        ""
    ).values.tolist() == [
        [HELD_BACK, 3, "", "", "geen toestemming"],
        [HELD_BACK, 4, "", "", "herleidbaar tot een persoon"],
    ]


def test_who_coded_and_remarks_stay_behind(tmp_path: Path) -> None:
    rows = [spoken("A", codeur="Jan Jansen", opmerking="woont boven de bakker")]
    coding = read(write(tmp_path / "2023.xlsx", initiatieven=rows))
    text = coding.actors.to_csv() + coding.ties.to_csv() + coding.quotes.to_csv()
    assert "Jansen" not in text and "bakker" not in text


def test_two_names_with_one_id_must_be_told_apart(tmp_path: Path) -> None:
    """`slug` keeps words apart where the fingerprint does not; the reverse cannot be solved."""
    rows = [party("A-B"), party("A B C")]
    assert len(read(write(tmp_path / "2023.xlsx", initiatieven=rows)).actors) == 2
    assert slug("Café De Één-Twee!") == "cafe-de-een-twee"
