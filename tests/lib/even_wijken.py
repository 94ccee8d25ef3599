"""Wijken that were alike which all went the same way: then only the noise counts."""

from __future__ import annotations

import pandas as pd


def even(alike: pd.DataFrame) -> pd.DataFrame:
    """The table `alike` with the mean of the others of an area in place of each of them."""
    means = alike.groupby(["area", "group", "year"])["value"].transform("mean")
    return alike.assign(value=means)
