"""The network map: all actors and ties, shape by kind, names that can be read, a true title."""

from __future__ import annotations

import io as streams
import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from test_layout import YEARS, network

from veerkracht import dutch
from veerkracht.charts import network_map, style
from veerkracht.layout import layout
from veerkracht.metrics import measure_actors

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
        for y, s, t in ties[["year", "source", "target"]].itertuples(index=False)
    ]
    ties = ties[both].reset_index(drop=True)
    return {
        "actors": actors,
        "ties": ties,
        "actor_metrics": measure_actors(actors, ties),
        "layout": layout(actors, ties),
    }


def context(year: int) -> dict[str, Any]:
    wijk = {"municipality": NAMES[0], "protagonists": [NAMES[3], NAMES[120], "Bestaat niet"]}
    return {"wijk": wijk, "year": year, "example": True}


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return make_tables()


def svg(tables: dict[str, pd.DataFrame], year: int) -> str:
    file = streams.StringIO()
    style.save(network_map.draw(tables, context(year)), file)  # type: ignore[arg-type]
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
    assert group(text, "banden").count("<path") == len(tables["ties"].query("year == @year"))


def test_shape_and_colour_by_kind_and_outside_first(tables: dict[str, pd.DataFrame]) -> None:
    text = svg(tables, 2020)
    for row in tables["actors"].query("year == 2020").itertuples():
        kind = "buiten" if row.location == "buiten" else str(row.kind)
        drawn = group(text, f"partij-{row.actor}")
        assert style.KIND_COLOUR[kind].lower() in drawn
        # Curves make a circle; the last side of a square or triangle is the closing of its path.
        steps = (len(re.findall(r"\bC ", drawn)) > 0, len(re.findall(r"\bL ", drawn)))
        assert steps == {"informeel": (True, 0), "formeel": (False, 3), "buiten": (False, 2)}[kind]


def test_ties_lie_under_nodes_and_names_on_top(tables: dict[str, pd.DataFrame]) -> None:
    text = svg(tables, 2021)
    assert text.index('id="banden"') < text.index('id="partij-')
    assert text.rindex('id="partij-') < text.index('id="naam-')


def test_names_are_text_and_the_right_ones(tables: dict[str, pd.DataFrame]) -> None:
    text = svg(tables, 2021)
    labels = network_map.arrange(tables, context(2021)).labels
    best = tables["actor_metrics"].query("year == 2021 and rank <= 12")["actor"]
    always = {"partij-000", "partij-003", "partij-120"}
    assert {label.actor for label in labels} == set(best) | always
    printed = re.findall(r"<text[^>]*>([^<]*)</text>", text)
    for label in labels:
        for line in label.lines:
            assert line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in printed
    assert "informeel" in printed and "buiten de wijk" in printed
    assert text.count("<text") == sum(len(label.lines) for label in labels) + 4


def test_long_names_are_broken_and_cut() -> None:
    assert network_map._wrap("Moskee") == [["Moskee"]]
    assert ["Huis van de", "Wijk Pier 80"] in network_map._wrap("Huis van de Wijk Pier 80")
    two, three = network_map._wrap(LONG)
    assert len(two) == 2 and len(three) == 3
    for lines in (two, three):
        assert lines[-1].endswith("…") and " ".join(lines)[:-1] in LONG


@pytest.mark.parametrize("year", YEARS)
def test_the_map_can_be_read(tables: dict[str, pd.DataFrame], year: int) -> None:
    found = network_map.score(tables, context(year))
    assert found["label_label"] == found["node_node"] == found["off_page"] == 0
    assert found["label_named"] == found["label_node"] == 0
    assert found["page"] > 0.6


def test_score_sees_overlaps(tables: dict[str, pd.DataFrame]) -> None:
    crammed = tables["layout"].assign(x=lambda t: 75 + t["x"] / 20, y=lambda t: 90 + t["y"] / 20)
    found = network_map.score({**tables, "layout": crammed}, context(2021))
    assert found["node_node"] > 100 and found["page"] < 0.2


def test_places_and_sizes_hold_over_the_years(tables: dict[str, pd.DataFrame]) -> None:
    maps = [network_map.arrange(tables, context(year)).nodes for year in YEARS]
    both = maps[0].merge(maps[2], on="actor")
    assert len(both) > 50
    assert (both["x_x"] == both["x_y"]).all() and (both["y_x"] == both["y_y"]).all()
    largest = {nodes["radius"].max() for nodes in maps}
    assert len(largest) == 1 and largest.pop() <= network_map.MAX_RADIUS
    nodes = maps[0][maps[0]["radius"] > network_map.MIN_RADIUS]
    ratio = nodes["radius"] ** 2 / nodes["eigenvector"]
    assert np.allclose(ratio, ratio.iloc[0]), "the area goes with the eigenvector centrality"


def test_same_data_in_another_order_gives_the_same_bytes(tables: dict[str, pd.DataFrame]) -> None:
    mixed = {name: table.sample(frac=1, random_state=5) for name, table in tables.items()}
    assert svg(mixed, 2020) == svg(tables, 2020)


def test_title_and_alternative_text_come_from_the_data(tables: dict[str, pd.DataFrame]) -> None:
    title, alt = network_map.describe(tables, context(2020))
    best = tables["actor_metrics"].query("year == 2020").sort_values("rank").head(10)
    informal = int((best["kind"] == "informeel").sum())
    assert best["name"].iloc[0] in title and f"{dutch.word(informal)} van de tien" in title
    there = tables["actors"].query("year == 2020")
    assert f"{len(there)} partijen" in alt
    assert f"Informeel: {(there['kind'] == 'informeel').sum()}, formeel" in alt
    assert f"van buiten de wijk: {(there['location'] == 'buiten').sum()};" in alt
    assert f"{(tables['ties']['year'] == 2020).sum()} banden" in alt


def test_small_networks() -> None:
    for links in ([], [("a", "b")]):
        actors = pd.DataFrame({"year": 2019, "actor": ["a", "b", "c"], "name": ["A", "B", "C"]})
        actors = actors.assign(kind="informeel", location="binnen", themes="")
        ties = pd.DataFrame([(2019, *x) for x in links], columns=["year", "source", "target"])
        ties = ties.astype({"year": int})
        small = {
            "actors": actors,
            "ties": ties,
            "actor_metrics": measure_actors(actors, ties),
            "layout": layout(actors, ties),
        }
        assert svg(small, 2019).count('id="partij-') == 3
        title, alt = network_map.describe(small, context(2019))
        if links:
            assert "hebben A en B de meeste invloed" in title and "1 band." in alt
        else:
            assert title == "In 2019 zijn er geen banden tussen de partijen"
