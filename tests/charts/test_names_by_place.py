"""On a map of a year no name is larger than that of a higher place, and marks make room."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from random_networks import network

from veerkracht.charts import (
    design,
    label_places,
    map_geometry,
    name_room,
    network_map,
    network_plan,
    network_poster,
)
from veerkracht.charts.bundles import pieces
from veerkracht.charts.label_places import Label
from veerkracht.network.layout import WIDTH, layout
from veerkracht.network.metrics import measure_actors

Tables = dict[str, pd.DataFrame]
YEARS = range(2019, 2024)
GONE = "delfshaven-helpt"


def labels_of(chart: str, tables: Tables, context: dict[str, Any]) -> tuple[Any, list[Label]]:
    if chart == "poster":
        plan, _ = network_poster.arrange(tables, context)
    else:
        plan = network_plan.arrange(tables, context)
    return plan, [*plan.labels, *plan.small]


def goes_by_place(plan: network_plan.Map, labels: list[Label]) -> list[float]:
    """The sizes of the first ten, each with its place before its name, and no other name larger."""
    order = plan.nodes[plan.nodes["eigenvector"] > 0].sort_values("rank").head(10)
    label_of = {label.actor: label for label in labels}
    sizes = [label_of[actor].size for actor in order["actor"] if actor in label_of]
    assert sizes == sorted(sizes, reverse=True)
    first = {str(place): label_of[actor] for place, actor in enumerate(order["actor"], 1)}
    for place, label in first.items():
        assert label.lines[0].split(" ")[0] == place and not label.quiet
    others = [label for label in labels if label.actor not in set(order["actor"])]
    assert not any(label.lines[0][0].isdigit() for label in others)
    assert max([0.0, *(label.size for label in others)]) <= min(sizes)
    return sizes


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("chart", ["page", "poster"])
def test_no_name_is_larger_than_that_of_a_higher_place(
    example: Tables, context: dict[str, Any], chart: str, year: int
) -> None:
    plan, labels = labels_of(chart, example, {**context, "year": year})
    sizes = goes_by_place(plan, labels)
    assert len(sizes) == 10 and sizes[0] > sizes[-1], "the first three are a step larger"
    assert set(sizes) == {sizes[0], sizes[-1]} and sizes[2] == sizes[0]
    if chart == "page":
        # Who turns the pages finds the same sizes in every year.
        assert sizes == [11.5] * 3 + [11.0] * 7
    else:
        assert sizes[0] >= 19 and sizes[-1] >= 16 and not any(label.leader for label in labels)


@pytest.mark.parametrize(("count", "pairs"), [(30, 60), (120, 400), (260, 800)])
@pytest.mark.parametrize("chart", ["page", "poster"])
def test_names_go_by_place_in_a_wijk_of_another_size(chart: str, count: int, pairs: int) -> None:
    actors, ties = network(count, pairs, seed=7)
    number = actors["actor"].str[-3:].astype(int)
    long = np.where(number % 4 == 0, "Ondernemersvereniging nummer ", "Huiskamer nummer ")
    actors = actors.assign(
        name=[f"{name}{n}" for name, n in zip(long, number, strict=True)],
        kind=np.where(number % 3 == 0, "formeel", "informeel"),
        location=np.where(number % 9 == 1, "buiten", "binnen"),
        themes="",
    )
    tables = {"actors": actors, "ties": ties, "actor_metrics": measure_actors(actors, ties)}
    tables["layout"] = layout(actors, ties)
    wijk = {"municipality": "niemand", "protagonists": []}
    context = {"wijk": wijk, "year": int(actors["year"].max()), "example": True}
    plan, labels = labels_of(chart, tables, context)
    assert len(goes_by_place(plan, labels)) == 10
    boxes = np.array([label.box for label in labels])
    assert not np.triu(map_geometry.shared_area(boxes, boxes), 1).any()
    assert not (map_geometry.over_nodes(boxes, plan.nodes) > 0).any()


@pytest.mark.parametrize("chart", ["page", "poster"])
def test_who_is_followed_has_its_name_when_it_is_gone_too(
    example: Tables, context: dict[str, Any], chart: str
) -> None:
    """Also where no claim speaks of it; in grey; who else is gone has none."""
    bare = {name: table for name, table in example.items() if name != "claims"}
    plan, labels = labels_of(chart, bare, {**context, "year": 2023})
    lost = [label for label in labels if label.actor in set(plan.gone["actor"])]
    assert [label.actor for label in lost] == [GONE] and len(plan.gone) == 9
    words = " ".join([*lost[0].lines, lost[0].note]).strip()
    assert words.startswith("Delfshaven Helpt") and words.endswith("niet meer genoemd")
    figure = (network_poster if chart == "poster" else network_map).draw(
        bare, {**context, "year": 2023}
    )
    names = [t for t in figure.axes[0].texts if str(t.get_gid()).startswith(f"naam-{GONE}")]
    assert names and {t.get_color() for t in names} == {design.GREY}
    # It is not followed in another wijk.
    wijk = {**context["wijk"], "protagonists": []}
    _, others = labels_of(chart, bare, {**context, "wijk": wijk, "year": 2023})
    assert GONE not in {label.actor for label in others}


def test_a_long_name_of_who_is_gone_is_not_cut_to_say_so() -> None:
    assert network_poster._gone("Zwemclub") == "Zwemclub, niet meer genoemd"
    long = "Stichting voor bewoners van de buurt"
    assert network_poster._gone(long) == long and len(long) < label_places.LONGEST


def marks(*rows: tuple[str, float, float]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["actor", "x", "y"])
    return found.assign(name="Een lange naam van drie", kind="informeel", radius=2.0)


def test_marks_in_the_way_of_a_large_name_make_room_and_no_others_move() -> None:
    """A ring of marks around one with a name; one far away, and one with a name of its own."""
    turn = np.radians(np.arange(0, 360, 30))
    ring = [(f"r{n:02d}", 60 + 9 * np.cos(a), 60 + 9 * np.sin(a)) for n, a in enumerate(turn)]
    before = marks(("a", 60.0, 60.0), *ring, ("b", 20.0, 20.0), ("ver", 110.0, 110.0))
    frame = (0.0, 0.0, 120.0, 120.0)
    sizes = pd.Series({"a": 14.0, "b": 11.0})

    def free(nodes: pd.DataFrame, clear: float) -> bool:
        (node,) = [n for n in map_geometry.nodes_of(nodes) if n.actor == "a"]
        boxes = label_places.around(node, 14.0, frame, 1).boxes
        over = map_geometry.over_nodes(boxes, nodes[nodes["actor"] != "a"], clear)
        return bool((over == 0).all(axis=1).any())

    assert not free(before, 0.0)
    after = name_room.cleared(before, sizes, frame, 1.6)
    assert free(after, 1.5)
    was, now = (nodes.set_index("actor")[["x", "y"]] for nodes in (before, after))
    moved = np.hypot(*(now - was.loc[now.index]).to_numpy().T)
    still = pd.Series(moved, index=now.index)
    assert (still[["a", "b", "ver"]] == 0).all() and 0 < (still > 1.0).sum() < len(ring)
    assert not name_room._touch(after, 0.0)


def test_places_are_the_same_in_all_years_and_near_those_of_the_layout(
    example: Tables, context: dict[str, Any]
) -> None:
    spots = [
        network_plan.arrange(example, {**context, "year": year}).nodes.set_index("actor")[
            ["x", "y"]
        ]
        for year in YEARS
    ]
    own = example["layout"].set_index("actor")[["x", "y"]].add([0, network_plan.LEGEND])
    for each in spots:
        far = np.hypot(*(each - own.loc[each.index]).to_numpy().T)
        assert np.median(far) < 0.1 and np.mean(far) < 1.5
        both = each.index.intersection(spots[-1].index)
        assert np.allclose(each.loc[both], spots[-1].loc[both])


def test_where_marks_touch_already_none_is_moved(example: Tables, context: dict[str, Any]) -> None:
    sheet = name_room.Sheet((0, 0, 182, 229), 1.0, 0.0, 5.0, 1.0, 0.75, 1.6, ((10, 11.0),))
    assert name_room.with_room(example, sheet) is not example
    crammed = {**example, "layout": example["layout"].assign(x=90.0)}
    assert name_room.with_room(crammed, sheet) is crammed
    assert [sheet.size_at(place) for place in (1, 10, 11)] == [11.0, 11.0, 11.0]


def test_what_is_unsure_of_a_title_stands_right_below_it(
    example: Tables, context: dict[str, Any]
) -> None:
    """The first of all words of the figure, at its upper left; the year and its counts below it."""
    drawn = network_map.draw(example, {**context, "year": 2023}).axes[0]
    texts = {t.get_text(): t for t in drawn.texts}
    high = max(texts.values(), key=lambda text: text.get_position()[1])
    assert (
        high.get_text().startswith("Met andere gesprekken had nummer 1 op plaats\xa01\xa0tot")
        and high.get_position()[0] == 0
    )
    assert network_plan.HEIGHT - high.get_position()[1] < 5
    assert high.get_position()[1] - texts["2023"].get_position()[1] > 10


@pytest.mark.parametrize("year", YEARS)
def test_on_a_poster_what_is_unsure_stands_beside_the_year_it_is_of(
    example: Tables, context: dict[str, Any], year: int
) -> None:
    """With the claim, and clear of the year and its counts: a line above them crowded these."""
    texts = network_poster.draw(example, {**context, "year": year}).axes[0].texts
    said = network_map.unsure_first(example, year)
    lines = [text for text in texts if text.get_gid() == "niet-zeker"]
    assert " ".join(text.get_text() for text in reversed(lines)) == said and said
    # In every year at the same height, and no line parts one place from the other.
    above = [text.get_position()[1] - network_poster.HEIGHT + 15.0 for text in lines]
    assert np.allclose(above, [0.0, network_poster.LEADING])
    (places,) = [text.get_text() for text in lines if "plaats" in text.get_text()]
    assert places.startswith("plaats\xa0") and places.endswith("(negen van de tien keer).")
    (told,) = [text for text in texts if text.get_text() == str(year)]
    high = told.get_position()[1]
    counts = [t for t in texts if t not in lines and t.get_position()[1] >= high]
    ends = [
        text.get_position()[0]
        + design.text_width(text.get_text(), float(text.get_fontsize()), str(text.get_fontweight()))
        for text in counts
    ]
    for line in lines:
        x, y = line.get_position()
        assert x == network_poster.WIDTH and y >= told.get_position()[1]
        size = float(line.get_fontsize())
        assert x - design.text_width(line.get_text(), size, "normal") > max(ends) + 3
        assert network_poster.HEIGHT - y > 0.75 * size * design.POINT + 0.5
    capitals = 0.68 * float(told.get_fontsize()) * design.POINT
    assert network_poster.HEIGHT - told.get_position()[1] - capitals > 3


@pytest.mark.parametrize("year", [2020, 2021])
def test_a_name_on_a_poster_rather_covers_pale_ties_than_a_dark_one(
    example: Tables, context: dict[str, Any], monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    """Those between two of the ten are what is read from afar."""

    def covered() -> int:
        plan, _ = network_poster.arrange(example, {**context, "year": year})
        first = plan.nodes[plan.nodes["rank"] <= 10][["x", "y"]].to_numpy().round(3).tolist()
        ends = [[tie.round(3).tolist() for tie in way[[0, -1]]] for way in plan.curves]
        both = zip(plan.curves, ends, strict=True)
        dark = pieces([way for way, (one, other) in both if one in first and other in first])
        boxes = np.array([label.box for label in plan.labels])
        return int(map_geometry.crossed(boxes, dark).any(axis=1).sum())

    found = covered()
    monkeypatch.setattr(network_poster, "DARKER", 1)
    assert found < covered()


@pytest.mark.parametrize("chart", [network_map, network_poster])
def test_the_words_over_the_loose_row_touch_no_mark(
    example: Tables, context: dict[str, Any], chart: Any
) -> None:
    seen = 0
    for year in YEARS:
        axes = chart.draw(example, {**context, "year": year}).axes[0]
        for words in (text for text in axes.texts if text.get_gid() == "rij-los"):
            seen += 1
            (x, y), size = words.get_position(), float(words.get_fontsize())
            wide, half = design.text_width(words.get_text(), size, "normal"), size / 2
            box = (x, y - half * design.POINT, x + wide, y + half * design.POINT)
            for mark in axes.patches:
                if str(mark.get_gid()).partition("-")[0] in ("partij", "nieuw", "weg"):
                    bounds = mark.get_path().get_extents()
                    beside = bounds.x0 > box[2] + 0.8 or bounds.y1 < box[1] - 0.8
                    assert beside or bounds.y0 > box[3], mark.get_gid()
    assert seen >= 2


@pytest.mark.parametrize("year", YEARS)
def test_the_key_of_a_map_stands_in_one_grid(
    example: Tables, context: dict[str, Any], year: int
) -> None:
    """Three rows, with whose names there are below; and words that begin at few places."""
    figure = network_map.draw(example, {**context, "year": year})
    key = [t for t in figure.axes[0].texts if t.get_position()[1] < network_plan.LEGEND - 2]
    rows = {round(t.get_position()[1], 1) for t in key}
    assert rows == {3.0, *network_map.ROWS, sum(network_map.ROWS[:2]) / 2}
    starts = {round(t.get_position()[0], 1) for t in key if t.get_position()[0] < 120}
    assert starts <= {0.0, 4.6, 46.0, 91.0}
    boxes = [
        (t.get_position(), design.text_width(t.get_text(), t.get_fontsize(), "normal")) for t in key
    ]
    for (x, y), wide in boxes:
        assert x + wide <= WIDTH + 0.5
        assert not [1 for (other, high), _ in boxes if high == y and x < other < x + wide + 4]
