"""What is wrong in the file of a section is told with that file, before anything is printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from folders import FOLDERS, SECTIONS
from plain import Tables
from section_texts import monitor_page

from veerkracht.faults import InputError
from veerkracht.lookups.lookups import Lookups
from veerkracht.report.sections import figure_names, read_sections


def test_two_sections_with_one_name_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "10-a.md").write_text("---\ntitle: A\npart: lessen\n---\n")
    (tmp_path / "11-a.md").write_text("---\ntitle: B\npart: lessen\n---\n")
    (tmp_path / "12-lessen.md").write_text("---\ntitle: C\npart: lessen\n---\n")
    with pytest.raises(InputError) as caught:
        read_sections(tmp_path)
    assert len(caught.value.faults) == 2


def test_a_mistake_in_an_included_text_names_that_text(
    example: Tables, settings: dict[str, Any], tmp_path: Path
) -> None:
    part = tmp_path / "jaar/2020.md"
    part.parent.mkdir()
    part.write_text("Een zin.\n\n{{ netwerk(year) }}", "utf-8")
    sections = read_sections(tmp_path, *FOLDERS)
    config = settings
    wijk = config["wijken"]["voorbeeld"]
    figures = {
        name: {"title": "t", "alt": "a", "source": ""}
        for name in figure_names(sections, wijk["years"])
    }
    with pytest.raises(InputError) as caught:
        extra = {"input_hash": "x", "versions": []}
        monitor_page(sections, Lookups.of(example, wijk, config), figures, SECTIONS.parent, extra)
    fault = caught.value.faults[0]
    assert fault.file.endswith("jaar/2020.md") and fault.row == 3
