"""What a text may use: look-ups, components and tables, read from the code without importing it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache

from veerkracht.paths import PACKAGE

# What `fill` gives the texts beside the look-ups and components.
WRITERS = {
    *("num", "signed", "pct", "pct_of", "fact", "word", "of_all", "counted", "enum", "trend"),
}
OF_REPORT = {"see", "footnote", "lessons", "sheets", "section", "missing"}
OF_EDITION = {"wijk", "edition", "input_hash", "versions"}
# Look-ups that know only the years of the interviews, and only the parties of the network.
OF_INTERVIEWS = ("network", "interviews", "claims")
OF_PARTIES = ("name", "later")


@dataclass(frozen=True)
class Offer:
    """A look-up: its parameters by name, and which of them are a year of interviews or a party."""

    parameters: tuple[str, ...] = ()
    years: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()


@cache
def offers() -> dict[str, Offer]:
    """Every name that a text may use; a look-up with what it asks."""
    files = [*(PACKAGE / "lookups").glob("*.py"), PACKAGE / "report" / "components.py"]
    found = {name: Offer() for name in (*WRITERS, *OF_REPORT, *OF_EDITION)}
    for path in sorted(files):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                getattr(mark, "id", "") == "offered" for mark in node.decorator_list
            ):
                found[node.name] = _offer(node, path.stem)
    return found


def _offer(node: ast.FunctionDef, module: str) -> Offer:
    kinds = {a.arg: ast.unparse(a.annotation) for a in node.args.args[1:] if a.annotation}
    if module not in OF_INTERVIEWS:
        return Offer(tuple(kinds))
    years = {name for name, kind in kinds.items() if kind.startswith("int") and name != "n"}
    parties = {name for name in OF_PARTIES if kinds.get(name) == "str"}
    return Offer(tuple(kinds), frozenset(years), frozenset(parties if module == "network" else ()))


@cache
def table_names() -> tuple[str, ...]:
    """The tables that a text may print: those that the list TABLES names."""
    code = (PACKAGE / "report" / "tables" / "__init__.py").read_text(encoding="utf-8")
    lists = [
        node.value
        for node in ast.parse(code).body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "TABLES" and node.value
    ]
    return tuple(n.attr for one in lists for n in _named(one))


def _named(listed: ast.expr) -> list[ast.Attribute]:
    if not isinstance(listed, ast.DictComp) or not isinstance(listed.generators[0].iter, ast.Tuple):
        return []
    return [n for n in listed.generators[0].iter.elts if isinstance(n, ast.Attribute)]
