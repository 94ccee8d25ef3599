"""What must stand on disk before any work starts: files, folders, rights and room."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from veerkracht.faults import InputError
from veerkracht.files import check_files, check_writable


def test_missing_files_are_all_named_with_their_purpose(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "2021.xls").write_text("")
    needed = {"data/2021.xlsx": "de werkmap van 2021", "data/2022.xlsx": "de werkmap van 2022"}
    with pytest.raises(InputError) as caught:
        check_files(needed, tmp_path)
    assert [fault.file for fault in caught.value.faults] == list(needed)
    assert "Bedoelt u '2021.xls'?" in str(caught.value)
    assert "de werkmap van 2022" in str(caught.value)


def test_a_folder_without_rights_to_write_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "results").mkdir()
    monkeypatch.setattr("os.access", lambda path, mode: Path(path).name != "results")
    with pytest.raises(InputError, match="results: gevonden: in deze map mag u niet schrijven"):
        check_writable(tmp_path)


def test_a_full_disk_stops_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type(shutil.disk_usage(tmp_path))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1_000, 1_000, 12_000_000))
    with pytest.raises(InputError, match="de schijf is vol: 12 MB vrij"):
        check_writable(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1_000, 1_000, 300_000_000))
    check_writable(tmp_path)


def test_a_workbook_in_a_format_of_another_program_is_named(tmp_path: Path) -> None:
    (tmp_path / "2023.numbers").write_bytes(b"PK")
    (tmp_path / "2022.xlsx").write_bytes(b"PK")
    with pytest.raises(InputError, match=r"Er staat wel 2023\.numbers: open dat"):
        check_files({"2023.xlsx": "de werkmap"}, tmp_path)


def test_a_folder_that_is_not_there_is_told_once_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "data/Spangn").mkdir(parents=True)
    needed = {"data/spangen/2024.xlsx": "de werkmap", "data/spangen/plekken.csv": "de plekken"}
    with pytest.raises(InputError) as caught:
        check_files(needed, tmp_path)
    assert [fault.file for fault in caught.value.faults] == ["data/spangen"]
    assert "deze map is er niet" in str(caught.value) and "Bedoelt u 'Spangn'?" in str(caught.value)
    (tmp_path / "data/Spangn").rmdir()
    with pytest.raises(InputError, match="new_wijk --config wijk=spangen"):
        check_files(needed, tmp_path)


@pytest.mark.parametrize(
    ("beside", "told"),
    [
        ("2024.xlsx", "Maak het met: snakemake new_year --config year=2025 wijk=spangen"),
        ("2025 (1).xlsx", r"Bedoelt u '2025 \(1\).xlsx'\?"),
    ],
)
def test_a_year_without_its_workbook_is_made_and_not_that_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data/spangen").mkdir(parents=True)
    (tmp_path / "data/spangen" / beside).touch()
    with pytest.raises(InputError, match=told):
        check_files({"data/spangen/2025.xlsx": "de werkmap"}, tmp_path)


@pytest.mark.parametrize(
    ("error", "told"),
    [(PermissionError(13, "x"), "mag u niet lezen"), (OSError(5, "x"), "is niet te lezen")],
)
def test_a_file_on_a_drive_that_is_gone_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, told: str
) -> None:
    (tmp_path / "2024.xlsx").write_bytes(b"PK")

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(InputError, match=rf"2024\.xlsx: gevonden: dit bestand {told}; .*OneDrive"):
        check_files({"2024.xlsx": "de werkmap"}, tmp_path)
