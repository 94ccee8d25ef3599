"""Work in a second process: its outcome, its errors, and its end."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from veerkracht.editions.beside import beside


def test_the_outcome_of_work_on_what_is_in_memory_comes_back() -> None:
    here = {"files": [b"a"], "process": os.getpid()}

    def work() -> tuple[list[bytes], int]:
        here["files"].append(b"b")  # type: ignore[attr-defined]
        return here["files"], os.getpid()  # type: ignore[return-value]

    with beside(work) as outcome:
        files, process = outcome()
    assert files == [b"a", b"b"] and process != here["process"]
    assert here["files"] == [b"a"], "changed for itself alone"


def test_both_work_at_once() -> None:
    """Each waits for the other: one after the other they would wait in vain."""
    first, second = os.pipe(), os.pipe()

    def work() -> bytes:
        os.write(second[1], b"x")
        return os.read(first[0], 1)

    with beside(work) as outcome:
        assert os.read(second[0], 1) == b"x"
        os.write(first[1], b"y")
        assert outcome() == b"y"


def test_an_error_is_raised_here() -> None:
    with pytest.raises(LookupError, match="deze naam"), beside(fail) as outcome:
        outcome()


def fail() -> None:
    raise LookupError("deze naam is niet bekend")


def test_work_that_was_killed_is_no_outcome() -> None:
    with (
        pytest.raises(RuntimeError, match="afgebroken"),
        beside(lambda: os.kill(os.getpid(), signal.SIGKILL)) as outcome,
    ):
        outcome()


def test_work_ends_with_an_error_of_ours() -> None:
    start = time.monotonic()
    with pytest.raises(ZeroDivisionError), beside(lambda: time.sleep(300)):
        raise ZeroDivisionError
    assert time.monotonic() - start < 60


@pytest.mark.parametrize("threads", [["python", "[pango] fontcon"], []])
def test_a_fork_that_would_wait_forever_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, threads: list[str]
) -> None:
    """Of a thread of Pango a fork has only the lock. Where none can be seen, any may be there."""
    for number, name in enumerate(threads):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "comm").write_text(f"{name}\n")
    monkeypatch.setattr("veerkracht.editions.beside.THREADS", tmp_path)
    with beside(os.getpid) as outcome:
        assert outcome() == os.getpid()
