"""The network map: all actors and ties, shape by kind, names that can be read, a true title."""

from __future__ import annotations

import io as streams
import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from drawn_charts import svg as drawn
from drawn_charts import texts
from map_scores import crossings, overlaps, score_map
from random_networks import YEARS, network

from veerkracht import dutch
from veerkracht.charts import (
    design,
    label_places,
    labels,
    map_geometry,
    map_notes,
    network_map,
    network_plan,
)
from veerkracht.network.layout import layout
from veerkracht.network.metrics import measure_actors

LONG = "Stichting Samenwerkende Bewonersinitiatieven Zuidelijk Deel"
NAMES = {
    0: "Gemeente Rotterdam",
    3: "Welzijnscoalitie Delfshaven",
    5: LONG,
    6: "Huis van de Wijk Pier 80",
    120: "Kleine held $1$ & <co>",
}


def make_tables(count: int = 130, pairs: int = 420) -> dict[str, pd.DataFrame]:
    actors, ties = network(count, pairs, seed=4)
    number = actors["actor"].str[-3:].astype(int)
    actors["name"] = [NAMES.get(n, f"Initiatief {n}") for n in number]
    actors["kind"] = np.where(number % 3 == 0, "formeel", "informeel")
    actors["location"] = np.where(number % 11 == 1, "buiten", "binnen")
    actors["themes"] = ""
    # Not everybody is there every year.
    there = (number % 5 != actors["year"] % 5) | number.isin(list(NAMES))
    actors = actors[there].reset_index(drop=True)
    present = set(zip(actors["year"], actors["actor"], strict=True))
    both = [
        (y, s) in present and (y, t) in present
        for y, s, t in ties[["year", "actor_a", "actor_b"]].itertuples(index=False)
    ]
    ties = ties[both].reset_index(drop=True)
    return {
        "actors": actors,
        "ties": ties,
        "actor_metrics": measure_actors(actors, ties),
        "rank_intervals": ranges([]),
        "layout": layout(actors, ties),
    }


def ranges(rows: list[tuple[int, str, int, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["year", "actor", "low", "high"])


def at(year: int) -> dict[str, Any]:
    wijk = {"municipality": NAMES[0], "protagonists": [NAMES[3], NAMES[120], "Bestaat niet"]}
    return {"wijk": wijk, "year": year, "example": True}


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return make_tables()


def svg(tables: dict[str, pd.DataFrame], year: int) -> str:
    file = streams.StringIO()
    design.save(network_map.draw(tables, at(year)), file)  # type: ignore[arg-type]
    return file.getvalue()


def group(text: str, name: str) -> str:
    found = re.search(rf'<g id="{re.escape(name)}">(.*?)</g>', text, re.DOTALL)
    assert found, name
    return found[1]


@pytest.mark.parametrize("year", YEARS)
def test_one_shape_per_actor_and_one_line_per_tie(
    tables: dict[str, pd.DataFrame], year: int
) -> None:
    text = svg(tables, year)
    there = tables["actors"].query("year == @year")
    assert sorted(re.findall(r'id="partij-([^"]+)"', text)) == sorted(there["actor"])
    lines = sum(
        group(text, name).count("<path")
        for name in ("banden", "banden-nieuw")
        if f'id="{name}"' in text
    )
    assert lines == len(tables["ties"].query("year == @year"))


def test_shape_and_colour_by_kind_and_outside_first(tables: dict[str, pd.DataFrame]) -> None:
    text = svg(tables, 2020)
    for row in tables["actors"].query("year == 2020").itertuples():
        kind = "buiten" if row.location == "buiten" else str(row.kind)
        drawn = group(text, f"partij-{row.actor}")
        assert design.KIND_COLOUR[kind].lower() in drawn
        # Curves make a circle; the last side of a square or triangle is the closing of its path.
        steps = (len(re.findall(r"\bC ", drawn)) > 0, len(re.findall(r"\bL ", drawn)))
        assert steps == {"informeel": (True, 0), "formeel": (False, 3), "buiten": (False, 2)}[kind]


def test_ties_lie_under_nodes_and_names_on_top(tables: dict[str, pd.DataFrame]) -> None:
    text = svg(tables, 2021)
    assert text.index('id="banden"') < text.index('id="partij-')
    assert text.rindex('id="partij-') < text.index('id="naam-')


def test_names_are_text_and_the_right_ones(tables: dict[str, pd.DataFrame]) -> None:
    text = svg(tables, 2021)
    found = network_plan.arrange(tables, at(2021)).labels
    best = tables["actor_metrics"].query("year == 2021 and rank <= @network_plan.LABELS")["actor"]
    always = {"partij-000", "partij-003", "partij-120"}
    assert {label.actor for label in found} == set(best) | always
    printed = re.findall(r"<text[^>]*>([^<]*)</text>", text)
    for label in found:
        for line in label.lines:
            assert line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in printed
    assert "informeel" in printed and "buiten de wijk" in printed
    # Who has room gets a small name too, once.
    plan = network_plan.arrange(tables, at(2021))
    names = [label.actor for label in [*plan.labels, *plan.small]]
    assert len(names) == len(set(names)) > len(plan.labels) + 9
    assert sorted(set(re.findall(r'id="naam-(.+?)-\d"', text))) == sorted(names)


def test_long_names_are_broken_and_cut() -> None:
    assert label_places.wrap("Moskee") == [["Moskee"]]
    assert ["Huis van de", "Wijk Pier 80"] in label_places.wrap("Huis van de Wijk Pier 80")
    two, three = label_places.wrap(LONG)
    assert len(two) == 2 and len(three) == 3
    for lines in (two, three):
        assert lines[-1].endswith("…") and " ".join(lines)[:-1] in LONG


READABLE = (
    "label_label",
    "label_node",
    "label_named",
    "node_node",
    "off_page",
    "displaced",
    "mistaken",
    "beside",
    "led_wrong",
)


@pytest.mark.parametrize("year", YEARS)
def test_the_map_can_be_read(tables: dict[str, pd.DataFrame], year: int) -> None:
    found = score_map(tables, at(year))
    assert {name: found[name] for name in READABLE} == dict.fromkeys(READABLE, 0)
    # Everyone who may be named is.
    assert found["page"] > 0.9 and found["far"] <= 6
    assert 0 <= found["named"] - network_plan.MOST_NAMES <= map_notes.MOST


@pytest.mark.parametrize("year", range(2019, 2024))
def test_the_maps_of_the_example_can_be_read(
    example: dict[str, pd.DataFrame], settings: dict[str, Any], year: int
) -> None:
    """Also when 2023 came after the map was made."""
    wijk = settings["wijken"]["voorbeeld"]
    after = layout(example["actors"], example["ties"], until=2022)
    for places in (example["layout"], after):
        found = score_map({**example, "layout": places}, {"wijk": wijk, "year": year})
        assert {name: found[name] for name in READABLE} == dict.fromkeys(READABLE, 0)
        assert found["far"] <= network_plan.FAR and 24 <= found["named"] <= 30
        assert found["longest"] < 20 or places is after, "in mm"
    assert network_plan.radius_scale(example) == network_plan.MAX_RADIUS
    counts = {2019: 131, 2020: 209, 2021: 289, 2022: 404, 2023: 533}
    plan = network_plan.arrange(example, {"wijk": wijk, "year": year}, names=False)
    assert len(plan.ties) == counts[year]


def generated(kind: str) -> dict[str, pd.DataFrame]:
    """Networks unlike the example, in two years: large, mostly loose, a star."""
    if kind == "large":
        actors, ties = network(300, 1000, seed=9)
        actors, ties = actors[actors["year"] > 2019], ties[ties["year"] > 2019]
    else:
        ids = [f"partij-{number:03d}" for number in range(40)]
        pairs = [(ids[0], other) for other in ids[1:]]
        if kind == "loose":
            pairs = [*((ids[i], ids[j]) for i in range(4) for j in range(i)), (ids[5], ids[6])]
        years = (2020, 2021)
        actors = pd.DataFrame([(y, a) for y in years for a in ids], columns=["year", "actor"])
        ties = pd.DataFrame(
            [(y, *pair) for y in years for pair in pairs], columns=["year", "actor_a", "actor_b"]
        )
    number = actors["actor"].str[-3:].astype(int)
    actors = actors.assign(
        name=[NAMES.get(n, f"Stichting Initiatief nummer {n}") for n in number],
        kind=np.where(number % 3 == 0, "formeel", "informeel"),
        location=np.where(number % 7 == 1, "buiten", "binnen"),
        themes="",
    ).reset_index(drop=True)
    metrics = measure_actors(actors, ties)
    places = layout(actors, ties)
    return {"actors": actors, "ties": ties, "actor_metrics": metrics, "layout": places}


@pytest.mark.parametrize("kind", ["large", "loose", "star"])
def test_other_networks_can_be_read(kind: str) -> None:
    found = score_map(generated(kind), at(2021))
    # Between three hundred parties no line finds a way past all the others.
    lines = ("led_wrong", "beside")
    asked = [name for name in READABLE if name not in lines or kind != "large"]
    assert {name: found[name] for name in asked} == dict.fromkeys(asked, 0)
    assert found["page"] > 0.3
    if kind == "star":
        assert found["crossings"] == 0


def test_what_is_new_and_what_is_gone_stands_on_the_map(tables: dict[str, pd.DataFrame]) -> None:
    text = svg(tables, 2021)
    there = {year: set(tables["actors"].query("year == @year")["actor"]) for year in YEARS}
    pairs = {
        year: set(rows[["actor_a", "actor_b"]].itertuples(index=False, name=None))
        for year, rows in tables["ties"].groupby("year")
    }
    new, gone = there[2021] - there[2020], there[2020] - there[2021]
    assert new and gone
    assert set(re.findall(r'id="nieuw-([^"]+)"', text)) == new
    assert set(re.findall(r'id="weg-([^"]+)"', text)) == gone
    for name, expected in (
        ("banden", pairs[2021] & pairs[2020]),
        ("banden-nieuw", pairs[2021] - pairs[2020]),
        ("banden-weg", pairs[2020] - pairs[2021]),
    ):
        assert group(text, name).count("<path") == len(expected) > 0, name
    printed = re.findall(r"<text[^>]*>([^<]*)</text>", text)
    back = len(new & there[2019])
    came = f"{len(new)} partijen erbij{f' ({back} terug)' if back else ''}"
    assert f"Sinds 2020: {came}, {len(gone)} niet meer genoemd" in printed
    assert f"{len(there[2021])} partijen · {len(pairs[2021])} samenwerkingen" in printed
    assert {"erbij sinds 2020", "niet meer genoemd"} <= set(printed)
    assert came in network_map.facts(tables, at(2021)).alt
    # The first year has nothing to be compared with.
    first = svg(tables, 2019)
    assert not re.search(r'id="(nieuw|weg)-', first) and "niet meer genoemd" not in first


def test_ties_that_cross_are_counted() -> None:
    cross = np.array([[[0, 0], [2, 2]], [[0, 2], [2, 0]], [[0, 0], [0, 2]], [[5, 5], [6, 6]]])
    assert crossings(cross.astype(float)) == 1  # a shared end is no crossing
    assert crossings(cross[:1].astype(float)) == 0


def test_a_name_never_covers_an_actor_nor_another_name() -> None:
    """A row of actors so close that no name fits between: names go out, with a leader line."""
    nodes = pd.DataFrame(
        [(f"a{i}", f"Partij met een naam {i}", "informeel", 40 + i % 6 * 7, 40 + i // 6 * 6, 2.4)
         for i in range(36)],
        columns=list(map_geometry.Node._fields),
    )  # fmt: skip
    frame = (0.0, 0.0, 140.0, 140.0)
    inner = nodes.iloc[[14, 15, 20, 21]]
    found = labels.place_labels(inner, nodes, np.zeros((0, 2, 2)), frame, [9.0] * 4)
    counts = overlaps(found, nodes, frame)
    assert counts["far"] == 4 and counts["label_label"] == counts["label_node"] == 0
    more = labels.add_labels(nodes, nodes, np.zeros((0, 2, 2)), frame, 7.0, found, 0)
    counts = overlaps([*found, *more], nodes, frame)
    assert more and counts["label_label"] == counts["label_node"] == counts["off_page"] == 0


def test_score_sees_who_moved(
    tables: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = network_plan.arrange

    def shifted(tables: Any, context: Any, **more: Any) -> Any:
        plan = real(tables, context, **more)
        plan.nodes["x"] += context["year"] - 2019
        return plan

    monkeypatch.setattr(network_plan, "arrange", shifted)
    assert score_map(tables, at(2021))["displaced"] > 50


def test_score_sees_overlaps(tables: dict[str, pd.DataFrame]) -> None:
    crammed = tables["layout"].assign(x=lambda t: 75 + t["x"] / 20, y=lambda t: 90 + t["y"] / 20)
    found = score_map({**tables, "layout": crammed}, at(2021))
    assert found["node_node"] > 100 and found["page"] < 0.2


def test_places_and_sizes_hold_over_the_years(tables: dict[str, pd.DataFrame]) -> None:
    maps = [network_plan.arrange(tables, at(year)).nodes for year in YEARS]
    both = maps[0].merge(maps[2], on="actor")
    assert len(both) > 50
    assert (both["x_x"] == both["x_y"]).all() and (both["y_x"] == both["y_y"]).all()
    largest = {nodes["radius"].max() for nodes in maps}
    assert len(largest) == 1 and largest.pop() <= network_plan.MAX_RADIUS
    nodes = maps[0][maps[0]["radius"] > network_plan.MIN_RADIUS]
    ratio = nodes["radius"] ** 2 / nodes["eigenvector"]
    assert np.allclose(ratio, ratio.iloc[0]), "the area goes with the eigenvector centrality"


def test_same_data_in_another_order_gives_the_same_bytes(tables: dict[str, pd.DataFrame]) -> None:
    mixed = {name: table.sample(frac=1, random_state=5) for name, table in tables.items()}
    assert svg(mixed, 2020) == svg(tables, 2020)


def test_title_and_alternative_text_come_from_the_data(tables: dict[str, pd.DataFrame]) -> None:
    said = network_map.facts(tables, at(2020))
    title, alt = said.title, said.alt
    best = tables["actor_metrics"].query("year == 2020").sort_values("rank").head(10)
    informal = int((best["kind"] == "informeel").sum())
    assert best["name"].iloc[0] in title and f"{dutch.word(informal)} van de tien" in title
    # Who could have stood lower with other interviews leads in these only.
    for high, opening in ((2, "In de gesprekken van 2020 "), (1, "In 2020 ")):
        found = ranges([(2020, best["actor"].iloc[0], 1, high)])
        reserved = network_map.facts(tables | {"rank_intervals": found}, at(2020)).title
        assert reserved.startswith((opening + "heeft", opening + "hebben"))
    there = tables["actors"].query("year == 2020")
    assert f"{len(there)} partijen" in alt
    assert f"Informeel: {(there['kind'] == 'informeel').sum()}, formeel" in alt
    assert f"van buiten de wijk: {(there['location'] == 'buiten').sum()};" in alt
    assert f"{(tables['ties']['year'] == 2020).sum()} samenwerkingen" in alt


def test_small_networks() -> None:
    for links in ([], [("a", "b")]):
        actors = pd.DataFrame({"year": 2019, "actor": ["a", "b", "c"], "name": ["A", "B", "C"]})
        actors = actors.assign(kind="informeel", location="binnen", themes="")
        ties = pd.DataFrame([(2019, *x) for x in links], columns=["year", "actor_a", "actor_b"])
        ties = ties.astype({"year": int})
        small = {
            "actors": actors,
            "ties": ties,
            "actor_metrics": measure_actors(actors, ties),
            "rank_intervals": ranges([]),
            "layout": layout(actors, ties),
        }
        assert svg(small, 2019).count('id="partij-') == 3
        said = network_map.facts(small, at(2019))
        title, alt = said.title, said.alt
        if links:
            assert "hebben A en B de meeste invloed; " in title and "1 samenwerking." in alt
        else:
            assert title == "In 2019 zijn er geen samenwerkingen tussen de partijen"


def test_the_map_says_that_its_first_place_is_not_sure(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    """By the range of places of who stands first, and nothing of one that is surely first."""
    ranges, metrics = example["rank_intervals"], example["actor_metrics"]
    first = metrics.query("year == 2023 and rank == 1")["actor"].iloc[0]
    own = (ranges["year"] == 2023) & (ranges["actor"] == first)
    high = int(ranges.loc[own, "high"].iloc[0])
    assert high > 1
    shown = texts(drawn("network_map", example, {**context, "year": 2023}))
    told = "Met andere gesprekken had nummer 1 op plaats\xa01\xa0tot\xa0{} gestaan"
    told += " (negen van de tien keer)."
    assert told.format(high) in shown
    # In every year the same sentence; of two places that follow each other, *of*.
    for year in range(2019, 2024):
        leader = metrics[(metrics["year"] == year) & (metrics["rank"] == 1)]["actor"]
        last = int(ranges[(ranges["year"] == year) & ranges["actor"].isin(leader)]["high"].iloc[0])
        same = told.replace("tot", "of") if last == 2 else told
        assert network_map.unsure_first(example, year) == same.format(last)
    # Where two have as much, the title counts them and their numbers stand on the map.
    who = "nummer 1 en 2: evenveel invloed"
    assert [year for year in range(2019, 2024) if network_map.equal_first(example, year)] == [2021]
    shown = texts(drawn("network_map", example, {**context, "year": 2021}))
    assert any(words.endswith(f" · {who}") for words in shown)
    alone = example["actor_metrics"].assign(eigenvector=0.0)
    assert network_map.equal_first({**example, "actor_metrics": alone}, 2021) == ""
    sure = {**example, "rank_intervals": ranges.assign(high=ranges["high"].mask(own, 1))}
    assert network_map.unsure_first(sure, 2023) == ""
    unknown = {**example, "rank_intervals": ranges[~own]}
    assert network_map.unsure_first(unknown, 2023) == ""
