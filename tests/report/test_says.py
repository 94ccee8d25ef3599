"""The line below a table says what its own rows hold."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
from folders import SECTIONS
from section_texts import monitor_page

from veerkracht.charts.network_trend import PLAIN
from veerkracht.lookups.lookups import Lookups
from veerkracht.network.metrics import BY_ID
from veerkracht.network.outcome import Outcome
from veerkracht.report.sections import Section
from veerkracht.report.tables import TABLES
from veerkracht.report.tables.says import SAYS, TOLD, says, told_rows

Tables = dict[str, pd.DataFrame]


def printed(lookups: Lookups, text: str) -> str:
    """A section with this text, as the monitor prints it."""
    section = Section("proef", "proef.md", "Proef", "bijlagen", text)
    return monitor_page(
        [section], lookups, {}, SECTIONS.parent, {"input_hash": "0", "versions": []}
    )


# The measures of the figure with the words for a strong network (charts/network_trend.py).
DRAWN = [BY_ID[metric].label for metric in PLAIN]


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


def test_the_rows_that_a_line_is_about_are_those_of_its_count(
    lookups: Lookups, example: Tables, settings: dict[str, Any]
) -> None:
    assert set(TOLD) <= set(SAYS)
    rows = {name: TABLES[name](lookups).rows for name in TOLD}
    told = {name: [rows[name][at] for at in sorted(told_rows(name, lookups))] for name in TOLD}
    assert {row[3] for row in told["decisions"]} == {"bewoners", "informeel"}
    assert len(told["decisions"]) == 9
    # Zero beyond the range: both its ends have one sign.
    signs = [{end[0] for end in row[3].split(" tot ")} for row in told["changes"]]
    assert len(signs) == 6 and all(len(sign) == 1 and sign <= {"+", "−"} for sign in signs)
    assert "zes van de dertien maten" in says("changes", lookups)
    assert all(float(row[-1].replace(",", ".")) < 0.67 for row in told["agreement"])
    assert len(told["agreement"]) == 3
    # Five codes: the row of all of them is a total.
    assert "drie van de vijf codes" in says("agreement", lookups)
    low = example["agreement"].assign(alpha=0.1)
    all_low = Lookups.of({**example, "agreement": low}, settings["wijken"]["voorbeeld"], settings)
    assert len(told_rows("agreement", all_low)) == 5
    assert told["turnover"] == rows["turnover"][-1:]
    assert [row[0] for row in told["network_metrics"]] == DRAWN
    assert [row[0] for row in told["barrier_course"]] == ["geld"]
    # Named again by more than chance gives: of the barriers all, of the resources none.
    for name, count, line in (
        ("barriers", 5, "alle vijf drempels"),
        ("resources", 0, "geen van de zes hulpbronnen"),
    ):
        above = [int(row[3].split()[0]) > int(row[4].split()[0]) for row in rows[name]]
        assert sum(above) == len(told[name]) == count and line in says(name, lookups)
    # In print they are marked, and the line says so; where it is about all, nothing is.
    page = printed(lookups, "{{ table('decisions') }}")
    assert page.count('<tr class="told">') == 9 and "achttien besluiten (vet)." in page
    own = example["decisions"].assign(who="bewoners")
    alone = Lookups.of({**example, "decisions": own}, settings["wijken"]["voorbeeld"], settings)
    page = printed(alone, "{{ table('decisions') }}")
    assert 'class="told"' not in page and "(vet)" not in page
    assert told_rows("network_metrics", lookups, ("alle",)) == set()


def test_a_total_is_set_apart_from_the_rows_that_it_is_of(lookups: Lookups) -> None:
    for name, total in (("claim_outcomes", "samen"), ("agreement", "alle codes")):
        page = printed(lookups, f"{{{{ table('{name}') }}}}")
        assert page.count('<tr class="total">') == 1
        assert f'<tr class="total"><th scope="row" class="text">{total}</th>' in re.sub(
            r">\s+<", "><", page
        )
    assert 'class="total"' not in printed(lookups, "{{ table('decisions') }}")


def test_the_claims_of_each_outcome_add_up(lookups: Lookups, example: Tables) -> None:
    rows = {
        row[0]: [int(cell) for cell in row[2:]] for row in TABLES["claim_outcomes"](lookups).rows
    }
    assert all(tested + other == both for tested, other, both in rows.values())
    total = rows.pop("samen")
    assert total == [sum(column) for column in zip(*rows.values(), strict=True)]
    claims = example["claims"]
    tested = claims.loc[claims["chance"].notna(), "outcome"].value_counts()
    told = {Outcome(str(name)).told: count for name, count in tested.items()}
    assert {name: row[0] for name, row in rows.items() if row[0]} == told
    assert total[2] == len(claims)
    every = claims["claim"].str.contains(r"-\d{4}$")
    assert says("claim_outcomes", lookups).startswith(f"Jaar voor jaar: {every.sum()} van de 89 (")


def test_a_code_of_a_barrier_has_the_word_of_the_report(lookups: Lookups) -> None:
    codes = [row[0] for row in TABLES["agreement"](lookups).rows]
    assert "drempel: geld" in codes and not any("belemmering" in code for code in codes)


def test_how_people_were_asked_is_a_column_only_where_it_differed(
    example: Tables, settings: dict[str, Any]
) -> None:
    wijk, retest = settings["wijken"]["voorbeeld"], example["retest"]
    same = Lookups.of({**example, "retest": retest.assign(asked="")}, wijk, settings)
    assert "Er is geen andere vraag of lijst genoteerd." in says("retest", same)
    assert len(TABLES["retest"](same).columns) == 5
    other = Lookups.of({**example, "retest": retest.assign(asked="de vraag")}, wijk, settings)
    assert "Anders gevraagd" not in says("retest", other)
    assert TABLES["retest"](other).columns[-1][0] == "Anders gevraagd"
