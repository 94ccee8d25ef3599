"""Approval: of what was seen, by whom; and what changed since."""

from __future__ import annotations

from pathlib import Path

import pytest

from veerkracht.archive.approval import (
    Approval,
    changes,
    check,
    digest,
    digests,
    read_approval,
)
from veerkracht.faults import InputError

SEEN = digests({"monitor.pdf": b"een", "openbaar/turnover.csv": b"twee", "web/index.html": b"drie"})
SIGNED = Approval("A. Jansen", "2026-12-01", "2026.1", digest(SEEN), SEEN)


def test_an_approval_reads_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "akkoord.yaml"
    assert read_approval(path) is None
    path.write_text(SIGNED.as_yaml(), encoding="utf-8")
    assert read_approval(path) == SIGNED
    assert SIGNED.told == "akkoord van A. Jansen, 01-12-2026"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("wie:", "wei:"),
        ("2026-12-01", "2026-13-01"),
        ("wie: A. Jansen", "wie: ''"),
        (SEEN["monitor.pdf"], "0" * 64),
        ("bestanden:", "bestanden: []\nrest:"),
    ],
)
def test_an_approval_that_was_tinkered_with_is_refused(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "akkoord.yaml"
    path.write_text(SIGNED.as_yaml().replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match="snakemake approve"):
        read_approval(path)


def test_the_state_is_told_for_the_version_that_was_seen() -> None:
    place = Path("data/spangen/akkoord.yaml")
    assert check(None, "2026.1", SEEN, place) == "zonder akkoord"
    assert check(SIGNED, "2026.1", SEEN, place) == SIGNED.told
    assert "is van 2026.1" in check(SIGNED, "2026.2", SEEN, place)


def test_content_that_changed_after_approval_is_named() -> None:
    now = digests({"monitor.pdf": b"een", "openbaar/turnover.csv": b"TWEE", "nieuw.csv": b""})
    with pytest.raises(InputError) as caught:
        check(SIGNED, "2026.1", now, Path("data/spangen/akkoord.yaml"))
    told = str(caught.value)
    title = "Partijen en samenwerkingen die kwamen, bleven en gingen"
    assert (
        f"openbaar/turnover.csv ({title}): gevonden: na het akkoord van A. Jansen veranderd" in told
    )
    assert "web/index.html: gevonden: na het akkoord van A. Jansen weggevallen" in told
    assert "nieuw.csv: gevonden: na het akkoord van A. Jansen erbij gekomen" in told
    assert "monitor.pdf" not in told
    assert changes(SEEN, SEEN) == []
