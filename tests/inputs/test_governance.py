"""The governance workbook and the list of places."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from workbooks import write_governance as write

from veerkracht.faults import InputError
from veerkracht.inputs.governance import read_governance, read_places


def test_the_four_sheets_become_tables(tmp_path: Path) -> None:
    path = write(
        tmp_path / "g.xlsx",
        besluiten=[[2020, "raad", "geld", "Bewoners", "zelf beslissen", "verslag"]],
        taken=[[2020, "beheer", "wij", "ja"]],
        gebeurtenissen=[[2021, "", "crisis", "crisis"], [2020, 3, "corona", "crisis"]],
        feiten=[["laptops", "1000", "stuks", "meer dan", 2020, "monitor"]],
    )
    tables = read_governance(path)
    assert tables["decisions"].loc[0, "who"] == "bewoners"
    assert tables["events"]["event"].tolist() == ["corona", "crisis"]
    assert tables["events"]["month"].isna().tolist() == [False, True]
    assert tables["facts"].loc[0, "value"] == 1000


def test_all_faults_are_told_with_sheet_row_and_column(tmp_path: Path) -> None:
    path = write(
        tmp_path / "g.xlsx",
        besluiten=[[2020, "raad", "geld", "burgers", "meebeslisen", ""]],
        taken=[],
        gebeurtenissen=[[2021, 13, "x", "crisis"]],
        feiten=[["a", "veel", "", "", 2020, "b"], ["a", 1, "", "", "", ""]],
    )
    with pytest.raises(InputError) as caught:
        read_governance(path)
    text = str(caught.value)
    for expected in (
        "blad besluiten, rij 2, kolom wie: gevonden: 'burgers'",
        "blad besluiten, rij 2, kolom trede: gevonden: 'meebeslisen'",
        "Bedoelt u 'meebeslissen'?",
        "blad taken: gevonden: dit blad ontbreekt",
        "blad gebeurtenissen, rij 2, kolom maand: gevonden: '13'",
        "blad feiten, rij 2, kolom waarde: gevonden: 'veel'; verwacht: een getal",
        "blad feiten, rij 3, kolom feit: gevonden: 'a'; verwacht: elk feit één keer",
        "blad feiten, rij 3, kolom bron: gevonden: ''",
    ):
        assert expected in text, text


def test_places_come_from_the_list_and_from_the_actors_of_the_last_year(tmp_path: Path) -> None:
    path = tmp_path / "plekken.csv"
    path.write_text("naam;soort;cluster;lat;lon;actor\nA;buurthuiskamer;;51,9;4,4;A\n")
    actors = pd.DataFrame(
        [
            (2022, "oud", "Oud", "voorziening", None, 51.9, 4.4),
            (2023, "a", "A", "buurthuiskamer", None, 51.8, 4.3),
            (2023, "b", "B", "voorziening", "noord", 51.9, 4.4),
            (2023, "c", "C", None, None, 51.9, 4.4),
        ],
        columns=["year", "actor", "name", "place", "cluster", "lat", "lon"],
    )
    places = read_places(path, actors)
    assert places["name"].tolist() == ["A", "B"]
    assert places.loc[0, "lat"] == 51.9
