"""What is kept between starts is used for the same content only, and never half or broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from veerkracht.workflow.kept import FOLDER, kept


@pytest.fixture(autouse=True)
def in_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def never() -> str:
    raise AssertionError("made again")


def test_the_same_key_gives_what_was_made() -> None:
    assert kept("teksten", "a", lambda: "een") == "een"
    assert kept("teksten", "a", never) == "een"


@pytest.mark.parametrize("key", ["b", "", "aa", "a\n"])
def test_another_key_is_made_anew(key: str) -> None:
    kept("teksten", "a", lambda: "een")
    assert kept("teksten", key, lambda: "twee") == "twee"
    assert kept("teksten", key, never) == "twee"
    assert [path.name for path in FOLDER.iterdir()] == ["teksten"]


@pytest.mark.parametrize("broken", [b"", b"a\n", b"a\nonzin", b"a", b"a\n\x80\x04."])
def test_a_broken_file_is_made_anew(broken: bytes) -> None:
    kept("teksten", "a", lambda: "een")
    (FOLDER / "teksten").write_bytes(broken)
    assert kept("teksten", "a", lambda: "twee") == "twee"


def test_what_fails_is_not_kept() -> None:
    with pytest.raises(AssertionError):
        kept("teksten", "a", never)
    assert kept("teksten", "a", lambda: "een") == "een"


def test_a_folder_that_cannot_be_written_is_no_fault() -> None:
    FOLDER.parent.write_text("")
    assert kept("teksten", "a", lambda: "een") == "een"
