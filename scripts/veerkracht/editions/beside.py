"""Work in a second process beside our own, on what this one has in memory."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

Value = TypeVar("Value")
THREADS = Path("/proc/self/task")


@contextmanager
def beside(work: Callable[[], Value]) -> Iterator[Callable[[], Value]]:
    """Begin `work` in a fork; inside, a function that waits for what it gives, or raises.

    What `work` changes, it changes for itself alone. Where a fork would wait forever, the work is
    done when its outcome is asked for, in our own process.
    """
    if not _may_fork():
        yield work
        return
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(work, theirs))
    process.start()
    theirs.close()

    def outcome() -> Value:
        try:
            value, error = ours.recv()
        except EOFError:
            raise RuntimeError("Een tweede proces is afgebroken.") from None
        if error:
            raise error
        return value  # type: ignore[no-any-return]

    try:
        yield outcome
    finally:
        process.kill()
        process.join()
        ours.close()


def _may_fork() -> bool:
    """Whether no thread would be missed: newer Pangos keep one, and wait for what it finds.

    Pango 1.56 (Debian 13) does, 1.50 (Debian 12) does not. Elsewhere than on Linux nobody knows.
    """
    names = []
    for path in THREADS.glob("*/comm"):
        with suppress(OSError):  # it may just have ended
            names.append(path.read_text(encoding="utf-8"))
    return bool(names) and not any(name.startswith("[pango]") for name in names)


def _tell(work: Callable[[], object], channel: Any) -> None:
    try:
        channel.send((work(), None))
    except Exception as error:
        channel.send((None, error))
