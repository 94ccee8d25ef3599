"""Names over the years, and what a decision on them changes."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import wijk
from wijk import Wijk, cells, changed
from workbooks import Rows, party, write_book

from veerkracht.inputs.coding.years import Coding
from veerkracht.inputs.schemas import Field


def years(
    folder: Path,
    first: Rows,
    second: Rows,
    aliases: str = "",
    proposals: list[pd.DataFrame] | None = None,
) -> Coding:
    """Two years of one wijk, read together."""
    from veerkracht.inputs.coding.years import read_coding

    folder.mkdir(exist_ok=True)
    files = {}
    for year, rows in ((2022, first), (2023, second)):
        empty: dict[str, Rows] = {name: [] for name in ("relaties", "citaten", "codeurs")}
        files[year] = write_book(folder / f"{year}.xlsx", {"initiatieven": rows, **empty})
    path = folder / "aliassen.csv"
    path.write_text("variant;actor;soort;vanaf;tot;besluit_door;datum;toelichting\n" + aliases)
    keep = (proposals if proposals is not None else []).append
    return read_coding(files, aliases=path, on_proposals=keep)


OLD = [
    party("Stichting Draadkracht", lat=51.9, lon=4.4, website="https://www.draad.nl/"),
    party("Coöperatie Delfshaven"),
    party("Buurtmoestuin Zuid"),
]


def test_rows_in_another_order_change_nothing(tmp_path: Path) -> None:
    """Row numbers were handed out anew twice: who an actor is does not hang on them."""
    one = years(tmp_path / "a", OLD, OLD)
    two = years(tmp_path / "b", OLD, list(reversed(OLD)))
    columns = ["year", "actor", "name"]
    pd.testing.assert_frame_equal(one.actors[columns], two.actors[columns])


@pytest.mark.parametrize(
    ("new", "why", "kind"),
    [
        (party("Naaiatelier De Spoel", lat=51.9, lon=4.4), "dezelfde plaats", "hernoemd"),
        (party("Naaiatelier De Spoel", website="draad.nl"), "hetzelfde adres", "hernoemd"),
        (party("Stichting Draadkragt"), "gelijkenis", "spelling"),
    ],
)  # fmt: skip
def test_a_stop_that_may_be_a_new_name_is_proposed_never_decided(
    tmp_path: Path, new: dict[str, Any], why: str, kind: str
) -> None:
    found: list[pd.DataFrame] = []
    coding = years(tmp_path / "a", OLD, [new, *OLD[1:]], proposals=found)
    assert coding.actors["name"].nunique() == 4
    assert found[0]["actor"].tolist() == ["Stichting Draadkracht"]
    row = found[0].iloc[0]
    assert (row["variant"], row["soort"], row["vanaf"]) == (new["naam"], kind, 2023)
    assert why in row["toelichting"]
    warning = next(w for w in coding.warnings if "gestopt of hernoemd?" in w.expected)
    assert (warning.row, warning.column) == (2, "naam") and why in warning.expected
    # The row pasted as it is makes one actor of the two, and ends the question.
    pasted = ";".join(str(value) for value in row) + "\n"
    after: list[pd.DataFrame] = []
    coding = years(tmp_path / "b", OLD, [new, *OLD[1:]], aliases=pasted, proposals=after)
    assert coding.actors["name"].nunique() == 3 and after[0].empty and coding.warnings == []


def test_a_decision_that_they_differ_ends_the_question(tmp_path: Path) -> None:
    """Two different cooperatives look more alike than a party and its own new name."""
    second = [*OLD, party("Coöperatie Delfshavens")]
    assert len(years(tmp_path / "a", OLD, second).warnings) == 1
    decided = "Coöperatie Delfshavens;Coöperatie Delfshaven;verschillend;;;;;\n"
    coding = years(tmp_path / "b", OLD, second, aliases=decided)
    assert coding.warnings == [] and coding.actors["name"].nunique() == 4


def test_a_new_party_in_the_place_of_an_old_one_can_be_told_apart(tmp_path: Path) -> None:
    second = [party("Naaiatelier De Spoel", lat=51.9, lon=4.4), *OLD[1:]]
    decided = "Naaiatelier De Spoel;Stichting Draadkracht;verschillend;;;;;\n"
    found: list[pd.DataFrame] = []
    coding = years(tmp_path / "a", OLD, second, aliases=decided, proposals=found)
    assert found[0].empty and coding.warnings == [] and coding.actors["name"].nunique() == 4


def test_a_place_that_two_share_proposes_nothing(tmp_path: Path) -> None:
    place = {"lat": 51.9, "lon": 4.4}
    second = [party("Nieuw", **place), party("Ander", **place), *OLD[1:]]
    found: list[pd.DataFrame] = []
    years(tmp_path / "a", OLD, second, proposals=found)
    assert found[0].empty


def test_a_kind_that_changes_is_told(tmp_path: Path) -> None:
    """Membership was miscoded for 47 rows at once: a change of kind is worth a look."""
    second = [party(row["naam"], soort="formeel") for row in OLD]
    told = [str(w) for w in years(tmp_path / "a", OLD, second).warnings]
    assert sum("verwacht: informeel, zoals in 2022" in text for text in told) == 3


def test_a_merger_joins_rows_and_ties_and_a_stop_is_no_actor(tmp_path: Path) -> None:
    spoken = {"geinterviewd": "ja"}
    second = [
        party("Wijkcentrum", **spoken, interview="1", partners="Buurtmoestuin Zuid"),
        party("Stichting Draadkracht", **spoken, interview="2", partners="Coöperatie Delfshaven"),
        party("Coöperatie Delfshaven"),
        {**party("Buurtmoestuin Zuid"), "eind": 2023},
        {**party("Verdwenen"), "eind": 2021},
    ]  # fmt: skip
    decided = "Stichting Draadkracht;Wijkcentrum;fusie;2023;;;;\n"
    coding = years(tmp_path / "a", OLD, second, aliases=decided)
    names = coding.actors.groupby("year")["name"].apply(list)
    assert names[2022] == ["Buurtmoestuin Zuid", "Coöperatie Delfshaven", "Stichting Draadkracht"]
    assert names[2023] == ["Buurtmoestuin Zuid", "Coöperatie Delfshaven", "Wijkcentrum"]
    pairs = coding.ties[["actor_a", "actor_b"]].values.tolist()
    assert pairs == [
        ["buurtmoestuin-zuid", "wijkcentrum"],
        ["cooperatie-delfshaven", "wijkcentrum"],
    ]
    log = coding.changes.set_index("change")["found"].to_dict()
    assert log["samengevoegd"] == "Stichting Draadkracht" and log["gestopt"] == "Verdwenen"


def test_a_coalition_is_an_actor_or_a_membership(tmp_path: Path) -> None:
    other = Wijk()
    other.book["initiatieven"][3]["partners"] = "Buurtkeuken; Café Één"
    folder = other.write(tmp_path / "v")
    as_actor, as_membership = wijk.read(folder), wijk.read(folder, memberships=["café een"])
    assert "Café Één" in as_actor.actors["name"].tolist()
    assert "Café Één" not in as_membership.actors["name"].tolist()
    members = as_membership.actors.dropna(subset=["memberships"])
    assert dict(zip(members["name"], members["memberships"], strict=True)) == {
        "Buurtkeuken": "Café Één", "Naaiatelier": "Café Één",
    }  # fmt: skip
    assert not (as_membership.ties[["actor_a", "actor_b"]] == "cafe-een").any().any()
    assert "lidmaatschap" in as_membership.changes["change"].tolist()


def test_a_draft_leaves_out_what_nobody_knows_and_lists_it(tmp_path: Path) -> None:
    folder = changed(cells("relaties", 0, van="Naaiatelje"), tmp_path / "v")
    coding = wijk.read(folder, draft=True)
    row = coding.unresolved.iloc[0]
    assert (row["name"], row["row"], row["proposal"]) == ("Naaiatelje", 2, "Naaiatelier")
    assert len(coding.ties) == len(wijk.read(Wijk().write(tmp_path / "s")).ties) - 1
    assert [w.found for w in coding.warnings] == ["'Naaiatelje'"]


def test_a_pair_that_one_side_names_twice_counts_once_and_is_logged(tmp_path: Path) -> None:
    twice = changed(
        lambda w: w.book["relaties"].append({"van": "Naaiatelier", "naar": "Gemeente"}),
        tmp_path / "v",
    )
    coding = wijk.read(twice)
    assert len(coding.ties) == len(wijk.read(Wijk().write(tmp_path / "s")).ties)
    assert "dubbele band" in coding.changes["change"].tolist()


def test_restricted_columns_change_nothing_that_is_public(tmp_path: Path) -> None:
    """Change every remark, coder and number of a talk: the public tables stay the same."""
    other = Wijk()
    for rows in other.book.values():
        for row in rows:
            for column in ("codeur", "opmerking"):
                row[column] = "KANARIE"
            if row.get("interview"):
                row["interview"] = f"KANARIE {row['interview']}"
    other.book["codeurs"] = [
        {**row, "codeur": f"KANARIE {n}"} for n, row in enumerate(other.book["codeurs"])
    ]
    one, two = wijk.read(Wijk().write(tmp_path / "a")), wijk.read(other.write(tmp_path / "b"))
    for name in ("actors", "ties", "quotes"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))


def test_fields_of_the_dataclass_and_of_the_descriptor_agree() -> None:
    """A property in a schema that the reader does not know would be dropped in silence."""
    known = {field.name for field in dataclasses.fields(Field)}
    from veerkracht.config import read_yaml
    from veerkracht.inputs.schemas import FOLDER

    for path in FOLDER.glob("*.yaml"):
        for item in read_yaml(path)["fields"]:
            assert set(item) - {"constraints"} <= known, path
