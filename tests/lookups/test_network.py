"""Look-ups on the network, on tables small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from plain import Tables

from veerkracht.lookups.network import Network
from veerkracht.lookups.offered import ReportError
from veerkracht.lookups.settings import Settings

# The platform works with three parties in 2020; a year later the coalition has two of them.
PARTIES = ["Platform", "Coalitie", "A", "B", "C"]
TIES = [
    (2020, "platform", "a"),
    (2020, "b", "platform"),
    (2020, "platform", "c"),
    (2021, "coalitie", "a"),
    (2021, "b", "coalitie"),
]


def network(*more: tuple[int, str, str]) -> Network:
    """The look-ups on TIES and `more`."""
    positions = [
        (year, name.lower(), name, "informeel", "binnen", 1, 0.5, place)
        for year in (2020, 2021)
        for place, name in enumerate(PARTIES, start=1)
    ]
    columns = ["year", "actor", "name", "kind", "location", "degree", "eigenvector", "rank"]
    tables = {
        "actor_metrics": pd.DataFrame(positions, columns=columns),
        "ties": pd.DataFrame([*TIES, *more], columns=["year", "actor_a", "actor_b"]),
    }
    return Network(tables, Settings({"municipality": "Gemeente", "protagonists": []}, {}))


def test_a_share_of_the_partners_is_passed_on() -> None:
    assert network().passed_on("Platform", 2020, "Coalitie", 2021) == pytest.approx(2 / 3)


def test_who_takes_over_is_not_one_of_the_partners_to_pass_on() -> None:
    known = network((2020, "coalitie", "platform"))
    assert known.passed_on("Platform", 2020, "Coalitie", 2021) == pytest.approx(2 / 3)


def test_who_has_no_partners_passes_nothing_on() -> None:
    assert network().passed_on("Coalitie", 2020, "Platform", 2021) is None


def test_a_party_outside_the_data_is_a_typing_error_and_one_of_the_settings_is_not() -> None:
    assert network().actor("Gemeente", 2020) is None
    with pytest.raises(ReportError, match=r"'Coalite' bestaat niet\. Bedoelt u 'Coalitie'"):
        network().actor("Coalite", 2020)


def lively() -> Network:
    """Two years: A and B lead in 2021, B by less than a table prints; C was away a year."""
    rows = [
        (2019, "c", "C", "informeel", "binnen", 1, 1.0, 1),
        (2020, "a", "A", "informeel", "binnen", 2, 1.0, 1),
        (2020, "b", "B", "formeel", "binnen", 1, 0.5, 2),
        (2021, "a", "A", "informeel", "binnen", 3, 1.0, 1),
        (2021, "b", "B", "formeel", "binnen", 3, 0.998, 2),
        (2021, "c", "C", "informeel", "buiten", 1, 0.4, 3),
        (2021, "d", "D", "informeel", "binnen", 1, 0.3, 4),
        (2021, "e", "E", "informeel", "binnen", 0, 0.0, 5),
    ]
    columns = ["year", "actor", "name", "kind", "location", "degree", "eigenvector", "rank"]
    people = pd.DataFrame(rows, columns=columns)
    pairs = [(2020, "a", "b"), (2021, "a", "b"), (2021, "a", "c"), (2021, "a", "d")]
    pairs += [(2021, "b", "c"), (2020, "b", "d")]
    tables = {
        "actor_metrics": people,
        "actors": people,
        "ties": pd.DataFrame(pairs, columns=["year", "actor_a", "actor_b"]),
    }
    return Network(tables, Settings({"municipality": "", "protagonists": []}, {}))


def test_who_leads_is_who_tables_print_with_the_same_influence() -> None:
    assert [leader.name for leader in lively().leaders(2021)] == ["A", "B"]
    assert [leader.name for leader in lively().leaders(2020)] == ["A"]
    assert lively().leaders(2018) == []


def test_who_is_new_and_who_came_back_add_up_to_who_was_not_there_the_year_before() -> None:
    assert [party.name for party in lively().newcomers(2021)] == ["D", "E"]
    assert int(lively().new_actors(2021)) == 2
    assert [int(lively().returned(year)) for year in (2019, 2020, 2021)] == [0, 0, 1]


def test_partners_are_counted_by_place_and_by_what_an_earlier_year_knew() -> None:
    known = lively()
    assert int(known.partners("A", 2021)) == 3
    assert [int(known.partners("A", 2021, where)) for where in ("binnen", "buiten")] == [2, 1]
    assert int(known.new_partners("A", 2021, 2020)) == 2
    assert not known.partners("C", 2020) and not known.new_partners("C", 2020, 2019)


def test_of_the_ties_among_partners_is_told_how_many_are_still_there() -> None:
    # In 2021 A works with B, C and D: of these B and C work together, and did not in 2020.
    assert list(map(int, lively().kept_ties("A", 2021, 2020))) == [1, 0]
    assert list(map(int, lively().kept_ties("A", 2021, 2021))) == [1, 1]
    assert list(map(int, lively().kept_ties("C", 2020, 2021))) == [0, 0]


def test_of_the_ten_with_most_influence_is_told_how_many_pairs_work_together() -> None:
    """Of ten there are 45 pairs; who is eleventh does not count, nor does another year."""
    names = [f"p{place:02d}" for place in range(1, 12)]
    rows = [(2020, name, name, "informeel", "binnen", 1, 0.5, at) for at, name in enumerate(names)]
    columns = ["year", "actor", "name", "kind", "location", "degree", "eigenvector", "rank"]
    ties = [(2020, "p01", "p02"), (2020, "p03", "p10"), (2020, "p01", "p11"), (2021, "p01", "p03")]
    tables = {
        "actor_metrics": pd.DataFrame(rows, columns=columns),
        "ties": pd.DataFrame(ties, columns=["year", "actor_a", "actor_b"]),
    }
    settings = Settings({"municipality": "Gemeente", "protagonists": []}, {})
    found = Network(tables, settings).top_ties(2020)
    assert found and list(map(int, found)) == [2, 45]
    # Of fewer than ten nothing is told.
    assert network().top_ties(2020) is None


def test_how_many_ties_last_is_what_was_compared_and_else_nothing(example: Tables) -> None:
    """Counted by hand from the pairs; a year beside itself was not compared."""
    pairs = {
        year: set(zip(rows["actor_a"], rows["actor_b"], strict=True))
        for year, rows in example["ties"].groupby("year")
    }
    known = Network(example, Settings({"municipality": "Gemeente", "protagonists": []}, {}))
    assert int(known.lasting_ties(2019, 2023) or 0) == len(pairs[2019] & pairs[2023]) == 58
    assert known.lasting_ties(2019, 2019) is None


@pytest.mark.parametrize(
    "metric", ["bonding", "bridging", "linking", "bridges", "top_share", "cross_theme"]
)
def test_a_share_of_ties_knows_how_many_ties_there_were(metric: str) -> None:
    """Thirty parties may have six ties: then a percentage of them is one of six."""
    values = {"actors": 30, "ties": 6, "transitivity": 0.4, "informal_top10": 0.7, metric: 0.5}
    rows = [(2020, name, value) for name, value in values.items()]
    table = pd.DataFrame(rows, columns=["year", "metric", "value"])
    asked = Network({"network_metrics": table}, Settings({}, {})).net
    shares = [asked(name, 2020) for name in (metric, "transitivity", "informal_top10", "ties")]
    assert [share.of for share in shares if share is not None] == [6, 30, 10, None]


@pytest.mark.parametrize(("low", "told"), [(34.0, [34, 57]), (0.0, None), (None, None)])
def test_a_rise_at_equal_effort_is_told_only_where_it_is_one(low: Any, told: Any) -> None:
    columns = ["start", "end", "metric", "low", "high", "names_low", "names_high"]
    row = (2019, 2023, "actors", low, 57.0, low and low - 30, 21.0)
    table = pd.DataFrame([row], columns=columns)
    known = Network({"network_changes": table}, Settings({"municipality": ""}, {}))
    found = known.even_rise("actors", 2019, 2023)
    assert (found and [int(bound) for bound in found]) == told
    assert known.even_rise("actors", 2020, 2023) is None
    # The same with as many names as well: a lower bound, where that is one.
    names = known.rise_at_equal_names(2019, 2023)
    assert (names and [int(bound) for bound in names]) == (told and [4, 21])


@pytest.mark.parametrize(("low", "told"), [(0.8, [8, 10]), (None, None)])
def test_how_sure_the_number_of_informal_parties_at_the_top_is(low: Any, told: Any) -> None:
    columns = ["year", "metric", "low", "high"]
    rows = [(2023, "informal_top10", low, 1.0), (2023, "actors", 132.0, 160.0)]
    known = Network({"levels": pd.DataFrame(rows, columns=columns)}, Settings({}, {}))
    found = known.informal_top_range(2023)
    assert (found and [int(bound) for bound in found]) == told
    assert known.informal_top_range(2022) is None
