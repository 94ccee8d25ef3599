"""How long it takes, as ratios against a floor in the same run; absolute times differ a computer.

Run by hand: `.uv/bin/uv run python tests/benchmark.py`. A cold `snakemake` of the example against
the same functions in one plain process (under 2.5); reading a hundred thousand ties against the
time that python-calamine needs for the file alone (under 10).
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


def build_plainly(project: Path) -> None:
    """Everything that `snakemake` does for the example, in this process."""
    import importlib
    from datetime import date

    import pandas as pd

    from veerkracht import io, metrics
    from veerkracht.agreement import coder_agreement
    from veerkracht.charts import style
    from veerkracht.coding import read_coding
    from veerkracht.config import read_yaml
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
    tables = {
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
        main()
