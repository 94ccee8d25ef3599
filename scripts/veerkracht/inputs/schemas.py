"""What every sheet may hold: one Frictionless Table Schema a sheet, in workflow/schemas/sheets.

The same schemas check what arrives, make the empty workbook and print the data dictionary. Beside
the standard properties five are our own: `column` (the name in the canonical tables), `optional`
(the column may be absent), `restricted` (about persons: never in public output), `unquoted` (a
remark on the input does not repeat what stands there) and `letters` (a name or a word: a number, a
date or a truth value has slipped in).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from veerkracht.config import read_yaml
from veerkracht.inputs.workbooks import CODING_SHEETS, GOVERNANCE_SHEETS
from veerkracht.paths import SCHEMAS

FOLDER = SCHEMAS / "sheets"


@dataclass(frozen=True)
class Field:
    """One column of a sheet: a field of a Table Schema.

    `type`: string, list (several values in a cell), integer, number. `column`: its name in the
    canonical tables, empty when it goes no further.
    """

    name: str
    title: str = ""
    description: str = ""
    type: str = "string"
    delimiter: str = ";"
    example: object = ""
    column: str = ""
    optional: bool = False
    restricted: bool = False
    unquoted: bool = False
    letters: bool = False
    required: bool = False
    enum: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    pattern: str = ""

    @property
    def empty(self) -> Any:
        """What an empty cell gives."""
        return [] if self.type == "list" else "" if self.type == "string" else None

    @cached_property
    def expected(self) -> str:
        """What the cell should hold, in Dutch."""
        if self.enum:
            return f"een van {', '.join(self.enum)}"
        if self.type in ("integer", "number"):
            word = "een geheel getal" if self.type == "integer" else "een getal"
            if self.minimum is None:
                return word
            # Not as 1e+09: fifteen digits, without a tail of zeros.
            return f"{word} van {self.minimum:.15g} tot en met {self.maximum:.15g}"
        if self.max_length:
            return f"een tekst van ten hoogste {self.max_length} tekens"
        if self.pattern:
            return "een adres zoals www.naam.nl"
        return "een tekst met letters" if self.letters else "een tekst"

    def holds(self, number: float) -> bool:
        """Whether `number` is within the bounds of this column."""
        low, high = self.minimum, self.maximum
        return (low is None or number >= low) and (high is None or number <= high)

    def fits(self, text: str) -> bool:
        """Whether `text` has the length and the form that this column asks for."""
        short = self.max_length is None or len(text) <= self.max_length
        return short and (not self.pattern or re.fullmatch(self.pattern, text) is not None)


@dataclass(frozen=True)
class Schema:
    """The columns of a sheet, by name and in order."""

    name: str
    title: str
    description: str
    fields: dict[str, Field]

    @property
    def unquoted(self) -> set[str]:
        """The columns of which no remark repeats what stands there."""
        return {name for name, field in self.fields.items() if field.unquoted}


def read_schema(descriptor: dict[str, Any]) -> Schema:
    """A schema from the descriptor of a Table Schema."""
    fields = {}
    for item in descriptor["fields"]:
        rules = {_snake(key): value for key, value in item.get("constraints", {}).items()}
        if "enum" in rules:
            rules["enum"] = tuple(rules["enum"])
        plain = {key: value for key, value in item.items() if key != "constraints"}
        fields[item["name"]] = Field(**plain, **rules)
    return Schema(descriptor["name"], descriptor["title"], descriptor["description"], fields)


@cache
def schema(name: str) -> Schema:
    """The schema of the sheet `name`."""
    return read_schema(read_yaml(FOLDER / f"{name}.yaml"))


def all_schemas() -> list[Schema]:
    """Every schema, those of the coding workbook first, then governance, then the rest."""
    first = [*CODING_SHEETS, *GOVERNANCE_SHEETS]
    rest = sorted({path.stem for path in FOLDER.glob("*.yaml")} - set(first))
    return [schema(name) for name in (*first, *rest)]


def dictionary(sheets: Iterable[Schema]) -> list[dict[str, str]]:
    """The data dictionary: a row per column of the sheets, in Dutch, ready to print."""
    return [
        {
            "Blad": sheet.name,
            "Kolom": field.name,
            "Betekenis": field.description,
            "Waarde": f"lijst, gescheiden door {field.delimiter}"
            if field.type == "list"
            else field.expected,
            "Verplicht": "ja" if field.required else "mag ontbreken" if field.optional else "nee",
            "Voorbeeld": str(field.example).replace(".", ",")
            if field.type == "number"
            else str(field.example),
            "In de tabellen": field.column
            or ("nergens: gaat over personen" if field.restricted else ""),
        }
        for sheet in sheets
        for field in sheet.fields.values()
    ]


def dictionary_page() -> str:
    """The data dictionary as Markdown, a table per sheet (docs/gegevens.md)."""
    lines = [
        "# Gegevenswoordenboek",
        "",
        "Uit de schema’s in `workflow/schemas/sheets/`. Bijwerken: `snakemake docs/gegevens.md`.",
    ]
    for sheet in all_schemas():
        lines += ["", f"## {sheet.name}", f"{sheet.title}. {sheet.description}", ""]
        rows = [{k: v for k, v in row.items() if k != "Blad"} for row in dictionary([sheet])]
        lines.append(f"| {' | '.join(rows[0])} |")
        lines.append(f"|{'---|' * len(rows[0])}")
        for row in rows:
            cells = (value.replace("|", "\\|") for value in row.values())
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _snake(key: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", r"_\1", key).lower()
