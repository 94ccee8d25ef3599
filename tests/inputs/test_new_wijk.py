"""The folder of a new wijk: read as it comes, and never written over one that is there."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from veerkracht.claims.declared import read_claims
from veerkracht.config import check_config, read_yaml
from veerkracht.faults import InputError
from veerkracht.inputs.containers import read_workbook
from veerkracht.inputs.governance import read_governance
from veerkracht.inputs.new_texts import claims_block, sentence
from veerkracht.inputs.new_wijk import config_block, make_wijk, new_files
from veerkracht.inputs.workbooks import CODING_SHEETS, GOVERNANCE_SHEETS
from veerkracht.paths import ROOT

SCHEMA = ROOT / "workflow/schemas/config.schema.yaml"


def uncommented(text: str) -> str:
    """The example behind the hash signs, without the lines of advice above it."""
    lines = [line[2:] for line in text.splitlines() if line.startswith("# ")]
    return "\n".join(line for line in lines if line.startswith(("  ", "- ")) or line.endswith(":"))


def test_every_file_is_there_and_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "spangen"
    names = make_wijk(folder, [2025, 2024])
    assert {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} == set(names)
    for year in (2024, 2025):
        assert list(read_workbook(folder / f"{year}.xlsx")) == [*CODING_SHEETS, "codeboek"]
    assert list(read_workbook(folder / "governance.xlsx")) == [*GOVERNANCE_SHEETS, "codeboek"]
    assert all(table.empty for table in read_governance(folder / "governance.xlsx").values())
    assert read_yaml(folder / "correcties.yaml") is None
    assert read_claims([folder / "teksten/beweringen.yaml"], [2024, 2025]) == {}


def test_the_examples_behind_the_hash_signs_are_sound(tmp_path: Path) -> None:
    files = {name: content for name, content in new_files([2024]).items() if "xlsx" not in name}
    claims = tmp_path / "beweringen.yaml"
    claims.write_text(uncommented(files["teksten/beweringen.yaml"].decode()))
    assert set(read_claims([claims], [2024])) == {"spil-van-het-netwerk"}
    corrections = yaml.safe_load(uncommented(files["correcties.yaml"].decode()))
    assert corrections[0]["bestand"] == "2024.xlsx"


def test_nothing_is_written_over_what_is_there(tmp_path: Path) -> None:
    make_wijk(tmp_path / "spangen", [2024])
    book = tmp_path / "spangen/2024.xlsx"
    book.write_text("ingevuld")
    with pytest.raises(InputError, match="deze map bestaat al"):
        make_wijk(tmp_path / "spangen", [2024, 2025])
    assert book.read_text() == "ingevuld" and not (tmp_path / "spangen/2025.xlsx").exists()


def test_the_block_fits_the_settings() -> None:
    config = read_yaml(ROOT / "config.yaml")
    block = yaml.safe_load("wijken:\n" + config_block("oude-haven", [2025, 2024], "Rotterdam"))
    assert block["wijken"]["oude-haven"]["years"] == [2024, 2025]
    assert block["wijken"]["oude-haven"]["name"] == "Oude Haven"
    config["wijken"] |= block["wijken"]
    check_config(config, read_yaml(SCHEMA), "config.yaml")


def test_the_claim_of_a_new_year_is_sound_as_it_comes(tmp_path: Path) -> None:
    file = tmp_path / "beweringen.yaml"
    file.write_text(claims_block(2024))
    claim = read_claims([file], [2023, 2024])["netwerk-groeide-in-2024"]
    assert (claim.year, claim.against) == (2024, "vorige")
    assert '{% bewering "netwerk-groeide-in-2024"' in sentence(2024)
