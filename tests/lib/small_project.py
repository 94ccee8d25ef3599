"""A project with one small wijk: hostile names, and a marker in all that its sheets keep inside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from second_wijk import OTHERS, TOUCH, coding, governance, write_wijk
from workbooks import Rows, write_book, write_coding
from workflow_runs import copy_project

from veerkracht.inputs.schemas import schema

KEY = "spangen"
YEARS = [2022, 2023, 2024]
SECRET = "Kanariegeel"
# In what is kept for who checks the monitor, and is in nothing that everybody gets.
INSIDE = "Kanarieblauw"
# Names that try to run, escape or break the page; of parties that get their name on every map.
HOSTILE = {
    TOUCH[1]: "<script>alert(1)</script>",
    TOUCH[2]: '=HYPERLINK("http://x")',
    TOUCH[3]: "{{ 7 * 7 }} {% raw %}",
    OTHERS[0]: "../../ontsnapt & 'co'",
}


def make_project(target: Path) -> Path:
    """What a run needs of the project in the folder `target`, for the wijk `KEY` alone."""
    project = copy_project(target)
    block = write_wijk(project, KEY, YEARS)
    block["protagonists"] += HOSTILE.values()
    aliases = project / f"data/{KEY}/aliassen.csv"
    with aliases.open("a", encoding="utf-8") as file:
        for old, new in HOSTILE.items():
            quoted = new.replace('"', '""')
            file.write(f'{old};"{quoted}";hernoemd;;;{INSIDE};2024-05-01;{INSIDE} vertelde het\n')
    _keep_inside(project)
    for year in YEARS:
        write_coding(project / f"data/{KEY}/{year}.xlsx", None, **with_secrets(year))
    config = yaml.safe_load((project / "config.yaml").read_text("utf-8"))
    config["wijken"] = {KEY: block}
    config["archive"] = {"creator": "Gemeente", "retention": "P10Y", "restriction": "AVG"}
    config["sources"] = {key: config["sources"][key] for key in ("sociale_index", "wijkprofiel")}
    config["vulnerability"] = [x for x in config["vulnerability"] if x["source"] == "wijkprofiel"]
    (project / "config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    return project


def _keep_inside(project: Path) -> None:
    """The marker in where a decision or budget was found, and in why and by whom a correction."""
    sheets = governance(YEARS)
    sheets["budget"] = [{"jaar": YEARS[0], "post": "open oproep", "bedrag": 1000}]
    for row in (*sheets["besluiten"], *sheets["budget"]):
        row["bron"] = f"verslag van {INSIDE}"
    write_book(project / f"data/{KEY}/governance.xlsx", sheets)
    correction = {"bestand": f"{YEARS[0]}.xlsx", "blad": "initiatieven", "rij": 2, "kolom": "start"}
    correction |= {"verwacht": "2015", "wordt": "2014", "waarom": f"zei {INSIDE}", "wie": INSIDE}
    text = yaml.safe_dump([correction], allow_unicode=True)
    (project / f"data/{KEY}/correcties.yaml").write_text(text, "utf-8")


def with_secrets(year: int) -> dict[str, Rows]:
    """The sheets of a year, the marker in every restricted column and in quotes not to print."""
    sheets = coding(year, municipal=True)
    talk = next(row["interview"] for row in sheets["initiatieven"] if "interview" in row)
    tie = {"van": TOUCH[0], "naar": TOUCH[2], "interview": talk, "codeur": "een"}
    sheets["relaties"] = [tie]
    judged = {"interview": talk, "code": "geld", "waarde": "ja"}
    sheets["codeurs"] = [judged | {"codeur": "een"}, judged | {"codeur": "twee"}]
    sheets["werkwijze"] = [{"jaar": year, "vraag": "Met wie werkt u samen?", "opmerking": "let op"}]
    for row in sheets["initiatieven"]:
        row |= {"interviewer": "twee", "codeur": "een", "opmerking": "let op"}
    for key, consent, traceable, text in (
        ("geen", "nee", "nee", f"{SECRET} zonder toestemming"),
        ("wie", "ja", "ja", f"{SECRET} herleidbaar"),
        ("beide", "nee", "ja", f"{SECRET} geen van beide"),
        ("mag", "ja", "nee", "Dit mag u lezen"),
    ):
        quote = {"citaat": f"{key}{year}", "tekst": f"{text} {year}.", "jaar": year}
        quote |= {"rol": "bewoner" if key == "mag" else SECRET, "plaats": "voorin"}
        allowed = {"toestemming": consent, "herleidbaar": traceable, "interview": talk}
        sheets["citaten"].append(quote | allowed)
    hidden = {name: restricted(name) for name in sheets}
    for name, rows in sheets.items():
        for row in rows:
            row |= {column: f"{SECRET} {row[column]}" for column in hidden[name] & set(row)}
        given: set[Any] = set().union(*rows)
        assert hidden[name] <= given, f"a column without a secret on sheet {name}"
    return sheets


def restricted(sheet: str) -> set[str]:
    """The columns of a sheet that never leave it."""
    return {field.name for field in schema(sheet).fields.values() if field.restricted}
