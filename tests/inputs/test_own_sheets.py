"""A researcher's own sheet by its description: every value as it stands there, or refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import own_sheet
import pytest
import yaml
from own_sheet import YEARS, Said, said, write_sheet

from veerkracht.config import check_config, read_yaml
from veerkracht.faults import InputError
from veerkracht.inputs.coding.description import check_descriptions
from veerkracht.inputs.coding.years import Coding, read_coding
from veerkracht.inputs.workbooks import in_folder
from veerkracht.paths import ROOT
from veerkracht.words import slug

MANUAL = (ROOT / "docs/handleiding.md").read_text("utf-8")
BLOCK = next(b for b in re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL) if "codering:" in b)
WIJK: dict[str, Any] = yaml.safe_load(BLOCK)


def read(folder: Path, codering: dict[str, Any], years: Any = YEARS, **options: Any) -> Coding:
    check_descriptions({"w": {"codering": codering, "years": list(years)}}, "nergens.yaml")
    own = in_folder(codering, folder, folder)
    return read_coding(dict.fromkeys(years), own=own, **options)


def refused(folder: Path, codering: dict[str, Any], years: Any = YEARS, **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        read(folder, codering, years, **options)
    return str(caught.value)


def several(cell: Any) -> tuple[str, ...]:
    return tuple(sorted(cell.split("|"))) if isinstance(cell, str) else ()


def pairs(rows: list[Said]) -> dict[tuple[int, str, str], tuple[str, ...]]:
    """Year and both ends of every tie that is named -> who named it."""
    found: dict[tuple[int, str, str], set[str]] = {}
    for row in rows:
        for partner in row.partners:
            ends = sorted((slug(row.name), slug(partner)))
            found.setdefault((row.year, ends[0], ends[1]), set()).add(slug(row.name))
    return {key: tuple(sorted(sides)) for key, sides in found.items()}


def check_every_value(coding: Coding, rows: list[Said], file: str) -> None:
    """Every party, year, value and tie of the sheet, with its row, and nothing beside them."""
    actors = coding.actors.astype(object).where(coding.actors.notna(), None)
    listed = actors[~actors["name"].isin(own_sheet.NAMED)]
    found = {
        (a.year, a.name): (
            a.kind, several(a.themes), several(a.target_groups), a.start, a.interviewed,
            several(a.resources), several(a.barriers), a.ownership, a.location, a.origin,
        )
        for a in listed.itertuples()
    }  # fmt: skip
    assert found == {
        (r.year, r.name): (
            r.kind, r.themes, r.groups, r.start, r.interviewed, r.helps, r.barriers, r.ownership,
            "binnen", f"{file}!{r.row}",
        )
        for r in rows
    }  # fmt: skip
    named = actors[actors["name"].isin(own_sheet.NAMED)]
    assert {(a.year, a.name, a.kind, a.location) for a in named.itertuples()} == {
        (r.year, partner, "formeel", "onbekend")
        for r in rows for partner in r.partners if partner in own_sheet.NAMED
    }  # fmt: skip
    ties = coding.ties
    keys = zip(ties["year"], ties["actor_a"], ties["actor_b"], strict=True)
    assert dict(zip(keys, ties["named_by"].map(several), strict=True)) == pairs(rows)


def test_the_description_in_the_manual_is_sound_and_short() -> None:
    assert len(BLOCK.strip().splitlines()) <= 25
    config = read_yaml(ROOT / "config.yaml")
    config["wijken"]["voorbeeld"] |= WIJK | {"map_until": 2024}
    check_config(config, read_yaml(ROOT / "workflow/schemas/config.schema.yaml"), "config.yaml")
    check_descriptions({"voorbeeld": config["wijken"]["voorbeeld"]}, "config.yaml")


def test_five_years_of_150_initiatives_are_read_value_by_value(tmp_path: Path) -> None:
    rows = said()
    assert len(rows) == 750 and {row.year for row in rows} == set(WIJK["years"])
    write_sheet(tmp_path, rows)
    coding = read(tmp_path, WIJK["codering"])
    check_every_value(coding, rows, "initiatieven.xlsx!Overzicht")
    told = [warning.found for warning in coding.warnings if warning.row == 2]
    assert told == ["Nr, E-mail"], "what is not read is said, once"
