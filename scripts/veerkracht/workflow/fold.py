"""Lines for a terminal: broken between words, never inside one nor inside a command to copy."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from typing import TextIO

VALUE = r"""(?:'\w+=[^']*'|\w+=(?:"[^"]*"|\S*[^\s.,]))"""
COMMAND = re.compile(rf"(?:\S+/uv run )?snakemake(?: [a-z_]+)?(?: --config(?: {VALUE})+)?")
BULLET = re.compile(r"\s*(?:- )?")
GLUE = "\x00"


def folded(text: str, stream: TextIO | None = None) -> str:
    """The text with its lines as wide as the terminal of `stream` (stderr); else as it is.

    What follows of a line stands under its first word. A command is not broken: who copies it in
    two halves gives two orders.
    """
    if not (stream or sys.stderr).isatty():
        return text
    width = shutil.get_terminal_size().columns
    return "\n".join(_folded(line, width) for line in text.split("\n"))


def _folded(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    start = BULLET.match(line)
    indent = " " * len(start[0]) if start else ""
    whole = COMMAND.sub(lambda match: match[0].replace(" ", GLUE), line)
    lines = textwrap.wrap(
        whole,
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
    )
    return "\n".join(lines).replace(GLUE, " ")
