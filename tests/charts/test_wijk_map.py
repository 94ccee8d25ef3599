"""The map of the wijk: ties pass by places, names keep clear of them, streets lie quietly below."""

from __future__ import annotations

import io
import re
import time
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Polygon
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from veerkracht.charts import design, geo, ground, map_geometry, wijk_list, wijk_map, wijk_plan
from veerkracht.charts.bends import MANY, bend, between
from veerkracht.charts.bundles import curve, pieces

Tables = dict[str, pd.DataFrame]


def run_over(ties: list[np.ndarray], marks: np.ndarray) -> int:
    """How often a tie, as it is drawn, runs over a mark that is not at one of its ends."""
    count = 0
    for points in ties:
        # Enlarged, so that the arc is taken apart finely.
        (steps,) = curve(100 * points).to_polygons(closed_only=False)
        steps = np.asarray(steps) / 100
        line = np.concatenate([np.linspace(a, b, 50) for a, b in pairwise(steps)])
        for x, y, radius in marks:
            apart = np.hypot(*(line - (x, y)).T).min()
            at_end = min(np.hypot(*(end - (x, y))) for end in points[[0, -1]]) < 1e-3
            count += apart < radius and not at_end
    return count


def test_no_tie_runs_over_the_mark_of_another_place(
    example: Tables, context: dict[str, Any]
) -> None:
    plan = wijk_plan.arrange(example, context)
    marks = plan.places[["x", "y", "radius"]].to_numpy()
    ties = [*plan.rooms, *plan.links]
    assert len(plan.rooms) == 4 and len(ties) > 8
    straight = [points[[0, -1]] for points in ties]
    assert run_over(straight, marks) > 5, "straight ones would"
    assert run_over(ties, marks) == 0
    spots = {tuple(spot) for spot in np.round(plan.places[["x", "y"]].to_numpy(), 3)}
    assert {tuple(np.round(end, 3)) for tie in ties for end in tie[[0, -1]]} <= spots


def test_a_tie_ends_just_below_the_edge_of_the_marks_at_its_ends(
    example: Tables, context: dict[str, Any]
) -> None:
    """A line that stops short of a mark looks broken, and one that runs on below it too."""
    plan = wijk_plan.arrange(example, context)
    marks = plan.places[["x", "y", "radius"]].to_numpy()
    axes = wijk_map.draw(example, context).axes[1]
    drawn: list[Any] = [group for group in axes.collections if group.get_gid()]
    ways = [path for group in drawn for path in group.get_paths()]
    assert len(ways) == len(plan.rooms) + len(plan.links)
    edges = [
        [(np.hypot(*(marks[:, :2] - end).T) - marks[:, 2]).min() for end in way.vertices[[0, -1]]]
        for way in ways
    ]
    # Two places that nearly touch have no room between them: that tie is drawn whole.
    whole = [ends for ends in edges if max(ends) < -0.3 * marks[:, 2].min()]
    assert len(whole) <= 1 < len(ways)
    assert all(
        -0.2 * marks[:, 2].max() < edge < 0 for ends in edges if ends not in whole for edge in ends
    )
    # A short one is drawn whole, and one that is cut is the same curve.
    short, long = np.array([[0.0, 0.0], [4.0, 0.0]]), np.array([[0.0, 0], [30, 20], [60, 0]])
    assert between(short, (3.0, 3.0)) is short
    cut, line = pieces([between(long, (5.0, 8.0))], 60), pieces([long], 400).reshape(-1, 2)
    for spot in cut.reshape(-1, 2):
        assert np.hypot(*(line - spot).T).min() < 0.1


def test_a_living_room_without_a_tie_to_another_is_open_and_counted(
    example: Tables, context: dict[str, Any]
) -> None:
    figure = wijk_map.draw(example, context)
    rooms = example["places"].query("kind == 'buurthuiskamer'")
    alone = {"Huiskamer De Windvang", "Huiskamer De Lantaarn"}
    assert alone <= set(rooms["name"])
    plan = wijk_plan.arrange(example, context)
    numbers = plan.places[plan.places["kind"] == "buurthuiskamer"].set_index("number")["name"]
    marks = {str(p.get_gid()): p for axes in figure.axes for p in axes.patches if p.get_gid()}
    for number, name in numbers.items():
        is_open = to_hex(marks[f"plek-{number}"].get_facecolor()) == design.WHITE.lower()
        assert is_open == (name in alone), name
    shown = [text.get_text() for text in figure.axes[0].texts]
    assert "bij twee is geen onderlinge samenwerking genoemd" in shown
    alt = wijk_map.facts(example, context).alt
    # What nobody spoke of is not said to be so.
    both = "Huiskamer De Lantaarn en Huiskamer De Windvang"
    assert f"Van {both} is geen samenwerking met een andere genoemd." in alt
    assert "zonder onderlinge" not in " ".join([*shown, alt])
    # The thin lines are the ground of the four: a fraction as wide, and paler.
    (_, wide, dense), (_, thin, pale) = wijk_plan.ROOM_LOOK, wijk_plan.LINK_LOOK
    assert 0.5 <= thin <= wide / 6 and 0.4 <= pale <= 0.6 * dense


def test_the_name_of_land_stands_on_no_water(context: dict[str, Any], example: Tables) -> None:
    axes = wijk_map.draw(example, context).axes[1]
    around = geo.split(context["boundaries"])[1]
    frame = wijk_plan.arrange(example, context).frame
    water = [geo.rings(item) for item in around if geo.is_water(item)]
    land = {geo.name_of(item) for item in around if not geo.is_water(item)}
    named = [text for text in axes.texts if text.get_text() in land]
    assert len(named) >= 5
    for text in named:
        x, y = text.get_position()
        half = design.text_width(text.get_text(), text.get_fontsize(), "normal") / 2
        box = Bbox([[x - half, y - 1.5], [x + half, y + 1.5]])
        for ring in (ring for rings in water for ring in rings):
            assert not Path(frame.place(ring), closed=True).intersects_bbox(box), text.get_text()


def test_names_lie_over_no_tie(example: Tables, context: dict[str, Any]) -> None:
    plan = wijk_plan.arrange(example, context)
    boxes = np.array([*plan.titles.values(), *(label.box for label in plan.labels)])
    assert len(plan.labels) == 7 and len(plan.titles) == 5
    assert not map_geometry.crossed(boxes, pieces([*plan.rooms, *plan.links], 60)).any()
    # Each right beside its house, of all marks the nearest, and clear of the other names: a line to
    # it would cross ties.
    assert not [label for label in plan.labels if label.leader]
    spots = wijk_plan.as_nodes(plan.places)
    for label in plan.labels:
        apart = map_geometry.gaps(np.array([label.box]), spots)[0]
        assert spots["actor"].iloc[int(apart.argmin())] == label.actor, label.lines
        assert np.sort(apart)[1] > apart.min() + 0.5, label.lines
    close = map_geometry.shared_area(boxes + np.array([-2.0, -2.0, 2.0, 2.0]), boxes) > 0
    assert not np.triu(close, 1).any()


def test_what_all_living_rooms_are_called_stands_in_the_list_only(
    example: Tables, context: dict[str, Any]
) -> None:
    plan = wijk_plan.arrange(example, context)
    rooms = plan.places[plan.places["kind"] == "buurthuiskamer"]
    assert rooms["name"].str.startswith("Huiskamer ").all()
    shown = {" ".join(label.lines) for label in plan.labels}
    assert shown == set(rooms["name"].str.removeprefix("Huiskamer "))
    names = pd.DataFrame({"name": ["Huis A", "Huis B", "Tuin C"]})
    assert wijk_plan.short(names) is names, "only what is the same for all"
    alone = pd.DataFrame({"name": ["Huis A", "Huis"]})
    assert wijk_plan.short(alone) is alone, "nothing would be left of one"


def test_no_thin_line_goes_a_long_way_about(example: Tables, context: dict[str, Any]) -> None:
    """From Noordrand to the care point of Havenkant it runs between two clusters, not around."""
    plan = wijk_plan.arrange(example, context)
    spot = plan.places.set_index("number")[["x", "y"]]
    ends = {tuple(spot.loc[number]) for number in (12, 7)}
    (tie,) = [way for way in plan.links if {tuple(end) for end in way[[0, -1]]} == ends]
    assert wijk_plan._bent(tie) < 0.3
    assert np.median([wijk_plan._bent(way) for way in plan.links]) < 0.4


def test_a_tie_goes_around_a_name_and_rather_around_the_field_of_another_cluster() -> None:
    tie = np.array([[[0.0, 0.0], [90.0, 0.0]]])
    marks = np.array([[0.0, 0.0, 3.0], [90.0, 0.0, 3.0]])
    box = (30.0, -2.0, 60.0, 6.0)
    field = np.array([[30.0, -2], [60, -2], [60, 6], [30, 6]])
    for way in (bend(tie, marks, [], [box]), bend(tie, marks, [field])):
        assert not map_geometry.crossed(np.array([box]), pieces(way, 60)).any()
        assert way[0][1, 1] < 0, "below it is the shortest way"
    # A field of its own it may leave straight.
    own = np.array([[-5.0, -2], [60, -2], [60, 6], [-5, 6]])
    assert len(bend(tie, marks, [own])[0]) == 2
    wall = [(30.0, -200.0, 60.0, 200.0)]
    assert len(bend(tie, marks, [], wall)[0]) == 2, "what no way avoids bends nothing"


def test_the_name_of_a_cluster_leaves_room_for_its_ties_and_living_rooms() -> None:
    """Above it, or else below it, or else beside it."""
    kinds = ["ontmoetingsplek"] * 3
    spots = {"number": [1, 2, 3], "name": list("ABC"), "x": [90.0, 110, 100], "y": [100.0, 100, 90]}
    places = pd.DataFrame({**spots, "kind": kinds, "radius": 3.4})
    outline = {"Kern": wijk_plan._hull(places[["x", "y"]].to_numpy(), np.full(3, 7.0))}
    none: list[np.ndarray] = []
    (left, low, right, high) = wijk_plan._titles(outline, places, none)["Kern"]
    assert low > 100 and left < 100 < right
    room = places.assign(y=places["y"] + [0, 0, 16], kind=[*kinds[:2], "buurthuiskamer"])
    (_, _, _, high) = wijk_plan._titles(outline, room, none)["Kern"]
    assert high < 90, "above it is a living room, which has a name too"
    up = [np.array([[100.0, 90.0], [100.0, 200.0]])] * 6
    (left, low, right, _) = wijk_plan._titles(outline, places, up)["Kern"]
    assert low > 100 and not left < 100 < right, "above it still, beside the tie"
    fan = [np.array([[100.0, 90.0], [x, 125.0]]) for x in np.arange(70.0, 131.0, 3)] * 9
    assert wijk_plan._titles(outline, places, fan)["Kern"][3] < 90
    down = [np.array([[100.0, 90.0], [x, 60.0]]) for x in np.arange(70.0, 131.0, 3)] * 9
    assert wijk_plan._titles(outline, places, [*fan, *down])["Kern"][0] > 110
    passing = [np.array([[0.0, 112.0], [200.0, 112.0]])]
    assert wijk_plan._titles(outline, places, passing)["Kern"][1] > 100, "others go around it"
    # Nor does it stand on the edge of an area.
    edge = np.array([[[98.0, 0.0], [98.0, 200.0]]])
    (left, low, right, _) = wijk_plan._titles(outline, places, [], edge)["Kern"]
    assert low > 100 and not left < 98 < right


def test_no_name_bites_a_piece_out_of_a_cluster(example: Tables, context: dict[str, Any]) -> None:
    """Its field lies again over the ground of a name, and its edge stops beside the name."""
    plan = wijk_plan.arrange(example, context)
    boxes = [*plan.titles.values(), *(label.box for label in plan.labels)]
    content = under(("street", False, [example["places"][["lon", "lat"]].to_numpy().tolist()]))
    for given in (context, {**context, "background": content}):
        axes = wijk_map.draw(example, given).axes[1]
        edges: list[Any] = [line for line in axes.lines if line.get_linestyle() == "--"]
        assert len(edges) == len(plan.clusters)
        for x, y in np.concatenate([line.get_xydata() for line in edges]):
            assert not any(box[0] < x < box[2] and box[1] < y < box[3] for box in boxes)
    fields = [patch for patch in axes.patches if str(patch.get_gid()).startswith("cluster-")]
    again: list[Any] = [p for p in axes.patches if p.get_zorder() == 4 and isinstance(p, Polygon)]
    over = []
    for label in plan.labels:
        box = Bbox([label.box[:2], label.box[2:]])
        met = [Path(o).intersects_bbox(box) for o in plan.clusters.values()]
        over += [label.box] * sum(met)
    assert len(again) == len(over) >= 5
    # No more of it than lies over that ground.
    clipped = [patch.get_clip_box().transformed(axes.transData.inverted()) for patch in again]
    assert np.allclose([[*box.min, *box.max] for box in clipped], over)
    assert {p.get_facecolor() for p in again} == {p.get_facecolor() for p in fields}


def test_a_tie_that_is_free_stays_straight_and_one_in_the_way_bends_least() -> None:
    tie = np.array([[[0.0, 0.0], [60.0, 0.0]]])
    marks = np.array([[0.0, 0.0, 3.0], [60.0, 0.0, 3.0]])
    assert bend(tie, marks)[0].tolist() == tie[0].tolist()
    # A place just above the line: the tie passes below it.
    above = np.array([[30.0, 1.5, 3.0]])
    (points,) = bend(tie, np.concatenate([marks, above]))
    assert len(points) == 3 and -20 < points[1, 1] < 0
    assert run_over([points], above) == 0
    # Two ties to one place do not lie on each other.
    two = np.array([[[0.0, 0.0], [60.0, 0.0]], [[0.0, 0.0], [60.0, 1.0]]])
    ends = np.array([[0.0, 0.0, 1.0], [60.0, 0.0, 0.4], [60.0, 1.0, 0.4]])
    one, other = (line[len(line) // 2] for line in map(middle, bend(two, ends)))
    assert np.hypot(*(one - other)) > 2


def middle(points: np.ndarray) -> np.ndarray:
    return pieces([points]).reshape(-1, 2)


def test_many_ties_take_no_long_time_and_the_same_bends_each_time() -> None:
    spots = np.random.default_rng(7).uniform(0, 200, (120, 2))
    marks = np.column_stack([spots, np.full(120, 1.5)])
    ties = spots[np.random.default_rng(8).permutation(120)].reshape(-1, 2, 2)
    many = np.concatenate([ties, ties[:, ::-1] + 0.0, ties])[: 2 * MANY]
    start = time.monotonic()
    found = bend(many, marks)
    assert time.monotonic() - start < 20
    assert all(np.array_equal(a, b) for a, b in zip(found, bend(many, marks), strict=True))
    assert bend(np.zeros((0, 2, 2)), marks) == []


# What lies under the map ------------------------------------------------------------------------

BOX = (0.0, 0.0, 100.0, 80.0)


class Flat:
    """A frame in which a degree is a millimetre."""

    def place(self, points: np.ndarray) -> np.ndarray:
        return points


def under(*elements: tuple[str, bool, list[Any]]) -> dict[str, Any]:
    features = [
        {
            "properties": {"kind": kind, "area": area},
            "geometry": {"type": "MultiLineString", "coordinates": lines},
        }
        for kind, area, lines in elements
    ]
    return {"attribution": "© Verzonnen proef", "features": features}


def lay(*elements: tuple[str, bool, list[Any]]) -> ground.Ground:
    frame: Any = Flat()
    return ground.lay(under(*elements), frame, BOX)


def test_lines_are_cut_at_the_edge_of_the_map() -> None:
    """Against what is inside of many points along the line."""
    random = np.random.default_rng(3)
    for _ in range(30):
        way = random.uniform((-60, -60), (160, 140), (6, 2))
        laid = lay(("street", False, [way.tolist()])).lines.get("street", [])
        assert all(
            (part >= -1e-9).all() and (part <= (100 + 1e-9, 80 + 1e-9)).all() for part in laid
        )
        along = np.concatenate([np.linspace(a, b, 4000) for a, b in pairwise(way)])
        inside = np.all((along >= BOX[:2]) & (along <= BOX[2:]), axis=1)
        steps = np.hypot(*np.diff(along, axis=0).T)
        expected = steps[inside[1:] & inside[:-1]].sum()
        assert sum(map(ground._length, laid)) == pytest.approx(expected, abs=0.8)
    assert lay(("street", False, [[[0, -5], [100, -5]]])).lines == {}, "beside the map"
    (along_edge,) = lay(("street", False, [[[0, 0], [100, 0]]])).lines["street"]
    assert along_edge.tolist() == [[0, 0], [100, 0]]


def test_surfaces_are_cut_at_the_edge_and_keep_their_holes() -> None:
    outer = [[-50, 10], [50, 10], [50, 60], [-50, 60], [-50, 10]]
    hole = [[10, 20], [10, 40], [30, 40], [30, 20], [10, 20]]
    ((ring, inner),) = lay(("water", True, [outer, hole])).areas["water"]
    assert ring[:, 0].min() == 0 and ring[:, 0].max() == 50
    assert ground._area([ring]) == pytest.approx(50 * 50) and ground._area([inner]) == 400
    turns = [turn(points) for points in (ring, inner)]
    assert turns[0] * turns[1] < 0, "or the hole is filled"
    around = [[-10, -10], [110, -10], [110, 90], [-10, 90], [-10, -10]]
    assert ground._area(lay(("green", True, [around])).areas["green"][0]) == pytest.approx(8000)
    speck = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]
    assert lay(("green", True, [speck]), ("path", True, [around])).areas == {}


def turn(ring: np.ndarray) -> float:
    """Positive where the first corner of a ring turns left."""
    (a, b), (c, d) = np.diff(ring[:3], axis=0)
    return float(a * d - b * c)


def test_a_line_loses_only_points_that_are_not_seen() -> None:
    x = np.linspace(0, 90, 2000)
    way = np.stack([x, 40 + 20 * np.sin(x / 9)], axis=1)
    (line,) = lay(("main", False, [way.tolist()])).lines["main"]
    assert len(line) < 120 and line[0].tolist() == way[0].tolist()
    dense = np.concatenate([np.linspace(a, b, 200) for a, b in pairwise(line)])
    far = [np.hypot(*(dense - spot).T).min() for spot in way[::10]]
    assert max(far) < 0.25, "in mm of print"


def test_what_is_too_much_is_left_out_from_the_smallest_on_and_told(
    example: Tables, context: dict[str, Any]
) -> None:
    """A made-up city: far more than can be drawn, at the coordinates of the example."""
    plan = wijk_plan.arrange(example, context)
    random = np.random.default_rng(5)
    own, _ = geo.split(context["boundaries"])
    points = np.concatenate([ring for item in own for ring in geo.rings(item)])
    low, high = points.min(axis=0), points.max(axis=0)
    starts = random.uniform(low, high, (9000, 1, 2))
    ways = starts + np.cumsum(random.normal(0, 2e-4, (9000, 6, 2)), axis=1)
    kinds = ["path"] * 5000 + ["street"] * 3600 + ["main"] * 400
    content = under(*((k, False, [way.tolist()]) for k, way in zip(kinds, ways, strict=True)))
    laid = ground.lay(content, plan.frame, wijk_plan.MAP)
    assert laid.left_out == ["street", "path"] and len(laid.lines["main"]) >= 400
    drawn = sum(len(way) for ways in laid.lines.values() for way in ways)
    assert 0.9 * ground.MOST < drawn <= ground.MOST
    drawing = svg(example, {**context, "background": content})
    assert len(drawing) < 350_000
    said = " ".join(re.findall(r">([^<>]+)</text>", drawing))
    assert "Ondergrond: © Verzonnen proef; niet alles getekend van straten en paden" in said
    assert drawing == svg(example, {**context, "background": content}), "same bytes"


def svg(tables: Tables, context: dict[str, Any]) -> str:
    figure, target = wijk_map.draw(tables, context), io.StringIO()
    design.save(figure, target)  # type: ignore[arg-type]
    return target.getvalue()


def test_streets_lie_under_all_that_is_told(example: Tables, context: dict[str, Any]) -> None:
    places = example["places"][["lon", "lat"]].to_numpy()
    content = under(("street", False, [places.tolist()]), ("water", True, [places[:9].tolist()]))
    figure = wijk_map.draw(example, {**context, "background": content})
    axes = figure.axes[1]
    below = [art.get_zorder() for art in axes.patches if str(art.get_gid()).startswith("grond-")]
    marks = [art for art in axes.patches if str(art.get_gid()).startswith(("plek-", "cluster-"))]
    assert len(below) == 2 and len(marks) > 20
    above = [art.get_zorder() for art in [*marks, *axes.texts, *axes.collections]]
    assert max(below) < min(above)
    alt = wijk_map.facts(example, {**context, "background": content}).alt
    assert "Daaronder: straten en water, zonder namen." in alt and len(alt.split()) <= 80
    plain = svg(example, context)
    assert "grond-" not in plain and "Ondergrond" not in plain
    for token in (design.LAND, design.WATER, design.PARK, design.RAIL, design.WHITE):
        assert contrast(token) > contrast(design.LINE) > contrast(design.INFORMAL)


def contrast(colour: str) -> float:
    """How light a colour is: its contrast with black."""
    return design.contrast(colour, "#000000")


def test_the_list_says_with_which_places_each_works_together(
    example: Tables, context: dict[str, Any]
) -> None:
    """A line is followed by its number: as many as there are ties, and said from both ends."""
    plan = wijk_plan.arrange(example, context)
    partners = wijk_list.partners_of(plan)
    assert sum(map(len, partners.values())) == 2 * (len(plan.rooms) + len(plan.links))
    assert all(one in partners[other] for one, others in partners.items() for other in others)
    numbers = plan.places.set_index("name")["number"]
    hub = numbers["Huiskamer Het Kookpunt"]
    assert len(partners[hub]) == max(map(len, partners.values()))
    shown = [text.get_text() for text in wijk_map.draw(example, context).axes[0].texts]
    assert "met " + " · ".join(map(str, partners[hub])) in shown
    assert sum(text.startswith("met ") for text in shown) == len(partners)
    assert "alle met Het Kookpunt" in shown
    assert any("wat niet is genoemd, ontbreekt" in text for text in shown)
    # So many that their numbers have no room are counted; of nobody nothing is said.
    assert wijk_list._with(list(range(100, 140)), 40.0, 10.0) == "met 40 plekken"
    assert wijk_list._with([], 40.0, 10.0) == ""


def test_the_title_counts_the_rooms_that_work_with_another(
    example: Tables, context: dict[str, Any]
) -> None:
    kinds = ["buurthuiskamer"] * 4 + ["voorziening"]
    places = example["places"].iloc[:5].assign(kind=kinds, actor=list("abcde"), name=list("ABCDE"))
    name = context["wijk"]["name"]
    nobody = places.assign(actor=places["actor"].where(places["actor"] != "d"))
    for rows, pairs, title in (
        (
            places,
            ["ab", "ac", "ae"],
            "Twee {} samen met A; van één is dat niet genoemd",
        ),
        # With whom, where that is one for all: else only how many.
        (places, ["ad", "bd", "cd"], "Drie {} samen met D"),
        (places, ["ad", "bc"], "Alle vier {} samen met een andere"),
        (
            places,
            ["ab", "ac", "bc"],
            "Drie van de vier {} samen met een andere; van één is dat niet genoemd",
        ),
        (places, ["ab"], "Twee van de vier {} samen met een andere; van twee is dat niet genoemd"),
        # Of who is no party nobody knows whether it works with another.
        (nobody, ["ab", "ac"], "Twee {} samen met A"),
        (places, ["ae"], f"Vier buurthuiskamers in {name}"),
    ):
        ends = [{"actor_a": pair[0], "actor_b": pair[1], "year": 2023} for pair in pairs]
        said = wijk_map.facts({"places": rows, "ties": pd.DataFrame(ends)}, context).title
        assert said == title.format("buurthuiskamers werken")
