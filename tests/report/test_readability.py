"""The reading ease of Dutch text, against the formula written out and words of known syllables."""

from __future__ import annotations

import pytest

from veerkracht.report.readability import reading, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [("kat", 1), ("wijk", 1), ("fiets", 1), ("bewoner", 3), ("gemeente", 3), ("mooi", 1),
     ("nieuw", 1), ("coöperatie", 5), ("initiatief", 5), ("samenwerking", 4), ("ruïne", 3),
     ("leeuw", 1), ("hst", 1)],
)  # fmt: skip
def test_syllables_are_those_of_the_dictionary(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_ease_is_the_formula_of_douma() -> None:
    """Four words of one syllable in one sentence: 206.84 - 77 - 3.72."""
    found = reading(["De kat zit daar."])
    assert found is not None
    assert (found.sentences, found.words, found.syllables) == (1, 4, 4)
    assert found.ease == pytest.approx(206.84 - 0.77 * 100 - 0.93 * 4)
    # Two sentences of two and four words, nine syllables: 150 a hundred words, three a sentence.
    found = reading(["Bewoners helpen.", "De wijk praat mee."])
    assert found is not None and (found.words, found.syllables) == (6, 9)
    assert found.ease == pytest.approx(206.84 - 0.77 * 150 - 0.93 * 3)


def test_longer_words_and_sentences_read_harder() -> None:
    easy = reading(["Wij koken soep.", "De buren eten mee."])
    hard = reading(
        ["De samenwerkingsovereenkomst veronderstelt gezamenlijke verantwoordelijkheid."]
    )
    assert easy is not None and hard is not None
    assert easy.ease > 80 > hard.ease and hard.level == "heel moeilijk"


def test_numbers_are_no_words_and_nothing_has_no_ease() -> None:
    assert reading(["2024", "- 12 %"]) is None
    assert reading([]) is None
