"""Who decides, who does the work, and what hinders: a year, from the governance and coding sheets.

Rungs of participation after Arnstein (1969, A Ladder of Citizen Participation), in the six steps
that Dutch municipalities use: informeren, raadplegen, adviseren, coproduceren, meebeslissen, zelf
beslissen. What is not recorded does not count: a share is one of what was written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from veerkracht.tables.governance import (
    BARRIER_COURSE,
    BARRIERS,
    GOVERNANCE_COURSE,
    RESOURCES,
    RIGHTS,
)

RUNGS = [
    "informeren",
    "raadplegen",
    "adviseren",
    "coproduceren",
    "meebeslissen",
    "zelf beslissen",
]
# Who belongs to the wijk, of those who can decide.
WIJK = ("bewoners", "informeel")
# Who decides, as it is written: the municipality is a formal party as well.
WHO_NAME = {
    "gemeente": "gemeente",
    "formeel": "andere formele",
    "informeel": "informeel",
    "bewoners": "bewoners",
}
SUBJECTS = {
    "koers": ("koers", "visie", "doel"),
    "budget": ("budget", "begroting", "geld"),
    "keuze van initiatieven": ("keuze", "selectie", "toekenning"),
    "uitvoering": ("uitvoering", "beheer"),
}
OTHER = "overig"
# How often years are exchanged between initiatives, and the chance that leaves a code of a kind
# out of what that gives.
TIMES, BY_CHANCE, SEED = 999, 0.05, 2024
MEASURES = {
    "wijkbesluiten": "Besluiten door bewoners of informele partijen (aandeel)",
    "trede": "Gemiddelde trede van participatie (1 tot 6)",
    "lokale_taken": "Uitvoerende taken bij partijen uit de wijk (aandeel)",
    "budget": "Budget (euro)",
    "wijkbudget": "Budget bij bewoners of informele partijen (aandeel)",
}


def measure_governance(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """rights, governance_course, barriers, barrier_course and resources: a rule's step.

    From decisions, tasks, budget and actors.
    """
    decisions, actors = tables["decisions"], tables["actors"]
    barriers, barrier_course = measure_barriers(actors)
    return {
        "rights": decision_rights(decisions),
        "governance_course": measure_course(decisions, tables["tasks"], tables["budget"]),
        "barriers": barriers,
        "barrier_course": barrier_course,
        "resources": measure_resources(actors),
    }


def subject_of(decision: str) -> str:
    """What a decision is about: koers, budget, keuze van initiatieven, uitvoering or overig."""
    text = decision.casefold()
    return next(
        (subject for subject, words in SUBJECTS.items() if any(word in text for word in words)),
        OTHER,
    )


def decision_rights(decisions: pd.DataFrame) -> pd.DataFrame:
    """Each decision with its subject: year, subject, decision, who, rung, origin."""
    subjects = [subject_of(str(text)) for text in decisions["decision"]]
    return decisions.assign(subject=subjects)[RIGHTS.names]


def steady_subjects(rights: pd.DataFrame) -> list[tuple[str, str, str]]:
    """What has one decision on a rung in every year: subject, its first and its last rung.

    A mean of all decisions also moves because other things are decided on; these do not. `rights`:
    as of `decision_rights`. Empty where there is one year.
    """
    rows = rights[rights["rung"].isin(RUNGS) & (rights["subject"] != OTHER)]
    years = sorted(rights["year"].unique())
    found = []
    for subject, part in rows.sort_values("year", kind="stable").groupby("subject", sort=False):
        if len(years) > 1 and part["year"].tolist() == years:
            found.append((str(subject), str(part["rung"].iloc[0]), str(part["rung"].iloc[-1])))
    return found


class DecidedTwice(NamedTuple):
    """A subject that was decided on in two years, and whether the wijk did so then and now."""

    subject: str
    then: bool
    now: bool


def decided_twice(rights: pd.DataFrame, first: int, last: int) -> list[DecidedTwice]:
    """What has one decision in both years of which is known who took it.

    A share of all decisions also moves because other things are decided on; this does not.
    `rights`: as of `decision_rights`. Empty where the years are the same.
    """
    rows = rights[rights["subject"] != OTHER].drop_duplicates(["year", "subject"], keep=False)
    rows = rows[rows["who"].notna()]
    taken = {
        (int(year), str(subject)): who in WIJK
        for year, subject, who in rows[["year", "subject", "who"]].itertuples(index=False)
    }
    return [
        DecidedTwice(subject, by_wijk, taken[last, subject])
        for (year, subject), by_wijk in taken.items()
        if year == first != last and (last, subject) in taken
    ]


def measure_course(
    decisions: pd.DataFrame, tasks: pd.DataFrame, budget: pd.DataFrame
) -> pd.DataFrame:
    """The MEASURES a year: year, measure, label, value, n (decisions, tasks or items behind it)."""
    rows = []
    for year, made in decisions.groupby("year"):
        rungs = [RUNGS.index(rung) + 1 for rung in made["rung"].dropna() if rung in RUNGS]
        rows.append((year, "wijkbesluiten", made["who"].isin(WIJK).mean(), len(made)))
        if rungs:
            rows.append((year, "trede", sum(rungs) / len(rungs), len(rungs)))
    for year, done in tasks.groupby("year"):
        rows.append((year, "lokale_taken", (done["local"] == "ja").mean(), len(done)))
    for year, posts in budget.groupby("year"):
        total = float(posts["amount"].sum())
        rows.append((year, "budget", total, len(posts)))
        if total > 0:
            own = float(posts.loc[posts["who"].isin(WIJK), "amount"].sum())
            rows.append((year, "wijkbudget", own / total, len(posts)))
    table = pd.DataFrame(rows, columns=["year", "measure", "value", "n"])
    table["label"] = table["measure"].map(MEASURES)
    return (
        table[GOVERNANCE_COURSE.names]
        .sort_values(["measure", "year"], kind="stable")
        .reset_index(drop=True)
    )


def measure_barriers(actors: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The barriers of initiatives interviewed in at least two years, in all and a year.

    In all: barrier, named (initiatives that named it in one of those years), again (of them, in two
    years or more), share (again of named), chance, chance_low and chance_high (that share by chance
    alone: `_shares_by_chance`), most often again first. A year: barrier, year, named, spoken (of
    these initiatives that year), share (named of spoken).
    """
    spoken, each, rows = _named_again(actors, "barriers")
    years = spoken.groupby("year").size()
    course = []
    for barrier, *_ in rows:
        named = each[each["code"] == barrier].groupby("year").size()
        for year, all_of_them in years.items():
            count = int(named.get(year, 0))
            course.append((barrier, year, count, int(all_of_them), count / int(all_of_them)))
    return (
        pd.DataFrame(rows, columns=BARRIERS.names),
        pd.DataFrame(course, columns=BARRIER_COURSE.names),
    )


def measure_resources(actors: pd.DataFrame) -> pd.DataFrame:
    """The resources of initiatives interviewed in at least two years, as the barriers in all.

    Gives resource, named, again, share, chance, chance_low, chance_high.
    """
    return pd.DataFrame(_named_again(actors, "resources")[2], columns=RESOURCES.names)


def _named_again(
    actors: pd.DataFrame, column: str
) -> tuple[pd.DataFrame, pd.DataFrame, list[tuple[str, int, int, float, float, float, float]]]:
    """Who was interviewed in two years or more, each code they named (actor, year, code), and per
    code how many named it, how many again in another year, their share, and what chance gives."""
    spoken = actors[actors["interviewed"] == "ja"].sort_values(["year", "actor"])
    counts = spoken.groupby("actor")["year"].nunique()
    spoken = spoken[spoken["actor"].isin(counts[counts >= 2].index)]
    lists = [set(filter(None, str(text).split("|"))) for text in spoken[column].fillna("")]
    triples = zip(spoken["actor"], spoken["year"], lists, strict=True)
    lines = [(actor, year, name) for actor, year, names in triples for name in sorted(names)]
    each = pd.DataFrame(lines, columns=["actor", "year", "code"])
    times = each.groupby(["code", "actor"]).size()
    chances = _shares_by_chance(spoken, lists, sorted(each["code"].unique()))
    rows = [
        (
            str(code),
            len(years),
            int((years >= 2).sum()),
            float((years >= 2).mean()),
            *chances[str(code)],
        )
        for code, years in times.groupby("code")
    ]
    return spoken, each, sorted(rows, key=lambda row: (-row[2], row[0]))


def _shares_by_chance(
    spoken: pd.DataFrame, lists: list[set[str]], codes: list[str]
) -> dict[str, tuple[float, float, float]]:
    """Code -> the share that names it again where initiatives do not differ: mean, low and high.

    A permutation within years: who was spoken in a year trade what they named that year. What many
    name comes back by chance as well. Low and high hold all `codes` together in 95 of 100 cases
    (Bonferroni). `lists`: what each row of `spoken` (actor, year) named.
    """
    if not codes:
        return {}
    rng = np.random.default_rng(SEED)
    _, who = np.unique(spoken["actor"].to_numpy(str), return_inverse=True)
    years = spoken["year"].to_numpy()
    places = [np.flatnonzero(years == year) for year in np.unique(years)]
    named = np.array([[code in names for code in codes] for names in lists], bool)
    shares = np.zeros((TIMES, len(codes)))
    for time in range(TIMES):
        order = np.concatenate([rng.permutation(own) for own in places])
        drawn = named[order]
        for place in range(len(codes)):
            counts = np.bincount(who[drawn[:, place]])
            shares[time, place] = (counts >= 2).sum() / (counts >= 1).sum()
    out = BY_CHANCE / 2 / len(codes)
    low, high = np.quantile(shares, (out, 1 - out), axis=0)
    means = shares.mean(axis=0)
    return {
        code: (float(means[place]), float(low[place]), float(high[place]))
        for place, code in enumerate(codes)
    }
