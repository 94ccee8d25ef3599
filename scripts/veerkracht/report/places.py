"""Where the texts of a wijk use its claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from veerkracht.lookups.claims import DIMENSIONS
from veerkracht.report.text_trees import texts_of

USE = re.compile(r"{%-?\s*bewering\s+\"([^\"]+)\"|\boutcome\(\"([^\"]+)\"")
# The text of a year that has none of its own: templates/sections/jaar/algemeen.md.
GENERAL = "algemeen"
# One call that asks for the claims on all four dimensions.
ALL_DIMENSIONS = "stronger_outcomes()"


def place_claims(
    claims: pd.DataFrame, folders: Iterable[Path], covered: Iterable[Mapping[str, str]] = ()
) -> pd.DataFrame:
    """The judged claims with columns places, the texts in `folders` that use them, and sentences.

    `covered`: the sentences of the filled report with section and claim.

    Years are whole numbers: reading a table makes 2019,0 of a year that can lack. A claim of every
    year stands in the general text of a year (GENERAL) only where the wijk has no text of its own.
    """
    folders = list(folders)
    places = places_of(folders)
    own = {path.stem for folder in folders for path in folder.glob("jaar/*")}

    def used_in(claim: str) -> str | None:
        name, _, year = claim.rpartition("-")
        if claim in places or name not in places:
            return places.get(claim)
        texts = places[name].split("|")
        return "|".join(t for t in texts if t != GENERAL or year not in own) or None

    whole = claims.astype({"start": "Int64", "end": "Int64"})
    sentences: dict[str, dict[str, None]] = {}
    for item in covered:
        sentence = f"{item['section']}: {item['sentence']}"
        sentences.setdefault(item["claim"], {})[sentence] = None
    said = {claim: "|".join(texts) for claim, texts in sentences.items()}
    names = claims["claim"]
    return whole.assign(places=names.map(used_in), sentences=names.map(said))


def places_of(folders: Iterable[Path]) -> dict[str, str]:
    """Claim -> the names of the texts that use it, joined by `|`.

    A text counts once: from the first of `folders` that has it, or below it.
    """
    dimensions = [f"sterker-{name}" for name in DIMENSIONS]
    places: dict[str, list[str]] = {}
    for path in texts_of(folders):
        text = path.read_text(encoding="utf-8")
        names = [tagged or asked for tagged, asked in USE.findall(text)]
        names += dimensions if ALL_DIMENSIONS in text else []
        for used in dict.fromkeys(names):
            places.setdefault(used, []).append(path.stem)
    return {claim: "|".join(names) for claim, names in places.items()}
