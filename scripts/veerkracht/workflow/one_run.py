"""One run at a time in a folder, also after a crash: a lock that ends with its process.

Snakemake's own lock is a file that a killed run leaves behind. The one here belongs to the process:
who holds it is alive, and what lies there while nobody holds it is left over.
"""

from __future__ import annotations

import fcntl
import getpass
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO

from veerkracht.faults import Fault, InputError

STATE = Path(".snakemake")
TURN = "opdracht.slot"
WORK = "werk.slot"
LOOKS_ONLY = re.compile(r"-[a-zA-Z]*n[a-zA-Z0-9]*|--dry-?run")
HELD: list[TextIO] = []  # until the process ends


def looks_only(arguments: Sequence[str]) -> bool:
    """Whether these arguments ask for a dry run, which changes nothing."""
    return any(map(LOOKS_ONLY.fullmatch, arguments))


def take_turn(root: Path, arguments: Sequence[str]) -> None:
    """Take the lock of the folder, and clear away what a run that was killed left behind.

    Steps of such a run that still work are waited for. A dry run (by the `arguments`) takes no
    lock. Raises InputError with who is running, and since when, while another run is alive.
    """
    (root / STATE).mkdir(exist_ok=True)
    looking = looks_only(arguments)
    turn = (root / STATE / TURN).open("a+", encoding="utf-8")
    if not _locked(turn, fcntl.LOCK_EX | fcntl.LOCK_NB):
        if not looking:
            raise InputError([_other_run(turn, root)], "in de map van het project")
        return
    _wait_for_steps(root)
    # Made anew by Snakemake, and empty without a run.
    locks = root / STATE / "locks"
    if locks.is_dir() and any(locks.iterdir()):
        shutil.rmtree(locks)
        print("De vorige opdracht is afgebroken. Deze gaat verder waar zij was.", file=sys.stderr)
    if looking:
        turn.close()
        return
    turn.truncate(0)
    turn.write(f"{os.getpid()} {datetime.now():%Y-%m-%dT%H:%M} {_user()}")
    turn.flush()
    HELD.append(turn)


@contextmanager
def at_work(root: Path = Path()) -> Iterator[None]:
    """Held by each step while it works: it may outlive the run that started it."""
    if not (root / STATE).is_dir():
        yield
        return
    with (root / STATE / WORK).open("a", encoding="utf-8") as work:
        fcntl.flock(work, fcntl.LOCK_SH)
        yield


def _locked(file: TextIO, how: int) -> bool:
    try:
        fcntl.flock(file, how)
    except BlockingIOError:
        return False
    return True


def _wait_for_steps(root: Path) -> None:
    """Until no step of a run that was killed works any more."""
    with (root / STATE / WORK).open("a", encoding="utf-8") as work:
        if not _locked(work, fcntl.LOCK_EX | fcntl.LOCK_NB):
            print("Een stap van de vorige opdracht is nog bezig. Even wachten.", file=sys.stderr)
            fcntl.flock(work, fcntl.LOCK_EX)


def _other_run(turn: TextIO, root: Path) -> Fault:
    turn.seek(0)
    process, _, rest = turn.read().partition(" ")
    since, _, user = rest.partition(" ")
    found = "hier loopt al een opdracht"
    if since:  # who has only just begun has not written it yet
        started = datetime.fromisoformat(since)
        found += f" van {user}, sinds {started:%d-%m-%Y %H.%M} uur (proces {process})"
    return Fault(
        str(root.resolve().name),
        found=found,
        expected="één opdracht tegelijk in een map",
        advice="Wacht tot zij klaar is, of breek haar af met Ctrl-C.",
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "iemand"
