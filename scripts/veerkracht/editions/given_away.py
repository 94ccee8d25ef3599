"""The tables that we give away: without what must stay inside, and described for machines.

A folder of CSV files with a `datapackage.json` beside them (Frictionless Data Package, version 1).
The editions carry the same files as attachments.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from veerkracht.tables.register import PUBLIC
from veerkracht.tables.table import Column, Table

PACKAGE_FILE = "datapackage.json"
PACKAGE_TITLE = "Beschrijving van de tabellen: kolommen, typen en eenheden"


def give_away(paths: Iterable[str | Path]) -> dict[str, bytes]:
    """File name -> content of every public table with rows, by name, without internal columns.

    Raises `ValueError` for a table that the register does not call public.
    """
    tables = sorted(map(Path, paths), key=lambda path: path.name)
    if secret := sorted({path.name for path in tables if path.stem not in PUBLIC}):
        raise ValueError(f"Deze tabellen zijn niet openbaar: {', '.join(secret)}.")
    contents = {path.name: _public_columns(path, PUBLIC[path.stem]) for path in tables}
    return {name: content for name, content in contents.items() if content.count(b"\n") > 1}


def _public_columns(path: Path, table: Table) -> bytes:
    text = path.read_text(encoding="utf-8-sig")
    internal = {column.name for column in table.columns if column.internal}
    if not internal:
        return path.read_bytes()
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    kept = [place for place, name in enumerate(rows[0]) if name not in internal]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerows([[row[place] for place in kept] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def data_package(names: Iterable[str], edition: Mapping[str, Any], wijk: str) -> bytes:
    """The description of the files `names` (`turnover.csv`) as a Data Package.

    `edition`: the block of config.yaml; `wijk`: its key there, which names the package.
    """
    package = {
        "profile": "tabular-data-package",
        "name": f"veerkrachtmonitor-{wijk}",
        "title": f"{edition['title']}: tabellen",
        "created": f"{edition['date']}T12:00:00Z",
        "contributors": [{"title": edition["publisher"], "role": "publisher"}],
        "resources": [_resource(PUBLIC[Path(name).stem], name) for name in sorted(names)],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _resource(table: Table, name: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": name,
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";", "lineTerminator": "\n", "quoteChar": '"', "header": True},
        "schema": {
            "fields": [_field(column) for column in table.columns if not column.internal],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, str]:
    field = {"name": column.name, "type": str(column.type), "description": column.meaning}
    if column.unit:
        field["unit"] = column.unit
    return field | ({"decimalChar": ","} if column.type == "number" else {})


def attach(folder: str | Path) -> list[tuple[str, bytes, str]]:
    """The files of a folder that `give_away` filled, as attachments of `print_pdf`.

    File name, content and Dutch description, in the order of their names.
    """
    titles = {f"{name}.csv": table.title for name, table in PUBLIC.items()}
    titles[PACKAGE_FILE] = PACKAGE_TITLE
    # Snakemake leaves a hidden file in a folder that a rule made.
    files = sorted(path for path in Path(folder).iterdir() if not path.name.startswith("."))
    return [(file.name, file.read_bytes(), titles[file.name]) for file in files]
