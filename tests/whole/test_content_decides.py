"""What is done again follows what files and settings hold: no more, no less, whatever the dates."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from plain import compute_tables, read_settings, read_sources
from small_project import KEY
from workflow_runs import quick_snakemake

from veerkracht import io
from veerkracht.tables.register import REGISTER

pytestmark = pytest.mark.xdist_group("small")

PRINTED = {"print_monitor", "print_summary"}
TEXT = {*PRINTED, "compose_report", "compose_web", "compare_editions", "compose_review"}
RECORD = {"record_inputs"}
RECORDED = {*RECORD, "compare_editions", "compose_review"}  # where no text is made again
# Notes on the map, verdicts beside the measures and the figure of the test follow the claims.
MAPS = {"draw_figures_network_map", "draw_figures_interviews", "print_posters"}
MAPS |= {"draw_figures_network_poster"}
MAPPED = {*MAPS, "draw_figures_rank_change"}  # its ranges are of the draws of the claims
CLAIMED = {*TEXT, *MAPPED, "judge_claims", "give_away"}
FIGURES = {*MAPPED, "draw_figures_places", "draw_figures_observation", "draw_figures_indicators"}
BOUNDED = {"ingest_boundaries", "draw_figures_places", "draw_figures_interviews"} | {
    "print_posters"
}
INDEX = {*CLAIMED, "measure_index", "draw_figures_indicators"}
NETWORK = {"measure_network", "measure_governance", "layout_network", "export_network"}
CODED = {*CLAIMED, *NETWORK, *(FIGURES - {"draw_figures_indicators"})} | {
    *("ingest_coding", "ingest_places"),
}


def planned(project: Path) -> set[str]:
    """The rules that a dry run would do."""
    done = quick_snakemake(project, "-n", "--quiet", "host")
    assert done.returncode == 0, done.stdout[-2000:]
    return set(re.findall(r"^(\w+) +\d+$", done.stdout, re.MULTILINE)) - {"all", "total"}


@pytest.fixture(scope="module")
def project(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy for the module: every test leaves it as it was."""
    return shutil.copytree(small, tmp_path_factory.mktemp("inhoud") / "monitor")


def after(path: Path, content: bytes) -> set[str]:
    """What is planned when a file has other content, and a date of long ago."""
    before, times = path.read_bytes(), (path.stat().st_atime, path.stat().st_mtime)
    path.write_bytes(content)
    os.utime(path, (1e9, 1e9))
    try:
        return planned(path.parents[[p.name for p in path.parents].index("monitor")])
    finally:
        path.write_bytes(before)
        os.utime(path, times)


def test_a_file_deleted_from_a_folder_of_results_comes_back(small_project: Path) -> None:
    folders = ("openbaar", "review/netwerk", "delen")
    results = small_project / "results" / KEY
    for folder in folders:
        lost = sorted(path for path in (results / folder).rglob("*.*") if path.suffix != ".json")[0]
        before = lost.read_bytes()
        lost.unlink()
        done = quick_snakemake(small_project, f"results/{KEY}/{folder}")
        assert done.returncode == 0, done.stdout[-2000:]
        assert lost.read_bytes() == before


def test_an_edit_saved_while_a_run_is_under_way_is_not_lost(small_project: Path) -> None:
    """A step that changes a text after it was read, as somebody may who goes on writing."""
    text = small_project / "templates/sections/35-kwetsbaarheid.md"
    script = small_project / "scripts/compose_report.py"
    kept = {path: path.read_bytes() for path in (text, script)}
    edit = f"Path('{text}').open('a').write('Later geschreven.')"
    script.write_bytes(kept[script] + f"    {edit}\n".encode())
    done = quick_snakemake(small_project, f"results/{KEY}/report.html")
    assert done.returncode == 0 and text.read_bytes() != kept[text], done.stdout[-2000:]
    os.utime(text, (1e9, 1e9))
    assert "compose_report" in planned(small_project)


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        (f"data/{KEY}/aliassen.csv", {*CODED, *RECORD}),
        (f"data/{KEY}/correcties.yaml", {*CODED, *RECORD}),
        (
            f"data/{KEY}/plekken.csv",
            {*TEXT, *RECORD, "ingest_places", "draw_figures_places", "give_away"},
        ),
        (
            f"data/{KEY}/grens.geojson",
            {*TEXT, *RECORD, *BOUNDED},
        ),
        (
            "data/voorbeeld/indicatoren/sociale-index.csv",
            {*INDEX, *RECORD, "ingest_indicators", "compute_gaps"},
        ),
        ("templates/fonts/SourceSans3-Semibold.ttf", {*TEXT, *RECORD, *FIGURES}),
        (f"data/{KEY}/teksten/beweringen.yaml", {*CLAIMED, *RECORD}),
        ("templates/beweringen.yaml", {*CLAIMED, *RECORD}),
        ("templates/sections/35-kwetsbaarheid.md", {*TEXT, *RECORD}),
        ("templates/print.css", {*TEXT, *RECORD}),
        ("templates/web.css", {"compose_web", *RECORDED}),
        ("templates/poster.css", {"print_posters", *RECORDED}),
        ("templates/tokens.css", {*TEXT, *RECORD, *FIGURES}),
        ("workflow/obi-indicatoren.csv", {*INDEX, *RECORD}),
        ("scripts/print_monitor.py", {"print_monitor", *RECORDED}),
        (
            "scripts/veerkracht/network/metrics.py",
            {*CLAIMED, *RECORD, *MAPS, "measure_network"},
        ),
    ],
)
def test_other_content_with_an_older_date_is_noticed(
    project: Path, name: str, rules: set[str]
) -> None:
    path = project / name
    assert after(path, path.read_bytes() + b"\n") == rules
    assert planned(project) == set()


SETTINGS: dict[str, tuple[Callable[[dict[str, Any], dict[str, Any]], Any], set[str]]] = {
    "edition": (
        lambda config, wijk: config["edition"].update(
            title="Anders",
            date="2030-01-01",
            publisher="Ander",
            url="anders.nl",
            license="CC0",
            contact=["Elders 1"],
            authors=["A. Jansen"],
            commissioner="Gemeente",
        ),
        {*TEXT, "give_away", "print_posters"},
    ),
    "names": (
        lambda config, wijk: wijk.update(name="Anders", short_name="An"),
        {*TEXT, *FIGURES},
    ),
    "peers": (
        lambda config, wijk: wijk.update(
            peers=["Carnisse"], inhabitants={"Spangen": 9}, health_area="Spangen"
        ),
        INDEX,
    ),
    "areas": (
        lambda config, wijk: wijk.update(areas=["Carnisse"], area_codes={"Carnisse": "BU1"}),
        {*INDEX, *BOUNDED, "compute_gaps"},
    ),
    "city": (
        lambda config, wijk: config.update(city="Delfshaven"),
        {*INDEX, *BOUNDED, "compute_gaps", "ingest_indicators"},
    ),
    "network": (
        lambda config, wijk: wijk.update(tie_rule="both", memberships=["De Kring"]),
        CODED,
    ),
    "years": (lambda config, wijk: wijk["years"].pop(0), {*CODED, *FIGURES}),
    "own sheet": (
        lambda config, wijk: wijk.update(
            codering={
                **{"bestand": "2022.xlsx", "jaar": "Jaar"},
                "kolommen": {key: key for key in ("naam", "soort", "ligging", "geinterviewd")},
            }
        ),
        CODED,
    ),
    "boundaries": (
        lambda config, wijk: wijk.update(boundaries="data/voorbeeld/grens.geojson"),
        {*TEXT, *BOUNDED},
    ),
    "background": (
        lambda config, wijk: wijk.update(
            background={"file": "data/voorbeeld/grens.geojson", "attribution": "© Anderen"}
        ),
        {*TEXT, "ingest_background", "draw_figures_places"},
    ),
    "municipality": (lambda config, wijk: wijk.update(municipality="De Kring"), {*CLAIMED, *MAPS}),
    "map": (
        lambda config, wijk: wijk.update(map_until=2023),
        {*TEXT, *MAPS, "layout_network"},
    ),
    "programme": (
        lambda config, wijk: wijk.update(programme={"name": "Ander", "start": 2020, "end": 2030}),
        INDEX,
    ),
    "compare_since": (lambda config, wijk: wijk.update(compare_since=2018), INDEX),
    "noise": (
        lambda config, wijk: config["noise"].update(level=9, change=9, respondents=9, register=9),
        INDEX,
    ),
    "words": (
        lambda config, wijk: (
            config["share_words"].__setitem__(0, [0, "geen"]),
            config["change_words"].__setitem__(0, [0, "niet"]),
        ),
        CLAIMED,
    ),
    "spelling": (
        lambda config, wijk: config["spelling"].append({"name": "AB", "variants": ["A-B"]}),
        TEXT,
    ),
    "vulnerability": (lambda config, wijk: config["vulnerability"].pop(), INDEX),
    "health": (lambda config, wijk: config["health"].pop(), {*TEXT, "draw_figures_indicators"}),
    "source": (
        lambda config, wijk: config["sources"]["sociale_index"].update(
            title="Anders", publisher="Ander", edition="2030", retrieved=[{"date": "2030"}]
        ),
        {*INDEX, "ingest_indicators", "compute_gaps"},
    ),
    "layout of a source": (
        lambda config, wijk: config["sources"]["sociale_index"].update(
            unit="procent", decimal="komma", role=["index", "themes"]
        ),
        {*INDEX, "ingest_indicators", "compute_gaps"},
    ),
    "example": (lambda config, wijk: wijk.update(example=not wijk["example"]), {*TEXT, *FIGURES}),
    "commissioners": (lambda config, wijk: wijk.update(commissioners=["De Kring"]), CLAIMED),
    "protagonists": (lambda config, wijk: wijk.update(protagonists=[]), {*CLAIMED, *MAPS}),
}


# What is no setting of a monitor: what a command asks, and what only `snakemake archive` reads.
ASKED = set(
    [
        "draft",
        "year",
        "wijk",
        "jaren",
        "bron",
        "bestand",
        "archief",
        "editie",
        "besloten",
        "door",
        "sectie",
        "tegen",
    ]
)
ARCHIVED = {"archive", "wijk.version"}
# How the columns of a file are found: read where the file is, by the rule that reads its source.
READ = {"sheets", "columns", "area_names", "rows", "model", "indicators", "file", "layout"}


def test_no_setting_is_left_out(project: Path) -> None:
    """Every key that the schema knows is changed by one of `SETTINGS`."""
    schema = yaml.safe_load((project / "workflow/schemas/config.schema.yaml").read_text("utf-8"))
    parts = schema["properties"]
    wijk = parts["wijken"]["additionalProperties"]["properties"]
    source = parts["sources"]["additionalProperties"]["properties"]
    known = {*parts, *(f"wijk.{key}" for key in wijk)} - {"wijken", "sources"}
    known |= {f"source.{key}" for key in source if key not in READ}
    known |= {f"{key}.{part}" for key in ("edition", "noise") for part in parts[key]["properties"]}
    known -= {*ASKED, *ARCHIVED, "edition", "noise"}
    changed = set()
    for change, _ in SETTINGS.values():
        before = yaml.safe_load((project / "config.yaml").read_text("utf-8"))
        after = yaml.safe_load((project / "config.yaml").read_text("utf-8"))
        change(after, after["wijken"][KEY])
        for name, old, new in (
            ("", before, after),
            ("wijk.", before["wijken"][KEY], after["wijken"][KEY]),
            *(("source.", before["sources"][s], after["sources"][s]) for s in before["sources"]),
            *((f"{key}.", before[key], after[key]) for key in ("edition", "noise")),
        ):
            changed |= {f"{name}{key}" for key in {*old, *new} if old.get(key) != new.get(key)}
    assert known - changed == set()


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_reaches_what_follows_it(project: Path, name: str) -> None:
    change, rules = SETTINGS[name]
    config = yaml.safe_load((project / "config.yaml").read_text("utf-8"))
    change(config, config["wijken"][KEY])
    text = yaml.safe_dump(config, allow_unicode=True)
    # What a monitor is made from is written down whatever changed.
    assert after(project / "config.yaml", text.encode()) == {*rules, *RECORD}


def test_a_date_alone_changes_nothing(project: Path) -> None:
    for folder in ("data", "templates", "scripts", "workflow"):
        for path in (project / folder).rglob("*"):
            os.utime(path, (2e9, 2e9))
    assert planned(project) == set()


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("figures/ladder.png", {*TEXT, "draw_figures_observation"}),
        ("claims.csv", TEXT),
        ("report.html", TEXT),
        ("web/index.html", {"compose_web"}),
        ("delen", {"print_monitor"}),
        ("tables/network_metrics.csv", {*CLAIMED, *MAPS, "measure_network"}),
        ("figures/ladder.svg", {*TEXT, "draw_figures_observation"}),
    ],
)
def test_what_was_deleted_comes_back(project: Path, name: str, rules: set[str]) -> None:
    path, away = project / "results" / KEY / name, project / "weg"
    path.rename(away)
    try:
        assert planned(project) == rules
    finally:
        away.rename(path)


def test_the_rules_give_what_all_settings_give(small: Path, tmp_path: Path) -> None:
    """A rule that is not given a setting which its measures follow would make other tables."""
    config = read_settings(small)
    tables = compute_tables(small, config, KEY, read_sources(small, config))
    made = 0
    for name in set(tables) & set(REGISTER):
        by_rule = small / REGISTER[name].file.format(wijk=KEY)
        if by_rule.is_file():
            io.write_table(tables[name], tmp_path / f"{name}.csv")
            whole, table = io.read_table(tmp_path / f"{name}.csv"), io.read_table(by_rule)
            # What was read from a file may be whole where it was a float, and has ten decimals.
            pd.testing.assert_frame_equal(whole, table, check_dtype=False, atol=1e-6, obj=name)
            made += 1
    assert made > 20
