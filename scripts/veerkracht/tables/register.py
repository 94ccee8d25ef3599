"""All tables together: what rules, trail, editions and documentation ask of them."""

from __future__ import annotations

from veerkracht.tables import city, claims, governance, inputs, network
from veerkracht.tables.table import Table

FLOORS = {
    "Wat u aanlevert": inputs.TABLES,
    "Netwerk": network.TABLES,
    "Wijk en stad": city.TABLES,
    "Zeggenschap en drempels": governance.TABLES,
    "Beweringen en tekst": claims.TABLES,
}
REGISTER: dict[str, Table] = {table.name: table for floor in FLOORS.values() for table in floor}
PUBLIC = {name: table for name, table in REGISTER.items() if table.public}


def made_by(rule: str) -> dict[str, str]:
    """Name -> path of every table that a rule makes; {wijk} is still open."""
    return {name: table.file for name, table in REGISTER.items() if table.made_by == rule}


def read_by(rule: str) -> list[str]:
    """The paths of the tables that a rule reads; {wijk} is still open."""
    return [table.file for table in REGISTER.values() if rule in table.read_by]


def tables_page() -> str:
    """Every table with its columns as Markdown (docs/tabellen.md)."""
    lines = [
        "# Tabellen",
        "",
        "Uit het register (`scripts/veerkracht/tables/`). Bijwerken: `snakemake docs/tabellen.md`.",
        "Een openbare tabel zit als bijlage in de PDF's; wat zij bevat, staat ook in"
        " `openbaar/datapackage.json`.",
    ]
    for title, tables in FLOORS.items():
        lines += ["", f"## {title}"]
        for table in tables:
            lines += ["", *_description(table)]
    return "\n".join(lines) + "\n"


def _description(table: Table) -> list[str]:
    place = table.file.replace("{wijk}", "<wijk>").replace("{source}", "<bron>")
    access = "openbaar" if table.public else "intern"
    lines = [
        f"### {table.name}",
        f"{table.title}. `{place}`, {access}.",
        "",
        "| kolom | betekenis | type | eenheid |",
        "|---|---|---|---|",
    ]
    words = {"string": "tekst", "integer": "geheel getal", "number": "getal"}
    for column in table.columns:
        meaning = column.meaning.replace("|", "\\|") + (" (intern)" if column.internal else "")
        lines.append(f"| {column.name} | {meaning} | {words[column.type]} | {column.unit} |")
    return lines
