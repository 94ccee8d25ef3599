"""All years of the network beside each other, and the ring with partners from outside."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from drawn_charts import own_tables, svg, texts
from map_scores import overlaps, score_panel, score_ring
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from veerkracht import dutch
from veerkracht.charts import (
    design,
    geo,
    map_geometry,
    network_ends,
    network_panel,
    network_poster,
    network_ring,
    ring_key,
    ring_names,
)


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        ("ab", "abc", "Alle 2 partijen van 1 zijn in 2 nog genoemd; daarnaast is 1 andere genoemd"),
        ("ab", "ab", "Alle 2 partijen van 1 zijn in 2 nog genoemd"),
        (
            "ab",
            "cd",
            "Van de 2 partijen van 1 is er geen in 2 nog genoemd; daarnaast zijn 2 andere genoemd",
        ),
        ("a", "ab", "De ene partij van 1 is in 2 nog genoemd; daarnaast is 1 andere genoemd"),
        ("abc", "a", "Van de 3 partijen van 1 is er 1 in 2 nog genoemd"),
    ],
)
def test_the_panel_says_who_stayed(first: str, last: str, title: str) -> None:
    rows = [(1, actor) for actor in first] + [(2, actor) for actor in last]
    actors = pd.DataFrame(rows, columns=["year", "actor"])
    ties = pd.DataFrame({"year": pd.Series(dtype=int)})
    tables = {"actors": actors, "ties": ties, "actor_metrics": actors}
    assert network_panel.facts(tables, {}).title == title


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 8, 10, 11, 12])
def test_the_cells_of_the_panel_lie_apart_on_the_page(count: int) -> None:
    cells, rest = network_panel.cells(count)
    # The years are as large as each other; the bars have what is left, from two years on.
    assert len(cells) == count and (rest is None) == (count == 1)
    assert len({(cell.width, round(cell.height, 6)) for cell in cells}) == 1
    every = [*cells, rest] if rest else cells
    for i, cell in enumerate(every):
        right, top = cell.left + cell.width, cell.low + cell.height
        assert cell.left >= 0 and right <= 182.01
        # Below the key, and above the edge of the page.
        assert cell.low >= network_panel.FOOT - 0.01 and cell.width >= cells[0].width - 0.01
        assert top <= network_panel.HEIGHT - network_panel.KEY + 0.01
        assert cell is rest or network_panel.room_of(cell).height >= (18 if count <= 11 else 15)
        for other in every[:i]:
            beside = min(right, other.left + other.width) - max(cell.left, other.left) < 0.01
            assert beside or other.low >= top - 0.01


def test_the_panel_has_every_actor_of_every_year_at_its_own_place(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    text = svg("network_panel", example, context)
    actors = example["actors"]
    found = re.findall(r'id="(\d{4})-partij-([^"]+)"', text)
    assert sorted(found) == sorted(zip(actors["year"].astype(str), actors["actor"], strict=True))
    # Nobody has a number, and so a name, while one with more influence has none.
    score = score_panel(example, context)
    assert score == dict.fromkeys(score, 0)
    printed = re.findall(r"<text[^>]*>([^<]*)</text>", text)
    metrics = example["actor_metrics"].sort_values(["rank", "actor"])
    for year, rows in actors.groupby("year"):
        assert str(year) in printed and f"{len(rows)} partijen" in printed
        # A long name stands in two lines.
        for name in metrics[metrics["year"] == year]["name"].head(network_panel.FIRST):
            assert name in " ".join(printed)
    # Who was among the first and is named no more has its name too.
    assert "niet meer genoemd" in printed and "Delfshaven Helpt," in printed and "×" in printed
    # What became of the parties of a year before, counted apart: who came back is not new.
    there = {year: set(actors.loc[actors["year"] == year, "actor"]) for year in range(2019, 2024)}
    said = network_panel.facts(example, context)
    told = {series.label: {p.year: p.value for p in series.points} for series in said.series}
    assert any(told["van wie terug"].values()) and "nieuw" not in said.alt
    for year in range(2020, 2024):
        before, now = there[year - 1], there[year]
        ever = set[str]().union(*(there[y] for y in range(2019, year)))
        back = len((now - before) & ever)
        counts = [len(now - before), back, len(now & before), len(before - now)]
        again = f" ({back} terug)" if back else ""
        assert {f"{counts[0]} erbij{again}", str(counts[2]), str(counts[3])} <= set(printed)
        assert f"{counts[0]} erbij{again}, {counts[3]} niet meer genoemd" in said.alt
        names = ("erbij", "van wie terug", "was er al", "niet meer genoemd")
        assert [told[name][year] for name in names] == counts
        assert text.count(f'id="{year}-weg-') == counts[3]
    stayed = len(there[2019] & there[2023])
    assert said.title == (
        f"Van de {len(there[2019])} partijen van 2019 zijn er {stayed} in 2023 nog genoemd; "
        f"daarnaast zijn {len(there[2023] - there[2019])} andere genoemd"
    )
    assert len(said.alt.split()) <= 80


def test_the_bars_of_the_panel_are_as_long_as_what_they_count(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    axes = network_panel.draw(example, context).axes[0]
    bars = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    actors = example["actors"]
    there = {year: actors[actors["year"] == year] for year in range(2019, 2024)}
    rows = sorted({round(bar.get_y(), 3) for bar in bars}, reverse=True)
    assert len(rows) == len(there)
    long = {y: [bar for bar in bars if round(bar.get_y(), 3) == y] for y in rows}
    scale = sum(bar.get_width() for bar in long[rows[0]]) / len(there[2019])
    for y, (year, now) in zip(rows, there.items(), strict=True):
        before = there[year - 1] if year > 2019 else now.iloc[:0]
        came = now[~now["actor"].isin(before["actor"])]
        kinds = came["kind"].mask(came["location"] == "buiten", "buiten")
        gone = len(set(before["actor"]) - set(now["actor"]))
        counts = [len(now) - len(came), *((kinds == kind).sum() for kind in design.KIND_COLOUR)]
        drawn = [bar.get_width() / scale for bar in long[y]]
        assert np.allclose(drawn, [*counts, gone] if gone else counts)


def test_every_look_on_a_map_of_change_is_in_its_key(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    ties_of = {network_panel: "wie erbij kwam", network_ends: "de genoemde groep"}
    for chart, whose in ties_of.items():
        axes = chart.draw(example, context).axes[0]
        printed = " ".join(text.get_text() for text in axes.texts)
        for words in (
            *("informeel", "formeel", "buiten de wijk", "groter = meer invloed", "meeste invloed"),
            *("erbij", "was er al", "niet meer genoemd"),
            f"samenwerking van {whose}",
        ):
            assert words in printed
        # The map of a page has more looks, which have no words here.
        ids = " ".join(str(patch.get_gid()) for patch in axes.patches)
        assert "invloedrijk-" not in ids and "banden-weg" not in ids
        ties: list[Any] = [group for group in axes.collections if str(group.get_gid())[5:7] == "ba"]
        for group in ties:
            assert len(set(group.get_linewidth())) <= 2 and set(group.get_linestyles()[0]) == {
                0,
                None,
            }


def test_the_ends_say_of_whom_most_ties_are_and_draw_those_in_its_colour(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    """What the words say is to be seen: so many lines in colour, the others pale."""
    axes = network_ends.draw(example, context).axes[0]
    words = " ".join(text.get_text() for text in axes.texts)
    metrics = example["actor_metrics"]
    for year in (2019, 2023):
        rows = metrics[metrics["year"] == year].sort_values("degree", ascending=False)
        ties = int((example["ties"]["year"] == year).sum())
        part = dutch.word(round(ties / rows["degree"].iloc[0]))
        assert f"een op de {part} samenwerkingen is met" in words and rows["name"].iloc[0] in words
        lines: dict[str, Any] = {str(group.get_gid()): group for group in axes.collections}
        own, other = lines[f"{year}-banden-eigen"], lines[f"{year}-banden"]
        assert len(own.get_paths()) == rows["degree"].iloc[0]
        assert len(own.get_paths()) + len(other.get_paths()) == ties
        assert tuple(to_rgb(other.get_edgecolor()[0][:3])) == tuple(to_rgb(design.LINE))
    # The place of now in the mark, that of then beside the name.
    assert "in 2019 op plaats 1" in words and "in 2019 niet genoemd" in words
    # Who never has a tie is a row at the foot, named as on the map of a year, beside its map.
    (row,) = [text for text in axes.texts if text.get_gid() == "rij-los"]
    assert row.get_text() == "zonder samenwerking in beeld"
    tied = {*example["ties"]["actor_a"], *example["ties"]["actor_b"]}
    assert set(metrics.loc[metrics["year"] == 2023, "actor"]) - tied
    assert (
        row.get_window_extent().x1 < axes.transData.transform((network_ends.rooms(2)[1].left, 0))[0]
    )
    # Of several with as many ties nothing is said.
    same = {**example, "actor_metrics": metrics.assign(degree=1)}
    told = " ".join(t.get_text() for t in network_ends.draw(same, context).axes[0].texts)
    assert "samenwerkingen is met" not in told


def test_on_a_poster_the_most_influential_have_large_names(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    plan, room = network_poster.arrange(example, {**context, "year": 2023})
    # Nothing on it is smaller than what is read from close by: no numbers, and no list of names.
    best = plan.nodes.sort_values(["rank", "actor"])["actor"].tolist()
    large = {label.actor: label.size for label in plan.labels}
    assert set(best[:20]) <= set(large) and 35 <= len(large) <= 44 and not plan.small
    assert min(large[actor] for actor in best[:3]) >= 17
    assert min(large[actor] for actor in best[:10]) >= 13
    assert min(large.values()) >= 11
    # A dozen are read from across a room, the others from close by: half as large, and in grey.
    always = {*context["wijk"]["protagonists"], context["wijk"]["municipality"]}
    followed = set(plan.nodes.loc[plan.nodes["name"].isin(always), "actor"])
    assert {label.actor for label in plan.labels if label.bold} == {*best[:10], *followed}
    assert 10 <= len({*best[:10], *followed}) <= 14
    assert {label.size for label in plan.labels if not label.bold} == {11.0}
    assert min(large[actor] for actor in followed) >= 13
    assert np.median([large[actor] for actor in best[:10]]) >= 17
    # A name stands at its own mark, without a line to it: from afar no line is followed.
    assert not any(label.leader for label in plan.labels)
    assert plan.nodes["radius"].min() >= 1.9 and plan.nodes["radius"].max() >= 5
    # And clear of the others: from afar two that nearly touch are one.
    boxes = np.array([label.box for label in plan.labels])
    shared = map_geometry.shared_area(boxes + np.array([-1.5, -1.8, 1.5, 1.8]), boxes)
    assert not np.triu(shared, 1).any()
    frame = (0.0, room.low, room.width, network_poster.HEIGHT)
    found = overlaps(plan.labels, plan.nodes, frame)
    never = ("label_label", "label_node", "node_node", "off_page")
    assert {name: found[name] for name in never} == dict.fromkeys(never, 0)
    # The map stands in one frame in all years, each party at its place.
    figure = network_poster.draw(example, {**context, "year": 2019})
    other = network_poster.arrange(example, {**context, "year": 2019})
    assert other[1] == room
    spots = [each.nodes.set_index("actor")[["x", "y"]] for each in (plan, other[0])]
    both = sorted(set(spots[0].index) & set(spots[1].index))
    assert np.allclose(spots[0].loc[both], spots[1].loc[both])
    # From how many interviews it is stands beside the counts, at their size.
    (counts,) = [t for t in figure.axes[0].texts if t.get_text().endswith(" gesprekken")]
    assert counts.get_text() == "59 partijen · 131 samenwerkingen · 25 gesprekken"
    # What a mark can look like stands in the key, as a mark with its word.
    second = network_poster.draw(example, {**context, "year": 2020}).axes[0]
    # In 2020 all of the year before were named still.
    assert "niet meer genoemd" not in {text.get_text() for text in second.texts}
    key = {text.get_text() for text in figure.axes[0].texts}
    assert {"informeel", "formeel", "buiten de wijk", "invloedrijk"} <= key and "erbij" not in key
    # The words on size stand beside circles of three sizes, the largest as on the map.
    circles = [patch for patch in figure.axes[0].patches if patch.get_gid() == "maat"]
    assert len(circles) == 3
    later = network_poster.draw(example, {**context, "year": 2021}).axes[0]
    assert {"erbij", "niet meer genoemd"} <= {text.get_text() for text in later.texts}


def test_the_panel_shows_what_a_year_brought_in_colour(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    figure = network_panel.draw(example, context)
    axes = figure.axes[0]
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
        # What runs between who was there is no news, and not drawn.
        assert 0 < len(looks) == len(brought) < len(fresh)
        assert all(tuple(look[:3]) in hues for look in looks)
        assert f"{year}-banden-weg" not in drawn
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
    out = network_ring.out((spots - network_ring.MIDDLE) / network_ring.RING)
    outside = example["actors"].query("year == 2023 and location == 'buiten'")["actor"]
    assert set(nodes.loc[~nodes["inside"], "actor"]) == set(outside)
    assert np.allclose(out[~nodes["inside"]], 1, atol=1e-4) and (out[nodes["inside"]] < 0.95).all()
    found = score_ring(example, context)
    none = ("label_label", "label_node", "label_named", "node_node", "off_page")
    assert {name: found[name] for name in none} == dict.fromkeys(none, 0)
    # Who in the wijk has most ties across has its name, with how many: the first of all surely.
    inside = nodes[nodes["inside"]].sort_values(["across", "rank"], ascending=[False, True])
    names = {label.actor: " ".join(label.lines) for label in plan.labels}
    named = set(names) & set(inside["actor"])
    assert set(inside["actor"].head(ring_names.SURELY)) <= named
    enough = set(inside.loc[inside["across"] >= ring_names.ENOUGH, "actor"])
    assert named == enough | set(inside["actor"].head(ring_names.SURELY)) and len(named) >= 4
    across = nodes.set_index("actor")["across"]
    assert all(names[actor].endswith(f"({across[actor]})") for actor in names)
    assert found["far"] <= ring_names.FAR
    # From the top down at the right, then at the left: who has most is read first.
    order = [
        actor
        for side in (1, -1)
        for actor in nodes[
            ~nodes["inside"] & (side * (nodes["x"] - network_ring.MIDDLE[0]) > 0)
        ].sort_values("y", ascending=False)["actor"]
    ]
    ranked = [int(across[actor]) for actor in order]
    assert len(ranked) == 21 and ranked == sorted(ranked, reverse=True)
    # The ties of one partner from outside run as one to the edge of the wijk, and part there.
    seats = nodes[~nodes["inside"]].set_index("actor")[["x", "y"]]
    assert plan.frame is not None
    own = geo.split(context["boundaries"])[0]
    rings = [plan.frame.place(ring) for feature in own for ring in geo.rings(feature)]
    for actor, (seat, entry) in plan.trunks.items():
        assert np.allclose(seat, seats.loc[actor], atol=1e-3)
        branches = [points for points in plan.curves if np.allclose(points[0], entry, atol=1e-3)]
        assert len(branches) == nodes.set_index("actor")["across"][actor]
        # Just within: a step back from it is outside.
        back = seat - entry
        before = entry + min(1.0, 1.5 / float(np.hypot(*back))) * back
        assert any(Path(ring).contains_point(entry) for ring in rings)
        assert not any(Path(ring).contains_point(before) for ring in rings)
    # The wijk is nearly as wide as the ring: the names beside it leave no more.
    wide = np.ptp(np.concatenate(rings)[:, 0])
    assert wide > 0.93 * 2 * network_ring.RING[0]
    assert not any("…" in line for label in plan.labels for line in label.lines)
    # At their own place: who lives farther east or north stands so, nearly always.
    known = nodes[nodes["inside"] & nodes["lon"].notna()]
    for degrees, mm in (("lon", "x"), ("lat", "y")):
        assert np.corrcoef(known[degrees], known[mm])[0, 1] > 0.98
    text = svg("network_ring", example, context)
    ties = re.findall(r'<g id="(?:banden-buiten|naar-een-naam)[a-z-]*">(.*?)</g>', text, re.DOTALL)
    # In the wijk the ties of the five are drawn, each; of the others one bundle, up to its edge.
    leading = [actor for actor in plan.seats if actor in network_ring.most_tied(nodes)]
    assert sum(part.count("<path") for part in ties) == len(leading) == 58
    assert (len(plan.trunks), len(plan.ties)) == (21, 103)
    assert 'id="banden"' not in text and "invloedrijk-" not in text
    # The more ties, the wider they are together.
    figure = network_ring.draw(example, context)
    axes, drawn = figure.axes[0], drawn_in(figure)
    order = sorted(plan.trunks, key=lambda actor: (int(across[actor]), actor))
    most = set(sorted(plan.trunks, key=lambda actor: (-int(across[actor]), actor))[:5])
    widths: dict[str, float] = {}
    # The five with most ties are dark, the others calm.
    for name, dark in (("bundels", True), ("bundels-rustig", False)):
        seated = [actor for actor in plan.trunks if (actor in most) == dark]
        widths |= dict(zip(seated, np.array(drawn[name].get_linewidth()), strict=True))
    alphas = [drawn[name].get_edgecolor()[0][3] for name in ("bundels", "bundels-rustig")]
    assert alphas[0] == 1 and alphas[1] < 0.5
    assert all(widths[a] <= widths[b] for a, b in pairwise(order)) and max(widths.values()) > 3
    # Who has no tie outward is grey and small: the 59 are seen among the 125.
    alone = set(nodes.loc[nodes["inside"] & (nodes["across"] == 0), "actor"])
    grey = {
        str(patch.get_gid()).removeprefix("partij-")
        for patch in axes.patches
        if str(patch.get_gid()).startswith("partij-")
        and to_rgb(patch.get_facecolor()[:3]) == to_rgb(design.LINE)
    }
    assert grey == alone and len(alone) == 66
    size = nodes.set_index("actor")["radius"]
    assert size[sorted(alone)].min() < 0.7 * ring_key.MIN_RADIUS
    # A size says how many ties across the edge: who has most is largest, within and outside.
    tied = nodes[nodes["across"] > 0].sort_values("across")
    assert tied["radius"].is_monotonic_increasing and tied["radius"].max() == pytest.approx(3.6)
    # The key counts them.
    shown = texts(text)
    assert {"59", "66", "21"} <= set(shown)
    assert any(
        "die van de vijf gaan verder, donker naar wie een naam heeft" in words for words in shown
    )
    said = network_ring.facts(example, context)
    title, alt = said.title, said.alt
    theirs = sum(int(across[actor]) for actor in most)
    assert (theirs, len(plan.ties)) == (58, 103)
    assert title == (
        "In 2023 hebben vijf van de 21 partijen van buiten 58 van de 103 samenwerkingen met de wijk"
    )
    assert {"58", "45"} <= set(shown) and network_ring.most_tied(nodes) == most
    assert "59 van de 125 partijen in de wijk samen met ten minste een van de 21 " in alt
    # Who they are is read first, and where in the wijk one is.
    size_of = {label.actor: label.size for label in plan.labels}
    assert min(size_of[actor] for actor in most) > max(
        size for actor, size in size_of.items() if actor not in most
    )
    assert {"Bospolder", "Tussendijken"} <= set(shown)
    # Of who has as many as the first that is left out, none is dark.
    even = nodes.assign(across=nodes["across"].mask(~nodes["inside"], 3))
    assert network_ring.most_tied(even) == set()
    bare_nodes = nodes[nodes["inside"] | nodes["actor"].isin(most)]
    assert network_ring.most_tied(bare_nodes) == most
    assert f"tussen binnen en buiten: {len(plan.ties)}." in alt
    # With those among the ones from outside it is what the lessons count: 111 of 533.
    there = example["ties"].query("year == 2023")[["actor_a", "actor_b"]].isin(set(outside))
    assert len(plan.ties) + plan.among == there.any(axis=1).sum()
    assert any(f"de {plan.among} tussen partijen van buiten" in words for words in shown)


def test_where_nobody_from_outside_has_most_ties_all_of_them_are_drawn(
    example: dict[str, pd.DataFrame], context: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network_ring, "most_tied", lambda nodes: set())
    figure = network_ring.draw(example, context)
    assert len(drawn_in(figure)["banden-buiten-rustig"].get_paths()) == 103
    assert not {"bundels", "naar-een-naam"} & set(drawn_in(figure))
    words = [text.get_text() for text in figure.axes[0].texts]
    assert any(word.endswith("daar gaan zij uiteen.") for word in words)


def drawn_in(figure: Any) -> dict[str, Any]:
    return {str(group.get_gid()): group for group in figure.axes[0].collections}


def test_the_panel_says_from_how_many_interviews_each_year_is(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    heads = texts(svg("network_panel", own_tables("network_panel", example), context))
    told = example["asking"].set_index("year")["interviews"]
    # Below the year, in two lines.
    found = [heads[at - 2 : at + 1] for at, words in enumerate(heads) if words == "gesprekken"]
    assert found == [[str(year), str(told[year]), "gesprekken"] for year in range(2019, 2024)]
