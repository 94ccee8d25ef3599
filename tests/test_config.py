"""The checks before work starts: every fault at once, in Dutch, with the nearest valid key."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from veerkracht.config import (
    check_config,
    check_names,
    read_settings,
    read_yaml,
)
from veerkracht.faults import InputError
from veerkracht.inputs.workbooks import settle_paths
from veerkracht.paths import FONT_NAMES, ROOT
from veerkracht.roles import Role
from veerkracht.tables.register import REGISTER


def bomb() -> str:
    """Eight levels of references, nine to each: a billion values from nine lines."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for n in range(1, 9):
        levels.append(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]")
    return "\n".join(levels)


SCHEMA = read_yaml(ROOT / "workflow/schemas/config.schema.yaml")


@pytest.fixture
def config() -> dict[str, Any]:
    return copy.deepcopy(read_yaml(ROOT / "config.yaml"))


def faults(config: dict[str, Any]) -> list[str]:
    with pytest.raises(InputError) as caught:
        check_config(config, SCHEMA, "config.yaml")
    return [str(fault) for fault in caught.value.faults]


def test_the_shipped_configuration_is_valid(config: dict[str, Any]) -> None:
    check_config(config, SCHEMA, "config.yaml")


def test_an_unknown_key_names_the_nearest(config: dict[str, Any]) -> None:
    config["wijken"]["voorbeeld"]["yaers"] = config["wijken"]["voorbeeld"].pop("years")
    found = faults(config)
    assert len(found) == 1
    assert "wijken > voorbeeld > yaers" in found[0] and "Bedoelt u 'years'?" in found[0]


def test_a_key_that_is_missing_is_asked_for(config: dict[str, Any]) -> None:
    del config["wijken"]["voorbeeld"]["short_name"]
    assert "Voeg de sleutel 'short_name' toe." in faults(config)[0]


def test_a_wijk_with_interviews_needs_what_they_are_about(config: dict[str, Any]) -> None:
    del config["wijken"]["voorbeeld"]["municipality"]
    del config["wijken"]["voorbeeld"]["programme"]
    found = faults(config)
    assert len(found) == 1 and "geen municipality, programme" in found[0]


def test_areas_together_need_the_weight_of_each(config: dict[str, Any]) -> None:
    del config["wijken"]["voorbeeld"]["inhabitants"]["Tussendijken"]
    assert "het aantal inwoners van Bospolder, Tussendijken" in faults(config)[0]
    del config["wijken"]["voorbeeld"]["inhabitants"]
    assert "wijken > voorbeeld > inhabitants: gevonden: niets" in faults(config)[0]


def test_a_code_is_of_an_area_of_the_wijk(config: dict[str, Any]) -> None:
    config["wijken"]["voorbeeld"]["area_codes"] = {"bospolder": "BU05990321"}
    told = faults(config)
    assert "area_codes: gevonden: bospolder" in told[0] and "Bospolder" in told[0]


def test_a_vulnerability_from_an_unknown_source(config: dict[str, Any]) -> None:
    config["vulnerability"][0]["source"] = "cbss"
    assert "vulnerability > 1 > source" in faults(config)[0]
    assert "Bedoelt u 'cbs'?" in faults(config)[0]


def test_a_source_says_its_role(config: dict[str, Any]) -> None:
    del config["sources"]["ggd"]["role"]
    config["sources"]["wijkprofiel"]["role"] = ["thems"]
    unknown, missing = sorted(faults(config))  # by line
    assert "sources > ggd > role" in missing and "Voeg de sleutel 'role' toe." in missing
    assert "sources > wijkprofiel > role" in unknown and "Bedoelt u 'themes'?" in unknown


def test_a_vulnerability_from_a_source_without_that_role(config: dict[str, Any]) -> None:
    config["sources"]["cbs"]["role"] = ["index"]
    found = faults(config)
    assert len(found) == 4 and "zonder de rol vulnerability" in found[0]
    assert "sources > cbs > role" in found[0]


def test_the_schema_knows_the_same_roles_as_the_code() -> None:
    source = SCHEMA["properties"]["sources"]["additionalProperties"]["properties"]
    assert source["role"]["items"]["enum"] == list(Role)


def test_all_faults_at_once_with_place_and_expectation(config: dict[str, Any]) -> None:
    config["edition"]["date"] = "31-03-2024"
    config["wijken"]["voorbeeld"]["tie_rule"] = "unoin"
    config["noise"]["level"] = "zeven"
    config["sources"]["ggd"]["layout"] = "excel"
    found = faults(config)
    assert len(found) == 4
    text = "\n".join(found)
    assert "edition > date" in text and "'31-03-2024'" in text and "jjjj-mm-dd" in text
    assert "tie_rule" in text and "Bedoelt u 'union'?" in text
    assert "noise > level" in text and "een getal" in text
    assert "sources > ggd > layout" in text and "obi, long, cbs, ggd" in text


def test_years_out_of_order_and_a_broken_scale(config: dict[str, Any]) -> None:
    config["wijken"]["voorbeeld"]["years"] = [2020, 2019]
    config["share_words"][-1][0] = 0.95
    config["change_words"][0][0] = 0.05
    text = "\n".join(faults(config))
    assert "oplopende volgorde" in text
    assert "tot en met 1" in text
    assert "oplopende ondergrenzen vanaf 0" in text


def test_the_map_until_a_year_without_interviews(config: dict[str, Any]) -> None:
    config["wijken"]["voorbeeld"]["map_until"] = 2032
    found = faults(config)
    assert len(found) == 1 and "wijken > voorbeeld > map_until" in found[0]
    assert "een van de jaren 2019, 2020, 2021, 2022, 2023" in found[0]


def test_a_key_given_twice_is_a_fault_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("a: 1\nb: 2\na: 3\n")
    with pytest.raises(InputError, match=r"rij 3.*'a' staat er twee keer"):
        read_yaml(path)


def test_a_time_stays_text_and_a_year_a_number(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: 12:30\nb: 2019\nc: 0599\n")
    assert read_yaml(path) == {"a": "12:30", "b": 2019, "c": "0599"}


def test_broken_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: [1, 2\nb: 3\n")
    with pytest.raises(InputError, match="rij 2"):
        read_yaml(path)


BROKEN = {
    "a:\n\tb: 1": (2, "een tab in plaats van spaties"),
    "a: 1\nb: c: d": (2, "een dubbele punt"),
    "a: 'x\nb: 1": (2, "een aanhalingsteken dat niet sluit"),
    "a:\n  b: 1\n c: 2": (3, "anders is ingesprongen"),
    "a: [1, 2\nb: 1": (2, "een haakje dat niet sluit"),
    "a: 1\nb: *x": (2, "een verwijzing (*)"),
    "a: 1\nb: !!python/object:os.x 1": (2, "een uitroepteken met een woord"),
    "a: 1\nb: 2026-02-31": (2, "de datum 2026-02-31 bestaat niet"),
    "a: @b": (1, "zonder aanhalingstekens"),
    "a: \x07b": (0, "een stuurteken (U+0007)"),
    "a: 1\nb: caf\xe9".encode("cp1252"): (2, "geen UTF-8"),
    "__use_yte__: true\na: 1": (0, "de sleutel '__use_yte__'"),
    "- a": (0, "geen sleutels"),
    "a: " + "[" * 5000: (0, "dieper in elkaar"),
    "a: &a [*a]": (1, "verwijzingen (*) die meer dan"),
    bomb(): (1, "verwijzingen (*) die meer dan"),
}


@pytest.mark.parametrize("content", BROKEN, ids=str)
def test_settings_that_cannot_be_read_are_told_in_dutch_with_the_line(
    content: str | bytes, tmp_path: Path
) -> None:
    row, told = BROKEN[content]
    path = tmp_path / "config.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(InputError) as caught:
        read_settings(path)
    assert [fault.row for fault in caught.value.faults] == [row]
    assert told in str(caught.value)


def test_no_settings_at_all_say_where_to_stand(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="in de map van de monitor"):
        read_settings(tmp_path / "config.yaml")


def test_an_edition_of_a_day_that_is_not_there(config: dict[str, Any]) -> None:
    config["edition"]["date"] = "2026-02-31"
    assert "edition > date: gevonden: '2026-02-31'" in faults(config)[0]


def test_a_file_is_found_whatever_the_accents_and_capitals_on_disk(tmp_path: Path) -> None:
    composed, decomposed = "Eén/index.csv", "E\u0301e\u0301n".replace("E\u0301", "E")
    (tmp_path / decomposed).mkdir()
    (tmp_path / decomposed / "Index.CSV").write_text("x")
    config: dict[str, Any] = {
        "sources": {"a": {"file": composed}, "b": {"file": "weg.csv"}},
        "wijken": {"w": {"boundaries": composed.upper()}, "v": {}},
    }
    settle_paths(config, tmp_path)
    assert (tmp_path / config["sources"]["a"]["file"]).is_file()
    assert (tmp_path / config["wijken"]["w"]["boundaries"]).is_file()
    assert config["sources"]["b"]["file"] == "weg.csv"


def test_the_fonts_are_named_as_they_stand() -> None:
    assert sorted(path.name for path in (ROOT / "templates/fonts").glob("*.ttf")) == [*FONT_NAMES]


def test_names_that_results_have_themselves_are_refused(config: dict[str, Any]) -> None:
    check_names(config, REGISTER, "config.yaml")
    config["wijken"]["stad"] = config["wijken"].pop("voorbeeld")
    config["sources"]["facts"] = config["sources"].pop("cbs")
    with pytest.raises(InputError) as caught:
        check_names(config, REGISTER, "config.yaml")
    told = [fault.column for fault in caught.value.faults]
    assert set(told) == {"sources > facts", "wijken > stad"}
