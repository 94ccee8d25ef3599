"""A sample of every layout: the page shows what it gives, and no damage to it goes unsaid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from veerkracht.config import read_yaml
from veerkracht.faults import InputError
from veerkracht.inputs.indicators.exports import LAYOUTS, read_indicators
from veerkracht.inputs.indicators.page import SAMPLES, layouts_page
from veerkracht.paths import ROOT

LIST: Any = read_yaml(ROOT / SAMPLES / "samples.yaml")
TEXTS = {sample["file"]: sample["source"] for sample in LIST if sample["file"].endswith(".csv")}


def test_the_page_of_layouts_is_up_to_date() -> None:
    """Else: snakemake docs/indelingen.md."""
    assert (ROOT / "docs/indelingen.md").read_text("utf-8") == layouts_page(ROOT)


def test_every_layout_has_a_sample_and_every_sample_is_shown() -> None:
    assert {sample["source"]["layout"] for sample in LIST} == set(LAYOUTS)
    files = {path.name for path in (ROOT / SAMPLES).iterdir()}
    assert {sample["file"] for sample in LIST} | {"samples.yaml"} == files


@pytest.mark.parametrize("name", TEXTS)
def test_a_field_too_few_or_too_many_in_any_line_is_told(tmp_path: Path, name: str) -> None:
    """The rest of the line would move under other heads: bounds, years and areas change places."""
    lines = [line.split(";") for line in (ROOT / SAMPLES / name).read_text("utf-8").splitlines()]
    path = tmp_path / name
    tries = 0
    for number, line in enumerate(lines):
        for place in range(len(line) if len(line) > 2 else 0):
            for fields in (
                [*line[:place], *line[place + 1 :]],
                [*line[:place], "7", *line[place:]],
            ):
                damaged = [*lines[:number], fields, *lines[number + 1 :]]
                path.write_text("\n".join(";".join(row) for row in damaged), encoding="utf-8")
                with pytest.raises(InputError):
                    read_indicators(path, {**TEXTS[name], "city": "Rotterdam"})
                tries += 1
    assert tries > 20
