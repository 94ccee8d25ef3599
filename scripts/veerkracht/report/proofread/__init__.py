"""Proofreading of the filled report: what a careful reader would mark before it is printed.

Each linter looks for one kind of fault that the publication of March 2024 had. It takes the pages
(the sections as read back from their HTML) and the context (what there are data of), and gives
remarks that quote the sentence. What is certain stops the build; what asks for judgement is a
warning for the reviewer. A quote is somebody's words: its numbers are listed, never faulted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from veerkracht.faults import Fault
from veerkracht.report.filled import Report
from veerkracht.report.proofread.context import Context
from veerkracht.report.proofread.contradictions import contradictions
from veerkracht.report.proofread.lists import (
    gaps_in_numbers,
    lost_quotes,
    other_asking,
    printed_twice,
    wrong_counts,
)
from veerkracht.report.proofread.numbers import (
    hasty_trends,
    numbers_in_quotes,
    numbers_without_source,
    other_years,
    shares_of_few,
    years_without_data,
)
from veerkracht.report.proofread.page import Page, read
from veerkracht.report.proofread.uncovered import uncovered
from veerkracht.report.proofread.words import broken_words, causal_claims, other_spellings

__all__ = ["LINTERS", "OF_A_SENTENCE", "Context", "proofread"]

Linter = Callable[[list[Page], Context], Iterator[Fault]]
# Those that need no other section to see a fault.
OF_A_SENTENCE = (
    years_without_data,
    numbers_without_source,
    shares_of_few,
    other_spellings,
    other_years,
)
LINTERS = (
    *OF_A_SENTENCE,
    numbers_in_quotes,
    wrong_counts,
    printed_twice,
    gaps_in_numbers,
    broken_words,
    causal_claims,
    hasty_trends,
    contradictions,
    lost_quotes,
    other_asking,
    uncovered,
)


def proofread(report: Report, context: Context, linters: Iterable[Linter] = LINTERS) -> list[Fault]:
    """All remarks of the linters on a filled report, sorted, each once."""
    pages = [read(section) for part in report.parts for section in part["sections"]]
    return sorted({remark for lint in linters for remark in lint(pages, context)})
