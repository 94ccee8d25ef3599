"""Which claim covers which sentence of the filled text.

While a section is filled, every wording is kept with its claim; when its page is there, the
sentences in which a wording stands, or that stand in a wording, are those of the claim.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from veerkracht.report.proofread.page import FIGURE, HEAD, SENTENCE_END, TEXT, plain, read

TAGS = re.compile(r"<[^>]+>")
WORD = re.compile(r"[^\W_]+")
FEWEST = 3  # as many words tell one sentence from another; fewer must be all of it


@dataclass(frozen=True)
class Wording:
    """What a section printed for the outcome of a claim."""

    section: str
    claim: str
    outcome: str
    text: str


class Coverage:
    """The wordings of a report in the order in which its sections printed them."""

    def __init__(
        self,
        outcome: Callable[..., str],
        put_back: Callable[[str], str],
        asked: Callable[..., str] = lambda claim, year=None: "",
    ) -> None:
        """`outcome`: of a claim, and of a year; `put_back`: fills in pieces of finished HTML.

        `asked`: what differed in the asking between the years of a claim.
        """
        self._asked = asked
        self._doubtful: set[str] = set()
        self.section = ""
        self._outcome, self._put_back = outcome, put_back
        self._wordings: dict[Wording, None] = {}

    def keep(self, text: str, *claims: str, year: int | None = None) -> str:
        """`text` as it is, kept as what these claims (of `year`) say here."""
        for claim in claims if text.strip() else ():
            name = f"{claim}-{year}" if year else claim
            outcome = str(self._outcome(claim, year))
            if self._asked(claim, year):
                self._doubtful.add(self.section)
            said = Wording(self.section, name, outcome, self._put_back(text))
            self._wordings[said] = None
        return text

    def rests_on_other_asking(self) -> bool:
        """Whether this section says something of years between which the asking differed."""
        return self.section in self._doubtful

    def sentences(self, section: Mapping[str, Any]) -> list[dict[str, str]]:
        """What claims cover in a filled section: section, claim, outcome and sentence."""
        sentences = read(section).sentences(TEXT, HEAD, FIGURE)
        said = {plain(sentence): None for _, sentence in sentences}
        mine = [wording for wording in self._wordings if wording.section == section["id"]]
        return [
            {
                "section": wording.section,
                "claim": wording.claim,
                "outcome": wording.outcome,
                "sentence": sentence,
            }
            for wording in mine
            for sentence in said
            if _is_of(sentence, wording.text)
        ]


def _is_of(sentence: str, wording: str) -> bool:
    """Whether a sentence holds a part of a wording, or stands in one."""
    whole = _words(sentence)
    text = TAGS.sub(" ", plain(html.unescape(wording)))
    blocks = re.split(r"\n\s*\n", text)
    parts = [_words(part) for block in blocks for part in SENTENCE_END.split(block)]
    return any(
        whole == part
        or (part in whole and len(part.split()) >= FEWEST)
        or (whole in part and len(whole.split()) >= FEWEST)
        for part in parts
    )


def _words(text: str) -> str:
    """The words of a text without signs between them: Markdown and layout make no difference."""
    return f" {' '.join(WORD.findall(text.lower()))} "
