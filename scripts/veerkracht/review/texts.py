"""The sentences of an edition by section, and what became of them in the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from veerkracht.report.filled import Report
from veerkracht.report.proofread.page import FIGURE, HEAD, QUOTE, TEXT, plain, read
from veerkracht.report.trail import MARK

ALIKE = 0.5  # share of the words that a sentence keeps while it is the same one, altered
# Of the appendices only the words: their tables are compared as tables.
KINDS = (HEAD, TEXT, QUOTE, FIGURE)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a section: its text, its kind, and the numbers (getal) that stand in it."""

    text: str
    kind: str = TEXT
    numbers: tuple[int, ...] = ()

    @property
    def shape(self) -> str:
        """The sentence without its figures: what the text says, whatever the data are."""
        return re.sub(r"\d+(?:[.,]\d+)*", "#", self.text)


@dataclass(frozen=True)
class Section:
    """A section: its title, the file of its text, and its sentences."""

    id: str
    title: str
    file: str
    sentences: tuple[Sentence, ...]


def sections(report: Report) -> dict[str, Section]:
    """Every section of the filled text by its id, in order."""
    found = {}
    for part in report.parts:
        for one in part["sections"]:
            said = [
                Sentence(plain(text), block.kind, tuple(int(m[1]) for m in MARK.finditer(text)))
                for block, text in read(one).sentences(*KINDS)
            ]
            title = one["title"] or one["running"] or part["title"]
            found[one["id"]] = Section(one["id"], title, one["file"], tuple(said))
    return found


def altered(then: Section, now: Section) -> Iterator[tuple[Sentence | None, Sentence | None]]:
    """Pairs of sentences that differ, in order: before and after, None where there is none."""
    before, after = [s.text for s in then.sentences], [s.text for s in now.sentences]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield from _paired(list(then.sentences[a:b]), list(now.sentences[c:d]))


def _paired(
    gone: list[Sentence], come: list[Sentence]
) -> Iterator[tuple[Sentence | None, Sentence | None]]:
    """Those of a stretch that are alike together, in order; the others alone."""
    place = 0
    for old in gone:
        words = old.text.split()
        scores = [
            (SequenceMatcher(None, words, new.text.split(), autojunk=False).ratio(), -index)
            for index, new in enumerate(come[place:])
            if new.kind == old.kind
        ]
        best = max(scores, default=(0.0, 0))
        if best[0] < ALIKE:
            yield old, None
            continue
        end = place - best[1]
        yield from ((None, new) for new in come[place:end])
        yield old, come[end]
        place = end + 1
    yield from ((None, new) for new in come[place:])


def by_word(before: str, after: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Both texts in runs of words, each with whether the other lacks it."""
    old, new = re.findall(r"\s+|[^\s]+", before), re.findall(r"\s+|[^\s]+", after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        left += [("".join(old[a:b]), tag != "equal")] if b > a else []
        right += [("".join(new[c:d]), tag != "equal")] if d > c else []
    return left, right
