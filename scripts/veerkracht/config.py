"""Checks of config.yaml before any work starts: keys, values, and the files they promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from veerkracht.faults import Fault, InputError, nearest
from veerkracht.roles import Role, with_role

TYPE_WORDS = {
    "object": "een blok met sleutels",
    "array": "een lijst",
    "string": "tekst (eventueel tussen aanhalingstekens)",
    "integer": "een geheel getal",
    "number": "een getal",
    "boolean": "true of false",
}


class StrictLoader(yaml.SafeLoader):
    """YAML without two silent traps: a key given twice, and 12:30 read as the number 750."""


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


_INT = "tag:yaml.org,2002:int"
StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
StrictLoader.yaml_implicit_resolvers = {
    letter: [(tag, rule) for tag, rule in rules if tag != _INT]
    for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
StrictLoader.add_implicit_resolver(
    _INT, re.compile(r"^[-+]?(0|[1-9][0-9]*)$"), list("-+0123456789")
)


def read_yaml(path: str | Path) -> Any:
    """The content of a YAML file; raises InputError with the line where it cannot be read."""
    try:
        return yaml.load(Path(path).read_text(encoding="utf-8-sig"), Loader=StrictLoader)
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else 0
        fault = Fault(
            file=str(path),
            row=row,
            found=str(error.problem),
            expected="geldige YAML",
            advice="Let op inspringen met spaties, dubbele punten en aanhalingstekens.",
        )
        raise InputError([fault]) from error
    except UnicodeDecodeError as error:
        raise InputError(
            [Fault(str(path), found="geen UTF-8", expected="een tekstbestand in UTF-8")]
        ) from error


def check_config(config: dict[str, Any], schema: dict[str, Any], file: str) -> None:
    """Raise InputError with every place where `config` departs from the JSON `schema`.

    The schema's `description` of the key is the expectation that the user reads.
    """
    from jsonschema import Draft202012Validator

    faults: list[Fault] = []
    for error in Draft202012Validator(schema).iter_errors(config):
        path = [str(part) for part in error.absolute_path]
        faults += list(_translate(error, path, file))
    if not faults:
        faults = list(_check_sense(config, file))
    if faults:
        raise InputError(faults)


def _translate(error: Any, path: list[str], file: str) -> Iterator[Fault]:
    """The Dutch faults behind one error of jsonschema."""
    rule, schema = error.validator, error.schema
    place = " > ".join(path)
    meaning = schema.get("description", "")
    if rule == "additionalProperties":
        known = list(schema.get("properties", {}))
        for key in sorted(set(error.instance) - set(known), key=str):
            yield Fault(
                file,
                column=" > ".join([*path, str(key)]),
                found="een onbekende sleutel",
                expected=f"een van {', '.join(known)}",
                advice=nearest(str(key), known),
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
        expected = "de vorm uit de uitleg"
    yield Fault(
        file,
        column=place,
        found=repr(error.instance) if not isinstance(error.instance, dict) else "een blok",
        expected=f"{expected} ({meaning})" if meaning else expected,
        advice=nearest(str(error.instance), schema["enum"]) if rule == "enum" else "",
    )


def _check_sense(config: dict[str, Any], file: str) -> Iterator[Fault]:
    """What a schema cannot say: order, and values that must fit each other."""
    for key, wijk in config["wijken"].items():
        weights = wijk.get("inhabitants", {})
        if (weights or len(wijk["areas"]) > 1) and set(weights) != set(wijk["areas"]):
            yield Fault(
                file,
                column=f"wijken > {key} > inhabitants",
                found=", ".join(weights) or "niets",
                expected=f"het aantal inwoners van {', '.join(wijk['areas'])}",
                advice="Zo wegen de gebieden als de monitor ze samen neemt.",
            )
        years = wijk.get("years", [])
        if years and not {"municipality", "protagonists", "tie_rule", "programme"} <= set(wijk):
            missing = {"municipality", "protagonists", "tie_rule", "programme"} - set(wijk)
            yield Fault(
                file,
                column=f"wijken > {key}",
                found=f"geen {', '.join(sorted(missing))}",
                expected="deze sleutels bij een wijk met gesprekken (years)",
            )
        # One year past the last: who leaves that year out sees the same map.
        ends = range(years[0], years[-1] + 2) if years else range(0)
        if "map_until" in wijk and wijk["map_until"] not in ends:
            yield Fault(
                file,
                column=f"wijken > {key} > map_until",
                found=str(wijk["map_until"]),
                expected=f"een van de jaren {', '.join(map(str, years))}",
            )
        if years != sorted(years):
            yield Fault(
                file,
                column=f"wijken > {key} > years",
                found=str(years),
                expected="jaren in oplopende volgorde",
            )
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
    numeric = all(isinstance(bound, int | float) for bound in bounds)
    if not numeric or bounds != sorted(bounds) or bounds[-1] != 1:
        yield Fault(
            file,
            column="share_words",
            found=str(bounds),
            expected="oplopende bovengrenzen tot en met 1",
        )
    bounds = [bound for bound, _ in config["change_words"]]
    numeric = all(isinstance(bound, int | float) for bound in bounds)
    if not numeric or bounds != sorted(bounds) or bounds[0] != 0:
        yield Fault(
            file,
            column="change_words",
            found=str(bounds),
            expected="oplopende ondergrenzen vanaf 0",
        )


def add_defaults(config: dict[str, Any]) -> None:
    """Give every wijk the keys that it may leave out, in place: a wijk may have no interviews."""
    absent = {"years": [], "municipality": "", "protagonists": [], "tie_rule": "union"}
    for wijk in config["wijken"].values():
        for key, value in absent.items():
            wijk.setdefault(key, value)
        wijk.setdefault("programme", None)


def check_files(needed: dict[str, str], root: Path) -> None:
    """Raise InputError for every file in `needed` (path -> what it is) that is not below `root`.

    Snakemake itself can keep silent: a missing raw file beside a report of last year ends in
    "Nothing to be done" (snakemake issues 3953 and 3280).
    """
    faults = []
    for name, purpose in needed.items():
        path = root / name
        if path.is_file():
            continue
        siblings = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
        hint = nearest(path.name, siblings)
        faults.append(
            Fault(
                name,
                found="dit bestand is er niet",
                expected=purpose,
                advice=hint or "Zet het bestand daar neer of pas config.yaml aan.",
            )
        )
    if faults:
        raise InputError(faults)


WORKBOOKS = (".xlsx", ".ods", ".xls", ".xlsm")
CODING_SHEETS = ("initiatieven", "relaties", "citaten", "codeurs")


def find_workbook(folder: Path, year: int) -> Path:
    """The coding workbook of a year: a file, or a folder with the sheets as .csv.

    Gives the .xlsx that should be there when there is none. Raises InputError when there are two.
    """
    found = [path for path in (folder / f"{year}{end}" for end in WORKBOOKS) if path.is_file()]
    found += [folder / str(year)] if (folder / str(year)).is_dir() else []
    if len(found) > 1:
        names = " en ".join(path.name for path in found)
        advice = "Laat er één staan, en haal de andere weg."
        expected = f"één werkmap van {year}"
        raise InputError([Fault(str(folder), found=names, expected=expected, advice=advice)])
    return found[0] if found else folder / f"{year}.xlsx"


def files_of(workbook: str) -> dict[str, str]:
    """The files of a coding workbook with what each is for: itself, or the .csv of its folder."""
    path = Path(workbook)
    if not path.is_dir():
        return {workbook: "de werkmap met codeersheets"}
    here = {file.stem.casefold(): file for file in sorted(path.glob("*.csv"))}
    return {
        str(here.get(name, path / f"{name}.csv")): f"het blad {name} van de codeersheets"
        for name in CODING_SHEETS
    }


def check_wijk(wijk: str | None, wijken: dict[str, Any]) -> None:
    """Raise InputError when --config asks for a wijk that is not in the settings."""
    if wijk not in wijken:
        expected = f"een van {', '.join(wijken)}"
        found = f"'{wijk}'" if wijk else "niets"
        advice = nearest(wijk or "", wijken)
        raise InputError([Fault("--config", "", 0, "wijk", found, expected, advice)])


def check_request(request: dict[str, Any], wijken: dict[str, Any], root: Path) -> None:
    """Raise InputError when new_year cannot make the workbook that is asked for.

    `request`: year, wijk and bron (a file or folder of another program, or None).
    """
    wijk, source = request["wijk"], request["bron"]
    check_wijk(wijk, wijken)
    faults = []
    folder = root / "data" / wijk
    there = find_workbook(folder, request["year"])
    if there.exists():
        name = there.relative_to(root)
        advice = "Er is niets veranderd. Haal het bestand eerst weg als u opnieuw wilt beginnen."
        found, expected = "dit bestaat al", "een jaar zonder werkmap"
        faults.append(Fault(str(name), found=found, expected=expected, advice=advice))
    if source and not (root / source).exists():
        found, expected = f"'{source}'", "een bestand of map die er is"
        faults.append(Fault("--config", column="bron", found=found, expected=expected))
    if faults:
        raise InputError(faults)
