"""Checks of config.yaml before any work starts: keys, values, and the files they promise."""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from veerkracht.faults import Fault, InputError, nearest
from veerkracht.roles import Role, with_role

MOST_NODES = 100_000  # a thousand times config.yaml
TYPE_WORDS = {
    "object": "een blok met sleutels",
    "array": "een lijst",
    "string": "tekst (eventueel tussen aanhalingstekens)",
    "integer": "een geheel getal",
    "number": "een getal",
    "boolean": "true of false",
}


# What the reader of YAML says of the mistakes that people make, and what that means.
YAML_PROBLEMS = {
    r"found character '\t'": "een tab in plaats van spaties",
    "found character '": "een teken waar een tekst mee begint zonder aanhalingstekens",
    "mapping values are not allowed": "een dubbele punt op een plek waar geen sleutel kan staan",
    "could not find expected ':'": "een sleutel zonder dubbele punt",
    "found unexpected end of stream": "een aanhalingsteken dat niet sluit",
    "expected <block end>": "een regel die anders is ingesprongen dan de regel erboven",
    "did not find expected": "een haakje of aanhalingsteken dat niet sluit",
    "expected ',' or": "een haakje dat niet sluit, of een komma die ontbreekt",
    "found undefined alias": "een verwijzing (*) naar iets dat er niet staat",
    "could not determine a constructor": "een uitroepteken met een woord (een tag)",
}


class _Guard:
    """Refuses references that explode: nine lines can make a billion values."""

    def get_single_node(self) -> Any:
        """The tree of the file; raises a YAML error where references make it too large."""
        node = super().get_single_node()  # type: ignore[misc]
        if node is not None and _size(node, {}) > MOST_NODES:
            problem = f"verwijzingen (*) die meer dan {MOST_NODES} waarden worden"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
        return node


class StrictLoader(_Guard, yaml.SafeLoader):
    """YAML without two silent traps: a key given twice, and 12:30 read as the number 750."""


def _size(node: yaml.Node, known: dict[int, float]) -> float:
    """How many values a tree is when every reference is written out; infinite for a circle."""
    if id(node) not in known:
        known[id(node)] = float("inf")
        inside = node.value if isinstance(node, yaml.CollectionNode) else []
        pairs = isinstance(node, yaml.MappingNode)
        parts = [part for pair in inside for part in pair] if pairs else inside
        known[id(node)] = 1 + sum(_size(part, known) for part in parts)
    return known[id(node)]


class QuickLoader(_Guard, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same in a tenth of the time, for YAML that is sound: it words faults in its own way."""


def _mapping(loader: StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node)
        if key in seen:
            raise yaml.MarkedYAMLError(
                problem=f"de sleutel '{key}' staat er twee keer", problem_mark=key_node.start_mark
            )
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


def _timestamp(loader: StrictLoader, node: yaml.ScalarNode) -> Any:
    """A date; raises a YAML error with its place where that day is not in the calendar."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError as error:
        problem = f"de datum {node.value} bestaat niet"
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark) from error


_INT = "tag:yaml.org,2002:int"
for _loader in (StrictLoader, QuickLoader):
    _loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
    _loader.add_constructor("tag:yaml.org,2002:timestamp", _timestamp)
    _loader.yaml_implicit_resolvers = {
        letter: [(tag, rule) for tag, rule in rules if tag != _INT]
        for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    _loader.add_implicit_resolver(_INT, re.compile(r"^[-+]?(0|[1-9][0-9]*)$"), list("-+0123456789"))


# All wijken have most of their texts and claims in common: each is read once a start.
@cache
def load_yaml(text: str) -> Any:
    """The content of a text in YAML, for reading only.

    Raises a YAMLError with its place and in known words, or a RecursionError.
    """
    try:
        return yaml.load(text, Loader=QuickLoader)
    except yaml.YAMLError:
        return yaml.load(text, Loader=StrictLoader)


def read_yaml(path: str | Path) -> Any:
    """The content of a YAML file; raises InputError with the line where it cannot be read."""
    try:
        return copy.deepcopy(load_yaml(Path(path).read_text(encoding="utf-8-sig")))
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else 0
        fault = Fault(
            file=str(path),
            row=row,
            found=_in_dutch(str(error.problem)),
            expected="geldige YAML",
            advice="Let op inspringen met spaties, dubbele punten en aanhalingstekens.",
        )
        raise InputError([fault]) from error
    except RecursionError as error:
        found, expected = "haken of lijsten dieper in elkaar dan ergens nodig is", "geldige YAML"
        raise InputError([Fault(str(path), found=found, expected=expected)]) from error
    except yaml.reader.ReaderError as error:
        found, advice = f"een stuurteken (U+{error.character:04X})", "Typ die regel opnieuw."
        raise InputError([Fault(str(path), found=found, advice=advice)]) from error
    except UnicodeDecodeError as error:
        found, expected = "geen UTF-8", "een tekstbestand in UTF-8"
        row = Path(path).read_bytes()[: error.start].count(b"\n") + 1
        advice = "Kies bij het bewaren de codering UTF-8."
        raise InputError([Fault(str(path), "", row, "", found, expected, advice)]) from error
    except OSError as error:
        found, expected = "dit bestand is niet te openen", "een leesbaar bestand"
        raise InputError([Fault(str(path), found=found, expected=expected)]) from error


def _in_dutch(problem: str) -> str:
    """What is wrong in a YAML file; what we have no words for stays as the reader says it."""
    known = (dutch for sign, dutch in YAML_PROBLEMS.items() if sign in problem)
    return next(known, problem)


def read_settings(path: str | Path) -> None:
    """Read config.yaml with our own strict reader first; raises InputError where it is not sound.

    Snakemake tells no line, and one key makes its reader run code from the file.
    """
    if not Path(path).is_file():
        expected, advice = "de instellingen", "Geef de opdracht in de map van de monitor."
        fault = Fault(str(path), found="dit bestand is er niet", expected=expected, advice=advice)
        raise InputError([fault])
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise InputError(
            [Fault(str(path), found="geen sleutels", expected="een blok met sleutels")]
        )
    code = [str(key) for key in content if str(key).startswith("__")]
    if code:
        found, advice = (
            f"de sleutel '{code[0]}'",
            "Haal de regel weg: zij kan opdrachten uitvoeren.",
        )
        raise InputError([Fault(str(path), found=found, expected="instellingen", advice=advice)])


def check_config(
    config: dict[str, Any], schema: dict[str, Any], file: str, typed: Collection[str] = ()
) -> None:
    """Raise InputError with every place where `config` departs from the JSON `schema`.

    The schema's `description` of the key is the expectation that the user reads. `typed`: the keys
    that do not stand in `file` but after --config.
    """
    from jsonschema import Draft202012Validator

    faults: list[Fault] = []
    for error in Draft202012Validator(schema).iter_errors(config):
        path = [str(part) for part in error.absolute_path]
        faults += list(_translate(error, path, file))
    if not faults:
        faults = list(_check_sense(config, file))
    if faults:
        given = [fault for fault in faults if fault.column.split(" > ")[0] in typed]
        faults = at_their_lines(set(faults) - set(given), file)
        raise InputError([*faults, *(replace(fault, file="--config") for fault in given)])


def check_names(config: dict[str, Any], tables: Iterable[str], file: str) -> None:
    """Raise InputError for a wijk or a source with a name that results already have.

    `tables`: the names of the tables of a wijk, beside which those of the sources stand.
    """
    taken = {"wijken": {"stad"}, "sources": set(tables)}
    faults = [
        Fault(
            file,
            column=f"{block} > {name}",
            found=f"de naam '{name}', die de monitor zelf gebruikt",
            expected="een andere naam",
            advice="Kies een andere naam (en hernoem de map in data/ mee).",
        )
        for block, names in taken.items()
        for name in sorted(names & set(config[block]))
    ]
    if faults:
        raise InputError(at_their_lines(faults, file))


def at_their_lines(faults: Iterable[Fault], file: str) -> list[Fault]:
    """The faults in `file` with the line of the key in `column` (`wijken > x > name`) as row.

    Of a key that is not there, the line of the block it should be in.
    """
    if not Path(file).is_file():
        return list(faults)
    lines = dict(_lines_of(yaml.compose(Path(file).read_text("utf-8-sig"), Loader=StrictLoader)))

    def line_of(keys: list[str]) -> int:
        return lines.get(" > ".join(keys), 0) or (line_of(keys[:-1]) if keys else 0)

    return [replace(fault, row=line_of(fault.column.split(" > "))) for fault in faults]


def _lines_of(node: yaml.Node | None, above: str = "") -> Iterator[tuple[str, int]]:
    """Every key below `node`, with those above it, and its line."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            keys = f"{above}{key.value}"
            yield keys, key.start_mark.line + 1
            yield from _lines_of(value, f"{keys} > ")


def _translate(error: Any, path: list[str], file: str) -> Iterator[Fault]:
    """The Dutch faults behind one error of jsonschema."""
    rule, schema = error.validator, error.schema
    place = " > ".join(path)
    meaning = schema.get("description", "")
    if rule == "additionalProperties":
        keys = list(schema.get("properties", {}))
        for key in sorted(set(error.instance) - set(keys), key=str):
            yield Fault(
                file,
                column=" > ".join([*path, str(key)]),
                found="een onbekende sleutel",
                expected=f"een van {', '.join(keys)}",
                advice=nearest(str(key), keys),
            )
        return
    if rule == "required":
        for key in schema["required"]:
            if key not in error.instance:
                meaning = schema["properties"][key].get("description", "")
                yield Fault(
                    file,
                    column=" > ".join([*path, key]),
                    found="niets",
                    expected=meaning,
                    advice=f"Voeg de sleutel '{key}' toe.",
                )
        return
    if rule == "type":
        kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        expected = " of ".join(TYPE_WORDS[kind] for kind in kinds)
    elif rule == "enum":
        expected = f"een van {', '.join(schema['enum'])}"
    elif rule in ("minimum", "maximum"):
        word = "ten minste" if rule == "minimum" else "ten hoogste"
        expected = f"{word} {error.validator_value}"
    elif rule in ("minItems", "minProperties", "minLength"):
        expected = "ten minste één" if error.validator_value == 1 else f"{error.validator_value}"
    elif rule == "uniqueItems":
        expected = "elke waarde één keer"
    else:
        expected, meaning = meaning or "een andere vorm", ""
    if rule == "enum":
        advice = nearest(str(error.instance), schema["enum"])
    elif rule == "pattern" and re.fullmatch(schema["pattern"], str(error.instance).lower()):
        advice = f"Bedoelt u '{str(error.instance).lower()}'?"
    else:
        advice = ""
    yield Fault(
        file,
        column=place,
        found=repr(error.instance) if not isinstance(error.instance, dict) else "een blok",
        expected=f"{expected} ({meaning})" if meaning else expected,
        advice=advice,
    )


def _check_sense(config: dict[str, Any], file: str) -> Iterator[Fault]:
    """What a schema cannot say: order, and values that must fit each other."""
    date = config["edition"]["date"]
    try:
        dt.date.fromisoformat(date)
    except ValueError:
        expected = "een datum die bestaat, zoals 2026-11-30"
        yield Fault(file, column="edition > date", found=f"'{date}'", expected=expected)
    for key, wijk in config["wijken"].items():
        yield from _check_wijk_sense(wijk, f"wijken > {key}", file)
    for number, item in enumerate(config.get("vulnerability", []), start=1):
        if item["source"] not in config["sources"]:
            yield Fault(
                file,
                column=f"vulnerability > {number} > source",
                found=item["source"],
                expected="een bron onder sources",
                advice=nearest(item["source"], config["sources"]),
            )
        elif item["source"] not in with_role(config["sources"], Role.VULNERABILITY):
            yield Fault(
                file,
                column=f"vulnerability > {number} > source",
                found=f"{item['source']}, een bron zonder de rol {Role.VULNERABILITY}",
                expected=f"een bron met {Role.VULNERABILITY} in zijn role",
                advice=f"Zet {Role.VULNERABILITY} erbij: sources > {item['source']} > role.",
            )
    bounds = [bound for bound, _ in config["share_words"]]
    if not _ascending(bounds) or bounds[-1] != 1:
        expected = "oplopende bovengrenzen tot en met 1"
        yield Fault(file, column="share_words", found=str(bounds), expected=expected)
    bounds = [bound for bound, _ in config["change_words"]]
    if not _ascending(bounds) or bounds[0] != 0:
        expected = "oplopende ondergrenzen vanaf 0"
        yield Fault(file, column="change_words", found=str(bounds), expected=expected)


def _ascending(bounds: list[Any]) -> bool:
    return all(isinstance(bound, int | float) for bound in bounds) and bounds == sorted(bounds)


def _check_wijk_sense(wijk: dict[str, Any], place: str, file: str) -> Iterator[Fault]:
    """What must fit in the block of one wijk: areas and inhabitants, years and what needs them."""
    weights = wijk.get("inhabitants", {})
    if (weights or len(wijk["areas"]) > 1) and set(weights) != set(wijk["areas"]):
        yield Fault(
            file,
            column=f"{place} > inhabitants",
            found=", ".join(weights) or "niets",
            expected=f"het aantal inwoners van {', '.join(wijk['areas'])}",
            advice="Zo wegen de gebieden als de monitor ze samen neemt.",
        )
    for area in sorted(set(wijk.get("area_codes") or {}) - set(wijk["areas"])):
        yield Fault(
            file,
            column=f"{place} > area_codes",
            found=area,
            expected=f"een van de gebieden {', '.join(wijk['areas'])}",
            advice=nearest(area, wijk["areas"]),
        )
    years = wijk.get("years", [])
    missing = {"municipality", "protagonists", "tie_rule", "programme"} - set(wijk)
    if years and missing:
        expected = "deze sleutels bij een wijk met gesprekken (years)"
        yield Fault(
            file, column=place, found=f"geen {', '.join(sorted(missing))}", expected=expected
        )
    # One year past the last: who leaves that year out sees the same map.
    ends = range(years[0], years[-1] + 2) if years else range(0)
    if "map_until" in wijk and wijk["map_until"] not in ends:
        expected = f"een van de jaren {', '.join(map(str, years))}"
        yield Fault(
            file, column=f"{place} > map_until", found=str(wijk["map_until"]), expected=expected
        )
    if years != sorted(years):
        expected = "jaren in oplopende volgorde"
        yield Fault(file, column=f"{place} > years", found=str(years), expected=expected)


def add_defaults(config: dict[str, Any]) -> None:
    """Give every wijk the keys that it may leave out, in place: a wijk may have no interviews."""
    absent = {"years": [], "municipality": "", "protagonists": [], "tie_rule": "union"}
    for wijk in config["wijken"].values():
        for key, value in absent.items():
            wijk.setdefault(key, value)
        wijk.setdefault("programme", None)
        wijk.setdefault("background", None)


def check_wijk(wijk: str | None, wijken: dict[str, Any]) -> None:
    """Raise InputError when --config asks for a wijk that is not in the settings."""
    if wijk not in wijken:
        expected = f"een van {', '.join(wijken)}"
        found = f"'{wijk}'" if wijk else "niets"
        advice = nearest(wijk or "", wijken)
        raise InputError([Fault("--config", "", 0, "wijk", found, expected, advice)])
