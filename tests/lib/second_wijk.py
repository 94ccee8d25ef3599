"""A wijk with interviews and a story of its own, made from nothing: small, so that it builds fast.

Nothing of the example is in it: other parties, another crisis, another programme. A variant has
no municipality among its parties.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbooks import Rows, party, spoken, write_book, write_coding

from veerkracht.inputs.workbooks import GOVERNANCE_SHEETS

CITY_HALL = "Stadsbestuur"
TOUCH = ("Voetbalclub Sparta Jeugd", "Speeltuin De Bal", "Moskee Anoual", "Huis van Nour")
OTHERS = (
    *("Kookgroep Rijst en Bonen", "Tuin aan de Schie", "Fietsschool Rad", "Dans op Donderdag"),
    *("Repaircafé Schroef", "Taalkring Ali", "Vrouwenkring Zuid", "Bewonersraad"),
)
FORMAL = ("School De Vlieger", "Woonstichting West", "Zorggroep Maas", CITY_HALL)
BY_YEAR = {2022: 4, 2023: 6, 2024: 8}

NO_GOVERNANCE: dict[str, Rows] = {name: [] for name in GOVERNANCE_SHEETS}

CLAIMS = """\
voetbalclub-voorop:
  zegt: De voetbalclub is de invloedrijkste informele partij.
  toets: plaats
  partij: Voetbalclub Sparta Jeugd
  soort: informeel
  ten-hoogste: 1
  jaar: elk jaar

meer-banden-na-het-water:
  zegt: Na de wateroverlast zijn er meer samenwerkingen.
  toets: verandering
  hoger: [ties]
  jaar: 2023
  tegen: vorige
"""
TEXT = """\
{% bewering "voetbalclub-voorop", year -%}
{% houdt %}De voetbalclub loopt voorop.
{%- waargenomen %}De voetbalclub lijkt voorop te lopen.
{%- niet onbekend %}De voetbalclub doet mee.
{%- einde %} In {{ year }} stond het water in de kelders.
{% bewering "meer-banden-na-het-water" -%}
{% houdt %}Daarna kwamen er samenwerkingen bij.
{%- waargenomen %}Daarna zijn er meer samenwerkingen in beeld.
{%- niet onbekend %}
{%- einde %}
"""
LESSON = """\
---
title: Laat kinderen beginnen
part: lessen
level: 2
class: lesson
lesson: 1
theme: Spelen
running: Les 1
needs: [gesprekken]
editions: [monitor, samenvatting, web]
---
Waar kinderen spelen, staan ouders langs de lijn. Daar begint het gesprek.
"""


def coding(year: int, municipal: bool) -> dict[str, Rows]:
    """The sheets of a year: a ring of parties that grows, with the football club in the middle."""
    formal = FORMAL if municipal else FORMAL[:-1]
    names = [*TOUCH, *OTHERS[: BY_YEAR[year]]]
    actors = []
    for number, name in enumerate(names):
        partners = [names[(number + 1) % len(names)], TOUCH[0], formal[number % len(formal)]]
        about: dict[str, Any] = {
            "partners": "; ".join(dict.fromkeys(p for p in partners if p != name)),
            "thema": ("sport", "eten", "taal")[number % 3],
            "lat": 51.9 + number / 1000,
            "lon": 4.43 + number / 1500,
            "belemmeringen": "ruimte" if number % 2 else "vergunning",
            "eigenaarschap": 3 + number % 3,
            "bewonersgeleid": "ja",
            "start": 2015,
        }
        # Of 2022 six are spoken, too few to say something; of 2023 eight, just enough.
        actors.append(party(name, **about) if number in (2, 5, 11) else spoken(name, **about))
    actors += [party(name, soort="formeel", ligging="buiten") for name in formal]
    quote = {
        **{"citaat": f"langs-de-lijn-{year}", "tekst": "Langs de lijn leer je iedereen kennen."},
        **{"rol": "ouder", "jaar": year, "toestemming": "ja", "herleidbaar": "nee"},
    }
    return {"initiatieven": actors, "citaten": [quote]}


def governance(years: list[int]) -> dict[str, Rows]:
    """A decision and a task in every year, and the water of 2023."""
    decisions: Rows = [
        {
            **{"jaar": year, "orgaan": "wijkraad", "besluit": "speelveld", "wie": "bewoners"},
            **{"trede": "adviseren", "bron": "verslag"},
        }
        for year in years
    ]
    tasks: Rows = [
        {"jaar": year, "taak": "beheer", "uitvoerder": "wij", "lokaal": "ja"} for year in years
    ]
    flood = {"jaar": 2023, "maand": 1, "gebeurtenis": "wateroverlast", "soort": "crisis"}
    bags = {"feit": "zandzakken", "waarde": 400, "eenheid": "zakken", "bron": "verslag"}
    filled = {"besluiten": decisions, "taken": tasks, "gebeurtenissen": [flood], "feiten": [bags]}
    return NO_GOVERNANCE | filled


def write_wijk(project: Path, key: str, years: list[int], municipal: bool = True) -> dict[str, Any]:
    """The folder data/{key} of a wijk with these years; gives its block of config.yaml."""
    folder = project / "data" / key
    (folder / "teksten/jaar").mkdir(parents=True)
    for year in years:
        write_coding(folder / f"{year}.xlsx", None, **coding(year, municipal))
    (folder / "aliassen.csv").write_text(
        "variant;actor;soort;vanaf;tot;besluit_door;datum;toelichting\n"
    )
    (folder / "correcties.yaml").write_text("")
    (folder / "plekken.csv").write_text(
        "naam;soort;cluster;lat;lon;actor\nPlein Noord;ontmoetingsplek;;51,902;4,432;\n"
    )
    corners = [[4.42, 51.89], [4.46, 51.89], [4.46, 51.92], [4.42, 51.92], [4.42, 51.89]]
    (folder / "grens.geojson").write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": '
        f'{{"naam": "Spangen"}}, "geometry": {{"type": "Polygon", "coordinates": [{corners}]}}}}]}}'
    )
    full = len(years) > 2
    write_book(folder / "governance.xlsx", governance(years) if full else NO_GOVERNANCE)
    if full:
        (folder / "teksten/beweringen.yaml").write_text(CLAIMS)
        (folder / "teksten/jaar/2023.md").write_text(TEXT)
        (folder / "teksten/50-les-kinderen.md").write_text(LESSON)
    block = {"name": "Spangen", "short_name": "Spangen", "example": False, "areas": ["Spangen"]}
    programme = {"name": "Spangen Speelt", "start": 2022, "end": 2026}
    who = {"municipality": CITY_HALL, "protagonists": [TOUCH[0]] if municipal else []}
    return {**block, "years": years, **who, "tie_rule": "union", "programme": programme}
