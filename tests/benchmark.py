"""How long it takes, as ratios against a floor in the same run; absolute times differ a computer.

Run by hand: `.uv/bin/uv run python tests/benchmark.py`. A cold `snakemake` of the example against
the same functions in one plain process (under 2.5); reading a hundred thousand ties against the
time that python-calamine needs for the file alone (under 10); all measures of a network against
plain igraph (under 2 at ten thousand actors).
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "scripts")]

RUNS = 3
SIZES = (1_000, 10_000, 100_000)


def build_plainly(project: Path) -> None:
    """Everything that `snakemake` does for the example, in this process."""
    import importlib
    from datetime import date

    import pandas as pd

    from veerkracht import io, metrics
    from veerkracht.agreement import coder_agreement
    from veerkracht.charts import style
    from veerkracht.claims import Case, judge_claims
    from veerkracht.coding import read_coding, slug
    from veerkracht.config import read_yaml
    from veerkracht.evidence import (
        Evidence,
        measure_changes,
        measure_levels,
        measure_sensitivity,
        measure_turnover,
    )
    from veerkracht.findings import Findings
    from veerkracht.gaps import compute_gaps
    from veerkracht.governance import read_governance, read_places
    from veerkracht.indicators import read_indicators
    from veerkracht.layout import layout
    from veerkracht.pdf import as_assets, print_pdf
    from veerkracht.report import compose
    from veerkracht.sections import figure_names, read_sections
    from veerkracht.versions import hash_files, versions

    config = read_yaml(project / "config.yaml")
    wijk, data = config["wijken"]["voorbeeld"], project / "data/voorbeeld"
    out = project / "plain"
    (out / "figures").mkdir(parents=True)
    coding = read_coding(
        {year: data / f"{year}.xlsx" for year in wijk["years"]},
        aliases=data / "aliassen.csv",
        corrections=data / "correcties.yaml",
        tie_rule=wijk["tie_rule"],
    )
    sources = {
        name: read_indicators(project / source["file"], source)
        for name, source in config["sources"].items()
    }
    evidence = Evidence(coding.actors, coding.ties, wijk["tie_rule"])
    tables = {
        "network_changes": measure_changes(evidence),
        "turnover": measure_turnover(coding.actors, coding.ties),
        "levels": measure_levels(evidence),
        "sensitivity": measure_sensitivity(
            coding.actors, coding.ties, {slug(wijk["municipality"]): wijk["municipality"]}
        ),
        **read_governance(data / "governance.xlsx"),
        **sources,
        "actors": coding.actors,
        "ties": coding.ties,
        "quotes": coding.quotes,
        "unresolved": coding.unresolved,
        "agreement": coder_agreement(coding.codings),
        "places": read_places(data / "plekken.csv", coding.actors),
        "network_metrics": metrics.measure_networks(coding.actors, coding.ties),
        "actor_metrics": metrics.measure_actors(coding.actors, coding.ties),
        "layout": layout(coding.actors, coding.ties),
        "index_gaps": pd.concat(
            compute_gaps(table, wijk["areas"], config["city"], source=name)
            for name, table in sources.items()
        ),
    }
    tables["claims"] = judge_claims(Case(evidence, Findings(tables, wijk, config)))
    for name, table in tables.items():
        io.write_table(table, out / f"{name}.csv")
        tables[name] = io.read_table(out / f"{name}.csv")
    sections = read_sections(project / "templates/sections")
    context = {"wijk": wijk, "city": config["city"], "noise": config["noise"], "example": True}
    context["boundaries"] = json.loads((data / "grens.geojson").read_text())
    figures = {}
    for name in figure_names(sections, wijk["years"]):
        module, _, year = name.partition("-")
        chart = importlib.import_module(f"veerkracht.charts.{module}")
        here = {**context, "year": int(year)} if year else context
        style.save(chart.draw(tables, here), out / "figures" / f"{name}.svg")
        title, alt = chart.describe(tables, here)
        figures[name] = {"title": title, "alt": alt}
    raw = sorted(str(path) for path in data.glob("*.xlsx"))
    extra = {"input_hash": hash_files(raw), "versions": versions()}
    templates = project / "templates"
    html = compose(sections, Findings(tables, wijk, config), figures, templates, extra)
    assets = {name: templates / name for name in ("print.css", "cover.svg")}
    day = date.fromisoformat(config["edition"]["date"])
    pdf = print_pdf(as_assets(html), {**assets, "figures": out / "figures"}, date=day)
    (out / "monitor.pdf").write_bytes(pdf)


def time_reading() -> None:
    """A hundred thousand rows of ties: read, checked and reconciled against calamine alone."""
    import random

    from python_calamine import CalamineWorkbook
    from wijk import party, write_book

    from veerkracht.coding import read_coding

    rng = random.Random(1)
    names = [f"{rng.choice('ABCDEFGH')}{number} initiatief" for number in range(3000)]
    ties = [
        {"van": a, "naar": b, "soort": "samenwerking", "sterkte": rng.choice((1, 2, 3))}
        for a, b in (rng.sample(names, 2) for _ in range(100_000))
    ]
    sheets = {"initiatieven": [party(name) for name in names], "relaties": ties}
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "2023.xlsx"
        write_book(path, {**sheets, "citaten": [], "codeurs": []})
        for run in range(RUNS):
            start = time.perf_counter()
            book = CalamineWorkbook.from_path(str(path))
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()
            floor = time.perf_counter() - start
            start = time.perf_counter()
            count = len(read_coding({2023: path}).ties)
            whole = time.perf_counter() - start
            ratios.append(whole / floor)
            print(f"{run + 1}: {count} banden in {whole:.1f} s, calamine {floor:.1f} s, "
                  f"{ratios[-1]:.2f} keer")  # fmt: skip
    print(f"mediaan: {statistics.median(ratios):.2f} keer (grens 10)")


def time_measures() -> None:
    """All measures of networks with hubs, against plain igraph (and NetworkX where it ends)."""
    import random
    import resource

    import igraph
    import networkx as nx

    from veerkracht import metrics

    for size in SIZES:
        graph = nx.barabasi_albert_graph(size, 2, seed=1)
        rng = random.Random(1)
        for node in graph:
            graph.nodes[node].update(
                name=str(node), kind=rng.choice(("formeel", "informeel")), location="binnen",
                themes=[rng.choice("abcdef")], target_groups=[], interviewed="nee",
            )  # fmt: skip
        start = time.perf_counter()
        for item in metrics.METRICS:
            item.compute(graph)
        ours = time.perf_counter() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        told = f"{size} partijen: alle maten in {ours:.2f} s, {memory:.1f} GB"
        if size <= 10_000:
            start = time.perf_counter()
            plain = igraph.Graph(n=size, edges=list(graph.edges))
            plain.betweenness(directed=False)
            plain.path_length_hist(directed=False)
            plain.eigenvector_centrality()
            plain.transitivity_undirected()
            plain.transitivity_avglocal_undirected()
            plain.connected_components()
            plain.coreness()
            plain.articulation_points()
            plain.bridges()
            floor = time.perf_counter() - start
            told += f"; igraph {floor:.2f} s, {ours / floor:.2f} keer (grens 2)"
        if size <= 1_000:
            start = time.perf_counter()
            nx.betweenness_centrality(graph)
            nx.average_shortest_path_length(graph)
            nx.global_efficiency(graph)
            told += f"; NetworkX drie maten in {time.perf_counter() - start:.1f} s"
        print(told)


def main() -> None:
    """Time both in turn and print every pair and the median ratio."""
    from test_workflow import copy_project

    ratios = []
    for run in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            project = copy_project(Path(folder) / "monitor")
            start = time.perf_counter()
            snakemake = [sys.executable, "-m", "snakemake", "--quiet", "all"]
            subprocess.run(snakemake, cwd=project, check=True, capture_output=True)
            cold = time.perf_counter() - start
            start = time.perf_counter()
            plain = [sys.executable, __file__, "--plain", str(project)]
            subprocess.run(plain, cwd=project, check=True)
            floor = time.perf_counter() - start
        ratios.append(cold / floor)
        print(f"{run + 1}: snakemake {cold:.1f} s, één proces {floor:.1f} s, {ratios[-1]:.2f} keer")
    print(f"mediaan: {statistics.median(ratios):.2f} keer (grens 2,5)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--plain"]:
        build_plainly(Path(sys.argv[2]))
    else:
        time_reading()
        time_measures()
        main()
