"""The tag by which a section writes a sentence through its claim, with a wording per outcome.

    {% bewering "meer-initiatieven" %}
    {% houdt %}Er zijn meer initiatieven.
    {% waargenomen %}Er lijken meer initiatieven te zijn.
    {% niet onbekend %}
    {% einde %}

A claim of every year is asked with its year: `{% bewering "gemeente-centraal", year %}`. An outcome
without a wording stops the build; an empty wording says nothing, on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.parser import Parser

from veerkracht.faults import nearest
from veerkracht.lookups.claims import DIMENSIONS
from veerkracht.network.outcome import Outcome
from veerkracht.report.section_heads import FORMATS

# The words of the tag for the outcomes of claims.
WORDS = {
    "houdt": Outcome.HOLDS,
    "waargenomen": Outcome.OBSERVED,
    "niet": Outcome.FAILS,
    "onbekend": Outcome.UNKNOWN,
}
END = "einde"
USE = re.compile(r"{%-?\s*bewering\s+\"([^\"]+)\"|\boutcome\(\"([^\"]+)\"\)")
# The text of a year that has none of its own: templates/sections/jaar/algemeen.md.
GENERAL = "algemeen"
# One call that asks for the claims on all four dimensions.
ALL_DIMENSIONS = "stronger_outcomes()"


def place_claims(claims: pd.DataFrame, folders: Iterable[Path]) -> pd.DataFrame:
    """The judged claims with a column places: the texts in `folders` that use them.

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
    return whole.assign(places=claims["claim"].map(used_in))


def places_of(folders: Iterable[Path]) -> dict[str, str]:
    """Claim -> the names of the texts that use it, joined by `|`.

    A text counts once: from the first of `folders` that has it, or below it.
    """
    dimensions = [f"sterker-{name}" for name in DIMENSIONS]
    places: dict[str, list[str]] = {}
    for path in _texts(folders):
        text = path.read_text(encoding="utf-8")
        names = [tagged or asked for tagged, asked in USE.findall(text)]
        names += dimensions if ALL_DIMENSIONS in text else []
        for used in dict.fromkeys(names):
            places.setdefault(used, []).append(path.stem)
    return {claim: "|".join(names) for claim, names in places.items()}


def _texts(folders: Iterable[Path]) -> list[Path]:
    """The texts in `folders` and below, by name; a text in an earlier folder replaces a later."""
    texts: dict[Path, Path] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.suffix in FORMATS:
                texts.setdefault(path.relative_to(folder), path)
    return [texts[name] for name in sorted(texts)]


class Wordings(Extension):
    """Adds the tag `bewering`; a template needs the functions `outcome` and `no_wording`."""

    tags = {"bewering"}  # noqa: RUF012 - so named and typed by Jinja

    def parse(self, parser: Parser) -> nodes.Node:
        """A chain of ifs over the outcome, closed by the fault that a wording is missing."""
        line = next(parser.stream).lineno
        asked = [parser.parse_expression()]
        if parser.stream.skip_if("comma"):
            asked.append(parser.parse_expression())
        stops = tuple(f"name:{word}" for word in (*WORDS, END))
        before = parser.parse_statements(stops, drop_needle=False)
        if any(_text(node).strip() for node in before):
            raise TemplateSyntaxError("voor de eerste uitkomst staat tekst", line)
        branches: list[tuple[list[Outcome], list[nodes.Node]]] = []
        while parser.stream.current.value != END:
            words = []
            while parser.stream.current.type == "name":
                words.append(str(next(parser.stream).value))
            for word in words:
                if word not in WORDS:
                    hint = nearest(word, WORDS)
                    raise TemplateSyntaxError(f"de uitkomst '{word}' bestaat niet. {hint}", line)
            body = parser.parse_statements(stops, drop_needle=False)
            branches.append(([WORDS[word] for word in words], body))
        next(parser.stream)
        chain: list[nodes.Node] = [nodes.Output([_call("no_wording", asked)])]
        for outcomes, body in reversed(branches):
            choices = nodes.List([nodes.Const(outcome.value) for outcome in outcomes])
            test = nodes.Compare(_call("outcome", asked), [nodes.Operand("in", choices)])
            chain = [nodes.If(test, body, [], chain)]
        return chain[0].set_lineno(line)


def _call(function: str, asked: list[nodes.Expr]) -> nodes.Call:
    return nodes.Call(nodes.Name(function, "load"), asked, [], None, None)


def _text(node: Any) -> str:
    """The plain text of an output node; anything else counts as text."""
    parts = getattr(node, "nodes", [])
    plain = [getattr(part, "data", "x") for part in parts]
    return "".join(plain) if isinstance(node, nodes.Output) else "x"
