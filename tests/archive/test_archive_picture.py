"""The picture in docs/archiveren.md."""

from __future__ import annotations

from pathlib import Path

from veerkracht.archive.picture import save_picture
from veerkracht.paths import ROOT


def test_the_picture_is_current(tmp_path: Path) -> None:
    """Else: snakemake docs/archiveren/pakket.svg."""
    save_picture(tmp_path / "pakket.svg")
    drawn = (tmp_path / "pakket.svg").read_bytes()
    assert drawn == (ROOT / "docs/archiveren/pakket.svg").read_bytes()
