"""What stands beside a name on the network map: only what a claim that holds says of it."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

# So many notes a map: more are read by nobody.
MOST = 4
HOLDS = "houdt"


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


def _text(places: pd.Series, start: int, year: int) -> str:
    """What became of the place of a party (year -> rank) from `start` to `year`."""
    before, now = places.get(start), places.get(year)
    if now is None:
        return f"na {start} niet meer genoemd" if before is not None else ""
    if start == year:
        return f"plaats {now}"
    if before is None:
        return f"nieuw in {year}, plaats {now}"
    return f"van plaats {before} naar {now}"
