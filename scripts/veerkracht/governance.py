"""The governance workbook and the list of places as canonical tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from veerkracht.coding import YES_NO, slug
from veerkracht.faults import Fault, InputError
from veerkracht.sheets import Column, pick_sheet, read_csv, read_rows, read_workbook

YEAR = Column("whole", required=True, low=1900, high=2100)
RUNGS = (
    "informeren",
    "raadplegen",
    "adviseren",
    "coproduceren",
    "meebeslissen",
    "zelf beslissen",
)
PLACE_KINDS = ("ontmoetingsplek", "buurthuiskamer", "voorziening")
SHEETS: dict[str, tuple[str, dict[str, tuple[str, Column]]]] = {
    "decisions": (
        "besluiten",
        {
            "jaar": ("year", YEAR),
            "orgaan": ("body", Column(required=True)),
            "besluit": ("decision", Column(required=True)),
            "wie": ("who", Column(choices=("bewoners", "informeel", "formeel", "gemeente"))),
            "trede": ("rung", Column(choices=RUNGS)),
            "bron": ("source", Column()),
        },
    ),
    "tasks": (
        "taken",
        {
            "jaar": ("year", YEAR),
            "taak": ("task", Column(required=True)),
            "uitvoerder": ("executor", Column(required=True)),
            "lokaal": ("local", Column(required=True, choices=YES_NO)),
        },
    ),
    "events": (
        "gebeurtenissen",
        {
            "jaar": ("year", YEAR),
            "maand": ("month", Column("whole", low=1, high=12)),
            "gebeurtenis": ("event", Column(required=True)),
            "soort": ("kind", Column(required=True, choices=("crisis", "programma", "bestuur"))),
        },
    ),
    "facts": (
        "feiten",
        {
            "feit": ("fact", Column(required=True)),
            "waarde": ("value", Column("number", required=True)),
            "eenheid": ("unit", Column()),
            "benadering": ("rounding", Column()),
            "jaar": ("year", Column("whole", low=1900, high=2100)),
            "bron": ("source", Column(required=True)),
        },
    ),
}
PLACES = {
    "naam": Column(required=True),
    "soort": Column(required=True, choices=PLACE_KINDS),
    "cluster": Column(),
    "lat": Column("number", required=True, low=50, high=54),
    "lon": Column("number", required=True, low=3, high=8),
    "actor": Column(),
}
PLACE_COLUMNS = ["name", "kind", "cluster", "lat", "lon", "actor"]


def read_governance(path: str | Path) -> dict[str, pd.DataFrame]:
    """The tables decisions, tasks, events and facts; raises InputError with every fault.

    Rows are sorted by year (facts by name). A fact may stand there once.
    """
    book = read_workbook(path)
    faults: list[Fault] = []
    tables = {}
    for name, (title, columns) in SHEETS.items():
        try:
            sheet = pick_sheet(book, title, str(path))
        except InputError as error:
            faults += error.faults
            continue
        rows = read_rows(sheet, {dutch: column for dutch, (_, column) in columns.items()})
        if name == "facts":
            seen: set[str] = set()
            for row in rows:
                if row["feit"] in seen:
                    sheet.fault(row.number, "feit", row["feit"], "elk feit één keer")
                seen.add(row["feit"])
        faults += sheet.faults
        table = pd.DataFrame(
            [[None if row[dutch] == "" else row[dutch] for dutch in columns] for row in rows],
            columns=[english for english, _ in columns.values()],
        )
        for column in ("year", "month"):
            if column in table:
                table[column] = table[column].astype("Int64")
        first = ["fact"] if name == "facts" else ["year"]
        tables[name] = table.sort_values(first, kind="stable").reset_index(drop=True)
    if faults:
        raise InputError(faults)
    return tables


def read_places(path: str | Path, actors: pd.DataFrame) -> pd.DataFrame:
    """Places on the map: the list in `path`, and the actors of the last year that are a place.

    Gives name, kind, cluster, lat, lon, actor (id or empty), sorted by name; a place in both comes
    from the list. Raises InputError with every fault.
    """
    sheet = read_csv(path, ["naam", "soort", "lat", "lon"])
    rows = read_rows(sheet, PLACES)
    if sheet.faults:
        raise InputError(sheet.faults)
    places = [
        (
            *(row["naam"], row["soort"], row["cluster"] or None),
            *(row["lat"], row["lon"], slug(row["actor"]) or None),
        )
        for row in rows
    ]
    named = {actor for *_, actor in places if actor} | {slug(name) for name, *_ in places}
    last = actors[actors["year"] == actors["year"].max()].dropna(subset=["place", "lat", "lon"])
    for row in last.itertuples():
        if row.actor not in named:
            places.append((row.name, row.place, row.cluster, row.lat, row.lon, row.actor))
    table = pd.DataFrame(places, columns=PLACE_COLUMNS)
    return table.sort_values(["kind", "name"], kind="stable").reset_index(drop=True)
