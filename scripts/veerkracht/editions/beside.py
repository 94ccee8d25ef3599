"""Work in a second process beside our own, on what this one has in memory."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

Value = TypeVar("Value")


@contextmanager
def beside(work: Callable[[], Value]) -> Iterator[Callable[[], Value]]:
    """Begin `work` in a fork; inside, a function that waits for what it gives, or raises.

    What `work` changes, it changes for itself alone.
    """
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


def _tell(work: Callable[[], object], channel: Any) -> None:
    try:
        channel.send((work(), None))
    except Exception as error:
        channel.send((None, error))
