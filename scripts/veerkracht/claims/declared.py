"""The claims that files declare: read, checked line by line, and given their years.

Runs before any work starts: nothing of the data is read here, but who asks may give the names of
the parties in the sheets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from veerkracht.claims.signatures import Parameter, Signature, metric_names, signatures
from veerkracht.config import StrictLoader, read_yaml
from veerkracht.faults import Fault, InputError, nearest
from veerkracht.words import fold

GENERAL = Path("templates/beweringen.yaml")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FIXED = ("item", "zegt", "toets", "jaar", "tegen")
MUNICIPALITY = "gemeente"  # as a party: the municipality of the settings
FIRST, LAST, BEFORE, EVERY = "eerste", "laatste", "vorige", "elk jaar"
YEAR_WORDS = {"jaar": (FIRST, LAST, EVERY), "tegen": (FIRST, BEFORE)}
# Words that a parameter of a type can be; measures are read from the code that computes them.
WORDS = {
    "Kenmerk": ("groot", "hecht", "divers", "decentraal"),
    "Soort": ("formeel", "informeel"),
    "Wie": ("bewoners", "informeel", "gemeente", "formeel"),
    "Bestuursmaat": ("wijkbesluiten", "trede", "lokale_taken", "budget", "wijkbudget"),
}
IN_A_SHEET = "een partij die in de sheets of in aliassen.csv staat"
LISTS = {"Maten": "Maat", "Kenmerken": "Kenmerk", "Woorden": "", "Beweringen": "Bewering"}


@dataclass(frozen=True)
class Declared:
    """A claim as a file declares it. `parameters` by the names of the code, defaults left out."""

    name: str
    item: str
    statement: str
    test: str
    year: int | str
    against: int | str
    parameters: dict[str, Any]

    @property
    def yearly(self) -> bool:
        """Whether it is asked of every year."""
        return self.year == EVERY


def files_of(wijk: str, root: Path = Path()) -> list[str]:
    """The files that declare the claims of a wijk; its own may be absent."""
    own = Path("data") / wijk / "teksten" / "beweringen.yaml"
    return [str(GENERAL), *([str(own)] if (root / own).is_file() else [])]


def read_claims(
    files: Iterable[str | Path],
    years: list[int],
    parties: Callable[[], Mapping[str, str] | None] = lambda: None,
) -> dict[str, Declared]:
    """Name -> claim; a later file replaces a claim of an earlier one.

    `parties`: folded name -> name in the sheets, asked only when a claim names a party; None when
    nobody knows. Raises InputError with every fault, at its line.
    """
    blocks: dict[str, tuple[str, Any, dict[Any, int]]] = {}
    for file in files:
        content = read_yaml(file) or {}
        rows = rows_of(Path(file))
        if not isinstance(content, dict):
            raise InputError([Fault(str(file), row=1, found="geen blokken", expected="beweringen")])
        for name, block in content.items():
            blocks[str(name)] = (str(file), block, rows.get(str(name), {}))
    tests, measures = signatures(), metric_names()
    words = WORDS | {"Maat": tuple(measures), "Bewering": tuple(blocks)}
    named = any(_names_a_party(block, tests) for _, block, _ in blocks.values())
    if named and (there := parties()) is not None:
        words["Partij"] = (MUNICIPALITY, *there.values())
    faults: list[Fault] = []
    claims: dict[str, Declared] = {}
    for name, (file, block, places) in blocks.items():
        told = list(_faults(name, block, tests, words, years))
        faults += [
            Fault(file, "", places.get(key, places.get("", 0)), key, *rest) for key, *rest in told
        ]
        if not told:
            claims[name] = _declared(name, block)
    if faults:
        raise InputError(faults)
    return claims


def _names_a_party(block: Any, tests: Mapping[str, Signature]) -> bool:
    test = tests.get(str(block.get("toets"))) if isinstance(block, dict) else None
    return (
        any(test.parameters[key].kind == "Partij" for key in block if key in test.parameters)
        if test
        else False
    )


def rows_of(path: Path) -> dict[str, dict[Any, int]]:
    """Claim -> key -> its row in the file; "" is the row of the claim itself."""
    return _rows_in(path.read_text(encoding="utf-8-sig"))


@cache
def _rows_in(text: str) -> dict[str, dict[Any, int]]:
    tree = yaml.compose(text, Loader=StrictLoader)
    rows = {}
    for key, value in tree.value if isinstance(tree, yaml.MappingNode) else []:
        inner = value.value if isinstance(value, yaml.MappingNode) else []
        rows[key.value] = {"": key.start_mark.line + 1} | {
            k.value: k.start_mark.line + 1 for k, _ in inner
        }
    return rows


def _declared(name: str, block: dict[str, Any]) -> Declared:
    parameters = {k.replace("-", "_"): v for k, v in block.items() if k not in FIXED}
    year = block.get("jaar", LAST)
    against = block.get("tegen", BEFORE if year == EVERY else FIRST)
    item = str(block.get("item", ""))
    return Declared(name, item, block["zegt"], block["toets"], year, against, parameters)


Told = tuple[str, str, str, str]  # key, found, expected, advice


def _faults(
    name: str,
    block: Any,
    tests: Mapping[str, Signature],
    words: Mapping[str, tuple[str, ...]],
    years: list[int],
) -> Iterator[Told]:
    """What is wrong in one block."""
    if not NAME.fullmatch(name):
        yield "", f"de naam '{name}'", "kleine letters, cijfers en streepjes", ""
    if not isinstance(block, dict):
        yield "", "geen blok", "zegt, toets en wat de toets vraagt", ""
        return
    for key in ("zegt", "toets"):
        if not isinstance(block.get(key), str):
            yield key, str(block.get(key, "niets")), "tekst", f"Voeg '{key}' toe aan {name}."
            return
    test = tests.get(block["toets"])
    if test is None:
        yield "toets", f"de toets '{block['toets']}'", "een toets", nearest(block["toets"], tests)
        yield from _unknown_years(block, years)
        return
    keys = [*FIXED, *test.parameters]
    for key in block:
        if key not in keys:
            yield (
                str(key),
                "een onbekende sleutel",
                f"een van {', '.join(keys)}",
                nearest(str(key), keys),
            )
    for key, parameter in test.parameters.items():
        if key in block:
            yield from _wrong_value(key, block[key], parameter, words)
        elif parameter.needed:
            yield "", f"geen {key} in {name}", f"wat de toets {block['toets']} vraagt", ""
    yield from _wrong_years(block, test, years)


def _wrong_value(
    key: str, value: Any, parameter: Parameter, words: Mapping[str, tuple[str, ...]]
) -> Iterator[Told]:
    """What is wrong in the value of one parameter, by its type."""
    kind, values = parameter.kind, [value]
    if kind in LISTS:
        kind = LISTS[kind]
        if not isinstance(value, list) or not value:
            yield key, str(value), "een lijst, tussen [ en ]", ""
            return
        values = value
    if kind == "Grenzen":
        good = isinstance(value, dict) and all(isinstance(v, int | float) for v in value.values())
        if not good:
            yield key, str(value), "maten met elk een getal, tussen { en }", ""
            return
        kind, values = "Maat", list(value)
    if kind in ("Aandeel", "Getal", "Aantal", "JaNee"):
        types = {"Aantal": int, "JaNee": bool}.get(kind, (int, float))
        fits = isinstance(value, types) and (kind == "JaNee" or not isinstance(value, bool))
        if not fits or (kind == "Aandeel" and not 0 <= value <= 1):
            wanted = {"Aandeel": "een getal van 0 tot 1", "JaNee": "true of false"}
            yield key, str(value), wanted.get(kind, "een getal"), ""
        return
    for one in values:
        if not isinstance(one, str):
            yield key, str(one), "tekst", ""
        elif kind == "Partij" and kind in words and fold(one) not in map(fold, words[kind]):
            yield key, f"de partij '{one}'", IN_A_SHEET, nearest(one, words[kind])
        elif kind != "Partij" and kind in words and one not in words[kind]:
            yield key, f"'{one}'", f"een {kind.lower()} die er is", nearest(one, words[kind])


def _wrong_years(block: dict[str, Any], test: Signature, years: list[int]) -> Iterator[Told]:
    """What is wrong in `jaar` and `tegen`."""
    asked = {"year": ("jaar",), "years": ("jaar", "tegen")}.get(test.about, ())
    for key in YEAR_WORDS:
        if key in block and key not in asked:
            yield key, str(block[key]), f"geen {key} bij de toets {block['toets']}", ""
    yield from _unknown_years({key: block[key] for key in asked if key in block}, years)


def _unknown_years(block: dict[str, Any], years: list[int]) -> Iterator[Told]:
    """The years in `jaar` and `tegen` that the wijk does not have."""
    for key, texts in YEAR_WORDS.items():
        if key in block and block[key] not in texts and block[key] not in years:
            choice = ", ".join(map(str, [*texts, *years]))
            yield key, str(block[key]), f"een van {choice}", nearest(str(block[key]), texts)


# The years of a claim -----------------------------------------------------------------------------


def moments(claim: Declared, years: list[int]) -> list[tuple[str, int | None, int | None]]:
    """Each time that a claim is judged: its name then, the year compared with, the year judged.

    A year that is not there is None. `years`: those of the wijk, in order.
    """
    if not claim.yearly:
        year = _year(claim.year, years)
        return [(claim.name, _against(claim, year, years), year)]
    return [(f"{claim.name}-{year}", _against(claim, year, years), year) for year in years]


def _year(year: int | str, years: list[int]) -> int | None:
    if year in (FIRST, LAST):
        return (years[0] if year == FIRST else years[-1]) if years else None
    return int(year) if year in years else None


def _against(claim: Declared, year: int | None, years: list[int]) -> int | None:
    if claim.against != BEFORE:
        return _year(claim.against, years)
    return next((before for before, after in pairwise(years) if after == year), None)
