"""Look-ups on the network, on tables small enough to count by hand."""

from __future__ import annotations

import pandas as pd
import pytest

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
