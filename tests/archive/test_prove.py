"""The comparison of what was kept with what is made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from veerkracht.archive.prove import Proof, compare, differing, find_bag
from veerkracht.faults import InputError

OTHER = [("pango", "1.50.12", "1.57.0")]
PAGE = "<p>Zin.</p><p>pango {}, pandas 3.1.1.</p>"


@pytest.mark.parametrize(
    ("name", "then", "now", "other", "told"),
    [
        ("a.csv", b"1\n", b"1\n", [], "gelijk"),
        ("a.csv", b"1\n", b"2\n", [], "anders"),
        ("a.csv", b"1\n", b"2\n", OTHER, "anders"),
        ("a.pdf", b"1", b"2", [], "anders"),
        ("a.pdf", b"1", b"2", OTHER, "anders getekend"),
        ("a.html", PAGE.format("1.50.12"), PAGE.format("1.57.0"), OTHER, "zelfde tekst"),
        ("a.html", PAGE.format("1.50.12"), PAGE.format("1.57.0"), [], "anders"),
        ("a.html", PAGE.format("1.50.12"), "<p>Andere zin.</p>", OTHER, "anders"),
    ],
)
def test_a_file_is_compared_by_bytes_or_by_text(
    tmp_path: Path, name: str, then: bytes | str, now: bytes | str, other: list, told: str
) -> None:
    kept, made = tmp_path / "then" / name, tmp_path / "now" / name
    for path, content in ((kept, then), (made, now)):
        path.parent.mkdir()
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert compare(kept, made, other) == told
    made.unlink()
    assert compare(kept, made, other) == "weg"


def test_the_software_of_then_is_told() -> None:
    then = {"pandas": "3.1.1", "pango": "1.50.12", "oud": "1"}
    assert differing(then, {"pandas": "3.1.1", "pango": "1.57.0"}) == [*OTHER, ("oud", "1", "geen")]
    proof = Proof({"a.csv": "gelijk", "a.pdf": "anders getekend", "b.csv": "anders"}, tuple(OTHER))
    assert proof.faults == ["b.csv"]
    assert "gemaakt met andere software: pango 1.50.12 (nu 1.57.0)" in proof.told
    assert (
        "1 van de 3 bestanden hebben dezelfde bytes" in proof.told and "b.csv: anders" in proof.told
    )
    same = Proof({"a.csv": "gelijk"}, ())
    assert same.told == "1 van de 1 bestanden hebben dezelfde bytes." and not same.faults


def test_a_bag_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"zoals voorbeeld/2026\.1"):
        find_bag(str(tmp_path / "niets"))
