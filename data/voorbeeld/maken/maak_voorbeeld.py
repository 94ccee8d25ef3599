"""Writes the example of data/voorbeeld: five coding workbooks and what belongs to them.

Interviews, actors, ties, quotes, decisions, tasks, places and health figures are INVENTED and say
so in every file. Real are only: the Sociale Index and the Wijkprofiel (typed over in this folder,
with their source), the few organisations that the publication of March 2024 names, and the facts
that it states. Same seed, same bytes.

    python data/voorbeeld/maken/maak_voorbeeld.py [folder]

The storyline follows the publication: in 2019 the municipality is central and Delfshaven Coöperatie
the key to the informal network; in 2020 Delfshaven Helpt comes up; in 2021 Welzijnscoalitie
Delfshaven; in 2022 more informal initiatives become influential.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

HERE = Path(__file__).resolve().parent
SEED = 867
YEARS = (2019, 2020, 2021, 2022, 2023)
INTERVIEWS = {2019: 25, 2020: 29, 2021: 34, 2022: 40, 2023: 45}
NOTICE = "VERZONNEN VOORBEELDGEGEVENS: namen, verbindingen en interviews zijn bedacht."
CREATED = dt.datetime(2026, 11, 1)

GEMEENTE, COOPERATIE = "Gemeente Rotterdam", "Delfshaven Coöperatie"
HELPT, COALITIE = "Delfshaven Helpt", "Welzijnscoalitie Delfshaven"
SIBD, TOEKOMST = "Social Impact by Design", "Team Toekomst"
HAVENSTEDER = "Havensteder"
# Named by the publication, in the role that it states; the rest of namen.csv is invented.
REAL = [
    (GEMEENTE, "formeel", "overheid", "wonen, ontmoeting", 2019),
    (HAVENSTEDER, "formeel", "woningcorporatie", "wonen", 2019),
    (SIBD, "formeel", "programma", "werk en ondernemen", 2019),
    (COOPERATIE, "informeel", "coöperatie", "ontmoeting, werk en ondernemen", 2019),
    (TOEKOMST, "informeel", "stichting", "jeugd", 2019),
    (HELPT, "informeel", "platform", "zorg en gezondheid, armoede en schulden", 2020),
    (COALITIE, "informeel", "coalitie", "zorg en gezondheid, ontmoeting", 2021),
]
# How strongly others name a hub in a year; the rest of the network names each other by nearness.
PULL = {
    GEMEENTE: (0.92, 0.36, 0.22, 0.18, 0.14),
    COOPERATIE: (0.72, 0.40, 0.32, 0.30, 0.28),
    HELPT: (0.0, 0.95, 0.44, 0.12, 0.0),
    COALITIE: (0.0, 0.0, 0.50, 0.54, 0.52),
    HAVENSTEDER: (0.22, 0.14, 0.12, 0.10, 0.09),
    SIBD: (0.20, 0.14, 0.10, 0.08, 0.06),
    TOEKOMST: (0.10, 0.12, 0.14, 0.18, 0.22),
}
# Some informal initiatives grow into a key position, each from its own year on.
RISING = {
    "Buurtkeuken De Pollepel": 2021,
    "Huiskamer De Voordeur": 2021,
    "Naaiatelier Draadkracht": 2022,
    "Team Buurtkracht": 2022,
    "Wijkcoöperatie De Handdruk": 2022,
    "Huiskamer Het Kookpunt": 2022,
    "Bezorgcollectief De Bakfiets": 2023,
    "Taalhuis Woord voor Woord": 2023,
}
ENDED = {
    "Maskermakers Draad en Spelden": 2021,
    "Raamtheater Achter Glas": 2021,
    "Kaasmakerij Op Drie Hoog": 2020,
    "Team Warme Straat": 2022,
    "Buurtapp Kijk en Groet": 2021,
    "Laptopgroep Aan de Slag": 2022,
    HELPT: 2022,
}
# How many partners an interview yields beside the hubs, a year.
PARTNERS = {2019: 3.2, 2020: 4.6, 2021: 5.8, 2022: 7.4, 2023: 9.0}
# The chance that a new partner is a partner of a partner: what makes a network close-knit.
CLOSURE = {2019: 0.10, 2020: 0.36, 2021: 0.60, 2022: 0.80, 2023: 0.88}
UNTIED = 0.8
BARRIERS = ("geld", "tijd", "ruimte", "vrijwilligers", "regels")
BARRIER_WEIGHT = (0.66, 0.46, 0.52, 0.24, 0.20)
RESOURCES = ("geld", "ruimte", "vrijwilligers", "kennis", "netwerk", "materiaal")
GROUPS = ("bewoners", "jongeren", "ouderen", "ouders", "ondernemers", "nieuwkomers", "kinderen")
CODERS = ("codeur A", "codeur B", "codeur C")
# The meeting places (invented) in five clusters around invented squares, in degrees.
CLUSTERS = {
    "Westhoek": (51.9105, 4.4373),
    "Middenplein": (51.9115, 4.4416),
    "Noordrand": (51.9145, 4.4432),
    "Havenkant": (51.9077, 4.4432),
    "Oostpoort": (51.9122, 4.4462),
}


@dataclass
class Actor:
    """An actor with what does not change: kind, themes, place; `spot` is its nearness to others."""

    name: str
    kind: str
    form: str
    themes: list[str]
    start: int
    location: str
    spot: tuple[float, float]
    groups: list[str]
    resident_led: str
    end: int | None = None
    place: str = ""
    cluster: str = ""
    lat: float | None = None
    lon: float | None = None
    barriers: list[str] = field(default_factory=list)
    ownership: int = 3


def read_names() -> list[tuple[str, str, str, str, int, str]]:
    """The invented names with kind, form, themes, first year and location."""
    with (HERE / "namen.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    invented = [
        (r["naam"], r["soort"], r["organisatievorm"], r["thema"], int(r["start"]), r["ligging"])
        for r in rows
    ]
    return [(*row, "binnen") for row in REAL] + invented


def make_actors(rng: random.Random) -> list[Actor]:
    """All actors that ever take part, each with a place near those of the same theme."""
    themes = sorted({theme for row in read_names() for theme in row[3].split(", ")})
    corner = {
        theme: (
            math.cos(2 * math.pi * i / len(themes)),
            math.sin(2 * math.pi * i / len(themes)),
        )
        for i, theme in enumerate(themes)
    }
    actors: list[Actor] = []
    taken: dict[str, int] = {}
    for name, kind, form, theme, start, location in read_names():
        own = theme.split(", ")
        spot = tuple(
            sum(corner[item][axis] for item in own) / len(own) + rng.uniform(-0.45, 0.45)
            for axis in (0, 1)
        )
        count = rng.choice((1, 1, 2, 2, 3))
        actor = Actor(
            name,
            kind,
            form,
            own,
            start,
            location,
            (spot[0], spot[1]),
            sorted(rng.sample(GROUPS, count)),
            "nee" if kind == "formeel" or rng.random() < 0.28 else "ja",
            end=ENDED.get(name),
            barriers=[b for b, w in zip(BARRIERS, BARRIER_WEIGHT, strict=True) if rng.random() < w],
            ownership=rng.choice((2, 3, 3, 4)),
        )
        if location == "binnen":
            place_actor(actor, rng, taken)
        actors.append(actor)
    return actors


def place_actor(actor: Actor, rng: random.Random, taken: dict[str, int]) -> None:
    """Give an actor in the wijk a spot on the map, and a kind of place if it has rooms.

    Places of a cluster stand on a sunflower spiral, so that none hides another; `taken`
    counts them.
    """
    if actor.name.startswith("Huiskamer"):
        actor.place = "buurthuiskamer"
    elif actor.form in ("school", "zorginstelling", "culturele instelling"):
        actor.place = "voorziening"
    elif "ontmoeting" in actor.themes and actor.form in ("stichting", "vereniging"):
        actor.place = "ontmoetingsplek"
    # A living room goes where fewest are: each cluster has one before any has two.
    first = min(CLUSTERS, key=lambda name: (taken.get(actor.place + name, 0), name))
    actor.cluster = first if actor.place == "buurthuiskamer" else rng.choice(sorted(CLUSTERS))
    lat, lon = CLUSTERS[actor.cluster]
    if actor.place:
        taken[actor.place + actor.cluster] = taken.get(actor.place + actor.cluster, 0) + 1
        count = taken[actor.cluster] = taken.get(actor.cluster, 0) + 1
        angle, reach = count * math.pi * (3 - math.sqrt(5)), math.sqrt(count / 9)
        actor.lat = round(lat + 0.00075 * reach * math.sin(angle), 5)
        actor.lon = round(lon + 0.0012 * reach * math.cos(angle), 5)
    else:
        actor.lat = round(lat + rng.uniform(-0.0015, 0.0015), 5)
        actor.lon = round(lon + rng.uniform(-0.0024, 0.0024), 5)


def choose_interviews(actors: list[Actor], rng: random.Random) -> dict[int, list[str]]:
    """Who is interviewed in which year: a panel of fifteen in every year, the others by lot."""
    hubs = [GEMEENTE, COOPERATIE, HAVENSTEDER, SIBD, TOEKOMST]
    early = [a.name for a in actors if a.start == 2019 and not a.end and a.name not in hubs]
    keys = [name for name in RISING if name in early]
    others = [name for name in early if name not in keys]
    panel = hubs + keys + rng.sample(others, 15 - len(hubs) - len(keys))
    chosen = {}
    for year in YEARS:
        must = [n for n in (HELPT, COALITIE, *RISING) if any(active(a, year, n) for a in actors)]
        fixed = list(dict.fromkeys(panel + must))
        rest = [a.name for a in actors if active(a, year) and a.name not in fixed]
        chosen[year] = fixed + rng.sample(rest, INTERVIEWS[year] - len(fixed))
    return chosen


def active(actor: Actor, year: int, name: str | None = None) -> bool:
    """Whether an actor takes part in a year (and is the one called `name`)."""
    here = actor.start <= year <= (actor.end or 9999)
    return here and (name is None or actor.name == name)


def make_ties(
    actors: list[Actor], interviews: dict[int, list[str]], rng: random.Random
) -> dict[int, dict[str, list[str]]]:
    """Who names whom in the interviews of a year: year -> name -> partners.

    A tie of last year mostly stays. New ones go to hubs, to partners of partners, and to actors
    near in theme; that is how networks are found to grow, and it gives triangles.
    """
    by_name = {actor.name: actor for actor in actors}
    named: dict[int, dict[str, list[str]]] = {}
    before: dict[str, set[str]] = {}
    for index, year in enumerate(YEARS):
        here = [actor.name for actor in actors if active(actor, year)]
        now: dict[str, set[str]] = {name: set() for name in here}
        for name in interviews[year]:
            pull = PULL.get(name)
            fade = (
                min(1.0, pull[index] / pull[index - 1]) if pull and index and pull[index - 1] else 1
            )
            for other in sorted(before.get(name, set()) & set(now)):
                if rng.random() < (0.4 if other in PULL else 0.86 * fade):
                    now[name].add(other)
            for hub, pulls in PULL.items():
                weight = pulls[index] * (0.75 if by_name[name].location == "buiten" else 1)
                if hub != name and hub in now and rng.random() < weight:
                    now[name].add(hub)
            wish = PARTNERS[year] * rng.uniform(0.6, 1.4)
            if name in RISING and year >= RISING[name]:
                wish *= 1.9
            if name in PULL:
                wish = PULL[name][index] * len(here) * 0.30
            add_partners(name, round(wish), now, before, by_name, CLOSURE[year], rng)
        # An actor of which nobody speaks is only known when it stands on the list of the wijk.
        named[year] = {name: sorted(others) for name, others in now.items() if others}
        before = {name: set(others) for name, others in now.items()}
        for name, others in now.items():
            for other in sorted(others):
                before.setdefault(other, set()).add(name)
    return named


def add_partners(
    name: str,
    wish: int,
    now: dict[str, set[str]],
    before: dict[str, set[str]],
    by_name: dict[str, Actor],
    closure: float,
    rng: random.Random,
) -> None:
    """Add new partners until an actor names `wish` of them (hubs not counted).

    With chance `closure` a new partner is a partner of a partner.
    """
    own = now[name]
    x, y = by_name[name].spot
    others = sorted(o for o in now if o != name and o not in PULL)
    seen = {o for partners in now.values() for o in partners}
    while len(own - set(PULL)) < min(wish, len(others)):
        known = sorted(own - set(PULL))
        friends = sorted(
            {f for k in known for f in now.get(k, set()) | before.get(k, set()) if f in now}
            - own
            - set(PULL)
            - {name}
        )
        if friends and rng.random() < closure:
            own.add(rng.choice(friends))
            continue
        weights = [
            math.exp(-2.2 * math.dist((x, y), by_name[o].spot))
            * (2.4 if o in RISING else 1)
            * (0.5 if by_name[o].location == "buiten" else 1)
            * (1 if o in seen else 4)
            * (6 if name.startswith("Huiskamer") and o.startswith("Huiskamer") else 1)
            * (0 if o in own else 1)
            for o in others
        ]
        own.add(rng.choices(others, weights)[0])


# Writing ------------------------------------------------------------------------------------------


def write_book(path: Path, sheets: dict[str, list[list[Any]]], widths: dict[str, int]) -> None:
    """A workbook with a head row that stays in view; text stays text, even with = in front."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": NOTICE, "created": CREATED})
    head = book.add_format({"bold": True, "bg_color": "#DDEFE8", "bottom": 1})
    warn = book.add_format({"bold": True, "font_color": "#A112A1"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            style = (warn if name == "leesmij" else head) if number == 0 else None
            for column, value in enumerate(row):
                if value not in (None, ""):
                    sheet.write(number, column, value, style)
        if name == "leesmij":
            sheet.set_column(0, 0, 110)
            continue
        sheet.freeze_panes(1, 1)
        for column, title in enumerate(rows[0]):
            sheet.set_column(column, column, widths.get(str(title), 14))
    book.close()


def write_csv(path: Path, rows: Iterable[list[Any]], above: str = "", below: str = "") -> None:
    """A text table as Dutch Excel opens it, with a title line above and a footnote below."""
    lines = [";".join("" if cell is None else str(cell) for cell in row) for row in rows]
    text = "\n".join([line for line in [above, *lines, below] if line]) + "\n"
    path.write_text(text, encoding="utf-8-sig", newline="")


def readme(year: int | None = None) -> list[list[Any]]:
    """The sheet that says what the file is."""
    what = f"Codeersheets {year}" if year else "Besluiten, taken, gebeurtenissen en feiten"
    return [
        [NOTICE],
        [f"{what} bij het voorbeeld van de Veerkrachtmonitor."],
        ["Echt zijn alleen de organisaties die de monitor van maart 2024 noemt, in de rol die"],
        ["daar staat. Elke andere naam is bedacht; gelijkenis met een echte groep is toeval."],
        ["Gemaakt door maken/maak_voorbeeld.py: pas dit bestand niet met de hand aan."],
    ]


HEADS = {
    "initiatieven": [
        "naam", "soort", "organisatievorm", "thema", "doelgroep", "ligging", "lat", "lon", "plek",
        "cluster", "start", "eind", "geinterviewd", "interview", "hulpbronnen", "belemmeringen",
        "eigenaarschap", "bewonersgeleid", "partners", "codeur", "opmerking",
    ],
    "relaties": ["van", "naar", "soort", "sterkte", "interview", "codeur"],
    "citaten": [
        "citaat", "tekst", "rol", "jaar", "interview", "toestemming", "herleidbaar", "thema",
        "plaats",
    ],
    "codeurs": ["interview", "code", "codeur", "waarde"],
    "werkwijze": ["jaar", "vraag", "lijst", "hoogstens", "opmerking"],
}  # fmt: skip
WIDTHS = {
    "naam": 34,
    "vraag": 50,
    "van": 34,
    "naar": 34,
    "partners": 70,
    "tekst": 90,
    "besluit": 50,
}
WIDTHS |= {"taak": 44, "gebeurtenis": 40, "bron": 46, "thema": 30, "belemmeringen": 24}

QUESTION = "Met wie werkte u het afgelopen jaar samen?"

# How the same actor is written in another year: what aliassen.csv and the reader have to solve.
SPELLINGS = {
    2020: {COOPERATIE: "Delfshaven Coop", HELPT: "Delfshaven helpt"},
    2021: {COALITIE: "De Welzijnscoalitie"},
    2022: {TOEKOMST: "team  toekomst", GEMEENTE: "Gem. Rotterdam"},
    2023: {"Huiskamer De Voordeur": "Voordeur (huiskamer)"},
}
# Renamed: the sheets of later years carry the new name, the monitor keeps the first one.
RENAMED = {"Naaiatelier Draadkracht": (2022, "Stichting Draadkracht")}


def spell(name: str, year: int, rng: random.Random) -> str:
    """The name as a researcher typed it in that year."""
    if name in RENAMED and year >= RENAMED[name][0]:
        return RENAMED[name][1]
    other = SPELLINGS.get(year, {}).get(name)
    return other if other and rng.random() < 0.4 else name


def year_sheets(
    year: int, actors: list[Actor], spoken: list[str], ties: dict[str, list[str]], seed: int
) -> dict[str, list[list[Any]]]:
    """The sheets of one year."""
    rng = random.Random(seed + year)
    numbers = {name: f"{year}-{i:02d}" for i, name in enumerate(sorted(spoken), start=1)}
    # Dealt out to and fro over who names few and who names many: no coder has more names by chance.
    by_names = sorted(spoken, key=lambda name: (len(ties.get(name, [])), name))
    dealt = CODERS + CODERS[::-1]
    coders = {name: dealt[place % len(dealt)] for place, name in enumerate(by_names)}
    mentioned = {other for others in ties.values() for other in others}
    rows: list[list[Any]] = [HEADS["initiatieven"]]
    relations: list[list[Any]] = [HEADS["relaties"]]
    second: list[list[Any]] = [HEADS["codeurs"]]
    listed = sorted(
        (a for a in actors if active(a, year)), key=lambda a: (a.name not in spoken, a.name)
    )
    for actor in listed:
        is_spoken = actor.name in numbers
        # Some of what nobody mentioned stands on the list of the wijk all the same, without ties.
        if not is_spoken and actor.name not in mentioned and rng.random() < UNTIED:
            continue
        partners = ties.get(actor.name, [])
        in_cell = [p for p in partners if rng.random() < 0.75]
        for partner in sorted(set(partners) - set(in_cell)):
            kind = "financiering" if partner.startswith("Fonds") else "samenwerking"
            relations.append(
                [
                    *(spell(actor.name, year, rng), spell(partner, year, rng), kind),
                    *(rng.choice((1, 2, 2, 3)), numbers.get(actor.name), rng.choice(CODERS)),
                ]
            )
        rng.choice(CODERS)  # who coded was drawn once: so all that is drawn after it stays the same
        coder = coders.get(actor.name, "")
        ownership = min(5, actor.ownership + (year - 2019) // 2 + rng.choice((0, 0, 0, 1)))
        barriers = [b for b in actor.barriers if rng.random() < 0.9]
        rows.append(
            [
                RENAMED[actor.name][1]
                if actor.name in RENAMED and year >= RENAMED[actor.name][0]
                else actor.name,
                actor.kind,
                actor.form,
                "; ".join(actor.themes),
                "; ".join(actor.groups),
                actor.location,
                actor.lat,
                actor.lon,
                actor.place,
                actor.cluster if actor.place else "",
                actor.start if actor.start > 2019 else "",
                actor.end or "",
                "ja" if is_spoken else "nee",
                numbers.get(actor.name, ""),
                "; ".join(rng.sample(RESOURCES, 2)) if is_spoken else "",
                "; ".join(barriers) if is_spoken else "",
                ownership if is_spoken else "",
                actor.resident_led,
                "; ".join(spell(partner, year, rng) for partner in in_cell),
                coder,
                "verzonnen" if is_spoken else "",
            ]
        )
        # One interview in five is coded a second time, to see how far coders agree.
        if is_spoken and int(numbers[actor.name][-2:]) % 5 == 0:
            other = rng.choice([c for c in CODERS if c != coder])
            for barrier in BARRIERS:
                first = barrier in barriers
                again = first if rng.random() < 0.9 else not first
                for who, value in ((coder, first), (other, again)):
                    code = f"belemmering: {barrier}"
                    second.append(
                        [numbers[actor.name], code, who, "ja" if value else "nee"],
                    )
    quotes = [[*q[:3], year, sorted(numbers.values())[q[3]], *q[4:]] for q in QUOTES.get(year, [])]
    return {
        "leesmij": readme(year),
        "initiatieven": rows,
        "relaties": relations,
        "citaten": [HEADS["citaten"], *quotes],
        "codeurs": second,
        "werkwijze": [HEADS["werkwijze"], [year, QUESTION, "nee", "", "verzonnen"]],
    }


# Quotes are invented; those without consent or traceable to a person must never be printed.
QUOTES: dict[int, list[tuple[Any, ...]]] = {
    2019: [
        ("c19-1", "Vroeger wachtte je op een brief van de gemeente. Nu loop je gewoon even binnen "
         "bij de huiskamer op de hoek.", "Bewoner", 3, "ja", "nee", "ontmoeting", "voorin"),
        ("c19-2", "Wij begonnen met een pan soep en drie stoelen. De rest is aangeschoven.",
         "Informele initiatiefnemer", 7, "ja", "nee", "ontmoeting", "les-4"),
        ("c19-3", "[Dit citaat staat er om te laten zien dat het niet wordt afgedrukt.]",
         "Bewoner", 9, "nee", "nee", "wonen", "voorin"),
    ],
    2020: [
        ("c20-1", "We hadden geen plan, we hadden elkaars telefoonnummers. Dat bleek genoeg om te "
         "beginnen.", "Actieve bewoner", 4, "ja", "nee", "zorg en gezondheid", "voorin"),
        ("c20-2", "Wie hulp vroeg, stond een week later zelf tassen te sjouwen.",
         "Informele initiatiefnemer", 11, "ja", "nee", "zorg en gezondheid", "les-2"),
    ],
    2021: [
        ("c21-1", "Alleen krijg je een afspraak over drie maanden. Met z'n achten zit je volgende "
         "week aan tafel.", "Informele initiatiefnemer", 6, "ja", "nee", "zorg en gezondheid",
         "voorin"),
        ("c21-2", "Schrijf de vraag van de straat op, niet het antwoord van het stadhuis.",
         "Ambtenaar", 2, "ja", "nee", "wonen", "les-3"),
        ("c21-3", "[Dit citaat is te herleiden tot een persoon en wordt daarom niet afgedrukt.]",
         "Bewoner", 12, "ja", "ja", "jeugd", "les-6"),
    ],
    2022: [
        ("c22-1", "Ik moest leren om mijn mond te houden en de sleutel af te geven.",
         "Ambtenaar", 5, "ja", "nee", "ontmoeting", "voorin"),
        ("c22-2", "Het geld voor het onderhoud blijft nu in de straat, en de kennis ook.",
         "Informele initiatiefnemer", 14, "ja", "nee", "werk en ondernemen", "les-5"),
        ("c22-3", "Je hebt iemand nodig die de regels kent en toch meedenkt.",
         "Bewoner", 8, "ja", "nee", "wonen", "les-6"),
    ],
    2023: [
        ("c23-1", "Meepraten is leuk, maar pas toen we over het geld gingen, bleef iedereen tot "
         "het einde.", "Actieve bewoner", 10, "ja", "nee", "wonen", "les-7"),
        ("c23-2", "Onze straat is gezelliger geworden. De energierekening is dat niet.",
         "Bewoner", 13, "ja", "nee", "duurzaamheid", "les-8"),
        ("c23-3", "In een tabel sta ik bij de achterstand. Kom een keer kijken op dinsdagavond.",
         "Actieve bewoner", 16, "ja", "nee", "ontmoeting", "les-9"),
        ("c23-4", "Wat hier staat is in jaren gegroeid. Trek er niet aan, maar haal het water ook "
         "niet weg.", "Actieve bewoner", 18, "ja", "nee", "ontmoeting", "les-1"),
        ("c23-5", "Ik ken niet iedereen, maar ik weet wel bij wie ik moet zijn.",
         "Bewoner", 20, "ja", "nee", "ontmoeting", "achterin"),
        ("c23-6", "De volgende crisis komt. Het verschil is dat we nu weten wie de sleutels heeft.",
         "Informele initiatiefnemer", 22, "ja", "nee", "zorg en gezondheid", "achterin"),
        ("c23-7", "Iedereen vindt het een mooi initiatief. De sleutel overnemen wil niemand.",
         "Bewoner", 24, "ja", "nee", "ontmoeting", "voorin"),
    ],
}  # fmt: skip

MONITOR = "Monitor Veerkracht in Bospolder-Tussendijken, Veldacademie, maart 2024"
MADE_UP = "voorbeeld (verzonnen)"
DECISIONS = [
    (2019, "stuurgroep", "koers van het programma", "gemeente", "informeren"),
    (2019, "stuurgroep", "verdeling van het budget", "gemeente", "informeren"),
    (2019, "programmateam", "keuze van initiatieven", "formeel", "raadplegen"),
    (2019, "programmateam", "uitvoering", "formeel", "raadplegen"),
    (2020, "stuurgroep", "koers van het programma", "gemeente", "raadplegen"),
    (2020, "programmateam", "keuze van initiatieven", "formeel", "adviseren"),
    (2020, "werkgroepen", "noodhulp", "informeel", "coproduceren"),
    (2021, "stuurgroep", "koers van het programma", "formeel", "adviseren"),
    (2021, "buurtraad", "keuze van initiatieven", "informeel", "meebeslissen"),
    (2021, "buurtoverleg", "uitvoering", "informeel", "coproduceren"),
    (2022, "buurtraad", "koers van het programma", "formeel", "coproduceren"),
    (2022, "buurtraad", "verdeling van het budget", "bewoners", "meebeslissen"),
    (2022, "buurtraad", "keuze van initiatieven", "bewoners", "zelf beslissen"),
    (2022, "buurtoverleg", "uitvoering", "informeel", "coproduceren"),
    (2023, "buurtraad", "koers van het programma", "bewoners", "meebeslissen"),
    (2023, "buurtraad", "verdeling van het budget", "bewoners", "zelf beslissen"),
    (2023, "buurtraad", "keuze van initiatieven", "bewoners", "zelf beslissen"),
    (2023, "stuurgroep", "afspraken met de stad", "gemeente", "adviseren"),
]
TASKS = {
    2019: (("communicatie", 0), ("beheer buitenruimte", 0), ("bijeenkomsten", 1), ("training", 0),
           ("onderhoud speelplek", 0)),
    2020: (("communicatie", 0), ("boodschappendienst", 1), ("belteam", 1), ("training", 0),
           ("beheer buitenruimte", 0), ("uitgifte van laptops", 1)),
    2021: (("communicatie", 1), ("beheer buitenruimte", 0), ("bijeenkomsten", 1), ("training", 0),
           ("taallessen", 1), ("onderhoud speelplek", 0)),
    2022: (("communicatie", 1), ("beheer buitenruimte", 1), ("bijeenkomsten", 1), ("training", 0),
           ("energiecoaches", 1), ("beheer huiskamers", 1), ("administratie", 0)),
    2023: (("communicatie", 1), ("beheer buitenruimte", 1), ("bijeenkomsten", 1), ("training", 1),
           ("energiecoaches", 1), ("beheer huiskamers", 1), ("administratie", 0),
           ("onderhoud speelplek", 1)),
}  # fmt: skip
EVENTS = [
    (2019, 1, "start van het programma", "programma"),
    (2020, 3, "coronacrisis", "crisis", 2022),
    (2021, 1, "toeslagenschandaal", "crisis"),
    (2021, 6, "eerste vergadering van de buurtraad", "bestuur"),
    (2022, 3, "energiecrisis", "crisis", 2023),
    (2023, 12, "einde van de eerste vijf jaar", "programma"),
]
FACTS = [
    ("voedselpakketten", 750, "pakketten", "ca.", 2020, MONITOR),
    ("laptops", 1000, "laptops", "meer dan", 2020, MONITOR),
    ("deelnemende-kinderen", 250, "kinderen", "ten minste", 2023, MONITOR),
    ("sibd-teams", 7, "teams", "precies", 2019, MONITOR),
    ("investering", 5, "miljoen euro", "ongeveer", 2023, MONITOR),
    ("looptijd", 10, "jaar", "precies", 2019, MONITOR),
]
GGD = [
    ("Eenzaam", "18 jaar en ouder", 55.0, 48.0),
    ("Ervaart goede of zeer goede gezondheid", "18 jaar en ouder", 64.0, 73.0),
    ("Veel regie over eigen leven", "18 jaar en ouder", 77.0, 84.0),
    ("Geeft mantelzorg", "18 jaar en ouder", 13.0, 12.0),
    ("Moeite met rondkomen", "18 jaar en ouder", 39.0, 24.0),
]


# What there was to spend, and who had the say over it: invented.
BUDGET = [
    (2019, "programma", 1_200_000, "gemeente"),
    (2020, "programma", 1_050_000, "gemeente"),
    (2020, "noodhulp", 150_000, "informeel"),
    (2021, "programma", 850_000, "formeel"),
    (2021, "open oproep", 150_000, "informeel"),
    (2022, "programma", 600_000, "formeel"),
    (2022, "open oproep", 200_000, "bewoners"),
    (2023, "programma", 400_000, "formeel"),
    (2023, "wijkbudget", 300_000, "bewoners"),
]
# Who sat where in each phase: invented.
BODIES = [
    (2019, "begin", "stuurgroep", "", "gemeente"),
    (2019, "begin", "programmateam", "stuurgroep", "formeel"),
    (2019, "begin", "werkgroepen", "programmateam", "formeel"),
    (2021, "kantelen", "stuurgroep", "", "gemeente"),
    (2021, "kantelen", "programmateam", "stuurgroep", "formeel"),
    (2021, "kantelen", "buurtraad", "stuurgroep", "informeel"),
    (2021, "kantelen", "buurtoverleg", "buurtraad", "informeel"),
    (2023, "overdragen", "buurtraad", "", "bewoners"),
    (2023, "overdragen", "buurtoverleg", "buurtraad", "informeel"),
    (2023, "overdragen", "uitvoeringsteam", "buurtraad", "informeel"),
    (2023, "overdragen", "stuurgroep", "buurtraad", "gemeente"),
]


def governance_sheets() -> dict[str, list[list[Any]]]:
    """The sheets of the governance workbook."""
    tasks = [
        [year, task, *(("een lokale partij", "ja") if local else ("een partij van buiten", "nee"))]
        for year, items in TASKS.items()
        for task, local in items
    ]
    return {
        "leesmij": readme(),
        "besluiten": [
            ["jaar", "orgaan", "besluit", "wie", "trede", "bron"],
            *([*row, MADE_UP] for row in DECISIONS),
        ],
        "taken": [["jaar", "taak", "uitvoerder", "lokaal"], *tasks],
        "gebeurtenissen": [
            ["jaar", "maand", "gebeurtenis", "soort", "tot en met"],
            *map(list, EVENTS),
        ],
        "feiten": [["feit", "waarde", "eenheid", "benadering", "jaar", "bron"], *map(list, FACTS)],
        "budget": [
            ["jaar", "post", "bedrag", "wie", "bron"],
            *([*row, MADE_UP] for row in BUDGET),
        ],
        "organisatie": [["vanaf", "fase", "orgaan", "onder", "wie"], *map(list, BODIES)],
    }


def ggd_rows() -> Iterator[list[Any]]:
    """Invented health figures with the margin of a share in a sample (1.96 standard errors)."""
    yield ["gebied", "jaar", "indicator", "leeftijd", "waarde", "n", "ondergrens", "bovengrens"]
    for year, n_wijk, n_city in ((2020, 310, 9800), (2022, 285, 9100)):
        for step, (name, age, wijk, city) in enumerate(GGD):
            shift = (year - 2020) * (0.8 if step % 2 else -0.6)
            for area, value, n in (
                ("Bospolder-Tussendijken", wijk + shift, n_wijk),
                ("Rotterdam", city + shift / 2, n_city),
            ):
                margin = 1.96 * math.sqrt(value * (100 - value) / n)
                low, high = value - margin, value + margin
                figures = [f"{x:.1f}".replace(".", ",") for x in (value, low, high)]
                yield [area, year, name, age, figures[0], n, figures[1], figures[2]]
    yield ["Bospolder-Tussendijken", 2022, "Rookt", "12 tot en met 16 jaar", "x", 21, "", ""]


def write_indicators(folder: Path) -> None:
    """The exports: the real index and Wijkprofiel, and the invented health figures."""
    folder.mkdir(parents=True, exist_ok=True)
    with (HERE / "sociale-index.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    # What was published in 2018, wijk and city together, is there to check the series by.
    index = [row for row in rows if row["opname"] != "2018"]
    write_csv(
        folder / "sociale-index.csv",
        [
            ["gebied", "jaar", "indicator", "waarde"],
            *([row["wijk"], row["meting"], "Sociale Index", row["waarde"]] for row in index),
        ],
        above="Sociale Index, reeks zoals op de site van het Wijkprofiel in 2026 (stad 2014 = 100)",
        below="Bron per cijfer: maken/sociale-index.csv. De rijen van Rotterdam komen uit andere "
        "opnamen van de site dan die van de wijken; dat zij één reeks vormen is afgeleid.",
    )
    with (HERE / "wijkprofiel-2014-2016.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file, delimiter=";"))
    write_profile(folder / "wijkprofiel-2014-2016.xlsx", table)
    with (HERE / "cbs-2022.csv").open(encoding="utf-8-sig", newline="") as file:
        known = [[row["wijk"], 2022, row["indicator"], row["waarde"]]
                 for row in csv.DictReader(file, delimiter=";")]  # fmt: skip
    write_csv(
        folder / "cbs-2022.csv",
        [["gebied", "jaar", "indicator", "waarde"], *known],
        above="CBS, Kerncijfers wijken en buurten 2022 (CC BY 4.0): enkele cijfers, in procent",
        below="Rotterdam is berekend uit de buurten: opleiding uit de aantallen, inkomen naar "
        "huishoudens, migratieachtergrond naar inwoners, huurwoningen naar woningen.",
    )
    above = "VERZONNEN voorbeeldcijfers in de vorm van een export van de GGD: niet gebruiken"
    write_csv(folder / "ggd.csv", ggd_rows(), above=above)


def write_profile(path: Path, table: list[list[str]]) -> None:
    """An export in the layout of OBI: three head rows, a sheet a year, a hidden sheet of labels."""
    areas, districts, numbers = (row[4:] for row in table[:3])
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    book.set_properties({"title": "Wijkprofiel 2014 en 2016, OBI (selectie)", "created": CREATED})
    for name in dict.fromkeys(row[0] for row in table[3:]):
        columns = [row[1:] for row in table[3:] if row[0] == name]
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 1, [int(name[-4:]), "in hoefijzer = 1"])
        sheet.write_row(1, 0, ["naam gebied (voormalig deelgemeente)", "wijknr", "BUURT85"])
        for index, (group, code, label, *values) in enumerate(columns, start=3):
            sheet.write(0, index, 1 if group == "1" else group)
            sheet.write(1, index, code)
            sheet.write(2, index, label)
            for row, value in enumerate(values, start=3):
                sheet.write_number(row, index, float(value.replace(",", ".")))
        for row, (area, district, number) in enumerate(
            zip(areas, districts, numbers, strict=True), start=3
        ):
            sheet.write_row(row, 0, [district, int(number), area])
    labels = book.add_worksheet("Labels")
    labels.hide()
    for row, (code, label) in enumerate(dict.fromkeys((r[2], r[3]) for r in table[3:])):
        labels.write_row(row, 0, [code, label])
    book.close()


def aliases() -> list[list[Any]]:
    """The decisions on names: every variant that is not just a matter of case or accent."""
    head = ["variant", "actor", "soort", "vanaf", "tot", "besluit_door", "datum", "toelichting"]
    a, b = "onderzoeker A", "onderzoeker B"
    rows = [
        ["Delfshaven Coop", COOPERATIE, "spelling", 2020, "", a, "2020-10-02", "afgekort"],
        ["De Welzijnscoalitie", COALITIE, "spelling", 2021, "", a, "2021-09-14", "roepnaam"],
        ["Gem. Rotterdam", GEMEENTE, "spelling", 2022, "", b, "2022-09-20", "afgekort"],
        ["Voordeur (huiskamer)", "Huiskamer De Voordeur", "spelling", 2023, "", b, "2023-10-05"],
        ["Stichting Draadkracht", "Naaiatelier Draadkracht", "hernoemd", 2022, "", a, "2022-09-20"],
    ]
    return [head, *([*row, ""][:8] for row in rows)]


CORRECTIONS = """\
# Correcties op de codeersheets: de sheets zelf blijven zoals ze zijn aangeleverd.
# Staat er niet (meer) wat bij 'verwacht' staat, dan stopt het werk: de bron is veranderd.
- bestand: 2021.xlsx
  blad: initiatieven
  sleutel: Kringloop Dubbelleven
  kolom: soort
  verwacht: formeel
  wordt: informeel
  waarom: verkeerd aangevinkt; het is een initiatief van bewoners
  wie: onderzoeker B
"""


def places(actors: list[Actor]) -> list[list[Any]]:
    """The list of places: the living rooms that are an actor, and squares and parks."""
    rows: list[list[Any]] = [["naam", "soort", "cluster", "lat", "lon", "actor"]]
    for cluster, (lat, lon) in CLUSTERS.items():
        north, east = (f"{x:.5f}".replace(".", ",") for x in (lat, lon))
        rows.append([f"Plein {cluster}", "ontmoetingsplek", cluster, north, east, ""])
    for actor in actors:
        if actor.place == "buurthuiskamer":
            north, east = (f"{x:.5f}".replace(".", ",") for x in (actor.lat or 0, actor.lon or 0))
            rows.append([actor.name, actor.place, actor.cluster, north, east, actor.name])
    return rows


def main(folder: Path) -> None:
    """Write every file of the example below `folder`."""
    rng = random.Random(SEED)
    actors = make_actors(rng)
    interviews = choose_interviews(actors, rng)
    ties = make_ties(actors, interviews, rng)
    folder.mkdir(parents=True, exist_ok=True)
    for year in YEARS:
        sheets = year_sheets(year, actors, interviews[year], ties[year], SEED)
        if year == 2021:
            for row in sheets["initiatieven"]:
                if row[0] == "Kringloop Dubbelleven":
                    row[1] = "formeel"  # what correcties.yaml puts right
        write_book(folder / f"{year}.xlsx", sheets, WIDTHS)
    write_book(folder / "governance.xlsx", governance_sheets(), WIDTHS)
    write_csv(folder / "aliassen.csv", aliases())
    write_csv(folder / "plekken.csv", places(actors))
    (folder / "correcties.yaml").write_text(CORRECTIONS, encoding="utf-8")
    write_indicators(folder / "indicatoren")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent)
