"""Names on the network map go by rank; notes by claims; ties bend along other ties."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from colours import distance
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text

from veerkracht import dutch
from veerkracht.charts import (
    design,
    label_places,
    map_geometry,
    map_notes,
    names_by_rank,
    network_map,
    network_plan,
    network_poster,
)
from veerkracht.charts.bundles import DETOUR, bundle, curve, pieces
from veerkracht.charts.network_marks import GONE, NEW, OLD
from veerkracht.network.layout import WIDTH

Tables = dict[str, pd.DataFrame]
YEARS = range(2019, 2024)


def order_of(plan: network_plan.Map) -> list[str]:
    return plan.nodes.sort_values(["rank", "actor"])["actor"].tolist()


@pytest.mark.parametrize("year", YEARS)
def test_nobody_is_named_before_who_has_more_influence(
    example: Tables, context: dict[str, Any], year: int
) -> None:
    plan = network_plan.arrange(example, {**context, "year": year})
    always = {*context["wijk"]["protagonists"], context["wijk"]["municipality"]}
    labels = [*plan.labels, *plan.small]
    named = {label.actor for label in labels} - set(plan.gone["actor"])
    noted = set(
        plan.nodes.loc[plan.nodes["actor"].isin({x.actor for x in labels if x.note}), "name"]
    )
    ranked = [actor for actor in order_of(plan) if actor in named]
    first = next((n for n, a in enumerate(order_of(plan)) if a not in named), len(plan.nodes))
    later = plan.nodes[plan.nodes["actor"].isin(ranked[first:])]
    assert set(later["name"]) <= always | noted, "beyond it only who is followed or spoken of"
    # Readers asked for fifteen to twenty-five: with 44 names no one found the first ten.
    assert first >= 24 and len(named) <= 30
    threshold = plan.nodes.set_index("actor").loc[order_of(plan)[:first], "radius"].min()
    unnamed = plan.nodes[~plan.nodes["actor"].isin(named)]
    assert (unnamed["radius"] <= threshold + 1e-9).all(), "no larger one goes without"
    assert always & set(plan.nodes["name"]) <= set(
        plan.nodes[plan.nodes["actor"].isin(named)]["name"]
    )
    said = [t.get_text() for t in texts(network_map.draw(example, {**context, "year": year}))]
    told = "alle partijen" if first == len(plan.nodes) else f"de {first} partijen"
    assert any(told in words for words in said)


@pytest.mark.parametrize("year", YEARS)
def test_a_dozen_names_are_read_first_and_all_others_from_close_by(
    example: Tables, context: dict[str, Any], year: int
) -> None:
    """Large and bold are the ten of the title, who is followed and who is spoken of; no others."""
    plan = network_plan.arrange(example, {**context, "year": year})
    labels = [*plan.labels, *plan.small]
    always = {*context["wijk"]["protagonists"], context["wijk"]["municipality"]}
    followed = set(plan.nodes.loc[plan.nodes["name"].isin(always), "actor"])
    best = set(order_of(plan)[:10])
    loud = {label.actor: label.size for label in labels if not label.quiet}
    assert set(loud) == best | followed | {label.actor for label in labels if label.note}
    assert 10 <= len(loud) <= 14
    quiet = [label for label in labels if label.quiet]
    assert {label.size for label in quiet} == {7.5} and len(quiet) >= 12
    assert min(loud.values()) >= 1.2 * 7.5 and max(loud.values()) >= 1.5 * 7.5
    assert np.median([loud[actor] for actor in best]) >= 11
    figure = network_map.draw(example, {**context, "year": year})
    names = [t for t in texts(figure) if str(t.get_gid()).startswith("naam-")]
    for text in names:
        bold = str(text.get_gid())[len("naam-") : -2] in loud
        assert text.get_fontweight() == ("semibold" if bold else "normal")
        assert bold or text.get_color() == design.GREY
        assert design.contrast(str(text.get_color()), design.PAPER) >= 4.5
    # The key tells of those ten too, and not of another number.
    told = f"tussen twee van de {dutch.word(len(best))} met de meeste invloed (grote namen)"
    assert any(told in text.get_text() for text in texts(figure))
    # No tie is seen through the letters: each line has its ground of paper.
    grounds: list[Any] = [p for p in figure.axes[0].patches if isinstance(p, FancyBboxPatch)]
    lines = sum(len(label.lines) + bool(label.note) for label in labels)
    assert len(grounds) == lines and {ground.get_alpha() for ground in grounds} == {None}
    assert {to_hex(ground.get_facecolor()) for ground in grounds} == {design.PAPER.lower()}
    # Nor between two lines of a name: their grounds meet.
    bounds = iter(ground.get_bbox().bounds for ground in grounds)
    for label in [*plan.labels, *plan.small]:
        own = list(islice(bounds, len(label.lines) + bool(label.note)))
        for (_, low, _, high), (_, above, _, _) in pairwise(own):
            assert low < above <= low + high, label.lines


def texts(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text()]


@pytest.mark.parametrize("year", YEARS)
def test_on_the_drawn_map_no_name_lies_over_a_name_or_a_party(
    example: Tables, context: dict[str, Any], year: int
) -> None:
    """By the boxes of the letters and of the shapes as they were drawn, who is gone included."""
    figure = network_map.draw(example, {**context, "year": year})
    figure.set_dpi(100)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    names = [t for t in texts(figure) if str(t.get_gid()).startswith(("naam-", "noot-", "feit-"))]
    mm = figure.dpi / 25.4
    heads = [t for t in texts(figure) if t.get_fontsize() == 11 and t not in names]
    head = min(t.get_window_extent().y0 for t in heads)
    assert max(t.get_window_extent().y1 for t in names) < head - 0.5 * mm
    marks = [
        patch.get_window_extent()
        for patch in figure.axes[0].patches
        if str(patch.get_gid()).startswith(("partij-", "weg-"))
    ]
    assert len(names) >= 24 and len(marks) > 50
    boxes = [text.get_window_extent() for text in names]
    for n, box in enumerate(boxes):
        # The letters themselves: a box has the room for accents and tails.
        low, high = box.y0 + 0.25 * box.height, box.y1 - 0.25 * box.height
        for other in boxes[:n]:
            across = min(box.x1, other.x1) - max(box.x0, other.x0)
            assert across < 1 or min(high, other.y1) - max(low, other.y0) < 0.3 * box.height
        for mark in marks:
            x, y, radius = (mark.x0 + mark.x1) / 2, (mark.y0 + mark.y1) / 2, mark.width / 2
            gap = np.hypot(x - np.clip(x, box.x0, box.x1), y - np.clip(y, low, high))
            assert gap > 0.8 * radius, names[n].get_text()


def judged(**more: Any) -> pd.DataFrame:
    row = {"claim": "x", "party": "b", "outcome": "houdt", "start": 2019, "end": 2020} | more
    return pd.DataFrame([row])


@pytest.mark.parametrize(
    ("claim", "note"),
    [
        ({}, ("plaats 1 in 2019, nu 2", True)),
        ({"party": "c"}, ("sinds 2019 erbij, plaats 1", True)),
        ({"party": "d"}, ("na 2019 niet meer genoemd", True)),
        ({"start": 2020}, ("plaats 2", False)),
        ({"outcome": "houdt niet"}, None),
        ({"outcome": "wijst die kant op"}, None),
        ({"end": 2021}, None),
        ({"party": ""}, None),
    ],
)
def test_a_note_stands_only_where_its_claim_holds(
    claim: dict[str, Any], note: tuple[str, bool] | None
) -> None:
    rows = [(2019, "b", 1), (2019, "d", 2), (2020, "b", 2), (2020, "c", 1)]
    metrics = pd.DataFrame(rows, columns=["year", "actor", "rank"])
    found = map_notes.notes_of({"actor_metrics": metrics, "claims": judged(**claim)}, 2020)
    assert list(found.values()) == ([map_notes.Note(*note)] if note else [])
    assert map_notes.notes_of({"actor_metrics": metrics}, 2020) == {}


def test_the_notes_of_the_example_are_on_its_maps(example: Tables, context: dict[str, Any]) -> None:
    claims: Any = example["claims"].set_index("claim")
    assert claims.loc["gemeente-zakte", ["party", "outcome"]].tolist() == [
        "gemeente-rotterdam",
        "houdt",
    ]
    assert claims.loc["meer-initiatieven", "party"] == ""
    figure = network_map.draw(example, {**context, "year": 2023})
    said = {t.get_gid(): t.get_text() for t in texts(figure) if "noot-" in str(t.get_gid())}
    assert "plaats 1 in 2019, nu 22" in said.values()
    changed = example["claims"].assign(outcome="niet aangetoond")
    figure = network_map.draw({**example, "claims": changed}, {**context, "year": 2023})
    assert not [t for t in texts(figure) if "noot-" in str(t.get_gid())]


@pytest.mark.parametrize("year", YEARS)
def test_three_or_four_parties_of_a_map_have_a_note_and_it_can_be_counted(
    example: Tables, context: dict[str, Any], year: int
) -> None:
    plan = network_plan.arrange(example, {**context, "year": year})
    labels = [label for label in [*plan.labels, *plan.small] if label.note]
    # A place alone stands before the name already, and not below it once more.
    claimed = map_notes.notes_of(example, year)
    places = {actor: note.text for actor, note in claimed.items() if not note.change}
    shown = {label.actor: label for label in plan.labels}
    for actor, text in places.items():
        assert text == f"plaats {shown[actor].lines[0].split(' ')[0]}" != shown[actor].note
    assert len(labels) <= map_notes.MOST
    assert len({label.actor for label in labels} | set(places)) >= 3
    ties = example["ties"].set_index("year")
    degree = {
        y: pd.concat([ties.loc[[y], "actor_a"], ties.loc[[y], "actor_b"]]).value_counts()
        for y in ties.index.unique()
    }
    outside = set(example["actors"].query("location == 'buiten'")["actor"])
    for label in (label for label in labels if label.counted):
        now, before = degree[year], degree.get(year - 1, pd.Series(dtype=int))
        own = now[label.actor]
        said = {
            f"werkt met de meeste samen: {own}": own == now.max(),
            f"erbij, werkt met {own} samen": label.actor not in before,
            f"{own - before.get(label.actor, 0)} samenwerkingen erbij": label.actor in before,
            f"van buiten, werkt met {own} samen": label.actor in outside,
        }
        assert said[label.note]
    assert year == 2019 or any(label.counted for label in labels)
    # For a name that only tells of something no long line is drawn.
    lines = [np.array(label.leader) for label in plan.small if label.note and label.leader]
    assert all(np.hypot(*(end - start)) <= 10 for start, end in lines)


def test_what_is_counted_is_said_of_one_party_only() -> None:
    rows = [("a", 1, 9, 0.5, "informeel"), ("b", 2, 9, 0.2, "buiten"), ("c", 3, 4, 0.1, "formeel")]
    nodes = pd.DataFrame(rows, columns=["actor", "rank", "degree", "betweenness", "kind"])
    nodes["new"] = [False, False, True]
    last = pd.DataFrame({"actor": ["a", "b"], "degree": [3, 8]})
    assert map_notes.counts_of(nodes, last, 3) == {
        "c": "erbij, werkt met 4 samen",
        "a": "het vaakst een schakel",
        "b": "van buiten, werkt met 9 samen",
    }
    # Of two with as many nothing is said, nor of who is too low to have a name.
    assert map_notes.counts_of(nodes.assign(betweenness=0.5, new=False), last, 1) == {
        "a": "6 samenwerkingen erbij"
    }


def test_ties_of_the_most_influential_are_read_first(
    example: Tables, context: dict[str, Any]
) -> None:
    figure = network_map.draw(example, {**context, "year": 2023})
    plan = network_plan.arrange(example, {**context, "year": 2023}, names=False)
    drawn: dict[Any, Any] = {c.get_gid(): c for c in figure.axes[0].collections}
    best = set(plan.nodes.query("rank <= @network_plan.LABELS")["actor"])
    ties = example["ties"].query("year == 2023")
    top = int((ties["actor_a"].isin(best) & ties["actor_b"].isin(best)).sum())
    widths = np.concatenate([drawn[gid].get_linewidth() for gid in ("banden", "banden-nieuw")])
    alphas = np.concatenate([drawn[g].get_edgecolor()[:, 3] for g in ("banden", "banden-nieuw")])
    assert 20 < top < 100
    assert int((widths > 0.92).sum()) == top, "only those between two of them are thick"
    assert np.median(alphas[widths > 0.92]) > 2 * np.median(alphas[widths <= 0.92])


def test_a_tie_bends_only_along_ties_and_not_too_far() -> None:
    # A long tie above a chain of short ones, and one that has no other way.
    chain = [[[0, 0], [10, 1]], [[10, 1], [20, 1]], [[20, 1], [30, 0]]]
    ties = np.array([*chain, [[0, 0], [30, 0]], [[0, 0], [0, 40]]], dtype=float)
    curves = bundle(ties)
    assert [len(points) for points in curves] == [2, 2, 2, 4, 2]
    assert curves[3].tolist() == [[0, 0], [10, 1], [20, 1], [30, 0]]
    for points, (start, end) in zip(curves, ties, strict=True):
        assert points[0].tolist() == start.tolist() and points[-1].tolist() == end.tolist()
    # The way round is longer than is allowed: then it stays straight.
    far = 30 * DETOUR
    apart = np.array([[[0, 0], [15, far]], [[15, far], [30, 0]], [[0, 0], [30, 0]]], dtype=float)
    assert len(bundle(apart)[2]) == 2
    assert bundle(np.zeros((0, 2, 2))) == []


def test_a_curve_runs_from_end_to_end_and_its_pieces_follow_it() -> None:
    points = np.array([[0, 0], [10, 8], [20, -8], [30, 0]], dtype=float)
    drawn = curve(points)
    ends = np.asarray(drawn.vertices)[[0, -1]]
    assert ends.tolist() == [[0, 0], [30, 0]]
    found = pieces([points, points[[0, 3]]])
    assert found[0, 0].tolist() == [0, 0] and found[-2, 1].tolist() == [30, 0]
    assert np.allclose(found[:-2, 1], found[1:-1, 0]), "piece after piece"
    assert np.abs(found[:, :, 1]).max() < 8, "smoother than the way it follows"


def test_who_finds_no_room_pushes_on_who_can_go_elsewhere() -> None:
    """Two parties beside each other near a wall: the first would take the only place of both."""
    rows = [
        ("a", "Partij A", "informeel", 30.0, 30.0, 2.0),
        ("b", "Partij B", "informeel", 36.0, 30.0, 2.0),
    ]
    nodes = pd.DataFrame(rows, columns=list(map_geometry.Node._fields))
    none = np.zeros((0, 2, 2))
    found = names_by_rank.name_by_rank(nodes, nodes, none, (20, 20, 50, 40), [8.0, 8.0], 0)
    assert [label.actor for label in found] == ["a", "b"]
    # In a frame where nothing fits the first stops it, and nobody after it is named.
    narrow = (28.0, 28.0, 50.0, 33.0)
    rows = [("a", "Een heel lange naam van een partij", *rows[0][2:]), rows[1]]
    nodes = pd.DataFrame(rows, columns=list(map_geometry.Node._fields))
    assert names_by_rank.name_by_rank(nodes, nodes, none, narrow, [8.0, 8.0], 0) == []


@pytest.mark.parametrize(
    ("own_x", "other", "expected"),
    [
        (48.0, (60.0, 60.5), True),  # straight above the name, while its own is at its side
        (48.0, (60.0, 51.5), True),  # and straight below it
        (48.0, (50.5, 60.5), False),  # above its end
        (48.0, (60.0, 66.0), False),  # too far above
        (60.0, (60.0, 60.5), False),  # its own mark is straight below it
    ],
)
def test_a_name_in_the_middle_below_a_mark_looks_like_its_caption(
    own_x: float, other: tuple[float, float], expected: bool
) -> None:
    own = map_geometry.Node("a", "Partij A", "informeel", own_x, 50.0, 1.0)
    label = label_places.Label(
        "a", ["Partij A"], 8.0, "informeel", "left", (50.0, 54.0, 70.0, 58.0), None
    )
    others = pd.DataFrame(
        [("b", "Partij B", "informeel", *other, 1.0)], columns=list(map_geometry.Node._fields)
    )
    place = label_places.standing(label, own)
    place = replace(place, boxes=np.array([label.box]))
    assert label_places.is_caption_of_another(place, others).tolist() == [expected]


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        ((60.0, 60.0), (60.0, 51.0), True),  # straight above the name, the other as near below it
        ((60.0, 60.0), (60.0, 49.0), False),  # clearly farther
        ((60.0, 60.0), (50.5, 51.0), False),  # below its end
        ((48.0, 56.0), (60.0, 51.0), False),  # its own mark is at its side
    ],
)
def test_of_a_name_between_two_marks_one_cannot_tell_whose_it_is(
    own: tuple[float, float], other: tuple[float, float], expected: bool
) -> None:
    node = map_geometry.Node("a", "Partij A", "informeel", *own, 1.0)
    box = (50.0, 54.0, 70.0, 58.0)
    label = label_places.Label("a", ["Partij A"], 8.0, "informeel", "left", box, None)
    others = pd.DataFrame(
        [("b", "Partij B", "informeel", *other, 1.0)], columns=list(map_geometry.Node._fields)
    )
    place = replace(label_places.standing(label, node), boxes=np.array([box]), own=np.array([1.0]))
    assert label_places.is_between_two(place, others).tolist() == [expected]


@pytest.mark.parametrize("year", YEARS)
def test_hardly_a_name_of_the_example_stands_between_two_marks(
    example: Tables, context: dict[str, Any], year: int
) -> None:
    """Only who has no other room: who has, stands elsewhere."""
    plan = network_plan.arrange(example, {**context, "year": year})
    rings = plan.nodes["radius"] + network_plan.RING * plan.nodes["new"].astype(float)
    marks = pd.concat([plan.nodes.assign(radius=rings), plan.gone])
    between = []
    for label in (label for label in plan.small if not label.note):
        (node,) = map_geometry.nodes_of(marks[marks["actor"] == label.actor])
        place = label_places.standing(label, node)
        if label_places.is_between_two(place, marks[marks["actor"] != label.actor])[0]:
            between.append(label.actor)
    assert len(between) <= (0 if year <= 2020 else 2) and "koor-de-scheepstoeter" not in between


@pytest.mark.parametrize(
    ("own_y", "other", "expected"),
    [
        (50.0, (47.0, 56.0), True),  # just before it, while its own is below it
        (50.0, (74.0, 56.0), True),  # and just after it
        (50.0, (44.0, 56.0), False),  # too far before it
        (50.0, (47.0, 61.0), False),  # above that line
        (56.0, (74.0, 56.0), False),  # its own mark is on that line too
    ],
)
def test_a_name_on_one_line_with_another_mark_looks_like_its_name(
    own_y: float, other: tuple[float, float], expected: bool
) -> None:
    own = map_geometry.Node("a", "Partij A", "informeel", 48.0, own_y, 1.0)
    box = (50.0, 54.0, 70.0, 58.0)
    label = label_places.Label("a", ["Partij A"], 8.0, "informeel", "left", box, None)
    others = pd.DataFrame(
        [("b", "Partij B", "informeel", *other, 1.0)], columns=list(map_geometry.Node._fields)
    )
    place = replace(label_places.standing(label, own), boxes=np.array([box]))
    assert label_places.is_beside_another(place, others).tolist() == [expected]


def test_a_name_without_room_is_set_no_smaller_than_it_must() -> None:
    rows = [("a", "Zwemclub", "informeel", 30.0, 30.0, 2.0)]
    node = pd.DataFrame(rows, columns=list(map_geometry.Node._fields))
    none = np.zeros((0, 2, 2))
    # Just room for ten points at either side, and none above or below.
    wide = label_places.size_of(["Zwemclub"], 10.0)[0] + 2.4
    frame = (30.0 - wide, 27.5, 30.0 + wide, 32.5)
    for smallest, expected in ((None, []), (8.0, [10.0])):
        found = names_by_rank.name_by_rank(node, node, none, frame, [12.0], 0, smallest=smallest)
        assert [label.size for label in found] == expected


def test_new_and_gone_are_told_apart_in_grey() -> None:
    paper = np.array(to_rgb(design.PAPER))
    seen = [look[2] * np.array(to_rgb(look[0])) + (1 - look[2]) * paper for look in (OLD, NEW)]
    old, new = seen
    assert distance(old, new, "grijs") >= 6
    assert NEW[1] >= 1.3 * OLD[1] and GONE[3] != "-"


def test_a_title_drops_its_second_finding_only_where_two_lines_do_not_hold_it(
    example: Tables, context: dict[str, Any]
) -> None:
    """Who leads and how many are informal; two leaders with long names are counted."""
    found = {year: network_map.facts(example, {**context, "year": year}).title for year in YEARS}
    assert all("informeel" in title for title in found.values()), "one form for every year"
    assert [year for year, title in found.items() if "hebben twee partijen" in title] == [2021]
    for title in found.values():
        lines = design.broken(title, WIDTH, network_map.TITLE, "bold")
        assert len(lines) <= 2
    # Nor does one name take a third line, as the map below would move: then it is counted.
    metrics = example["actor_metrics"]
    long = metrics.assign(name="Stichting " + "Samenwerkende Bewonersinitiatieven " * 3)
    title = network_map.facts({**example, "actor_metrics": long}, {**context, "year": 2023}).title
    one, also = title.split("; ")
    assert one == "In de gesprekken van 2023 heeft één partij de meeste invloed"
    assert also == "alle tien invloedrijkste zijn informeel"
    # A poster has room for both: the second stands below its title, in every year.
    for year, title in found.items():
        headline, _, also = network_poster.facts(
            example, {**context, "year": year}
        ).title.partition("; ")
        assert headline == title.partition("; ")[0] and "informeel" in also
