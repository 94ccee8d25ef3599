"""What an element of a topographic map is: by the tags of OpenStreetMap, or as BGT and TOP10NL say.

Six kinds: water, green, rail, main (through roads), street and path; all else is not drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

KINDS = ("water", "green", "rail", "main", "street", "path")

# OpenStreetMap: tag -> kind -> values. Its exports by layer (Geofabrik) say the value in `fclass`.
_LINKS = ("motorway", "trunk", "primary", "secondary", "tertiary")
OSM: dict[str, dict[str, tuple[str, ...]]] = {
    "highway": {
        "main": (*_LINKS, *(f"{name}_link" for name in _LINKS)),
        "street": ("residential", "unclassified", "living_street", "pedestrian", "road", "busway"),
        "path": ("service", "footway", "path", "cycleway", "track", "steps", "bridleway"),
    },
    # No trams: they lie in the street.
    "railway": {"rail": ("rail", "light_rail", "subway", "narrow_gauge", "preserved")},
    "waterway": {
        "water": ("river", "canal", "stream", "ditch", "drain", "dock", "riverbank"),
    },
    "natural": {
        "water": ("water",),
        "green": ("wood", "grassland", "scrub", "heath"),
    },
    "landuse": {
        "water": ("reservoir", "basin"),
        "green": (
            *("grass", "forest", "meadow", "recreation_ground", "village_green"),
            *("allotments", "cemetery", "orchard"),
        ),
    },
    "leisure": {
        "green": (
            *("park", "pitch", "playground", "common", "nature_reserve", "golf_course", "dog_park"),
        ),
    },
}  # fmt: skip
FCLASS = {
    value: kind for kinds in OSM.values() for kind, values in kinds.items() for value in values
}

# BGT and TOP10NL: kind -> values, of the attributes that say what a thing is or is for.
ATTRIBUTE = re.compile(r"functie|function|class|type|voorkomen|landgebruik|verkeersgebruik")
REGISTERS: dict[str, tuple[str, ...]] = {
    # What is for walking or cycling comes first: TOP10NL calls such a way a street as well.
    "path": ("fietspad", "voetpad", "ruiterpad", "fietsers, bromfietsers", "voetgangers"),
    "main": (
        *("rijbaan autosnelweg", "rijbaan autoweg", "rijbaan regionale weg"),
        *("autosnelweg", "hoofdweg", "regionale weg"),
    ),
    "street": (
        *("rijbaan lokale weg", "woonerf", "voetgangersgebied", "ov-baan", "parkeervlak", "inrit"),
        *("lokale weg", "straat", "parkeerplaats"),
    ),
    "water": ("waterloop", "watervlakte", "zee", "meer, plas"),
    "rail": ("trein", "sneltram", "metro"),
    "green": (
        *("groenvoorziening", "grasland", "grasland overig", "grasland agrarisch", "heide", "bos"),
        *("loofbos", "naaldbos", "gemengd bos", "bos: loofbos", "bos: naaldbos"),
        *("bos: gemengd bos", "struiken", "rietland", "houtwal", "fruitteelt", "boomteelt"),
        *("boomgaard", "begraafplaats", "dodenakker", "fruitkwekerij"),
    ),
}
# Values that say that a thing lies below another, is no more or is not yet.
BELOW = ("relatievehoogteligging", "hoogteniveau", "layer")
ENDED = ("eindregistratie", "objecteindtijd", "terminationdate", "objectendtime")
NOT_THERE = ("plan", "historie", "historisch", "in aanleg", "buiten gebruik")
NO = ("", "no", "f", "false", "0")
_PAIR = re.compile(r'"([^"]*)"\s*=>\s*"([^"]*)"')


def kind_of(properties: Mapping[str, Any]) -> str:
    """The kind of an element by its properties; empty for what is not drawn."""
    words = dict(_words(properties))
    if _hidden(words):
        return ""
    for tag, kinds in OSM.items():
        for kind, values in kinds.items():
            if words.get(tag) in values:
                return kind
    if found := FCLASS.get(words.get("fclass", "")):
        return found
    said = {value for name, value in words.items() if ATTRIBUTE.search(name)}
    return next((kind for kind, values in REGISTERS.items() if said & set(values)), "")


def _words(properties: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and value in small letters, `-`, `_` and spaces left out of names.

    The tags of OpenStreetMap may stand together under `tags`, or in `other_tags` as QGIS has them.
    """
    for name, value in properties.items():
        if name == "tags" and isinstance(value, dict):
            yield from _words(value)
        elif name == "other_tags" and isinstance(value, str):
            yield from _words(dict(_PAIR.findall(value)))
        elif isinstance(value, str | int | float):
            plain = re.sub(r"[-_\s]", "", name.casefold())
            yield plain, " ".join(str(value).casefold().split())


def _hidden(words: Mapping[str, str]) -> bool:
    """Whether a thing lies in a tunnel or below another, or is not there (any more)."""
    below = any(re.fullmatch(r"-\d+(\.\d+)?", words.get(name, "")) for name in BELOW)
    ended = any(words.get(name) for name in ENDED)
    tunnel = words.get("tunnel", "") not in NO or words.get("fysiekvoorkomen") == "in tunnel"
    status = any("status" in name and value in NOT_THERE for name, value in words.items())
    return below or ended or tunnel or status
