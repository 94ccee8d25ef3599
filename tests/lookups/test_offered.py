"""Only what is decorated is offered to the sections, and a name belongs to one look-up."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from veerkracht.lookups.lookups import Lookups
from veerkracht.lookups.offered import names_of, offered

Tables = dict[str, pd.DataFrame]


class Streets:
    """Look-ups as a test needs them."""

    @offered
    def street(self, number: int) -> str:
        return f"straat {number}"

    @property
    @offered
    def streets(self) -> list[str]:
        return ["straat 1"]

    def plan(self) -> str:
        return "niet voor secties"

    def _private(self) -> str:
        return "ook niet"


class Squares:
    """Offers a name that Streets offers too."""

    @property
    @offered
    def streets(self) -> list[str]:
        return []


def test_a_method_is_offered_as_it_is_and_a_property_by_its_value() -> None:
    names = names_of(Streets())
    assert set(names) == {"street", "streets"}
    assert names["street"](2) == "straat 2" and names["streets"] == ["straat 1"]


def test_two_look_ups_may_not_offer_one_name() -> None:
    with pytest.raises(ValueError, match="'streets'"):
        names_of(Streets(), Squares())


def test_the_sections_get_no_private_name_and_no_table(
    example: Tables, settings: dict[str, Any]
) -> None:
    names = Lookups.of(example, settings["wijken"]["voorbeeld"], settings).names()
    assert {"net", "actor", "goal", "outcome", "index_years", "share_word"} <= set(names)
    assert not [name for name in names if name.startswith("_")]
    assert not {"tables", "settings", "config", "quote", "again"} & set(names)
