"""A wijk of two years that can be counted by hand, for the tests of claims."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pandas as pd

from veerkracht.claims.case import Case
from veerkracht.governance.measures import measure_governance
from veerkracht.network.evidence import Evidence
from veerkracht.network.metrics import measure_actors
from veerkracht.tables.register import REGISTER

YEARS = (2020, 2021)
# Who is tied to whom: the hub leads in 2020; in 2021 the bridge is there too, and reaches outside.
TIES = {
    2020: ["hub-a", "hub-b", "hub-c", "a-b"],
    2021: ["hub-a", "bridge-a", "bridge-b", "bridge-far", "bridge-new"],
}
DECISIONS = [
    (2020, "stuurgroep", "budget voor het plein", "gemeente", "informeren"),
    (2021, "stuurgroep", "budget voor het park", "bewoners", "zelf beslissen"),
]
DECIDED = ("year", "body", "decision", "who", "rung")
CONFIG: dict[str, Any] = {
    "city": "Stad",
    "change_words": [[0, "licht"]],
    "sources": {"obi": {"role": ["index", "themes"], "edition": "2024"}},
    "noise": {"change": 3.0, "level": 3.0},
}
Tables = dict[str, pd.DataFrame]


def table(name: str, rows: Iterable[dict[str, Any]] = ()) -> pd.DataFrame:
    """A table of the register with these rows; what they leave out is empty."""
    made = pd.DataFrame(list(rows)).reindex(columns=REGISTER[name].names)
    texts = [column.name for column in REGISTER[name].columns if column.type == "string"]
    return made.astype(dict.fromkeys(texts, object))


def coded_twice() -> pd.DataFrame:
    """The agreement of two coders who judged the ownership, and saw the same."""
    row = {"code": "eigenaarschap", "n": 10, "agreement": 1.0, "alpha": 1.0}
    return table("agreement", [row])


def empty(*names: str) -> Tables:
    """These tables (default: all) without a row."""
    return {name: table(name) for name in names or REGISTER}


def actors_and_ties(
    ties: dict[int, list[str]],
    apart: Iterable[str] = (),
    formal: Iterable[str] = (),
    outside: Iterable[str] = ("far",),
    named: bool = False,
    **columns: dict[int, list[Any]],
) -> Tables:
    """The tables of actors and ties of years of `ties` (`a-b`), everybody interviewed.

    `apart`: parties of every year without a tie there; `columns`: other columns of actors, with
    the values a year by name of the party. `named`: whether ties hang on the interview with their
    first end; else every draw shows all.
    """
    rows: list[dict[str, Any]] = []
    for year, pairs in ties.items():
        names = sorted({end for tie in pairs for end in tie.split("-")} | set(apart))
        for place, name in enumerate(names):
            row = {"year": year, "actor": name, "name": name, "interviewed": "ja"}
            row["kind"] = "formeel" if name in formal else "informeel"
            row["location"] = "buiten" if name in outside else "binnen"
            row |= {key: values[year][place] for key, values in columns.items()}
            rows.append(row)
    lines = [
        {"year": year, "actor_a": a, "actor_b": b, "sides": 1, "named_by": a if named else ""}
        for year, pairs in ties.items()
        for a, b in (sorted(tie.split("-")) for tie in pairs)
    ]
    return {"actors": table("actors", rows), "ties": table("ties", lines)}


@cache
def _base() -> Tables:
    """The tables that are delivered, made once: nobody writes in them."""
    decided = [dict(zip(DECIDED, row, strict=True)) for row in DECISIONS]
    return (
        empty()
        | actors_and_ties(TIES)
        | {
            "decisions": table("decisions", decided),
            "events": table("events", [{"event": "open oproep aan makers"}]),
            "facts": table("facts", [{"fact": "laptops"}]),
        }
    )


def tables_of(tables: Tables) -> Tables:
    """The tables of the wijk, with other `tables` if given, and what follows from all of them."""
    made = _base() | tables
    made["actor_metrics"] = measure_actors(made["actors"], made["ties"])
    return made | measure_governance(made) | tables


def case(**tables: pd.DataFrame) -> Case:
    """The wijk as claims see it, with other `tables` if given."""
    return case_of(tables)


def case_of(tables: Tables, years: Iterable[int] = YEARS) -> Case:
    """As `case`, with interviews in these years."""
    made = tables_of(tables)
    wijk: dict[str, Any] = {"years": list(years), "municipality": "hub", "protagonists": []}
    wijk |= {"areas": ["Wijk"], "example": True, "tie_rule": "union"}
    evidence = Evidence(made["actors"], made["ties"], draws=10)
    return Case.of(evidence, made, wijk, CONFIG)
