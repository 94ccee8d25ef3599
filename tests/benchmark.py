"""How long it takes, as ratios against a floor in the same run; absolute times differ a computer.

Run by hand, best with nothing beside it: `.uv/bin/uv run python tests/benchmark.py`, which prints
the table of docs/snelheid.md. With names of figures behind it (`noop draft`) only those. What is
measured against the code of before stands in `OLD`, and needs a clone with its history.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent / "lib"), str(Path(__file__).parents[1] / "scripts")]

RUNS = 3
OLD = "f32fb13"  # the last commit before steps were joined and texts judged once
# A year of more than 20,000 ties is refused: the ties lie over five.
ACTORS, TIES, WIJKEN, YEARS = 10_000, 98_891, 71, range(2019, 2024)
TEXT = "data/voorbeeld/teksten/51-les-lange-adem.md"
CHART = "scripts/veerkracht/charts/index_lines.py"
WORKBOOK = "data/voorbeeld/2023.xlsx"


def seconds(folder: Path, *command: str) -> float:
    """How long a command takes in a folder, as a user has it: with modules that are compiled."""
    env = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start, spent = time.perf_counter(), sum(os.times()[2:4])
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    spent = sum(os.times()[2:4]) - spent
    print(f"  {' '.join(command[1:])}: {spent:.1f} s rekentijd", file=sys.stderr, flush=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - start


def snakemake(folder: Path, *options: str) -> float:
    """How long a run of snakemake takes."""
    return seconds(folder, sys.executable, "-m", "snakemake", *options)


def of_old(target: Path) -> Path:
    """The project as it was at `OLD`, in the new folder `target`."""
    root = Path(__file__).parents[1]
    target.mkdir()
    archive = subprocess.run(["git", "archive", OLD], cwd=root, check=True, capture_output=True)
    subprocess.run(["tar", "x"], cwd=target, check=True, input=archive.stdout)
    return target


class Bench:
    """The figures, each measured once; they share the folders in which the example was built."""

    def __init__(self, folder: Path) -> None:
        from workflow_runs import copy_project

        self.folder = folder
        self.project = copy_project(folder / "monitor")
        self._taken: dict[str, float] = {}
        self._letters = "A"

    def taken(self, name: str, measure: Callable[[], float]) -> float:
        """Seconds of `measure`, measured once under this name."""
        if name not in self._taken:
            self._taken[name] = measure()
            print(f"  {name}: {self._taken[name]:.1f} s", file=sys.stderr)
        return self._taken[name]

    @property
    def version(self) -> float:
        """Seconds of `snakemake --version`: the least that any start costs."""
        times = [snakemake(self.project, "--version") for _ in range(RUNS + 1)][1:]
        return self.taken("snakemake --version", lambda: statistics.median(times))

    @property
    def cold(self) -> float:
        """Seconds of the example from nothing."""
        return self.taken("koud", lambda: snakemake(self.project))

    @property
    def old_cold(self) -> float:
        """The same, by the code of before."""
        return self.taken("koud, oude code", lambda: snakemake(of_old(self.folder / "oud")))

    def plain(self) -> float:
        """The example by this code in one process, against which a cold build is held."""
        from workflow_runs import copy_project

        project = copy_project(self.folder / "plat")
        command = (sys.executable, __file__, "--plain", str(project))
        return self.cold / self.taken("één proces", lambda: seconds(project, *command))

    def old_plain(self) -> float:
        """The example by the code of before in one process."""
        old = of_old(self.folder / "oud-plat")
        command = (sys.executable, str(old / "tests/benchmark.py"), "--plain", str(old))
        return self.cold / self.taken("één proces, oude code", lambda: seconds(old, *command))

    def changed(
        self, name: str, change: Callable[[], object], *options: str, runs: int = 1
    ) -> float:
        """The median of runs after a change that each time is another."""
        _ = self.cold
        times = []
        for _run in range(runs):
            change()
            times.append(snakemake(self.project, *options))
        return self.taken(name, lambda: statistics.median(times))

    def sentence(self) -> float:
        """One sentence changed, all editions."""
        return self.changed("zin", self._write) / self.old_cold

    def chart(self) -> float:
        """One chart module edited."""
        return self.changed("grafiek", lambda: self._add(CHART, "\n# anders\n")) / self.old_cold

    def cell(self) -> float:
        """One cell of a sheet changed."""
        from workbooks import write_book
        from workflow_runs import rows_of

        def change() -> None:
            rows, heads = rows_of(self.project / WORKBOOK)
            row = next(row for row in rows["initiatieven"] if row["eigenaarschap"] == 5)
            row["eigenaarschap"] = 4
            write_book(self.project / WORKBOOK, rows, heads)

        return self.changed("cel", change) / self.old_cold

    def draft(self) -> float:
        """One section as a draft, after a change in it."""
        options = ("print_draft", "--config", f"sectie={Path(TEXT).stem}", "wijk=voorbeeld")
        taken = self.changed("concept", self._write, *options, runs=RUNS)
        return taken / self.version

    def noop(self) -> float:
        """A run that has nothing to do."""
        _ = self.cold
        snakemake(self.project)
        return self.changed("niets te doen", lambda: None, runs=RUNS) / self.version

    def planning(self) -> float:
        """What would be done for all wijken of a city, each with all its interviews."""
        import yaml
        from workflow_runs import copy_project

        project = copy_project(self.folder / "stad")
        config = yaml.safe_load((project / "config.yaml").read_text("utf-8"))
        block = config["wijken"]["voorbeeld"]
        config["wijken"] = {f"wijk{number}": block for number in range(WIJKEN)}
        for key in config["wijken"]:
            (project / "data" / key).symlink_to("voorbeeld")
        (project / "config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
        return self.taken("plannen", lambda: snakemake(project, "-n")) / self.version

    def _write(self) -> None:
        # Each time another one: a text that stands there twice is a fault.
        self._letters += "a"
        self._add(TEXT, f"\nNog een zin, zegt {self._letters}.\n")

    def _add(self, name: str, text: str) -> None:
        with (self.project / name).open("a", encoding="utf-8") as file:
            file.write(text)


def measures(_: Bench) -> float:
    """All measures of a network with hubs, against what they need of igraph."""
    import igraph
    import networkx as nx

    from veerkracht.network import metrics

    graph = nx.barabasi_albert_graph(ACTORS, 2, seed=1)
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
    ratios = []
    for _run in range(RUNS):
        copy = graph.copy()  # what is kept of a graph is kept for that graph
        start = time.perf_counter()
        for item in metrics.METRICS:
            item.compute(copy)
        ours = time.perf_counter() - start
        start = time.perf_counter()
        plain = igraph.Graph(n=ACTORS, edges=list(graph.edges))
        plain.betweenness(directed=False)
        plain.path_length_hist(directed=False)
        plain.eigenvector_centrality()
        plain.transitivity_undirected()
        plain.transitivity_avglocal_undirected()
        plain.connected_components()
        plain.coreness()
        plain.articulation_points()
        plain.bridges()
        ratios.append(ours / (time.perf_counter() - start))
    return statistics.median(ratios)


def reading(bench: Bench) -> float:
    """Large sheets of ties read, checked and reconciled, against calamine for the files alone."""
    from python_calamine import CalamineWorkbook
    from workbooks import party, write_book

    from veerkracht.inputs.coding.years import read_coding

    rng = random.Random(1)
    names = [f"{rng.choice('ABCDEFGH')}{number} initiatief" for number in range(3000)]
    paths = {}
    for number, year in enumerate(YEARS):
        pairs = {tuple(sorted(rng.sample(names, 2))): None for _ in range(TIES // len(YEARS) + 999)}
        size = len(range(number, TIES, len(YEARS)))
        ties: list[dict[str, Any]] = [
            {"van": a, "naar": b, "soort": "samenwerking", "sterkte": rng.choice((1, 2, 3))}
            for a, b in list(pairs)[:size]
        ]
        sheets = {"initiatieven": [party(name) for name in names], "relaties": ties}
        paths[year] = bench.folder / f"{year}.xlsx"
        write_book(paths[year], {**sheets, "citaten": [], "codeurs": []})
    ratios = []
    for _ in range(RUNS):
        start = time.perf_counter()
        for path in paths.values():
            book = CalamineWorkbook.from_path(str(path))
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()
        floor = time.perf_counter() - start
        start = time.perf_counter()
        read_coding(paths)
        ratios.append((time.perf_counter() - start) / floor)
    return statistics.median(ratios)


# Name -> (what is measured, against what, the bar, how).
FIGURES: dict[str, tuple[str, str, float, Callable[[Bench], float]]] = {
    "koud-oud": ("het voorbeeld, koud", "één proces, oude code", 0.7, Bench.old_plain),
    "koud": ("het voorbeeld, koud", "één proces, deze code", 1.0, Bench.plain),
    "zin": ("één zin veranderd, alle edities", "koud, oude code", 0.10, Bench.sentence),
    "grafiek": ("één grafiek veranderd", "koud, oude code", 0.10, Bench.chart),
    "cel": ("één cel van een sheet veranderd", "koud, oude code", 0.20, Bench.cell),
    "concept": ("één sectie als concept", "`snakemake --version`", 2.5, Bench.draft),
    "niets": ("niets te doen", "`snakemake --version`", 1.6, Bench.noop),
    "plannen": (f"{WIJKEN} wijken plannen", "`snakemake --version`", 5, Bench.planning),
    "maten": (f"alle maten van {ACTORS:,} partijen".replace(",", "."), "igraph", 1.2, measures),
    "lezen": (f"{TIES:,} banden lezen".replace(",", "."), "calamine", 4, reading),
}


def main(wanted: list[str]) -> None:
    """Print a row for each figure that is `wanted`, of all unless said."""
    print("| wat | tegen | keer | grens |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for name in wanted or FIGURES:
            what, floor, bar, measure = FIGURES[name]
            ratio, most = (f"{x:.2f}".replace(".", ",") for x in (measure(bench), bar))
            print(f"| {what} | {floor} | {ratio} | {most} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--plain"]:
        from plain_build import build

        build(Path(sys.argv[2]))
    else:
        main(sys.argv[1:])
