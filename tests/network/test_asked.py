"""What differs in the asking of two years, what can be made equal, and what is named again."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from simulated_interviews import Case, grown, simulate
from test_exchange import said

from veerkracht.claims.changes import up
from veerkracht.network.asked import Difference, Question, difference, questions_of
from veerkracht.network.changes import measure_retest
from veerkracht.network.evidence import Evidence, firmness
from veerkracht.network.exchange import YearPair
from veerkracht.network.heard import Heard
from veerkracht.network.outcome import Outcome
from veerkracht.network.retest import recall_chance, retest

QUESTION = Question("Met wie werkt u samen?", "nee", None)


def pair_of(before: Heard, after: Heard) -> YearPair:
    return YearPair(before, after, np.zeros(before.parties, np.intp))


# What differs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "told", "answered"),
    [
        (QUESTION, QUESTION, "", True),
        (QUESTION, Question("met wie werkt u samen", "nee"), "", True),
        (QUESTION, Question(), "", True),  # a year of which nothing is known
        (QUESTION, Question("Wie helpt u?", "nee"), "een andere vraag", False),
        (QUESTION, Question("", "ja"), "een lijst getoond", False),
        (Question("", "ja"), QUESTION, "geen lijst meer getoond", False),
        (
            Question("", "", 3),
            QUESTION,
            "een andere grens aan het aantal namen (hoogstens 3, daarna geen grens)",
            True,
        ),
        (Question("", "", 3), Question("", "", 3), "", True),
    ],
)
def test_what_differs_between_two_years(
    before: Question, after: Question, told: str, answered: bool
) -> None:
    assert difference(before, after, other_recall=False) == Difference(told, answered)


def test_another_recall_is_a_difference_and_several_are_told_together() -> None:
    assert (
        difference(QUESTION, QUESTION, True).told == "een ander deel van de samenwerkingen genoemd"
    )
    both = difference(QUESTION, Question("Wie helpt u?", "nee", 5), False)
    assert both.told.count(", ") >= 1 and not both.answered


def test_the_table_gives_what_is_known_of_a_year() -> None:
    table = pd.DataFrame(
        [(2020, "Met wie?", "nee", 3.0), (2021, "Met wie?", None, None)],
        columns=["year", "question", "roster", "cap"],
    )
    assert questions_of(table) == {
        2020: Question("Met wie?", "nee", 3),
        2021: Question("Met wie?", "", None),
    }


@pytest.mark.parametrize(
    ("chance", "share", "asked", "outcome"),
    [
        (0.01, 1.0, Difference(), Outcome.HOLDS),
        (0.01, 0.0, Difference("grens", True), Outcome.HOLDS),
        (0.01, 1.0, Difference("vraag", False), Outcome.POINTS),
        (0.06, 1.0, Difference(), Outcome.POINTS),
        (0.06, 1.0, Difference("grens", True), Outcome.UNSHOWN),
        (0.06, 1.0, Difference("vraag", False), Outcome.UNSHOWN),
    ],
)
def test_draws_and_panel_count_no_longer_where_was_asked_in_another_way(
    chance: float, share: float, asked: Difference, outcome: Outcome
) -> None:
    assert firmness(True, True, chance, share, asked) == outcome
    assert firmness(False, True, chance, share, asked) == Outcome.FAILS


# What is named again ------------------------------------------------------------------------------


def test_a_retest_by_hand() -> None:
    """Three parties of both years name 3, 2 and 1 others; 2, 1 and none of these again."""
    before = said((0, 5), (0, 6), (0, 7), (1, 5), (1, 6), (2, 5), (3, 9), parties=12)
    after = said((0, 5), (0, 6), (0, 8), (1, 5), (2, 6), (2, 7), (2, 8), (4, 9), parties=12)
    seen = retest(pair_of(before, after))
    assert (seen.parties, seen.mentioned, seen.again) == (3, 6, 3)
    assert seen.share == 0.5
    assert seen.before == 2 and seen.after == pytest.approx(7 / 3)
    assert seen.low is not None and seen.high is not None and seen.low < 0.5 < seen.high
    # Draws of only the third party have nothing again, of only the first two thirds of it.
    assert seen.low == 0 and seen.high == pytest.approx(2 / 3)
    assert seen.chance is not None and seen.chance > 0.5


def test_the_chance_of_more_names_is_that_of_all_exchanges() -> None:
    """Eight parties that each name one more: of 256 ways to exchange years two are as far apart."""
    before = said(*((p, 20) for p in range(8)), parties=30)
    after = said(*((p, other) for p in range(8) for other in (20, 21)), parties=30)
    chance = retest(pair_of(before, after)).chance
    assert chance == pytest.approx(2 / 256, abs=0.008)


def test_without_a_panel_or_names_nothing_is_known() -> None:
    nobody = retest(pair_of(said((0, 1)), said((2, 1))))
    assert nobody.parties == 0 and nobody.share is nobody.before is nobody.chance is None
    silent = retest(pair_of(said(spoken=(0, 1)), said(spoken=(0, 1))))
    assert silent.mentioned == 0 and silent.share is silent.low is None


def test_another_recall_of_the_same_parties_is_seen_and_the_same_is_not() -> None:
    """Forty parties in a ring of four neighbours; in the second year each names half of them."""
    ring = [(a, (a + step) % 40) for a in range(40) for step in (-2, -1, 1, 2)]
    whole = said(*ring, parties=40)
    half = whole.thinned(0.5, np.random.default_rng(1))
    # More names of one are cut to the most of the other: leave that the same.
    few = Heard(
        whole.spoken, np.append(half.who, [0] * 4), np.append(half.whom, [38, 39, 1, 2]), 40
    )
    assert recall_chance(pair_of(whole, few)) <= 0.05
    assert recall_chance(pair_of(whole, whole)) == 1


# Every outcome, by a small change -----------------------------------------------------------------

GROWN = Case(grown(0.8))


def judged(case: Case, before: Question, after: Question, seed: int = 1) -> Outcome:
    actors, ties = simulate("toeval", case, seed)
    evidence = Evidence(actors, ties, draws=40, questions={0: before, 1: after})
    return evidence.judge(0, 1, up("ties")).outcome


def test_a_claim_goes_through_all_outcomes_as_the_asking_changes() -> None:
    assert judged(GROWN, QUESTION, QUESTION) == Outcome.HOLDS
    # Another question, or a list beside it: nothing can tell that from growth.
    assert judged(GROWN, QUESTION, Question("Wie kent u?", "nee")) == Outcome.POINTS
    assert judged(GROWN, QUESTION, Question(QUESTION.question, "ja")) == Outcome.POINTS
    # A cap so low that both years, cut back to it, show as much.
    assert judged(GROWN, Question(QUESTION.question, "nee", 1), QUESTION) == Outcome.UNSHOWN
    # A cap that few came near leaves the growth in sight.
    assert judged(GROWN, Question(QUESTION.question, "nee", 12), QUESTION) == Outcome.HOLDS
    same = Case()
    outcomes = {judged(same, QUESTION, QUESTION, seed) for seed in range(6)}
    assert Outcome.HOLDS not in outcomes and Outcome.FAILS in outcomes


def test_the_evidence_says_what_differed() -> None:
    actors, ties = simulate("toeval", GROWN, 1)
    asked = {0: Question("Wie kent u?", "ja", 4), 1: QUESTION}
    evidence = Evidence(actors, ties, draws=10, questions=asked)
    told = evidence.judge(0, 1, up("ties")).asked
    assert told.startswith("een andere vraag, geen lijst meer getoond, een andere grens")
    assert measure_retest(evidence)["asked"].tolist() == [told]
    assert evidence.judge(1, 0, up("ties")).asked == ""  # not seen, so nothing to explain
