"""The layouts of exports as Markdown, each with a small file and what is read of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from veerkracht.config import read_yaml
from veerkracht.faults import Fault
from veerkracht.inputs.indicators.exports import LAYOUTS, read_indicators

SAMPLES = Path("tests/inputs/samples")
CITY = "Rotterdam"
HEAD = """# Indelingen van exports

Wat van elke indeling wordt gelezen, en wat er onder `sources` in `config.yaml` bij hoort (naast
`title`, `publisher`, `file` en `role`). Elke indeling mag een `.csv` zijn (elke gangbare codering
en elk scheidingsteken), een `.xlsx`, een `.xls` of een `.ods`, met of zonder titels erboven en
voetnoten eronder. Een cel die als percentage is opgemaakt, telt zoals zij er staat. Wat twee dingen
kan betekenen, wordt gevraagd.

De cijfers zijn verzonnen. Deze pagina is gemaakt uit `tests/inputs/samples/`:
`snakemake docs/indelingen.md`.
"""
COLUMNS = {
    "area_code": "code",
    "area": "gebied",
    "level": "niveau",
    "year": "jaar",
    "label": "indicator",
    "theme": "thema of leeftijd",
    "part": "onderdeel",
    "value": "waarde",
    "unit": "eenheid",
    "low": "ondergrens",
    "high": "bovengrens",
    "n": "n",
    "mark": "waarom leeg",
}


def layouts_page(root: Path) -> str:
    """Every sample in `root`: its file, its block of config.yaml and the table that is read."""
    parts = [HEAD]
    folder = root / SAMPLES
    samples: Any = read_yaml(folder / "samples.yaml")
    for sample in samples:
        source = sample["source"]
        path = folder / sample["file"]
        block = yaml.safe_dump(source, allow_unicode=True, sort_keys=False, width=90)
        parts += [
            f"\n## {sample['title']}\n",
            f"Indeling `{source['layout']}`: {LAYOUTS[source['layout']].DESCRIPTION}.\n",
            f"```\n{path.read_text(encoding='utf-8')}```\n",
            f"```yaml\n{block}```\n",
            _table(path, source),
        ]
    return "\n".join(parts)


def _table(path: Path, source: dict[str, Any]) -> str:
    """The values that are read, without the columns in which nothing stands, and what is told."""
    told: list[Fault] = []
    table = read_indicators(path, {**source, "city": CITY}, told)
    kept = {
        name: title
        for name, title in COLUMNS.items()
        if (table[name].astype(object).fillna("") != "").any()
    }
    lines = [f"| {' | '.join(kept.values())} |", f"|{'---|' * len(kept)}"]
    for row in table.to_dict("records"):
        lines.append(f"| {' | '.join(_text(row[name]) for name in kept)} |")
    lines += [f"\nGemeld: {fault.found}. {fault.advice}" for fault in told]
    return "\n".join(lines) + "\n"


def _text(cell: Any) -> str:
    """A cell for a page in Dutch."""
    if pd.isna(cell):
        return ""
    text = f"{cell:.10g}".replace(".", ",") if isinstance(cell, float) else str(cell)
    return text.replace("|", "\\|")
