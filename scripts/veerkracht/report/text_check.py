"""The texts of a wijk judged before any job starts: all that can be known without its data.

Claims, look-ups, filters, figures, tables, sections, included texts, years, parties. Nothing is
filled in here, and nothing heavy imported: every start of snakemake pays for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import nodes

from veerkracht.charts import chart_names
from veerkracht.claims.declared import IN_A_SHEET, Declared, moments, read_claims
from veerkracht.claims.signatures import signatures
from veerkracht.faults import Fault, InputError, nearest
from veerkracht.report.number_words import typed_numbers
from veerkracht.report.offers import offers, table_names
from veerkracht.report.sections import Section, read_sections
from veerkracht.report.text_trees import (
    ENVIRONMENT,
    Tree,
    called,
    constants,
    read_trees,
    starts_of,
    texts_for,
    texts_of,
)
from veerkracht.report.wordings import TAG
from veerkracht.words import fold

Read = TypeVar("Read")
ASKING = ("outcome", "held", "no_wording")
YEAR_TEXTS = "jaar"


@dataclass(frozen=True)
class Known:
    """What the texts of a wijk can name; None is what nobody knows, and is then not judged.

    `sections`: their ids; `parties`: folded name -> name; `texts`: what can be included, seen from
    a folder with texts.
    """

    years: list[int]
    claims: Mapping[str, Declared] | None = None
    sections: set[str] | None = None
    parties: Mapping[str, str] | None = None
    texts: set[str] = field(default_factory=set)


def judge_texts(
    folders: tuple[Path, ...],
    claim_files: Iterable[str | Path],
    years: list[int],
    parties: Callable[[], Mapping[str, str] | None],
    section: str | None = None,
) -> tuple[list[Section], list[Fault]]:
    """The sections of a wijk, and every fault in its claims and texts at once.

    `folders`: as `text_folders` gives them; `parties`: folded name -> name in the sheets, asked
    only when a claim or a text names a party; `section`: whose text alone is judged, for a draft,
    which a fault in the text of another does not hold up.
    """
    faults: list[Fault] = []
    files = list(claim_files)
    claims = _or_faults(lambda: read_claims(files, years, parties), faults)
    sections = _or_faults(lambda: read_sections(*folders), faults)
    only = texts_for(section, folders) if section else None
    trees = _or_faults(lambda: read_trees(folders, only), faults) or []
    named = any(True for tree in trees for _ in _asked(tree, "parties"))
    there = parties() if named else None
    texts = {path.relative_to(f).as_posix() for f in folders for path in texts_of([f])}
    ids = {section.id for section in sections} if sections else None
    faults += check_texts(trees, Known(years, claims, ids, there, texts))
    faults += typed_numbers([tree for tree in trees if not tree.file.is_relative_to(folders[-1])])
    # Without the trees of all texts nobody knows what they include.
    whole = trees and only is None
    faults += never_read(folders[0], trees, years) if whole and len(folders) > 1 else []
    return sections or [], list(dict.fromkeys(faults))


def _or_faults(read: Callable[[], Read], faults: list[Fault]) -> Read | None:
    """What `read` gives, or None with its faults added to `faults`."""
    try:
        return read()
    except InputError as error:
        faults += error.faults
        return None


def check_texts(trees: Iterable[Tree], known: Known) -> list[Fault]:
    """Every fault in the texts, at its file and line, sorted, each once."""
    trees = list(trees)
    # An included text may use what the text around it has set.
    given = {n.name for tree in trees for n in tree.all(nodes.Name) if n.ctx != "load"}
    given |= {macro.name for tree in trees for macro in tree.all(nodes.Macro)}
    checks: tuple[Callable[[Tree, Known], Iterator[Fault]], ...] = (
        _claims,
        _years,
        _parties,
        _figures_and_tables,
        _sections,
        _included,
    )
    faults = {fault for tree in trees for check in checks for fault in check(tree, known)}
    return sorted(faults | {fault for tree in trees for fault in _names(tree, given)})


def _names(tree: Tree, given: set[str]) -> Iterator[Fault]:
    """Names, filters and tests that nobody offers."""
    unknown: list[tuple[Any, str]] = []
    for kind, known in (("filter", ENVIRONMENT.filters), ("vergelijking", ENVIRONMENT.tests)):
        for node in tree.all(nodes.Filter if kind == "filter" else nodes.Test):
            if node.name not in known:
                found, hint = f"{kind} '{node.name}' bestaat niet", nearest(node.name, known)
                yield tree.fault(node, found, f"een {kind} van Jinja", hint)
                # With another name Jinja goes on to look for names.
                unknown.append((node, node.name))
                node.name = next(iter(known))
    free = tree.free - {*offers(), *given, *ENVIRONMENT.globals}
    for node, wrong in unknown:
        node.name = wrong
    for name in tree.all(nodes.Name):
        if name.name in free:
            found, hint = (
                f"de naam '{name.name}' bestaat niet",
                nearest(name.name, [*offers(), *given]),
            )
            yield tree.fault(name, found, "een opzoeker, of een eigen naam na {% set %}", hint)


# Claims -------------------------------------------------------------------------------------------


def _claims(tree: Tree, known: Known) -> Iterator[Fault]:
    """Claims that nobody declared, or that are asked of the wrong year."""
    for node, name, year in _asked_claims(tree) if known.claims is not None else ():
        claims = known.claims or {}
        claim = claims.get(name)
        if claim is None:
            found, hint = f"de bewering '{name}'", nearest(name, claims)
            yield tree.fault(node, found, "een bewering uit beweringen.yaml", hint)
        elif claim.yearly != (year is not None):
            expected = 'een jaar: {% bewering "…", year %}' if claim.yearly else "geen jaar"
            yield tree.fault(node, f"de bewering '{name}'", f"{expected}, zie 'jaar' erbij")
        elif tree.file.parent.name == YEAR_TEXTS:
            yield from _of_other_year(tree, node, claim, year, known)


def _asked_claims(tree: Tree) -> Iterator[tuple[nodes.Node, str, nodes.Expr | None]]:
    """Each claim that a text asks by its name, in a tag, filter or function, with its year."""
    for call in tree.all(nodes.Call):
        if called(call) in ASKING and call.args and isinstance(call.args[0], nodes.Const):
            year = call.args[1] if len(call.args) > 1 else None
            yield call, str(call.args[0].value), year
    for node in tree.all(nodes.Filter):
        if node.name == TAG:
            years = [word.value for word in node.kwargs if word.key == "year"]
            for arg in (a for a in node.args if isinstance(a, nodes.Const)):
                yield node, str(arg.value), years[0] if years else None


def _of_other_year(
    tree: Tree, node: nodes.Node, claim: Declared, year: nodes.Expr | None, known: Known
) -> Iterator[Fault]:
    """A claim in the text of a year that judges another year."""
    text = tree.file.stem
    if claim.yearly:
        if isinstance(year, nodes.Name) and year.name == "year":
            return
        judged = str(year.value) if isinstance(year, nodes.Const) else "een ander jaar"
    else:
        if not signatures()[claim.test].about:
            return
        judged = str(moments(claim, known.years)[0][2] or claim.year)
    if judged != text:
        name = text if text.isdigit() else "elk jaar"
        found = f"de bewering '{claim.name}' gaat over {judged}"
        advice = "Vraag een bewering met 'jaar: elk jaar', of zet de zin in een andere tekst."
        yield tree.fault(node, found, f"een bewering over {name} in de tekst van {name}", advice)


# What look-ups are asked --------------------------------------------------------------------------


def _asked(tree: Tree, which: str) -> Iterator[tuple[nodes.Node, object]]:
    """The plain values that look-ups are given for their years or parties, with their place."""
    named = constants(tree)
    for call in tree.all(nodes.Call):
        offer = offers().get(called(call))
        if not offer:
            continue
        pairs = [*zip(offer.parameters, call.args, strict=False)]
        pairs += [(word.key, word.value) for word in call.kwargs]
        for parameter, value in pairs:
            if parameter not in getattr(offer, which):
                continue
            if isinstance(value, nodes.Const):
                yield call, value.value
            elif isinstance(value, nodes.Name) and value.name in named:
                yield call, named[value.name]


def _years(tree: Tree, known: Known) -> Iterator[Fault]:
    """Years that are asked of the interviews and that the wijk does not have."""
    tables = [
        (call, arg.value)
        for call in tree.all(nodes.Call)
        if called(call) == "table"
        for arg in call.args[1:]
        if isinstance(arg, nodes.Const) and isinstance(arg.value, int)
    ]
    for node, year in [*_asked(tree, "years"), *tables]:
        if isinstance(year, int) and year not in known.years:
            choice = ", ".join(map(str, known.years)) or "geen: er zijn geen gesprekken"
            expected = f"een jaar met gesprekken ({choice})"
            yield tree.fault(
                node, f"het jaar {year}", expected, nearest(str(year), map(str, known.years))
            )


def _parties(tree: Tree, known: Known) -> Iterator[Fault]:
    """Parties that stand in no sheet."""
    for node, name in _asked(tree, "parties"):
        if known.parties is not None and fold(str(name)) not in known.parties:
            hint = nearest(str(name), known.parties.values())
            yield tree.fault(node, f"de partij '{name}'", IN_A_SHEET, hint)


# Figures, tables, other texts ---------------------------------------------------------------------


def _figures_and_tables(tree: Tree, known: Known) -> Iterator[Fault]:
    """Tables that do not exist, and figures that no chart draws.

    The figures of a section with a head are judged with that head.
    """
    lists = {"table": ("de tabel", table_names())}
    lists |= {"figure": ("de figuur", tuple(chart_names()))} if tree.included else {}
    for call in tree.all(nodes.Call):
        if called(call) not in lists or not call.args:
            continue
        kind, names = lists[called(call)]
        start = call.args[0]
        while isinstance(start, nodes.Concat):
            start = start.nodes[0]
        if isinstance(start, nodes.Const) and str(start.value).partition("-")[0] not in names:
            hint = nearest(str(start.value), names) or f"Bekend zijn: {', '.join(names)}."
            yield tree.fault(call, f"{kind} '{start.value}'", f"{kind[3:]} van deze monitor", hint)


def _sections(tree: Tree, known: Known) -> Iterator[Fault]:
    """References to sections that do not exist."""
    for call in tree.all(nodes.Call):
        if called(call) == "see" and call.args and isinstance(call.args[0], nodes.Const):
            name = str(call.args[0].value)
            if known.sections is not None and name not in known.sections:
                hint = nearest(name, known.sections)
                yield tree.fault(call, f"de sectie '{name}'", "een sectie die er is", hint)


def _included(tree: Tree, known: Known) -> Iterator[Fault]:
    """Included texts that are not there."""
    for node in tree.all(nodes.Include):
        target = node.template
        if isinstance(target, nodes.Const) and not node.ignore_missing:
            name = str(target.value)
            if name not in known.texts:
                yield tree.fault(
                    node, f"de tekst '{name}'", "een tekst die er is", nearest(name, known.texts)
                )


def never_read(own: Path, trees: Iterable[Tree], years: list[int]) -> list[Fault]:
    """Texts in the own folder of a wijk that no section is made of and no section includes.

    The text of a year to come may be there before the year is.
    """
    targets = [
        start for tree in trees for node in tree.all(nodes.Include) for start in starts_of(node)
    ]
    read = tuple(start for start in targets if start)
    faults = []
    for path in texts_of([own]) if own.is_dir() else []:
        name = path.relative_to(own).as_posix()
        if "/" not in name:
            used = name[0].isdigit()
            hint = f"Noem het bestand bijvoorbeeld 16-{name}."
        else:
            used = name.startswith(read)
            hint = nearest(name, read)
        if used and path.parent == own / YEAR_TEXTS and path.stem.isdigit():
            used = int(path.stem) in years or int(path.stem) > max(years, default=0)
            hint = f"De jaren zijn {', '.join(map(str, years))}."
        if not used:
            found, expected = (
                "een tekst die nergens wordt gelezen",
                "een sectie (NN-naam.md) of een stuk",
            )
            faults.append(
                Fault(
                    str(path),
                    found=found,
                    expected=f"{expected} dat een sectie opneemt",
                    advice=hint,
                )
            )
    return faults
