"""How wide a printed table is, one of three widths, and how wide each of its columns.

WeasyPrint can find widths by itself, at a quarter of all time for layout, and spreads a narrow
table over the page, so that the eye loses the row. All widths here are in em of the table's type.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from veerkracht.letters import advances

OTHER = 0.6  # the width, in em, of a sign that the font lacks
# The text column of 166 mm at 8.4 pt, and at 8 pt where a table is dense (print.css).
PAGE, DENSE_PAGE = 56.0, 58.8
# A table is as wide as a column of text (79.5 of 166 mm), as text beside the indent (120 mm), or as
# the page: what stands below each other on a page ends on the same lines.
COLUMN, MEASURE = 79.5 / 166, 120 / 166
WIDTHS = (COLUMN, MEASURE, 1.0)
# Room right of a text or left of a number, less where a table is dense, and more where a text
# follows a number; as in print.css.
GAP, DENSE_GAP, AFTER_NUMBER, SLACK = 1.1, 0.8, 1.7, 0.1
# Columns wider than this may wrap before others do.
NARROW = 12.0
# Lines of a table that fill a page under its caption and head.
LINES, DENSE_LINES = 36, 43


# The type of a caption (bold 12 pt) in em of the table's.
CAPTION = {False: 12.6 / 8.4, True: 12.6 / 8}
# A caption breaks between words: of two full lines a part stays empty.
CAPTION_LINES = 1.7


@dataclass(frozen=True)
class Fit:
    """Widths of the columns, whether the table is dense, and how many lines its rows take."""

    widths: list[float]
    dense: bool
    lines: int
    squeezed: bool = False  # words are wider than their column
    share: float = 1.0  # of the width of the page: one of WIDTHS

    @property
    def total(self) -> float:
        """The width of the table."""
        return round(sum(self.widths), 2)

    @property
    def long(self) -> bool:
        """Whether the table is longer than a page."""
        return self.lines > (DENSE_LINES if self.dense else LINES)

    @property
    def narrow(self) -> bool:
        """Whether another table fits beside it."""
        return self.share == COLUMN


def text_width(text: str) -> float:
    """The width of one line of text in em, in the semibold of the heads: never too narrow."""
    widths = advances("Semibold")
    return sum(widths.get(ord(sign), OTHER) for sign in text)


def _longest_word(text: str) -> float:
    # A line can end after a hyphen as well, but not before a digit (the line breaking of Unicode).
    return max((text_width(word) for word in re.split(r" |(?<=-)(?!\d)", text)), default=0.0)


def fit_columns(
    columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]], caption: str = ""
) -> Fit:
    """The widths for a table with `columns` (label, text or number) and `rows` of finished texts.

    A column is as wide as its longest cell; its label may take two lines. Where that is wider than
    the page, the columns of sentences share what the narrow ones leave, by the length of their
    texts. A table whose rows grow too high, or that just does not fit a page, becomes dense. What
    is over up to the next of WIDTHS goes to all columns alike. The caption takes two lines at most.
    """
    fit = _fit(columns, rows, caption, dense=False)
    high = fit.lines > 1.6 * max(len(rows), 1)
    # Rather small on one page than large with a few rows on the next.
    if high or fit.squeezed or LINES < fit.lines <= DENSE_LINES:
        fit = _fit(columns, rows, caption, dense=True)
    return fit


def _fit(
    columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]], caption: str, dense: bool
) -> Fit:
    """The widths when set on an ordinary page, or `dense` on one with narrow gaps."""
    page, gap = (DENSE_PAGE, DENSE_GAP) if dense else (PAGE, GAP)
    kinds = [kind for _, kind in columns]
    gaps = [
        gap + (AFTER_NUMBER if kind == "text" and before == "number" else 0)
        for kind, before in zip(kinds, ["text", *kinds], strict=False)
    ]
    cells = [[text_width(row[i]) for row in rows] for i in range(len(columns))]
    least = [max(_longest_word(label), 0.55 * text_width(label)) for label, _ in columns]
    # The slack is for rounding: a word that lacks a hair breaks.
    natural = [max([word, *cell]) + SLACK for word, cell in zip(least, cells, strict=True)]
    widths = list(natural)
    if sum(natural) + sum(gaps) > page:
        floor = [
            max([word, *(_longest_word(row[i]) for row in rows)]) + SLACK
            for i, word in enumerate(least)
        ]
        # The widest columns wrap: as few as it takes.
        wide: list[int] = []
        left = page - sum(gaps)
        for i in sorted(range(len(columns)), key=lambda i: -natural[i]):
            wide.append(i)
            left = page - sum(gaps) - sum(w for n, w in enumerate(natural) if n not in wide)
            if left >= sum(floor[n] for n in wide) and natural[i] <= NARROW:
                break
        weight = {i: math.sqrt(sum(cells[i]) / max(len(rows), 1) * natural[i]) for i in wide}
        share = max(left - sum(floor[i] for i in wide), 0.0) / (sum(weight.values()) or 1.0)
        for i in wide:
            widths[i] = min(floor[i] + share * weight[i], natural[i])
    lines = sum(
        max(math.ceil(cell[n] / max(width, 0.1)) for cell, width in zip(cells, widths, strict=True))
        for n in range(len(rows))
    )
    full = [width + gap for width, gap in zip(widths, gaps, strict=True)]
    squeezed = sum(full) > page + 0.01
    if squeezed:
        full = [width * page / sum(full) for width in full]
    wanted = max(sum(full), text_width(caption) * CAPTION[dense] / CAPTION_LINES)
    share = next((part for part in WIDTHS if part * page + 0.01 >= wanted), 1.0)
    over = max(0.0, share * page - sum(full)) / len(full)
    return Fit([round(width + over, 2) for width in full], dense, lines, squeezed, share)
