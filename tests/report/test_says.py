"""The line below a table says what its own rows hold."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from veerkracht.lookups.lookups import Lookups
from veerkracht.report.tables import TABLES
from veerkracht.report.tables.says import SAYS, says

Tables = dict[str, pd.DataFrame]


@pytest.fixture
def lookups(example: Tables, settings: dict[str, Any]) -> Lookups:
    return Lookups.of(example, settings["wijken"]["voorbeeld"], settings)


def test_every_line_belongs_to_a_table_and_counts_its_rows(lookups: Lookups) -> None:
    assert set(SAYS) <= set(TABLES)
    assert all(says(name, lookups) for name in SAYS)
    decided = TABLES["decisions"](lookups)
    who = [row[3] for row in decided.rows]
    assert who.count("bewoners") + who.count("informeel") == 9 and len(who) == 18
    assert "negen van de achttien besluiten" in says("decisions", lookups)
    last = TABLES["turnover"](lookups).rows[-1]
    assert says("turnover", lookups) == f"{last[0]}: {last[1]} partijen erbij, {last[2]} weg."
    # The whole table of attachments has no line for a choice of its rows.
    assert says("network_metrics", lookups, ("alle",)) == ""


def test_how_people_were_asked_is_a_column_only_where_it_differed(
    example: Tables, settings: dict[str, Any]
) -> None:
    wijk, retest = settings["wijken"]["voorbeeld"], example["retest"]
    same = Lookups.of({**example, "retest": retest.assign(asked="")}, wijk, settings)
    assert "Dat er anders is gevraagd, is niet genoteerd." in says("retest", same)
    assert len(TABLES["retest"](same).columns) == 5
    other = Lookups.of({**example, "retest": retest.assign(asked="de vraag")}, wijk, settings)
    assert "Anders gevraagd" not in says("retest", other)
    assert TABLES["retest"](other).columns[-1][0] == "Anders gevraagd"
