"""All years of the network beside each other, and the ring with partners from outside."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from drawn_charts import svg
from map_scores import overlaps, score_panel, score_ring
from matplotlib.colors import to_rgb

from veerkracht.charts import NoDataError, design, network_panel, network_poster, network_ring


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        ("ab", "abc", "Alle 2 partijen van 1 zijn in 2 nog genoemd; 1 andere is erbij genoemd"),
        ("ab", "ab", "Alle 2 partijen van 1 zijn in 2 nog genoemd"),
        (
            "ab",
            "cd",
            "Van de 2 partijen van 1 is er geen in 2 nog genoemd; 2 andere zijn erbij genoemd",
        ),
        ("a", "ab", "De ene partij van 1 is in 2 nog genoemd; 1 andere is erbij genoemd"),
        ("abc", "a", "Van de 3 partijen van 1 is er 1 in 2 nog genoemd"),
    ],
)
def test_the_panel_says_who_stayed(first: str, last: str, title: str) -> None:
    rows = [(1, actor) for actor in first] + [(2, actor) for actor in last]
    actors = pd.DataFrame(rows, columns=["year", "actor"])
    ties = pd.DataFrame({"year": pd.Series(dtype=int)})
    tables = {"actors": actors, "ties": ties, "actor_metrics": actors}
    assert network_panel.facts(tables, {}).title == title


@pytest.mark.parametrize("count", [1, 2, 3, 5, 6, 8, 10, 12])
def test_the_cells_of_the_panel_lie_apart_on_the_page(count: int) -> None:
    cells = network_panel._cells(count)
    assert len(cells) == count and cells[-1].width == network_panel.WIDTH
    # The last and fullest year is the largest; the others are as large as each other.
    assert len({(cell.width, round(cell.height, 6)) for cell in cells[:-1]}) <= 1
    for i, cell in enumerate(cells):
        right, top = cell.left + cell.width, cell.low + cell.height
        assert cell.left >= 0 and right <= 182.01 and cell.low >= network_panel.KEY
        assert top <= network_panel.HEIGHT
        room = network_panel._room(cell)
        assert room.low == cell.low and room.height >= (24 if count <= 10 else 15)
        assert cell.height <= cells[-1].height
        for other in cells[:i]:
            assert abs(cell.left - other.left) >= cell.width or other.low >= top - 0.01


def test_the_panel_has_every_actor_of_every_year_at_its_own_place(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    text = svg("network_panel", example, context)
    actors = example["actors"]
    found = re.findall(r'id="(\d{4})-partij-([^"]+)"', text)
    assert sorted(found) == sorted(zip(actors["year"].astype(str), actors["actor"], strict=True))
    score = score_panel(example, context)
    unread = ("label_label", "label_node", "mistaken", "beside", "led_wrong")
    never = ("node_node", "outside", "moved", *unread)
    assert {name: score[name] for name in never} == dict.fromkeys(never, 0)
    printed = re.findall(r"<text[^>]*>([^<]*)</text>", text)
    for year, rows in actors.groupby("year"):
        assert str(year) in printed and f"{len(rows)} partijen" in printed
    # What became of the parties of a year before, counted apart.
    there = {year: set(actors.loc[actors["year"] == year, "actor"]) for year in range(2019, 2024)}
    said = network_panel.facts(example, context)
    told = {series.label: {p.year: p.value for p in series.points} for series in said.series}
    for year in range(2020, 2024):
        before, now = there[year - 1], there[year]
        counts = [len(now - before), len(now & before), len(before - now)]
        words = ("nieuw", "al eerder", "niet meer")
        assert {f"{n} {word}" for n, word in zip(counts, words, strict=True)} <= set(printed)
        names = ("nieuw", "was er al", "niet meer genoemd")
        assert [told[name][year] for name in names] == counts
        assert text.count(f'id="{year}-weg-') == counts[2]
    stayed = len(there[2019] & there[2023])
    assert said.title == (
        f"Van de {len(there[2019])} partijen van 2019 zijn er {stayed} in 2023 nog genoemd; "
        f"{len(there[2023] - there[2019])} andere zijn erbij genoemd"
    )
    assert len(said.alt.split()) <= 80


def test_on_a_poster_every_party_has_a_name_or_is_in_its_list(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    plan, room, numbers = network_poster.arrange(example, {**context, "year": 2023})
    named, there = {label.actor for label in plan.labels}, set(plan.nodes["actor"])
    assert named | set(numbers) == there and not named & set(numbers)
    # Large names for who has most influence, and a number for nearly everyone else.
    best = plan.nodes.sort_values(["rank", "actor"])["actor"]
    assert set(best.head(3)) <= named and len(named) >= 28
    assert sum(label.size >= 14 for label in plan.labels) >= 12
    assert len(plan.small) > 0.9 * len(numbers)
    assert all(label.lines == [str(numbers[label.actor])] for label in plan.small)
    frame = (0.0, room.low, room.width, network_poster.HEIGHT)
    found = overlaps([*plan.labels, *plan.small], plan.nodes, frame)
    never = ("label_label", "label_node", "node_node", "off_page")
    assert {name: found[name] for name in never} == dict.fromkeys(never, 0)
    # Another year, which has few parties: the list is on the sheet, each name whole.
    figure = network_poster.draw(example, {**context, "year": 2019})
    listed = [text for text in figure.axes[0].texts if str(text.get_gid()).startswith("lijst-")]
    assert len(listed) > 10 and min(text.get_position()[1] for text in listed) > 0
    assert not any(text.get_text().endswith("…") for text in listed)


def test_the_panel_shows_what_a_year_brought_in_colour_and_says_it(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    figure = network_panel.draw(example, context)
    axes = figure.axes[0]
    printed = " ".join(text.get_text() for text in axes.texts)
    actors, ties = example["actors"], example["ties"]
    there = {year: set(rows["actor"]) for year, rows in actors.groupby("year")}
    pairs = {
        year: set(zip(rows["actor_a"], rows["actor_b"], strict=True))
        for year, rows in ties.groupby("year")
    }
    drawn: dict[Any, Any] = {group.get_gid(): group for group in axes.collections}
    for year in range(2020, 2024):
        fresh = pairs[year] - pairs[year - 1]
        brought = [pair for pair in fresh if set(pair) - there[year - 1]]
        looks = drawn[f"{year}-banden-nieuw"].get_edgecolor()
        hues = {tuple(to_rgb(colour)) for colour in design.KIND_COLOUR.values()}
        assert len(looks) == len(fresh)
        assert sum(tuple(look[:3]) in hues for look in looks) == len(brought)
        assert f"{year}-banden-weg" not in drawn
        if year == 2023:
            told = (
                f"{len(brought)} van de {len(fresh)} nieuwe samenwerkingen zijn van nieuwe partijen"
            )
            assert told in printed
    assert "Gemeente Rotterdam staat bovenaan" in printed
    assert "Delfshaven Helpt komt bovenaan" in printed
    for words in (
        "in kleur, met een rand",
        "grijs: was er",
        "open: niet meer genoemd",
        "meeste invloed",
    ):
        assert words in printed
    # What was there has no colour; its shape still says what it is.
    stayed = next(iter(sorted(there[2022] & there[2023])))
    (mark,) = [p for p in axes.patches if p.get_gid() == f"2023-partij-{stayed}"]
    assert to_rgb(mark.get_facecolor()[:3]) == to_rgb(design.LINE)


def test_partners_from_outside_stand_on_the_ring_and_the_wijk_inside(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    plan = network_ring.arrange(example, context)
    nodes = plan.nodes
    spots = nodes[["x", "y"]].to_numpy()
    out = np.hypot(*((spots - network_ring.MIDDLE) / network_ring.RING).T)
    outside = example["actors"].query("year == 2023 and location == 'buiten'")["actor"]
    assert set(nodes.loc[~nodes["inside"], "actor"]) == set(outside)
    assert np.allclose(out[~nodes["inside"]], 1, atol=1e-4) and (out[nodes["inside"]] < 0.95).all()
    found = score_ring(example, context)
    none = ("label_label", "label_node", "label_named", "node_node", "off_page")
    assert {name: found[name] for name in none} == dict.fromkeys(none, 0)
    # The largest have their names, and who is named is one of them or works with partners outside.
    inside = nodes[nodes["inside"]].sort_values("rank")
    named = {label.actor for label in plan.labels} & set(inside["actor"])
    assert set(inside["actor"].head(network_ring.SURELY)) <= named and len(named) >= 8
    assert found["far"] <= network_ring.FAR
    # The ties of one partner from outside set out as one: they end where the others do.
    seats = nodes[~nodes["inside"]].set_index("actor")[["x", "y"]]
    leaving = [plan.curves[tie] for tie in np.flatnonzero(plan.outward)]
    for seat in seats.to_numpy():
        own = [points for points in leaving if np.allclose(points[0], seat)]
        assert len(own) < 2 or len({tuple(points[1]) for points in own}) == 1
    # At their own place: who lives farther east or north stands so, nearly always.
    known = nodes[nodes["inside"] & nodes["lon"].notna()]
    for degrees, mm in (("lon", "x"), ("lat", "y")):
        assert np.corrcoef(known[degrees], known[mm])[0, 1] > 0.98
    text = svg("network_ring", example, context)
    ties = re.search(r'<g id="banden-buiten">(.*?)</g>', text, re.DOTALL)
    assert ties and ties[1].count("<path") == plan.outward.sum()
    said = network_ring.facts(example, context)
    title, alt = said.title, said.alt
    assert title.startswith(
        "In 2023 werken 59 van de 125 partijen in de wijk samen met ten minste een van de 21 "
    )
    assert f"tussen binnen en buiten: {plan.outward.sum()}." in alt


def test_who_has_no_known_place_stands_near_its_partners(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    actors = example["actors"].copy()
    best = "naaiatelier-draadkracht"
    partners = example["ties"].query("year == 2023 and (actor_a == @best or actor_b == @best)")
    actors.loc[actors["actor"] == best, ["lat", "lon"]] = None
    nodes = network_ring.arrange({**example, "actors": actors}, context).nodes.set_index("actor")
    linked = (set(partners["actor_a"]) | set(partners["actor_b"])) - {best}
    middle = nodes.loc[[a for a in sorted(linked) if nodes.loc[a, "inside"]], ["x", "y"]].mean()
    assert np.hypot(*(nodes.loc[best, ["x", "y"]] - middle)) < 12


def test_the_ring_needs_places_and_partners_from_outside(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    actors = example["actors"]
    for changed in (actors.assign(lat=None), actors.assign(location="binnen")):
        with pytest.raises(NoDataError):
            network_ring.facts({**example, "actors": changed}, context)
    bare = {name: value for name, value in context.items() if name != "boundaries"}
    assert score_ring(example, bare)["node_node"] == 0
