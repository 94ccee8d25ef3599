"""Drawings behind covers and openers: whole on their page, of what is in the tables."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from veerkracht.editions.artwork import PAGE, artwork


def test_drawings_are_whole_and_can_be_read(
    example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    drawn = artwork(example, settings["sources"])
    for name, drawing in drawn.items():
        for x, y in re.findall(r"[ML]([-\d.]+) ([-\d.]+)", drawing):
            assert 0 < float(x) < PAGE[0] and 0 < float(y) < PAGE[1], name
        for x, y, r in re.findall(r'cx="([-\d.]+)" cy="([-\d.]+)" r="([\d.]+)"', drawing):
            assert float(r) < float(x) < PAGE[0] - float(r), name
            assert float(r) < float(y) < PAGE[1] - float(r), name
    # A party without ties is no stray dot on the cover.
    last = example["actor_metrics"]
    last = last[last["year"] == last["year"].max()]
    tied = last[last["degree"] > 0]
    assert 0 < len(tied) < len(last)
    marks = drawn["omslag"].count("<circle") + drawn["omslag"].count('Z" fill')
    assert marks == len(tied)
    said = {name: re.findall(r"<text[^>]*>([^<]+)</text>", each) for name, each in drawn.items()}
    assert {"de stad", "Bospolder", "Tussendijken", "2014", "2024"} == set(said["sociale-index"])
    assert {"gemeente", "bewoners", "2019", "2023"} <= set(said["governance"])
    assert not said["omslag"]
