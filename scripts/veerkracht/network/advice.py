"""Whom to interview next year: who alone told most, and who was often named and never asked."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from veerkracht.network.evidence import Evidence
from veerkracht.tables.network import NEXT_INTERVIEWS

AGAIN, FIRST_TIME = "opnieuw", "voor het eerst"
# Whoever fewer interviews name is no gap in what was asked.
NAMED = 2


def advise(evidence: Evidence) -> pd.DataFrame:
    """Whom to interview after the last year, those that would tell most first.

    A tie that one interview alone named is not asked again unless that party is. Gives advice
    (opnieuw, voor het eerst), place, actor, name, kind, years (in which it was interviewed), named
    (in how many interviews of the last year) and alone (ties that only its interview named).
    """
    if not evidence.years:
        return pd.DataFrame(columns=NEXT_INTERVIEWS.names)
    data = evidence.of(max(evidence.years))
    times = Counter(party for year in evidence.years.values() for party in year.interviewed)
    alone = Counter(party for *_, named in data.ties if len(named) == 1 for party in named)
    again = sorted(data.interviewed, key=lambda party: (-alone[party], party))
    named = data.mentions
    new = [party for party in named if not times[party] and named[party] >= NAMED]
    new.sort(key=lambda party: (-named[party], party))
    rows = [
        (
            *(advice, place, party, data.nodes[party]["name"], data.nodes[party]["kind"]),
            *(times[party], named.get(party, 0), alone[party]),
        )
        for advice, parties in ((AGAIN, again), (FIRST_TIME, new))
        for place, party in enumerate(parties, start=1)
    ]
    return pd.DataFrame(rows, columns=NEXT_INTERVIEWS.names)
