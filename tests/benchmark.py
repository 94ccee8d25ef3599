"""How long it takes, as ratios against a floor in the same run; absolute times differ a computer.

Run by hand: `.uv/bin/uv run python tests/benchmark.py`. A cold `snakemake` of the example against
the same functions in one plain process (under 2.5); reading a hundred thousand ties against the
time that python-calamine needs for the file alone (under 10); all measures of a network against
plain igraph (under 2 at ten thousand actors).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent / "lib"), str(Path(__file__).parents[1] / "scripts")]

RUNS = 3
SIZES = (1_000, 10_000, 100_000)


def build_plainly(project: Path) -> None:
    """Everything that `snakemake` does for the example, in this process."""
    from datetime import date

    from plain import chart_context, compute_tables, read_settings, read_sources

    from veerkracht import io
    from veerkracht.charts import catalogue, design, picture
    from veerkracht.editions.given_away import PACKAGE_FILE, attach, data_package, give_away
    from veerkracht.editions.pdf import as_assets, assets_of, print_parts, print_pdf
    from veerkracht.editions.versions import hash_files, versions
    from veerkracht.editions.web import compose_web
    from veerkracht.lookups.lookups import Lookups
    from veerkracht.report.fill import fill
    from veerkracht.report.filled import print_page
    from veerkracht.report.proofread import Context, proofread
    from veerkracht.report.sections import figure_names, read_sections, text_folders
    from veerkracht.report.trail import Trail
    from veerkracht.tables.register import PUBLIC

    config = read_settings(project)
    templates = project / "templates"
    day = date.fromisoformat(config["edition"]["date"])
    sources = read_sources(project, config)
    fonts = (templates / "web.fonts.css").read_text("utf-8")
    for key, wijk in config["wijken"].items():
        sections = read_sections(*text_folders(key, project))
        out = project / "plain" / key
        (out / "figures").mkdir(parents=True)
        tables = compute_tables(project, config, key, sources)
        for name, table in tables.items():
            io.write_table(table, out / f"{name}.csv")
            tables[name] = io.read_table(out / f"{name}.csv")
        context = chart_context(project, config, key)
        figures: dict[str, dict[str, Any]] = {}
        for name in figure_names(sections, wijk["years"]):
            path = out / "figures" / f"{name}.svg"
            figures[name], figure = catalogue.draw(name, tables, context)
            if figure is None:
                path.write_text(design.EMPTY)
                continue
            design.save(figure, path)
            words = picture.Words(wijk["name"], figures[name]["title"], figures[name]["source"], "")
            picture.save(picture.draw_picture(figure, words), path.with_suffix(".png"))
        raw = sorted(str(path) for path in (project / "data" / key).glob("*.xlsx"))
        extra = {"input_hash": hash_files(raw), "versions": versions()}
        lookups, trail = Lookups.of(tables, wijk, config), Trail()
        report = fill(sections, lookups, figures, templates, extra, trail)
        proofread(report, Context.of(lookups, trail, sections, extra, figures))
        drawings = {path.stem: path.read_text() for path in out.glob("figures/*.svg")}
        maps = {name: tables[name] for name in ("actor_metrics", "ties", "layout")}
        web = compose_web(report, drawings, maps if wijk["years"] else {}, templates, fonts)
        (out / "index.html").write_text(web)
        page = out / "report.html"
        html = as_assets(print_page(report, "monitor", templates))
        given = out / "openbaar"
        given.mkdir()
        kept = give_away(path for path in out.glob("*.csv") if path.stem in PUBLIC)
        kept[PACKAGE_FILE] = data_package(kept, config["edition"], key)
        for name, content in kept.items():
            (given / name).write_bytes(content)
        public = attach(given)
        files = print_parts(html, assets_of(page), date=day, attachments=public)
        for number, pdf in enumerate(files):
            (out / f"deel-{number}.pdf").write_bytes(pdf)
        html = as_assets(print_page(report, "samenvatting", templates))
        summary = print_pdf(html, assets_of(page), date=day, attachments=public)
        (out / "samenvatting.pdf").write_bytes(summary)


def time_reading() -> None:
    """A hundred thousand rows of ties: read, checked and reconciled against calamine alone."""
    import random

    from python_calamine import CalamineWorkbook
    from workbooks import party, write_book

    from veerkracht.inputs.coding.years import read_coding

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
            print(
                f"{run + 1}: {count} banden in {whole:.1f} s, calamine {floor:.1f} s, "
                f"{ratios[-1]:.2f} keer"
            )
    print(f"mediaan: {statistics.median(ratios):.2f} keer (grens 10)")


def time_measures() -> None:
    """All measures of networks with hubs, against plain igraph (and NetworkX where it ends)."""
    import random
    import resource

    import igraph
    import networkx as nx

    from veerkracht.network import metrics

    for size in SIZES:
        graph = nx.barabasi_albert_graph(size, 2, seed=1)
        rng = random.Random(1)
        for node in graph:
            graph.nodes[node].update(
                name=str(node),
                kind=rng.choice(("formeel", "informeel")),
                location="binnen",
                themes=[rng.choice("abcdef")],
                target_groups=[],
                interviewed="nee",
            )
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
            plain_networkx = time.perf_counter() - start
            told += f"; NetworkX drie maten {plain_networkx / ours:.0f} keer zo lang als wij alle"
        print(told)


def main() -> None:
    """Time both in turn and print every pair and the median ratio."""
    from workflow_runs import copy_project

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
