"""What an earlier start worked out and this one may use again: by the content it came from."""

from __future__ import annotations

import contextlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Value = TypeVar("Value")
FOLDER = Path(".snakemake") / "veerkracht"


def kept(name: str, key: str, make: Callable[[], Value]) -> Value:
    """What `make` gives; from the file of `name` when that was made with the same `key`.

    `key` says all that the value follows from. What `make` raises is raised, and not kept.
    """
    file, head = FOLDER / name, key.encode() + b"\n"
    with contextlib.suppress(OSError, pickle.PickleError, EOFError, ValueError):
        found = file.read_bytes()
        if found.startswith(head):
            value: Value = pickle.loads(found[len(head) :])
            return value
    value = make()
    # Never half a file, also when two starts are here at once; a folder that is full is no fault.
    with contextlib.suppress(OSError):
        FOLDER.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f"{name}.{os.getpid()}")
        new.write_bytes(head + pickle.dumps(value))
        new.replace(file)
    return value
