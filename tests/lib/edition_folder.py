"""An edition of a wijk as it lies in a folder, made in one process and without drawing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from built_wijk import Built
from plain import read_settings, read_sources

from veerkracht import io
from veerkracht.editions.given_away import give_away
from veerkracht.report.places import place_claims
from veerkracht.report.sections import text_folders
from veerkracht.report.trail import follow
from veerkracht.review.places import ROWS
from veerkracht.review.record import as_json, make_record
from veerkracht.tables.register import PUBLIC


def write_edition(project: Path, key: str, folder: Path) -> Path:
    """The edition of the wijk `key` of a project in `folder`, as results/{wijk}; no pictures."""
    config = read_settings(project)
    sources = read_sources(project, config)
    built = Built(project, config, key, sources)
    for name in ("tables", "review", "openbaar"):
        (folder / name).mkdir(parents=True)
    for name, table in built.tables.items():
        io.write_table(table, folder / "tables" / f"{name}.csv")
    public = [folder / "tables" / f"{name}.csv" for name in PUBLIC]
    for name, content in give_away(public).items():
        (folder / "openbaar" / name).write_bytes(content)
    # The paths are those in the project, as in a run.
    filled = built.report.as_json().replace(f"{project}/", "")
    (folder / "parts.json").write_text(filled, encoding="utf-8")
    texts = text_folders(key, project)
    claims = place_claims(built.tables["claims"], texts, built.report.covered)
    io.write_table(claims, folder / "claims.csv")
    io.write_table(follow(built.trail, built.tables), folder / "review" / "herkomst.csv")
    record = folder / "invoer.json"
    record.write_text(as_json(_record(project, key, folder, config)), encoding="utf-8")
    return folder


def _record(project: Path, key: str, folder: Path, config: dict[str, Any]) -> dict[str, Any]:
    """What the edition is made of; paths are those in the project."""
    read = [*ROWS, *config["sources"]]
    raw = [path for path in (project / "data" / key).iterdir() if path.is_file()]
    texts = [path for tree in text_folders(key, project) for path in tree.rglob("*.md")]
    record = make_record(
        {name: str(folder / "tables" / f"{name}.csv") for name in read},
        str(folder / "tables" / "changes.csv"),
        map(str, raw),
        map(str, texts),
        "",
        yaml.safe_load((project / "config.yaml").read_text("utf-8")),
        [],
    )
    whole = json.dumps(record).replace(f"{project}/", "")
    return json.loads(whole)  # type: ignore[no-any-return]
