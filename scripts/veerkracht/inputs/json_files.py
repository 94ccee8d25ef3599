"""JSON as it arrives: what is no JSON, or lies too deep to be read, is told and never a crash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.containers import decode


def read_json(path: Path, expected: str) -> Any:
    """The content of a JSON file; raises InputError where it is none. `expected`: in words."""
    try:
        return json.loads(decode(path.read_bytes())[0])
    except RecursionError:
        found = "haken binnen haken, dieper dan in gegevens voorkomt"
    except ValueError as error:
        row = getattr(error, "lineno", 0)
        advice = "Haal het bestand opnieuw op: misschien is het afgebroken."
        fault = Fault(str(path), "", row, "", "geen geldige JSON", expected, advice)
        raise InputError([fault]) from error
    raise InputError([Fault(str(path), found=found, expected=expected)])
