"""Sections that a test writes itself, and the monitor printed from sections."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from veerkracht.lookups.lookups import Lookups
from veerkracht.report.fill import fill
from veerkracht.report.filled import print_page
from veerkracht.report.sections import Section, read_sections


def section(tmp_path: Path, text: str) -> list[Section]:
    """One section in `tmp_path` with `text` from its fifth row on."""
    (tmp_path / "10-proef.md").write_text(f"---\ntitle: Proef\npart: lessen\n---\n{text}\n")
    return read_sections(tmp_path)


def monitor_page(
    sections: list[Section],
    lookups: Lookups,
    figures: Mapping[str, Mapping[str, str]],
    templates: Path,
    extra: Mapping[str, Any],
) -> str:
    """The monitor as one page of HTML."""
    return print_page(fill(sections, lookups, figures, templates, extra), "monitor", templates)
