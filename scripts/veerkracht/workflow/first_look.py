"""What is typed after `snakemake`, looked at before Snakemake does: it tells of it in English.

profiles/default/config.yaml calls `look`: nothing of ours is read sooner.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TextIO

from veerkracht.faults import Fault, InputError, order
from veerkracht.workflow.commands import HELP, names
from veerkracht.workflow.fold import folded
from veerkracht.workflow.nothing_new import nothing_new

CONFIG = ("--config", "-C")
PAIR = re.compile(r"[A-Za-z_]\w*=.*", re.DOTALL)
# What Snakemake says of the profile, as the first thing.
FIRST = (
    "Using workflow specific profile profiles/default for setting default command line arguments."
)
LOOKING = "Nagaan wat er te doen is…"
STOPPED = "Afgebroken. De volgende opdracht gaat verder waar deze was."


def look(arguments: Sequence[str], stream: TextIO | None = None) -> None:
    """Stop in Dutch where Snakemake could not read the arguments, or where nothing is to be done.

    From here on Ctrl-C is told too. On a terminal the line with which Snakemake begins is wiped.
    """
    stream = stream or sys.stderr
    if stream.isatty():
        lines = -(-len(FIRST) // shutil.get_terminal_size().columns)
        stream.write(f"\x1b[{lines}F\x1b[J")
        stream.flush()
    sys.excepthook = _say_stopped
    if faults := config_faults(arguments):
        stream.write(f"{folded(str(InputError(faults)), stream)}\n")
        sys.exit(1)
    if stream.isatty() and HELP not in arguments:
        # Reading the rules takes seconds, in which a screen without a word seems to hang.
        stream.write(f"{LOOKING}\n")
        stream.flush()
    if words := nothing_new(Path.cwd(), arguments):
        stream.write("".join(f"{folded(line, stream)}\n" for line in words))
        sys.exit(0)


def config_faults(arguments: Sequence[str]) -> list[Fault]:
    """What is wrong with the words after --config: each must be `key=value`, without spaces."""
    words: list[str] = []
    given: list[str] = []
    inside = False
    for argument in arguments:
        inside = argument in CONFIG or (inside and not argument.startswith("-"))
        if argument not in CONFIG:
            (given if inside else words).append(argument)
    if all(map(PAIR.fullmatch, given)):
        return []
    # Who typed `year = 2024` meant `year=2024`; a word with a space in it was typed in quotes.
    marked = re.sub(r"\s*=\s*", "=", "\n".join(given)).split("\n")
    pairs = [word for word in marked if PAIR.fullmatch(word)]
    late = [word for word in marked if word in names()]
    if len(pairs) + len(late) == len(marked) and all(pair.partition("=")[2] for pair in pairs):
        meant = shlex.join([*late, *words, "--config", *pairs])
        advice = f"Bedoelt u: {order(meant)}"
    else:
        advice = f"Zo schrijft u het: {order('new_year --config year=2024')}. Zie {order(HELP)}"
    expected = "sleutel=waarde, zonder spaties, en de opdracht ervoor"
    return [Fault("--config", found=" ".join(given), expected=expected, advice=advice)]


def _say_stopped(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Ctrl-C before Snakemake listens to it."""
    if issubclass(kind, KeyboardInterrupt):
        print(STOPPED, file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)
