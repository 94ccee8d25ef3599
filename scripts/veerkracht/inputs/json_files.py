"""JSON as it arrives: what is no JSON, or lies too deep to be read, is told and never a crash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.containers import decode
from veerkracht.inputs.foreign import foreign_kind, read_bytes

PART = "het eerste deel van een antwoord: de dienst had meer"
ASK_REST = "Vraag alles op: ga door met de link naar het volgende deel, of vraag minder gebieden."


def read_json(path: Path, expected: str) -> Any:
    """The content of a JSON file; raises InputError where it is none. `expected`: in words."""
    raw = read_bytes(path)
    if foreign := foreign_kind(path, raw[:4096]):
        found, advice = foreign
        raise InputError([Fault(str(path), found=found, expected=expected, advice=advice)])
    try:
        return json.loads(decode(raw)[0])
    except RecursionError:
        found = "haken binnen haken, dieper dan in gegevens voorkomt"
    except ValueError as error:
        row = getattr(error, "lineno", 0)
        advice = "Haal het bestand opnieuw op: misschien is het afgebroken."
        fault = Fault(str(path), "", row, "", "geen geldige JSON", expected, advice)
        raise InputError([fault]) from error
    raise InputError([Fault(str(path), found=found, expected=expected)])


def goes_on(content: Any) -> bool:
    """Whether an answer of a service says that it is only the first part of what was asked.

    OData has a nextLink, OGC API Features a link to what is next and two counts.
    """
    if not isinstance(content, dict):
        return False
    links = content.get("links")
    counts = [content.get(name) for name in ("numberMatched", "numberReturned")]
    return (
        any(key.endswith("nextLink") for key in content)
        or (isinstance(links, list) and any(_is_next(link) for link in links))
        or (all(isinstance(count, int) for count in counts) and counts[0] != counts[1])
    )


def _is_next(link: Any) -> bool:
    return isinstance(link, dict) and link.get("rel") == "next"
