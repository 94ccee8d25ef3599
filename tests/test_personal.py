"""What leads to a person is known by its form, and no remark on the input says it again."""

from __future__ import annotations

import csv

import pytest

from veerkracht.faults import Fault
from veerkracht.paths import ROOT
from veerkracht.personal import (
    ACCOUNT,
    CITIZEN,
    HOME,
    MAIL,
    PHONE,
    is_office,
    is_person,
    kind_in,
    masked,
    name_in,
)

# Numbers that exist for nobody: the IBAN and BSN are those of the makers' own documentation.
SAMPLES = {
    PHONE: ["06.12.34.56.78", "06/12345678", "06-12 34 56 78", "+31 (0)6 12345678", "+31612345678",
            "0031 6 1234 5678", "(010) 123 45 67", "010-1234567", "+32 470 12 34 56"],
    MAIL: ["jan@kpn.nl", "jan.de.wit @ kpn.nl", "jan [at] kpn [dot] nl", "jan(at)kpn.nl"],
    ACCOUNT: ["NL91ABNA0417164300", "nl91 abna 0417 1643 00", "BE68539007547034"],
    CITIZEN: ["123456782", "1234.56.782", "123 456 782"],
    HOME: ["3024 AB 12", "3024ab nr. 12".replace("ab", "AB"), "Havenstraat 12a, 3024 AB"],
}  # fmt: skip
HARMLESS = ["01-02-2019", "01-02-2019 t/m 03-04-2020", "2019 2020 2021 2022 2023", "1.234.567",
            "123456789", "51.9123456", "0.512345678", "BU05990321", "2022/0123456", "250000000",
            "ISBN 978-90-1234-567-8", "begroting 2019-2022", "2023.xlsx!relaties!14",
            "000000000000"]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in SAMPLES.items() for text in texts]
)
def test_what_leads_to_a_person_is_known_and_never_said_again(kind: str, text: str) -> None:
    told = f"Bel {text} voor de sleutel"
    assert kind_in(told) == kind
    fault = Fault("a.csv", found=f"'{told}'", expected=f"'{told}' of niets", advice=f"Niet {text}.")
    assert text not in str(fault) and str(fault).count(kind) == 3
    assert masked(f"ValueError: could not convert {text}").startswith("ValueError: could not")


@pytest.mark.parametrize("text", HARMLESS)
def test_other_numbers_are_no_persons(text: str) -> None:
    assert not kind_in(text) and masked(text) == text


def test_checks_of_numbers_tell_them_from_other_numbers() -> None:
    """Of nine digits one in eleven passes the test of a BSN; one digit off never does."""
    passing = sum(bool(kind_in(str(number))) for number in range(400_000_000, 400_001_100))
    assert passing == 100
    assert not kind_in("BE68539007547035")


def test_a_person_is_told_from_a_party() -> None:
    for name in ("Fatima el Idrissi", "mevr. De Wit", "Jan Jansen", "Dhr. Pietersen"):
        assert is_person(name), name
    for name in ("Huis van Fatima", "Stichting Jan", "Jan van Galen School", "Buurtkeuken", "Jan"):
        assert not is_person(name), name
    with (ROOT / "data/voorbeeld/maken/namen.csv").open(encoding="utf-8-sig") as file:
        parties = [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert len(parties) > 100 and not [name for name in parties if is_person(name)]


def test_a_name_in_a_quote_and_a_role_of_one_person_are_seen() -> None:
    assert name_in("Ik belde mevrouw De Wit") and name_in("Toen kwam Fatima langs")
    assert not name_in("De buurt is veranderd. Hier ken je elkaar.")
    assert is_office("wethouder") and is_office("Voorzitter van de school")
    assert not is_office("vrijwilliger")


def test_a_long_value_is_not_printed_whole() -> None:
    assert len(str(Fault("a.yaml", found="x" * 600_000))) < 1000
