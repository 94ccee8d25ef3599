"""What stands beside a name on the network map: what a claim that holds says of it, and counts."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from veerkracht import dutch

# So many notes a map: more are read by nobody.
MOST = 4
HOLDS = "houdt"
NEW = "erbij, werkt met {} samen"


class Note(NamedTuple):
    """What is said of a party, and whether that is a change: a place alone may be left out."""

    text: str
    change: bool


def notes_of(tables: dict[str, pd.DataFrame], year: int) -> dict[str, Note]:
    """Actor -> what its name has below it on the map of `year`; from tables claims, actor_metrics.

    Of the claims on the place of one party that hold for `year`; the one that looks farthest back
    has the word. Without the table claims nothing is said.
    """
    claims, metrics = tables.get("claims"), tables["actor_metrics"]
    if claims is None:
        return {}
    said = claims[(claims["outcome"] == HOLDS) & (claims["end"] == year)]
    said = said[said["party"].notna() & (said["party"] != "")]
    said = said.sort_values(["start", "claim"], kind="stable").drop_duplicates("party")
    notes = {}
    for party, start in zip(said["party"], said["start"], strict=True):
        places = metrics[metrics["actor"] == party].set_index("year")["rank"]
        if text := _text(places, int(start), year):
            notes[str(party)] = Note(text, int(start) != year)
    return dict(sorted(notes.items(), key=lambda item: not item[1].change)[:MOST])


def counts_of(nodes: pd.DataFrame, last: pd.DataFrame, high: int) -> dict[str, str]:
    """Actor -> what was counted of it that year, what says most of the network first.

    `nodes`, `last`: of this year and the one before, as on the map. Who has most of something is
    said only where it is one party, and only of who has one of the first `high` places: a note
    is no reason to name who stands at the edge.
    """
    many = nodes[(nodes["rank"] <= high) & (nodes["degree"] > 1)].sort_values(["rank", "actor"])
    degree = many.set_index("actor")["degree"]
    before = last.set_index("actor")["degree"]
    more = (degree - before.reindex(degree.index)).dropna()
    came = many.loc[many["new"], "actor"].tolist()
    told = [
        (_first(nodes, "degree"), "werkt met de meeste samen: {}"),
        (came[:1], NEW),
        (_first(nodes, "betweenness"), "het vaakst een schakel"),
        (list(more.index[(more == more.max()) & (more > 1)]), "{} samenwerkingen erbij"),
        (_first(nodes[nodes["kind"] == "buiten"], "degree"), "van buiten, werkt met {} samen"),
        # Who has no room for a note is passed over, so that there are more than a map shows.
        *(([actor], NEW) for actor in came[1 : 2 * MOST]),
    ]
    found: dict[str, str] = {}
    for actors, text in told:
        if len(actors) == 1 and actors[0] in degree and actors[0] not in found:
            count = more[actors[0]] if text.endswith("erbij") else degree[actors[0]]
            found[actors[0]] = text.format(dutch.number(int(count)))
    return found


def _first(nodes: pd.DataFrame, of: str) -> list[str]:
    """Who of `nodes` has most of it: more than one where they have as much."""
    return [str(actor) for actor in nodes.loc[nodes[of] == nodes[of].max(), "actor"]]


def _text(places: pd.Series, start: int, year: int) -> str:
    """What became of the place of a party (year -> rank) from `start` to `year`."""
    before, now = places.get(start), places.get(year)
    if now is None:
        return f"na {start} niet meer genoemd" if before is not None else ""
    if start == year:
        return f"plaats {now}"
    if before is None:
        return f"sinds {start} erbij, plaats {now}"
    return f"plaats {before} in {start}, nu {now}"
