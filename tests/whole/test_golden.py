"""The rules on a wijk so small that every number can be worked out by hand.

2022: A works with B and with C. 2023: A, B and C all work together; D is only on the list.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from PIL import Image
from workbooks import party, spoken, write_coding, write_governance
from workflow_runs import copy_project, snakemake

from veerkracht.charts import picture

pytestmark = pytest.mark.xdist_group("golden")
FIGURES = ["network_map-2022", "network_map-2023", "network_trend", "index_lines", "wijk_map"]
TABLES = [
    "actors",
    "ties",
    "quotes",
    "decisions",
    "tasks",
    "events",
    "facts",
    "places",
    "network_metrics",
    "actor_metrics",
    "layout",
    "index_gaps",
]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_project(tmp_path_factory.mktemp("klein") / "monitor")
    data = project / "data" / "klein"
    data.mkdir()
    a = {"thema": "jeugd", "lat": 51.901, "lon": 4.401, "plek": "buurthuiskamer"}
    c = {"thema": "jeugd"}
    b = {"thema": "wonen", "soort": "formeel"}
    write_coding(
        data / "2022.xlsx",
        initiatieven=[spoken("A", partners="B; C", **a), party("B", **b), party("C", **c)],
    )
    write_coding(
        data / "2023.xlsx",
        initiatieven=[
            spoken("a", partners="B;C", **a),
            spoken("B", partners="A", **b),
            party("C", **c),
            party("D", thema="sport; wonen"),
        ],
        relaties=[{"van": "B", "naar": "C", "soort": "advies", "sterkte": 2}],
        citaten=[
            {
                "citaat": "q",
                "tekst": "t",
                "rol": "r",
                "jaar": 2023,
                "toestemming": "ja",
                "herleidbaar": "nee",
                "plaats": "voorin",
            }
        ],
    )
    write_governance(
        data / "governance.xlsx",
        besluiten=[[2023, "raad", "geld", "bewoners", "zelf beslissen", "verslag"]],
        taken=[[2023, "beheer", "wij", "ja"]],
        gebeurtenissen=[[2022, 3, "storm", "crisis"]],
        feiten=[["tassen", 750, "stuks", "ca.", 2022, "krant"]],
    )
    for name, text in {
        "aliassen.csv": "variant;actor;soort;vanaf;tot;besluit_door;datum;toelichting\n",
        "correcties.yaml": "",
        "plekken.csv": "naam;soort;cluster;lat;lon;actor\nPlein;ontmoetingsplek;;51,902;4,402;\n",
        "index.csv": "gebied;jaar;indicator;waarde\n"
        "Noord;2018;Sociale Index;90,5\nStad;2018;Sociale Index;100\n"
        "Noord;2024;Sociale Index;95\nStad;2024;Sociale Index;101\nZuid;2024;Sociale Index;1\n",
    }.items():
        (data / name).write_text(text, encoding="utf-8")
    corners = [[4.40, 51.90], [4.41, 51.90], [4.41, 51.91], [4.40, 51.90]]
    area = {
        "type": "Feature",
        "properties": {"buurtnaam": "Noord"},
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }
    boundary = {"type": "FeatureCollection", "features": [area]}
    (data / "grens.geojson").write_text(json.dumps(boundary), encoding="utf-8")
    water = {"type": "LineString", "coordinates": [[4.40, 51.905], [4.41, 51.905]]}
    street = {"type": "LineString", "coordinates": [[4.405, 51.90], [4.405, 51.91]]}
    under: list[dict[str, Any]] = [
        {"type": "Feature", "properties": {tag: value}, "geometry": shape}
        for tag, value, shape in (("waterway", "canal", water), ("highway", "residential", street))
    ]
    under.append({"type": "Feature", "properties": {"building": "yes"}, "geometry": None})
    ground = {"type": "FeatureCollection", "features": under}
    (data / "ondergrond.geojson").write_text(json.dumps(ground), encoding="utf-8")
    config = yaml.safe_load((project / "config.yaml").read_text("utf-8"))
    wijk = config["wijken"].pop("voorbeeld")
    config["wijken"]["klein"] = {
        **wijk,
        "name": "Noord",
        "short_name": "Noord",
        "years": [2022, 2023],
        "areas": ["Noord"],
        "municipality": "B",
        "protagonists": [],
        "example": False,
        "inhabitants": {"Noord": 9},
        "background": {
            "file": "data/klein/ondergrond.geojson",
            "attribution": "© Tekenaars (ODbL)",
        },
    }
    del config["vulnerability"], config["wijken"]["carnisse"]
    config["city"] = "Stad"
    source = config["sources"]["sociale_index"]
    config["sources"] = {"sociale_index": {**source, "file": "data/klein/index.csv"}}
    (project / "config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    targets = [f"results/klein/tables/{name}.csv" for name in TABLES]
    targets += [f"results/klein/figures/{name}.svg" for name in FIGURES]
    done = snakemake(project, *targets)
    assert done.returncode == 0, done.stdout[-3000:]
    return project / "results"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def pick(path: Path, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in columns) for row in rows(path)]


def test_ingest_coding(results: Path) -> None:
    tables = results / "klein/tables"
    assert pick(tables / "actors.csv", "year", "actor", "name", "kind", "origin") == [
        ("2022", "a", "A", "informeel", "2022.xlsx!initiatieven!2"),
        ("2022", "b", "B", "formeel", "2022.xlsx!initiatieven!3"),
        ("2022", "c", "C", "informeel", "2022.xlsx!initiatieven!4"),
        ("2023", "a", "A", "informeel", "2023.xlsx!initiatieven!2"),
        ("2023", "b", "B", "formeel", "2023.xlsx!initiatieven!3"),
        ("2023", "c", "C", "informeel", "2023.xlsx!initiatieven!4"),
        ("2023", "d", "D", "informeel", "2023.xlsx!initiatieven!5"),
    ]
    assert pick(tables / "ties.csv", "year", "actor_a", "actor_b", "kind", "sides", "origin") == [
        ("2022", "a", "b", "samenwerking", "1", "2022.xlsx!initiatieven!2"),
        ("2022", "a", "c", "samenwerking", "1", "2022.xlsx!initiatieven!2"),
        (
            "2023",
            "a",
            "b",
            "samenwerking",
            "2",
            "2023.xlsx!initiatieven!2|2023.xlsx!initiatieven!3",
        ),
        ("2023", "a", "c", "samenwerking", "1", "2023.xlsx!initiatieven!2"),
        ("2023", "b", "c", "advies", "1", "2023.xlsx!relaties!2"),
    ]
    assert pick(tables / "quotes.csv", "quote", "place") == [("q", "voorin")]
    changes = pick(results / "klein/review/changes.csv", "change", "found", "becomes", "row")
    assert changes == [("schrijfwijze", "a", "A", "2")]


def test_ingest_governance(results: Path) -> None:
    tables = results / "klein/tables"
    assert pick(tables / "decisions.csv", "year", "who", "rung") == [
        ("2023", "bewoners", "zelf beslissen")
    ]
    assert pick(tables / "tasks.csv", "task", "local") == [("beheer", "ja")]
    assert pick(tables / "events.csv", "year", "month", "event") == [("2022", "3", "storm")]
    assert pick(tables / "facts.csv", "fact", "value", "rounding") == [("tassen", "750,0", "ca.")]


def test_ingest_places(results: Path) -> None:
    assert pick(results / "klein/tables/places.csv", "name", "kind", "lat", "actor") == [
        ("A", "buurthuiskamer", "51,901", "a"),
        ("Plein", "ontmoetingsplek", "51,902", ""),
    ]


def test_ingest_boundaries(results: Path) -> None:
    content = json.loads((results / "klein/boundaries.geojson").read_text("utf-8"))
    area = {"name": "Noord", "code": "", "water": False, "own": True}
    assert [feature["properties"] for feature in content["features"]] == [area]
    ring = content["features"][0]["geometry"]["coordinates"][0]
    assert ring == [[4.40, 51.90], [4.41, 51.90], [4.41, 51.91], [4.40, 51.90]]


def test_ingest_background(results: Path) -> None:
    content = json.loads((results / "klein/background.geojson").read_text("utf-8"))
    assert [feature["properties"]["kind"] for feature in content["features"]] == ["water", "street"]
    assert content["features"][0]["geometry"]["coordinates"] == [[[4.40, 51.905], [4.41, 51.905]]]
    drawing = (results / "klein/figures/wijk_map.svg").read_text("utf-8")
    assert 'id="grond-water"' in drawing and 'id="grond-street"' in drawing
    assert "Ondergrond: © Tekenaars (ODbL)" in drawing
    text = json.loads((results / "klein/figures/wijk_map.json").read_text("utf-8"))
    assert "Daaronder: straten en water, zonder namen" in text["alt"]


def test_ingest_indicators(results: Path) -> None:
    table = results / "stad/tables/sociale_index.csv"
    cells = pick(table, "area", "year", "value", "edition", "origin")
    assert sorted(cells) == [
        ("Noord", "2018", "90,5", "2026", "index.csv, regel 2"),
        ("Noord", "2024", "95,0", "2026", "index.csv, regel 4"),
        ("Stad", "2018", "100,0", "2026", "index.csv, regel 3"),
        ("Stad", "2024", "101,0", "2026", "index.csv, regel 5"),
        ("Zuid", "2024", "1,0", "2026", "index.csv, regel 6"),
    ]


def test_measure_network(results: Path) -> None:
    measures = rows(results / "klein/tables/network_metrics.csv")
    values = {(row["metric"], row["year"]): row["value"].replace(",", ".") for row in measures}
    by_hand = {
        "actors": (3, 4),
        "initiatives_informal": (2, 3),
        "ties": (2, 3),
        "mean_degree": (4 / 3, 3 / 2),
        "transitivity": (0, 1),
        "largest_component": (1, 3 / 4),
        "blau_kind": (4 / 9, 3 / 8),
        "blau_theme": (4 / 9, 0.59375),
        "ei_index": (0, 1 / 3),
        "degree_centralisation": (1, 1 / 3),
        "betweenness_centralisation": (1, 0),
        # 2022 is a path A-B, A-C; 2023 a triangle and one alone.
        "share_interviewed": (1 / 3, 2 / 4),
        "mean_clustering": (0, 3 / 4),
        "mean_path": (4 / 3, 1),
        "global_efficiency": (5 / 6, 1 / 2),
        "largest_core": (1, 2),
        "iqv_kind": (8 / 9, 3 / 4),
        "ei_expected": (1 / 3, 0),
        "gini_degree": (1 / 6, 1 / 4),
        "top_share": (1, 2 / 3),
        "articulation_points": (1 / 3, 0),
        "bridges": (1, 0),
        "robustness_5": (1 / 3, 1 / 2),
    }
    for metric, expected in by_hand.items():
        got = [float(values[(metric, year)]) for year in ("2022", "2023")]
        assert got == pytest.approx(expected, abs=1e-9), metric
    # Fewer than ten actors have no top ten: empty, not zero.
    assert values[("informal_top10", "2022")] == ""
    assert set(by_hand) <= {metric for metric, _ in values}
    first = pick(results / "klein/tables/actor_metrics.csv", "year", "name", "degree", "rank")
    assert first[0] == ("2022", "A", "2", "1")
    assert ("2023", "D", "0", "4") in first


def test_layout_network(results: Path) -> None:
    places = rows(results / "klein/tables/layout.csv")
    assert [row["actor"] for row in places] == ["a", "b", "c", "d"]
    spots = {(row["x"], row["y"]) for row in places}
    assert len(spots) == 4


def test_compute_gaps(results: Path) -> None:
    gaps = pick(results / "klein/tables/index_gaps.csv", "area", "year", "value", "city", "gap")
    assert gaps == [
        ("Noord", "2018", "90,5", "100,0", "-9,5"),
        ("Noord", "2024", "95,0", "101,0", "-6,0"),
    ]


@pytest.mark.parametrize("name", FIGURES)
def test_draw_figure(results: Path, name: str) -> None:
    folder = results / "klein/figures"
    root = ElementTree.parse(folder / f"{name}.svg").getroot()
    words = " ".join("".join(node.itertext()) for node in root.iter() if node.tag.endswith("text"))
    facts = json.loads((folder / f"{name}.json").read_text("utf-8"))
    assert set(facts) == {"title", "alt", "source", "series"}
    with Image.open(folder / f"{name}.png") as shared:
        assert shared.size == picture.SIZE and "Software" not in shared.info
        assert min(shared.convert("L").tobytes()) < 60, "something stands on it"
    expected = {
        "network_map-2022": "B",
        "network_map-2023": "1 A 2 B 3 C",
        "network_trend": "Samenwerkingen",
        "index_lines": "Noord 95",
        "wijk_map": "1 buurthuiskamer",
    }[name]
    assert expected in words
