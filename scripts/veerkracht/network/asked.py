"""How people were asked in a year, and what of that differs between two years."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from veerkracht.words import fold


@dataclass(frozen=True)
class Question:
    """What sheet werkwijze says of a year; empty or None is what it does not say.

    `roster`: whether a list was shown (ja, nee); `cap`: the most parties that one could name.
    """

    question: str = ""
    roster: str = ""
    cap: int | None = None


@dataclass(frozen=True)
class Difference:
    """What differs in the asking of two years, in Dutch; `told` is empty when nothing does.

    `answered`: the tests make it equal (a cap, how much people name); another question or a list
    cannot be told apart from a change of the network.
    """

    told: str = ""
    answered: bool = True

    def __bool__(self) -> bool:
        return bool(self.told)


def questions_of(table: pd.DataFrame) -> dict[int, Question]:
    """The rows of the table `questions` by year."""
    filled = table.astype(object).where(table.notna(), None)
    return {
        int(row["year"]): Question(
            row["question"] or "",
            row["roster"] or "",
            None if row["cap"] is None else int(row["cap"]),
        )
        for row in filled.to_dict("records")
    }


def difference(before: Question, after: Question, other_recall: bool) -> Difference:
    """What differs between two years; `other_recall`: people named another share of their ties.

    A year of which nothing is known had no cap; its question and list may have been the same.
    """
    parts, answered = [], True
    if before.question and after.question and fold(before.question) != fold(after.question):
        parts.append("een andere vraag")
        answered = False
    if before.roster and after.roster and before.roster != after.roster:
        parts.append("een lijst getoond" if after.roster == "ja" else "geen lijst meer getoond")
        answered = False
    if before.cap != after.cap:
        first, then = (
            "geen grens" if year.cap is None else f"hoogstens {year.cap}"
            for year in (before, after)
        )
        parts.append(f"een andere grens aan het aantal namen ({first}, daarna {then})")
    if other_recall:
        parts.append("een ander deel van de samenwerkingen genoemd")
    return Difference(", ".join(parts), answered)
