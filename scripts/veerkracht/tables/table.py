"""What a table holds, said once: columns with their meaning, type and unit, and who may have it.

Knows no pandas: the rules read it while nothing has started yet. A step takes its columns from the
module of its own floor, so that a new column reruns what depends on it and no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# What reads tables by name; a chart names its own in TABLES.
CLAIMS, REPORT, MAP = "judge_claims", "compose_report", "compose_web"


class Type(StrEnum):
    """The type of a column, as a Table Schema calls it."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "number"


@dataclass(frozen=True)
class Column:
    """One column: `meaning` in Dutch; `internal` where it may not leave with its table."""

    name: str
    meaning: str
    type: Type = Type.TEXT
    unit: str = ""
    internal: bool = False


@dataclass(frozen=True)
class Table:
    """One table of results: `title` is Dutch, `made_by` the rule, `read_by` CLAIMS, REPORT, MAP.

    `public`: everybody may have it, as attachment and in the data package. `parents`: the tables
    that its rows were computed from, with the columns that both share; `by_source`: its rows come
    from the export that column `source` names, by area, year and indicator.
    """

    name: str
    title: str
    made_by: str
    columns: tuple[Column, ...]
    public: bool = False
    read_by: tuple[str, ...] = ()
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_source: bool = False
    path: str = "results/{wijk}/tables/{name}.csv"

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]

    @property
    def file(self) -> str:
        """Where it is written, with {wijk} (and {source}) still open."""
        return self.path.replace("{name}", self.name)


def text(name: str, meaning: str, *, internal: bool = False) -> Column:
    """A column of text."""
    return Column(name, meaning, internal=internal)


def whole(name: str, meaning: str, unit: str = "") -> Column:
    """A column of whole numbers."""
    return Column(name, meaning, Type.WHOLE, unit)


def number(name: str, meaning: str, unit: str = "") -> Column:
    """A column of numbers."""
    return Column(name, meaning, Type.NUMBER, unit)


# Columns that mean the same in every table that has them.
YEAR = whole("year", "jaar")
ACTOR = text("actor", "kenmerk van de partij: haar naam zonder hoofdletters en accenten")
NAME = text("name", "naam van de partij")
KIND = text("kind", "soort partij: formeel of informeel")
LOCATION = text("location", "ligging: binnen of buiten de wijk")
CLUSTER = text("cluster", "deel van de wijk")
LAT = number("lat", "breedtegraad (WGS 84)", "graden")
LON = number("lon", "lengtegraad (WGS 84)", "graden")
ORIGIN = text(
    "origin", "waar de rij vandaan komt: bestand, blad en rij; meer plaatsen met | ertussen"
)
DOCUMENT = text("document", "de bron die de onderzoeker noteerde", internal=True)
WHO = text("who", "wie: bewoners, informeel, formeel of gemeente")
SOURCE = text("source", "naam van de bron in config.yaml")
EDITION = text("edition", "uitgave van de bron")
AREA = text("area", "gebied, zoals config.yaml het schrijft")
INDICATOR = text("indicator", "indicator, zoals de bron hem noemt")
THEME = text("theme", "thema waaronder de indicator in de bron valt")
PART = text("part", "index, subjectief (gevraagd), objectief (geregistreerd) of model (geschat)")
LABEL = text("label", "naam om te drukken")
START = whole("start", "eerste jaar van de vergelijking")
END = whole("end", "laatste jaar van de vergelijking")
METRIC = text("metric", "kenmerk van de netwerkmaat")
