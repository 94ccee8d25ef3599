"""The checks before work starts: every fault at once, in Dutch, with the nearest valid key."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from veerkracht.config import check_config, check_files, read_yaml
from veerkracht.faults import InputError
from veerkracht.paths import ROOT
from veerkracht.roles import Role

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


def test_a_vulnerability_from_an_unknown_source(config: dict[str, Any]) -> None:
    config["vulnerability"][0]["source"] = "cbss"
    assert "vulnerability > 1 > source" in faults(config)[0]
    assert "Bedoelt u 'cbs'?" in faults(config)[0]


def test_a_source_says_its_role(config: dict[str, Any]) -> None:
    del config["sources"]["ggd"]["role"]
    config["sources"]["wijkprofiel"]["role"] = ["thems"]
    missing, unknown = sorted(faults(config))
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


def test_missing_files_are_all_named_with_their_purpose(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "2021.xls").write_text("")
    needed = {"data/2021.xlsx": "de werkmap van 2021", "data/2022.xlsx": "de werkmap van 2022"}
    with pytest.raises(InputError) as caught:
        check_files(needed, tmp_path)
    assert [fault.file for fault in caught.value.faults] == list(needed)
    assert "Bedoelt u '2021.xls'?" in str(caught.value)
    assert "de werkmap van 2022" in str(caught.value)
