"""The folder of a new wijk, ready to fill, and its block of config.yaml."""

from __future__ import annotations

from pathlib import Path

from veerkracht.faults import Fault, InputError, order
from veerkracht.inputs.new_workbook import build_governance, build_workbook
from veerkracht.inputs.schemas import schema

CORRECTIONS = """\
# Correcties op de werkmappen. Haal de hekjes weg en vul in.
# - bestand: {year}.xlsx
#   blad: initiatieven
#   sleutel: Naam van de partij   # de tekst in de eerste kolom; of: rij: 14
#   kolom: eigenaarschap
#   verwacht: 6                   # wat er nu staat
#   wordt: 5
#   waarom: tikfout, nagevraagd bij de codeur
#   wie: onderzoeker
"""
CLAIMS = """\
# Wat deze wijk van zichzelf wil beweren. De toetsen en wat zij vragen: docs/beweringen.md.
# Haal de hekjes weg, geef de bewering een naam en vraag haar op in een tekst.
# spil-van-het-netwerk:
#   zegt: De spil van het informele netwerk.
#   toets: plaats
#   partij: Naam van de partij
#   soort: informeel
#   ten-hoogste: 1
#   jaar: {year}
"""
# The ending keeps it out of the monitor: only .md and .html are sections.
TEXT = """\
Dit is een voorbeeld van een sectie. Het komt pas in de monitor als het bestand op .md eindigt:
noem het bijvoorbeeld 50-eigen-verhaal.md en haal deze drie regels weg.

---
title: Een eigen verhaal
part: lessen
level: 2
needs: [gesprekken]
---
In {{{{ last_year }}}} staan er {{{{ num(net("actors", last_year)) }}}} partijen in beeld.

{{% bewering "sterker-groot" -%}}
{{% houdt %}}Het netwerk werd groter.
{{%- wijst %}}Het netwerk lijkt groter te zijn geworden.
{{%- onbewezen %}}Er is meer van het netwerk in beeld.
{{%- niet onbekend %}}
{{%- einde %}}
"""
BLOCK = """\
  {key}:
    name: {name}
    short_name: {name}
    example: false
    years: [{years}]
    map_until: {last}             # tot en met dit jaar ligt de netwerkkaart vast
    areas: [{name}]               # de gebieden zoals de bronnen ze schrijven
    municipality: Gemeente {city}
    protagonists: []              # partijen die op elke netwerkkaart hun naam krijgen
    tie_rule: union               # union: een band telt als een van beide hem noemt; both: beide
    programme:
      name: Naam van het programma
      start: {first}
      end: {end}
"""


def new_files(years: list[int]) -> dict[str, bytes]:
    """Path within the folder of the wijk -> content; same years, same bytes."""
    texts = {
        **{f"{name}.csv": f"{';'.join(schema(name).fields)}\n" for name in ("aliassen", "plekken")},
        "correcties.yaml": CORRECTIONS.format(year=years[-1]),
        "teksten/beweringen.yaml": CLAIMS.format(year=years[-1]),
        "teksten/voorbeeld.txt": TEXT.format(),
    }
    books = {f"{year}.xlsx": build_workbook(year, {}) for year in years}
    books["governance.xlsx"] = build_governance(years[-1])
    return books | {name: text.encode() for name, text in texts.items()}


def make_wijk(folder: Path, years: list[int]) -> list[str]:
    """Write the files of a new wijk in `folder`; gives their names, by name.

    Raises InputError, and writes nothing, when the folder exists.
    """
    files = new_files(sorted(set(years)))
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        advice = f"Er is niets veranderd. Een nieuw jaar erbij: {order('new_year')}."
        found, expected = "deze map bestaat al", "een wijk zonder map"
        fault = Fault(str(folder), found=found, expected=expected, advice=advice)
        raise InputError([fault]) from None
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return sorted(files)


def config_block(key: str, years: list[int], city: str) -> str:
    """What the researcher pastes in config.yaml under wijken; the name is made of the key."""
    ordered = sorted(set(years))
    name = key.replace("-", " ").title()
    first, last = ordered[0], ordered[-1]
    listed = ", ".join(map(str, ordered))
    where = {"first": first, "last": last, "end": max(last, first + 4), "city": city}
    return BLOCK.format(key=key, name=name, years=listed, **where)
