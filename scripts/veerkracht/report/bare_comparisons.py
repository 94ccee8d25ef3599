"""Prose of a text that hangs on a comparison of values instead of on a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from jinja2 import nodes

from veerkracht.faults import WARNING, Fault
from veerkracht.report.text_trees import Tree, called, read_trees
from veerkracht.report.wordings import TAG

MORE_OR_LESS = ("gt", "gteq", "lt", "lteq")
# gap_course is none of them: it gives a word only beyond the margin of the index.
CHANGE_WORDS = ("trend", "change_word")
# Who compares with these tests a difference against a margin, or with what settings say.
SETTINGS = ("noise_level", "noise_change", "wijk")
LETTER = re.compile(r"[^\W\d_]")


def bare_comparisons(folders: Iterable[Path]) -> list[Fault]:
    """Warnings on the texts in `folders`: prose under `if a > b`, computed words of change.

    A comparison with a plain number (`gap < 0`, `years | length > 1`) or a margin says how things
    are; what stands in {% bewering %}, or in the filter of that name, has its claim.
    """
    found = (fault for tree in read_trees(folders) for fault in _outside_claims(tree, tree.root))
    return sorted({replace(fault, level=WARNING) for fault in found})


def _outside_claims(tree: Tree, node: nodes.Node) -> Iterator[Fault]:
    """The faults below a node, without what a claim covers."""
    if isinstance(node, nodes.FilterBlock) and node.filter.name == TAG:
        return
    expected = "een zin over verandering in {% bewering %}"
    advice = "Hang de zin aan een bewering, of noem alleen de waarden."
    if isinstance(node, nodes.If | nodes.CondExpr) and _compares(node.test) and _has_prose(node):
        yield tree.fault(node, "tekst die afhangt van een vergelijking", expected, advice)
    if isinstance(node, nodes.Call) and called(node) in CHANGE_WORDS:
        yield tree.fault(node, f"een berekend woord ({called(node)})", expected, advice)
    for child in node.iter_child_nodes():
        yield from _outside_claims(tree, child)


def _compares(test: nodes.Node) -> bool:
    """Whether one value of the data is held against another."""
    tests = [test, *test.find_all(nodes.Compare)]
    return any(
        operand.op in MORE_OR_LESS and not _is_given(compare.expr) and not _is_given(operand.expr)
        for compare in tests
        if isinstance(compare, nodes.Compare)
        for operand in compare.ops
    )


def _is_given(value: nodes.Expr) -> bool:
    """Whether a value is a plain number, the length of a list, or a setting."""
    if isinstance(value, nodes.Neg | nodes.Getattr):
        return _is_given(value.node)
    if isinstance(value, nodes.Filter):
        return value.name in ("length", "count")
    return isinstance(value, nodes.Const) or getattr(value, "name", "") in SETTINGS


def _has_prose(node: nodes.If | nodes.CondExpr) -> bool:
    """Whether a branch prints words of its own."""
    if isinstance(node, nodes.CondExpr):
        ends = (node.expr1, node.expr2)
        return any(isinstance(e, nodes.Const) and LETTER.search(str(e.value)) for e in ends)
    return any(LETTER.search(data.data) for data in node.find_all(nodes.TemplateData))
