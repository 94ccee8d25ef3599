"""The printed tables on the method: words, definitions, claims, sheets and sources."""

from __future__ import annotations

import re

from veerkracht import dutch
from veerkracht.inputs.schemas import dictionary as describe_sheets
from veerkracht.inputs.schemas import schema
from veerkracht.lookups.lookups import Lookups
from veerkracht.network.metrics import METRICS
from veerkracht.network.outcome import Outcome
from veerkracht.report.tables.print_table import PrintTable, numbers, texts


def word_scales(data: Lookups) -> PrintTable:
    """The words for shares and for changes, with their bounds."""
    shares, changes = data.config["share_words"], data.config["change_words"]
    rows = [["aandeel", str(word), f"tot en met {dutch.percent(bound)}"] for bound, word in shares]
    rows += [["verandering", str(word), f"vanaf {dutch.percent(low)}"] for low, word in changes]
    columns = [*texts("Waarover", "Woord"), *numbers("Grens")]
    return PrintTable("Woorden bij aandelen en veranderingen", columns, rows, "config.yaml")


def definitions(_: Lookups) -> PrintTable:
    """Every network measure with its definition and source, from the code that computes it."""
    rows = [[item.dimension, item.label, item.definition] for item in METRICS]
    columns = texts("Dimensie", "Maat", "Definitie en bron")
    return PrintTable("Definities van de netwerkmaten", columns, rows, "de code van deze monitor")


def claims(data: Lookups) -> PrintTable:
    """Every claim with its outcome and the evidence for it."""
    rows = [
        [row["claim"], row["statement"], row["outcome"], str(row["evidence"])]
        for row in data.tables["claims"].to_dict("records")
        # In the file only: those of every year, and without interviews what they would have told.
        if not re.fullmatch(r".*-\d{4}", str(row["claim"]))
        and (data.settings.years or row["outcome"] != Outcome.UNKNOWN)
    ]
    columns = texts("Naam", "Bewering", "Uitkomst", "Bewijs")
    return PrintTable("Beweringen en hun bewijs", columns, rows, "claims.csv bij deze monitor")


def dictionary(_: Lookups, sheet: str) -> PrintTable:
    """Every column of a sheet that researchers fill in, from the schema that checks it."""
    labels = ("Kolom", "Betekenis", "Waarde")
    rows = [[row[label] for label in labels] for row in describe_sheets([schema(sheet)])]
    title = schema(sheet).title
    caption = f"Blad {sheet}" if title.lower() == sheet else f"Blad {sheet}: {title.lower()}"
    return PrintTable(caption, texts(*labels), rows, "het schema dat dit blad controleert")


def sources(data: Lookups) -> PrintTable:
    """The indicator sources with their edition and file."""
    used = {*data.tables["index_gaps"]["source"], *data.tables["health"]["source"]}
    rows = [
        [block["title"], block["publisher"], block["edition"], block["file"]]
        for name, block in data.config["sources"].items()
        if name in used
    ]
    if under := data.wijk.get("background"):
        rows.append(["Ondergrond van de kaart", under["attribution"], "", under["file"]])
    columns = texts("Bron", "Uitgever", "Uitgave", "Bestand")
    return PrintTable("Bronnen en uitgaven", columns, rows, "config.yaml")
