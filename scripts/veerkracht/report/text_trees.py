"""The texts of a wijk as Jinja reads them: trees with the file and line of everything in them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import jinja2
import yaml
from jinja2 import meta, nodes

from veerkracht.config import load_yaml
from veerkracht.faults import Fault, InputError
from veerkracht.report.sandbox import TextEnvironment, foreign_html
from veerkracht.report.section_heads import FORMATS, head_lines
from veerkracht.report.sections import FRONT

Node = TypeVar("Node", bound=nodes.Node)
ENVIRONMENT = TextEnvironment()
NUMBER = re.compile(r"^\d+-")  # the place of a section, before its id
EXPECTED_HTML = "tekst, of HTML zonder script, stijl en bestanden"
ADVICE_HTML = "Haal het weg, of schrijf een los teken < als &lt;."


@dataclass(frozen=True)
class Tree:
    """A text, or the title of one: its file, its lines before the first of the tree, its tree."""

    file: Path
    before: int
    root: nodes.Template

    @property
    def included(self) -> bool:
        """Whether the text has no head of its own: a section includes it."""
        return self.before == 0

    def all(self, kind: type[Node]) -> Iterator[Node]:
        """Every node of a kind."""
        return iter(_all(self.root, kind))

    @property
    def free(self) -> set[str]:
        """The names that a text uses and does not set itself."""
        return _free(self.root)

    def fault(self, node: nodes.Node, found: str, expected: str, advice: str = "") -> Fault:
        """A fault at the line of a node."""
        row = self.before + (node.lineno or 1)
        return Fault(str(self.file), row=row, found=found, expected=expected, advice=advice)


# The wijken have most of their texts in common: each is parsed, and searched for a kind, once.
@cache
def _parsed(text: str) -> nodes.Template:
    return ENVIRONMENT.parse(text)


@cache
def _all(root: nodes.Template, kind: type[Node]) -> tuple[Node, ...]:
    everything = root.find_all(nodes.Node) if kind is nodes.Node else _all(root, nodes.Node)
    return tuple(node for node in everything if isinstance(node, kind))


@cache
def _free(root: nodes.Template) -> set[str]:
    return meta.find_undeclared_variables(root)


@cache
def _foreign(text: str) -> tuple[tuple[int, str], ...]:
    return tuple(foreign_html(text))


def texts_of(folders: Iterable[Path]) -> list[Path]:
    """The texts in `folders` and below, by name; a text in an earlier folder replaces a later."""
    texts: dict[Path, Path] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.suffix in FORMATS:
                texts.setdefault(path.relative_to(folder), path)
    return [texts[name] for name in sorted(texts)]


def texts_for(section: str, folders: Sequence[Path]) -> set[Path]:
    """The text of one section, by its id or the name of its file, and all that it includes."""
    texts = texts_of(folders)
    queue = [path for path in texts if section in (path.stem, NUMBER.sub("", path.stem))]
    found: set[Path] = set()
    while queue:
        found.add(path := queue.pop())
        starts = tuple(f"{folder}/{start}" for folder in folders for start in _included_by(path))
        queue += [text for text in texts if text not in found and str(text).startswith(starts)]
    return found


def _included_by(path: Path) -> Iterator[str]:
    """What the names of the texts that a text includes start with; of no template nothing."""
    with contextlib.suppress(jinja2.TemplateSyntaxError):
        for _, text in _parts(path):
            for node in _all(_parsed(text), nodes.Include):
                yield from starts_of(node)


def starts_of(node: nodes.Include) -> Iterator[str]:
    """What the names of the texts that a tag includes start with."""
    target = node.template
    for item in target.items if isinstance(target, nodes.List | nodes.Tuple) else [target]:
        first = item.nodes[0] if isinstance(item, nodes.Concat) else item
        if isinstance(first, nodes.Const):
            yield str(first.value)


def read_trees(folders: Iterable[Path], only: Container[Path] | None = None) -> list[Tree]:
    """The trees of all texts and titles, or of the texts in `only`.

    Raises InputError with every text that is no template, or has HTML that a text may not hold.
    """
    trees, faults = [], []
    for path in texts_of(folders):
        if only is not None and path not in only:
            continue
        for before, text in _parts(path):
            faults += [
                Fault(str(path), "", before + line, "", found, EXPECTED_HTML, ADVICE_HTML)
                for line, found in _foreign(text)
            ]
            try:
                trees.append(Tree(path, before, _parsed(text)))
            except jinja2.TemplateSyntaxError as error:
                row, expected = before + error.lineno, "een tekst die zich laat invullen"
                faults.append(
                    Fault(str(path), row=row, found=str(error.message), expected=expected)
                )
    if faults:
        raise InputError(faults)
    return trees


def _parts(path: Path) -> Iterator[tuple[int, str]]:
    """The title and the text of a section, each with the lines before it; else the whole file."""
    text = path.read_text(encoding="utf-8")
    match = FRONT.match(text)
    if not match:
        yield 0, text
        return
    lines = text.splitlines()
    row = next((n for n, line in enumerate(lines) if line.startswith("title:")), 0)
    try:
        head = load_yaml(match[1]) or {}
    except (yaml.YAMLError, RecursionError):  # told by who reads the sections
        head = {}
    yield row, str(head.get("title", ""))
    yield head_lines(path) - 1, match[2]


def constants(tree: Tree) -> dict[str, object]:
    """The variables of a text that stand for one plain value: {% set begin = 2020 %}."""
    return {
        node.target.name: node.node.value
        for node in tree.all(nodes.Assign)
        if isinstance(node.target, nodes.Name) and isinstance(node.node, nodes.Const)
    }


def called(call: nodes.Call) -> str:
    """The name of the function that is called; empty for a method."""
    return call.node.name if isinstance(call.node, nodes.Name) else ""
