"""The project laid out from bags alone: what a proof begins with."""

from __future__ import annotations

from pathlib import Path

import pytest

from veerkracht.archive.bag import write_bag
from veerkracht.archive.code_bundle import WHOLE, pack
from veerkracht.archive.prove import lay_out, prove
from veerkracht.faults import InputError

CODE = pack({"Snakefile": b"rule all:", "scripts/a.py": b"", "templates/oud.md": b""})
PUBLIC = {
    "config.yaml": b"wijken: {}",
    "colofon.json": b'{"software": {}, "weg": []}',
    f"code/{WHOLE}": CODE,
    "monitor.pdf": b"%PDF",
}
DELIVERED = {
    "invoer/data/spangen/2022.xlsx": b"PK",
    "invoer/data/spangen/2022.xlsx.mdto.xml": b"<MDTO/>",
}
INFO = {"External-Identifier": "veerkrachtmonitor:spangen:2026.2", "Uitgave": "2026.2"}


def test_code_settings_and_data_come_back_and_nothing_else(tmp_path: Path) -> None:
    bag, closed = tmp_path / "archive/spangen/2026.2", tmp_path / "besloten"
    write_bag(bag, PUBLIC, INFO)
    write_bag(bag.with_name("2026.1"), {"parts.json": b"{}"}, {"Uitgave": "2026.1"})
    write_bag(closed, DELIVERED, INFO)
    project = tmp_path / "project"
    lay_out(bag, closed, "spangen", ["templates/oud.md"], project)
    files = {str(p.relative_to(project)) for p in project.rglob("*") if p.is_file()}
    earlier = {name for name in files if name.startswith("archive/spangen/2026.1/")}
    assert "archive/spangen/2026.1/data/parts.json" in earlier, "what it corrects"
    assert files - earlier == {
        *("Snakefile", "scripts/a.py", "config.yaml", "data/spangen/2022.xlsx"),
    }


def test_without_what_was_delivered_it_asks_for_the_closed_bag(tmp_path: Path) -> None:
    write_bag(tmp_path / "2026.1", PUBLIC, INFO)
    with pytest.raises(InputError, match="Geef het besloten pakket mee"):
        prove(str(tmp_path / "2026.1"), None, tmp_path / "scherm")
