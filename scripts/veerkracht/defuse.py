"""Text in a CSV that a spreadsheet would run as a formula gets an apostrophe in front."""

from __future__ import annotations

import re

# The full-width signs are run as well where the keyboard makes them.
FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")


def defuse(value: object) -> object:
    """`value`, with an apostrophe before text that would run as a formula."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def restore(value: object) -> object:
    """Take away the apostrophe that `defuse` put before a would-be formula."""
    if isinstance(value, str) and value[:1] == "'" and FORMULA.match(value[1:]):
        return value[1:]
    return value
