"""The tests of claims as their code declares them, read without importing it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from typing import Any

from veerkracht.paths import PACKAGE

FOLDER = PACKAGE / "claims" / "tests"


@dataclass(frozen=True)
class Parameter:
    """A parameter of a test: its type (a name in parameters.py) and whether it must be given."""

    kind: str
    needed: bool
    default: Any = None


@dataclass(frozen=True)
class Signature:
    """A test: its text for the reader, what it is about (year, years or ""), its parameters."""

    text: str
    about: str
    parameters: dict[str, Parameter]


@cache
def signatures() -> dict[str, Signature]:
    """Dutch name of a test -> its signature; parameters by their Dutch name."""
    found: dict[str, Signature] = {}
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            name = _name(node)
            if name and isinstance(node, ast.FunctionDef):
                found[name] = _signature(node)
    return found


def _name(node: ast.stmt) -> str:
    for mark in getattr(node, "decorator_list", []):
        if isinstance(mark, ast.Call) and getattr(mark.func, "id", "") == "toets":
            return str(ast.literal_eval(mark.args[0]))
    return ""


def _signature(node: ast.FunctionDef) -> Signature:
    about = node.args.args[1].arg if len(node.args.args) > 1 else ""
    parameters = {}
    for arg, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
        kind = ast.unparse(arg.annotation).removesuffix(" | None") if arg.annotation else ""
        value = None if default is None else ast.literal_eval(default)
        parameters[arg.arg.replace("_", "-")] = Parameter(kind, default is None, value)
    return Signature(" ".join((ast.get_docstring(node) or "").split()), about, parameters)


@cache
def metric_names() -> list[str]:
    """The measures of a network: every function that bears @metric."""
    folder = PACKAGE / "network"
    return [
        node.name
        for path in sorted(folder.glob("*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and any(
            isinstance(m, ast.Call) and getattr(m.func, "id", "") == "metric"
            for m in node.decorator_list
        )
    ]
