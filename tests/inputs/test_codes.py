"""Codes over the years: one spelling for what is the same, a question for what looks the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbooks import party, write_coding

from veerkracht.faults import WARNING, InputError
from veerkracht.inputs.coding import ties, years
from veerkracht.inputs.coding.years import Coding, read_coding
from veerkracht.inputs.names import likeness
from veerkracht.inputs.values import no_date
from veerkracht.words import fold, slug


def coded(tmp_path: Path, *codes: str, column: str = "belemmeringen") -> Coding:
    """A year of parties with these codes, one cell a party."""
    rows = [party(f"Partij {chr(65 + n)}", **{column: code}) for n, code in enumerate(codes)]
    return read_coding({2023: write_coding(tmp_path / "2023.xlsx", initiatieven=rows)})


@pytest.mark.parametrize(
    ("column", "table"),
    [("belemmeringen", "barriers"), ("thema", "themes"), ("doelgroep", "target_groups")],
)
def test_case_and_signs_make_no_new_code_and_are_logged(
    column: str, table: str, tmp_path: Path
) -> None:
    coding = coded(tmp_path, "geld; tijd", "Geld", "géld", "geld", column=column)
    assert coding.actors[table].tolist() == ["geld|tijd", "geld", "geld", "geld"]
    assert coding.changes[["found", "becomes"]].values.tolist() == [
        ["Geld", "geld"],
        ["géld", "geld"],
    ]
    assert coding.warnings == []


def test_a_cell_with_one_code_twice_counts_once(tmp_path: Path) -> None:
    assert coded(tmp_path, "geld; Geld", "geld").actors["barriers"].tolist() == ["geld", "geld"]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("geld, tijd", "'geld' en 'tijd' bestaan ook"),
        ("gelt", "niet op 'geld' lijkt (4 keer gebruikt)"),
        ("vrijwilligerss", "niet op 'vrijwilligers' lijkt"),
    ],
)
def test_what_may_be_another_code_is_asked_at_its_cell(
    code: str, told: str, tmp_path: Path
) -> None:
    often = ["geld; tijd; vrijwilligers"] * 4
    warnings = coded(tmp_path, *often, code).warnings
    assert [(w.level, w.row, w.column) for w in warnings] == [(WARNING, 6, "belemmeringen")]
    assert told in str(warnings[0])


@pytest.mark.parametrize("code", ["taal", "ruimte, licht", "rust", "geldstromen"])
def test_another_code_is_not_asked_about(code: str, tmp_path: Path) -> None:
    assert coded(tmp_path, *["geld; tijd; ruimte"] * 4, code).warnings == []


def test_a_sign_between_digits_tells_two_names_apart(tmp_path: Path) -> None:
    assert fold("Team 1.5") != fold("Team 15") and slug("Team 1.5") != slug("Team 15")
    assert fold("Team 1.5") == fold("team 1,5")
    first = write_coding(tmp_path / "2022.xlsx", initiatieven=[party("Team 15"), party("Plein")])
    then = write_coding(tmp_path / "2023.xlsx", initiatieven=[party("Team 1.5"), party("Plein")])
    coding = read_coding({2022: first, 2023: then})
    assert set(coding.actors["actor"]) == {"team-15", "team-1-5", "plein"}
    assert ["gestopt of hernoemd? gelijkenis" in w.expected for w in coding.warnings] == [True]


def test_more_ties_than_a_wijk_has_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ties, "MOST_TIES", 2)
    rows = [party("A", partners="B; C; D"), party("B"), party("C"), party("D")]
    with pytest.raises(InputError, match="3 samenwerkingen; verwacht: ten hoogste 2 in een jaar"):
        read_coding({2023: write_coding(tmp_path / "2023.xlsx", initiatieven=rows)})


def test_more_parties_or_mentions_than_a_wijk_has_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [party("A", partners="B; C; D"), party("B"), party("C"), party("D")]
    book = write_coding(tmp_path / "2023.xlsx", initiatieven=rows)
    monkeypatch.setattr(years, "MOST_PARTIES", 3)
    with pytest.raises(InputError, match="4 partijen; verwacht: ten hoogste 3 in alle jaren"):
        read_coding({2023: book})
    monkeypatch.setattr(ties, "MOST_MENTIONS", 2)
    with pytest.raises(InputError, match="3 genoemde samenwerkingen; verwacht: ten hoogste 2 in"):
        read_coding({2023: book})


def test_a_sheet_of_unknown_names_is_not_searched_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ties, "MOST_PROPOSALS", 1)
    rows = [{"van": "Naaiatelie", "naar": "Keuke"}]
    book = write_coding(
        tmp_path / "2023.xlsx", initiatieven=[party("Naaiatelier"), party("Keuken")], relaties=rows
    )
    with pytest.raises(InputError) as caught:
        read_coding({2023: book})
    assert likeness("Keuke", "Keuken") > 70
    assert sum("Bedoelt u" in fault.advice for fault in caught.value.faults) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [("31-02-2024", "bestaat"), ("2024-13-01", "bestaat"), ("1-1-2090", "geweest"),
     ("20-9-2022", ""), ("2022-09-20", ""), ("voorjaar 2022", ""), ("", "")],
)  # fmt: skip
def test_a_day_that_is_none_or_is_to_come(text: str, told: str) -> None:
    assert told in no_date(text) and bool(told) == bool(no_date(text))


def test_a_decision_of_a_day_that_is_none_is_told(tmp_path: Path) -> None:
    aliases = tmp_path / "aliassen.csv"
    aliases.write_text(
        "variant;actor;soort;vanaf;tot;besluit_door;datum;toelichting\n"
        "Plain;Plein;spelling;;;wij;31-02-2024;x\n"
    )
    book = write_coding(tmp_path / "2023.xlsx", initiatieven=[party("Plain")])
    warnings = read_coding({2023: book}, aliases=aliases).warnings
    assert [(w.row, w.column, w.level) for w in warnings] == [(2, "datum", WARNING)]
