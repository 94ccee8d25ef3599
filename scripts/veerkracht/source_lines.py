"""Where the figures of a picture or table come from, as printed below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from veerkracht import dutch

# Said on every page and picture of a wijk that is made up: also where the numbers are real.
EXAMPLE = (
    "Voorbeelduitgave: gesprekken, plekken, besluiten en gezondheid verzonnen; "
    "index en CBS-cijfers echt"
)


class Origin(Enum):
    """What the numbers of a chart were taken from; a chart module declares it as ORIGIN."""

    INTERVIEWS = "interviews"
    OBSERVATION = "participerende observatie"
    PLACES = "inventarisatie van plekken"
    INDICATORS = "indicatoren"


def source_line(
    origin: Origin, wijk: Mapping[str, Any], names: Iterable[Any], sources: Mapping[str, Any]
) -> str:
    """The source line of any chart; `names`: the sources in config.yaml of its indicators."""
    if origin is Origin.INDICATORS:
        return indicator_line(names, sources)
    lines = {
        Origin.INTERVIEWS: coding_line,
        Origin.OBSERVATION: governance_line,
        Origin.PLACES: place_line,
    }
    return lines[origin](wijk)


def coding_line(wijk: Mapping[str, Any]) -> str:
    """Where the network figures of a wijk (block of config.yaml) come from."""
    years = wijk["years"]
    span = "–".join(dict.fromkeys(map(str, (years[0], years[-1])))) if years else ""
    return f"interviews {span}{_made_up(wijk)}" if years else "geen interviews"


def governance_line(wijk: Mapping[str, Any]) -> str:
    """Where the governance figures come from."""
    return f"participerende observatie{_made_up(wijk)}"


def place_line(wijk: Mapping[str, Any]) -> str:
    """Where the places on the map come from, with the last year of interviews if there is one."""
    year = f" {wijk['years'][-1]}" if wijk["years"] else ""
    return f"inventarisatie van plekken{year}{_made_up(wijk)}"


def indicator_line(names: Iterable[Any], sources: Mapping[str, Any]) -> str:
    """Publisher, title and edition of each of `names`; `sources`: block of config.yaml."""
    blocks = [sources[str(name)] for name in dict.fromkeys(names)]
    return "; ".join(f"{s['publisher']}, {s['title']}, {_editions(s)}" for s in blocks)


def editions_of(source: Mapping[str, Any]) -> dict[str, list[str]]:
    """Part of a source -> its editions; the whole is the part "" where it was retrieved at once."""
    parts: dict[str, list[str]] = {}
    for taken in source.get("retrieved", [{}]):
        found = parts.setdefault(taken.get("part", ""), [])
        edition = taken.get("edition", source["edition"])
        found += [edition] * (edition not in found)
    return parts


def is_mixed(source: Mapping[str, Any]) -> bool:
    """Whether the figures of a source come from more than one edition."""
    return len({edition for found in editions_of(source).values() for edition in found}) > 1


def _editions(source: Mapping[str, Any]) -> str:
    if not is_mixed(source):
        return f"uitgave {source['edition']}"
    parts = editions_of(source).items()
    return "uitgaven: " + ", ".join(
        f"{part} {dutch.listing(found)}".strip() for part, found in parts
    )


def notices(wijk: Mapping[str, Any], draft: bool) -> list[str]:
    """What a picture of the wijk must say of itself: a draft, an invented example."""
    lines = ["Concept"] if draft else []
    return [*lines, EXAMPLE] if wijk["example"] else lines


def _made_up(wijk: Mapping[str, Any]) -> str:
    return " (verzonnen voorbeeldgegevens)" if wijk["example"] else ""
