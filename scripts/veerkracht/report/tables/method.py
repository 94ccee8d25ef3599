"""The printed tables on the method: words, definitions, claims, sheets and sources."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from veerkracht import dutch
from veerkracht.city.margins import noise_beside
from veerkracht.inputs.schemas import dictionary as describe_sheets
from veerkracht.inputs.schemas import schema
from veerkracht.lookups.lookups import Lookups
from veerkracht.network.evidence import DRAWS, SHARE, SURE
from veerkracht.network.metrics import METRICS
from veerkracht.network.outcome import Outcome
from veerkracht.network.resample import EXCHANGES
from veerkracht.report.tables.literature import has_estimates
from veerkracht.report.tables.print_table import EMPTY, PrintTable, numbers, present, texts

UNKNOWN = "onbekend"

# What both resampling and leaving out an interview are after.
BOOTSTRAP = "Snijders en Borgatti"


def share_words(data: Lookups) -> PrintTable:
    """The words for shares, each over its upper bound."""
    bounds, words = zip(*data.config["share_words"], strict=True)
    row = ["Aandeel tot en met", *map(dutch.percent, bounds)]
    return PrintTable("Woorden bij aandelen", [*texts("Woord"), *numbers(*words)], [row], "")


def one_year(_: Lookups) -> PrintTable:
    """How sure what is said of one year is, by what it is about."""
    draws, deals = dutch.number(DRAWS), dutch.number(EXCHANGES)
    rows = [
        ["een plaats", f"{draws} trekkingen van dat jaar, met teruglegging", BOOTSTRAP],
        ["een aantal, een maat", "telkens één gesprek weglaten (de jackknife)", BOOTSTRAP],
        [
            "een aandeel van partijen",
            "de binomiale verdeling van zo'n telling",
            "Clopper en Pearson",
        ],
        [
            "formeel met informeel",
            f"{deals} keer de soorten willekeurig verdelen over de partijen",
            EMPTY,
        ],
    ]
    caption = (
        f"Over één jaar: een uitspraak houdt stand vanaf {dutch.percent(SURE)}, en wijst die kant "
        f"op vanaf {dutch.percent(SHARE)}"
    )
    columns = texts("Uitspraak over", "Hoe zeker zij is, volgt uit", "Naar")
    return PrintTable(caption, columns, rows, "")


def differences(data: Lookups) -> PrintTable:
    """From where a difference counts, by what is held against each other."""
    noise, city = data.config["noise"], data.settings.city
    level, change = (f"{dutch.number(noise[key])} punten" for key in ("level", "change"))
    asked, same = "ongeveer de speling van een vragenlijst", "die van twee metingen"
    if margins := data.index.index_margins():
        one, two = (dutch.number(margin, 1) for margin in margins)
        # The squares of independent margins add up to that of the change.
        first = dutch.number(math.sqrt(max(float(margins[1]) ** 2 - float(margins[0]) ** 2, 0)), 1)
        asked += f": {one} bij {dutch.number(noise['respondents'])} antwoorden"
        same += f" samen ({first} en {one}): {two}"
    near = data.index.alike(data.settings.areas[0])
    if near:
        others = len(near.others)
        beside = dutch.number(noise_beside(float(noise["change"]), others), 1)
        times = f"{dutch.number(noise['change'])} maal de wortel van 1\u00a0+\u00a01/{others}"
        same += f"; naast gelijkende wijken {times}: {beside}, of hun grotere spreiding (Student)"
    rows = [
        [f"afstand tot {city}", f"{level}; bij een thema de marge ervan", asked],
        ["verandering van die afstand", change, same],
    ]
    if len(data.tables["vulnerability"]):
        count = dutch.number(noise["respondents"])
        register = dutch.counted(noise["register"], "procentpunt", "procentpunten")
        rows += [
            [
                "aandeel uit een vragenlijst",
                "buiten de marge",
                f"zonder aantal antwoorden gerekend met {count}",
            ],
            ["aandeel uit een registratie", register, "telt iedereen"],
        ]
    if len(data.tables["health"]):
        rows.append(
            [
                "gezondheidscijfer" + ("" if data.settings.example else " van de GGD"),
                "buiten de marge",
                "de marge van het verschil (naar Newcombe)",
            ]
        )
    columns = texts("Wat wordt vergeleken", "Telt vanaf", "Waarom die grens")
    return PrintTable("Wat kleiner is, is niet aan te tonen", columns, rows, "")


# In a definition: what is estimated in a large network, and between authors.
ESTIMATE = re.compile(r" Boven \w+ partijen een schatting[^.]*\.")
AND = re.compile(r" & (?=[A-Z])")
# In its formula: as it is typed in code.
MINUS = re.compile(r"-(?=\d)| - ")


def definitions(data: Lookups, which: str = "kern") -> PrintTable:
    """The network measures with definition and source: the core ones (`kern`) or all (`alle`).

    What is estimated in a large network is said in print only where there is one.
    """
    whole = which == "alle" or has_estimates(data)
    rows = [
        [item.dimension, item.label, _written(item.definition, whole)]
        for item in METRICS
        if item.core or which == "alle"
    ]
    columns = texts("Dimensie", "Maat", "Definitie en bron")
    return PrintTable(
        "Definities van de netwerkmaten",
        columns,
        rows,
        "eigen berekening, naar de genoemde literatuur",
    )


def _minus(match: re.Match[str]) -> str:
    # No line may end in the middle of a formula.
    return match[0].replace("-", "−").replace(" ", "\u00a0")


# Outcome -> what the text does with a claim that has it.
SAID = {
    Outcome.HOLDS: "staat er zonder voorbehoud",
    Outcome.POINTS: "staat er als “lijkt”",
    Outcome.UNSHOWN: "staat er als “in beeld” of “niet aangetoond”",
    Outcome.FAILS: "staat er niet; er staat wat er wel is, of niets",
    Outcome.UNKNOWN: "staat er niet: gegevens ontbreken",
}


def claim_outcomes(data: Lookups) -> PrintTable:
    """How many claims have each outcome: those that were tested by exchange, the others, all.

    What was tested by exchange is what the figure of the method counts.
    """
    found = [row for every in (False, True) for row in judged(data, every)]
    tested = [row["outcome"] for row in found if present(row["chance"]) is not None]
    every = [row["outcome"] for row in found]
    rows = []
    for outcome, said in SAID.items():
        if outcome in every:
            mine, all_ = tested.count(outcome), every.count(outcome)
            rows.append([name_of(outcome), said, *map(str, (mine, all_ - mine, all_))])
    heads = ["Getoetste veranderingen", "Andere beweringen", "Samen"]
    if not tested:
        rows, heads = [[*row[:2], row[-1]] for row in rows], ["Beweringen"]
    else:
        counts = [sum(int(row[at]) for row in rows) for at in range(2, 5)]
        rows.append(["samen", EMPTY, *map(str, counts)])
    columns = [*texts("Uitkomst", "In de tekst"), *numbers(*heads)]
    return PrintTable("Beweringen naar uitkomst", columns, rows, "claims.csv bij deze monitor")


def name_of(outcome: Outcome) -> str:
    """An outcome in a table: "niet te bepalen" in a text is a value that lacks."""
    return UNKNOWN if outcome == Outcome.UNKNOWN else outcome.told


def judged(data: Lookups, every_year: bool) -> list[dict[Any, Any]]:
    """The claims that are asked of every year apart, or the others.

    Without interviews those that nobody could judge are left out: they would have told of them.
    """
    return [
        row
        for row in data.tables["claims"].to_dict("records")
        if bool(re.fullmatch(r".*-\d{4}", str(row["claim"]))) == every_year
        and (data.settings.years or row["outcome"] != Outcome.UNKNOWN)
    ]


def claims(data: Lookups) -> PrintTable:
    """Every claim with its outcome and the evidence for it; those of every year are in the file."""
    rows = [
        [row["claim"], row["statement"], row["outcome"], str(row["evidence"])]
        for row in judged(data, every_year=False)
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
    """The indicator sources with their edition and file, a row for each time it was retrieved."""
    used = {*data.tables["index_gaps"]["source"], *data.tables["health"]["source"]}
    rows = [
        [
            ": ".join(filter(None, (block["title"], _part(taken)))),
            block["publisher"],
            taken.get("edition", block["edition"]),
            ", ".join(filter(None, map(taken.get, ("address", "date")))) or UNKNOWN,
            Path(block["file"]).name,
        ]
        for name, block in data.config["sources"].items()
        if name in used
        for taken in block.get("retrieved", [{}])
    ]
    if under := data.wijk.get("background"):
        file = Path(under["file"]).name
        rows.append(["Ondergrond van de kaart", under["attribution"], EMPTY, EMPTY, file])
    columns = texts("Bron", "Uitgever", "Uitgave", "Opgehaald", "Bestand")
    return PrintTable("Bronnen en uitgaven", columns, rows, "instellingen van deze monitor")


def _part(taken: Mapping[str, Any]) -> str:
    """What was retrieved of a source, and of which measurements where not of all."""
    return " ".join(filter(None, map(taken.get, ("part", "years"))))


def _written(definition: str, whole: bool) -> str:
    """A definition as printed: with its signs, and what is estimated only where it is `whole`."""
    told = AND.sub(" en ", MINUS.sub(_minus, definition))
    return told if whole else ESTIMATE.sub("", told)
