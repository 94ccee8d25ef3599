"""Sections that a test writes itself."""

from __future__ import annotations

from pathlib import Path

from veerkracht.report.sections import Section, read_sections


def section(tmp_path: Path, text: str) -> list[Section]:
    """One section in `tmp_path` with `text` from its fifth row on."""
    (tmp_path / "10-proef.md").write_text(f"---\ntitle: Proef\npart: lessen\n---\n{text}\n")
    return read_sections(tmp_path)
