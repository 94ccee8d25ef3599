"""How hard a Dutch text reads: the reading ease of Douma, the Dutch form of Flesch's."""

from __future__ import annotations

import re
from typing import NamedTuple

# One vowel sound: the two- and three-letter ones first. A trema begins a syllable of its own.
SOUND = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyáéíóúàèäëïöüâêîôû]"
)
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
# What a figure stands for, from easy to hard: the bounds are Flesch's, the words Douma's.
LEVELS = (
    (90, "heel makkelijk"),
    (80, "makkelijk"),
    (70, "vrij makkelijk"),
    (60, "gewoon"),
    (50, "vrij moeilijk"),
    (30, "moeilijk"),
)


class Reading(NamedTuple):
    """A text counted: sentences, words, syllables, and Douma's reading ease (0 hard, 100 easy)."""

    sentences: int
    words: int
    syllables: int
    ease: float

    @property
    def level(self) -> str:
        """The ease in a word."""
        return next((word for least, word in LEVELS if self.ease >= least), "heel moeilijk")


def syllables(word: str) -> int:
    """The syllables of a Dutch word: its vowel sounds, at least one.

    The sounds are counted by their letters, so loanwords are sometimes one off: a figure for a
    text, not for a word.
    """
    return max(1, len(SOUND.findall(word.lower())))


def reading(sentences: list[str]) -> Reading | None:
    """The reading ease of sentences by W.H. Douma, De leesbaarheid van landbouwbladen (1960).

    206.84 - 0.77 * (syllables a hundred words) - 0.93 * (words a sentence). A sentence without
    words does not count; numbers in digits are no words. None for a text without words.
    """
    counted = [found for found in map(WORD.findall, sentences) if found]
    words = sum(map(len, counted))
    if not words:
        return None
    sounds = sum(syllables(word) for found in counted for word in found)
    ease = 206.84 - 0.77 * (100 * sounds / words) - 0.93 * (words / len(counted))
    return Reading(len(counted), words, sounds, ease)
