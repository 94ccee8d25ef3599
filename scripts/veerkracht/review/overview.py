"""The page of a reviewer: what was read, chosen, claimed and written, and what needs a person."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from veerkracht import dutch
from veerkracht.faults import WARNING, Fault
from veerkracht.inputs.changes import AUTOMATIC, HELD_BACK
from veerkracht.report.filled import Report
from veerkracht.report.proofread.numbers import UNCHECKED
from veerkracht.report.proofread.page import (
    CELL,
    FIGURE,
    HEAD,
    QUOTE,
    SENTENCE_END,
    SOURCE,
    TEXT,
    read,
)
from veerkracht.report.readability import reading
from veerkracht.report.trail import MARK
from veerkracht.review.behind import rows_behind
from veerkracht.review.compare import CLAIM, INPUT, NUMBER
from veerkracht.review.comparison_page import TILES, counted
from veerkracht.review.edition import Edition, Lines
from veerkracht.review.evidence_figure import draw
from veerkracht.review.page import CLASSES, dress
from veerkracht.review.texts import Section, sections
from veerkracht.tables.register import REGISTER
from veerkracht.workflow.stages import stages

# Outcomes with which a sentence is said with a reserve, or said to be unknown.
WEAK = ("wijst die kant op", "niet aangetoond", "niet te bepalen")
FEW = 6  # of what changed, on the page itself; all is in verschil.html
# What needs a person: how one and more are counted, and where the page tells of them.
NEEDS = (
    (
        "citaat met een getal dat niemand naging",
        "citaten met een getal dat niemand naging",
        "tekst",
    ),
    (
        "citaat zonder toestemming, of herleidbaar",
        "citaten zonder toestemming, of herleidbaar",
        "citaten",
    ),
    ("open naam", "open namen", "namen"),
    ("andere opmerking over de tekst", "andere opmerkingen over de tekst", "tekst"),
    ("opmerking van een nakijker", "opmerkingen van nakijkers", "nakijkers"),
)
STARTS = ("noise.", "share_words", "change_words")  # settings that are choices of method


@dataclass(frozen=True)
class Read:
    """What a run left beside its results.

    `tables`: every table by name; `figures`: name -> what it says; `notes`: remarks on input and
    text; `purposes`: file -> what it is for; `remarks`: those of reviewers.
    """

    tables: Mapping[str, Lines]
    figures: Mapping[str, Mapping[str, Any]]
    notes: list[Fault]
    purposes: Mapping[str, str]
    differences: Lines
    remarks: Lines


def page(edition: Edition, given: Read, templates: Path) -> str:
    """The page as HTML, alone: what it shows of figures lies beside it in ../figures."""
    texts = sections(edition.report)
    claims = [_claim(one) for one in edition.claims]
    numbers = _numbers(edition.trail, texts)
    behind = rows_behind(edition.trail, given.tables)
    weak = {text for one in claims if one["weak"] for text in one["sentences"]}
    about_text = [note for note in given.notes if _is_text(note.file)]
    decisions = _decisions(given.tables.get("changes", []))
    data = json.dumps(behind, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return dress(
        edition.report,
        "index",
        "Nakijken",
        templates,
        now=edition.name,
        claims=claims,
        outcomes=Counter(one["outcome"] for one in claims),
        weak=len(weak),
        numbers=numbers,
        behind=Markup(data),
        files=_files(edition, given),
        notes=[note for note in given.notes if not _is_text(note.file)],
        about_text=about_text,
        needs=_needs(about_text, given, decisions),
        faults=sum(note.level != WARNING for note in given.notes),
        decisions=decisions,
        proposals=given.tables.get("naamvoorstellen", []),
        unresolved=given.tables.get("unresolved", []),
        quotes=len(given.tables.get("quotes", [])),
        held_back=[one for one in decisions if one["change"] == HELD_BACK],
        asking=_shown("asking", given.tables),
        agreement=_shown("agreement", given.tables),
        choices=_choices(edition.record.get("instellingen", {})),
        software=edition.record.get("software", {}),
        figures=[_figure(name, text) for name, text in given.figures.items()],
        text=[_written(part, edition) for part in edition.report.parts],
        few=FEW,
        differences=_changed(given.differences),
        remarks=given.remarks,
        readings=_readings(edition.report, texts),
        titles={name: section.title or name for name, section in texts.items()},
        stages=stages(),
    )


def _readings(report: Report, texts: Mapping[str, Section]) -> list[dict[str, Any]]:
    """How hard each section reads, the hardest first; before them the folder as a whole."""
    said = {
        name: [one.text for one in section.sentences if one.kind in (TEXT, QUOTE)]
        for name, section in texts.items()
    }
    folder = {
        one["id"]
        for part in report.parts
        for one in part["sections"]
        if "samenvatting" in one["editions"]
    }
    whole = [text for name in texts if name in folder for text in said[name]]
    found = [("", "De samenvatting als geheel", reading(whole))]
    rows = [(name, section.title, reading(said[name])) for name, section in texts.items()]
    found += sorted(rows, key=lambda row: row[2].ease if row[2] else 0.0)
    return [
        {
            "section": name,
            "title": title,
            "words": one.words,
            "long": dutch.number(one.words / one.sentences, 1),
            "ease": dutch.number(one.ease),
            "level": one.level,
        }
        for name, title, one in found
        if one
    ]


def _is_text(file: str) -> bool:
    return file.endswith((".md", ".html"))


def _needs(
    about_text: list[Fault], given: Read, decisions: list[dict[str, Any]]
) -> list[tuple[int, str, str]]:
    """What still needs a person: how many, of what, and the place on the page that tells."""
    unchecked = sum(note.found.startswith(UNCHECKED) for note in about_text)
    counts = (
        unchecked,
        sum(len(one["places"]) for one in decisions if one["change"] == HELD_BACK),
        sum(len(given.tables.get(name, [])) for name in ("unresolved", "naamvoorstellen")),
        len(about_text) - unchecked,
        len(given.remarks),
    )
    return [
        (count, one if count == 1 else more, goal)
        for count, (one, more, goal) in zip(counts, NEEDS, strict=True)
    ]


def _claim(line: Mapping[str, str]) -> dict[str, Any]:
    """A claim with its figure and its sentences: pairs of section and sentence."""
    said = [one.partition(": ") for one in line.get("sentences", "").split("|") if one]
    return {
        **line,
        "figure": draw(line),
        "weak": line["outcome"] in WEAK,
        "sentences": [(section, text) for section, _, text in said],
    }


def _numbers(trail: Lines, texts: Mapping[str, Section]) -> list[dict[str, Any]]:
    """Every number once: where it is printed, in which sentence, and the rows it came from."""
    said = {n: text for section in texts.values() for n, text in _around(section)}
    numbers: dict[int, dict[str, Any]] = {}
    for step in trail:
        number = int(step["getal"])
        one = numbers.setdefault(
            number,
            {
                "number": number,
                "printed": step["gedrukt"],
                "section": step["sectie"],
                "sentence": said.get(number, ""),
                "value": step["waarde"],
                "rows": [],
            },
        )
        one["rows"].append((step["tabel"], step["waar"], step["rijen"], step["herkomst"]))
    return list(numbers.values())


def _around(section: Section) -> Iterator[tuple[int, str]]:
    """Each number of a section with its sentence; a number alone with the one that follows."""
    for index, one in enumerate(section.sentences):
        text = one.text
        if len(text.split()) == 1 and index + 1 < len(section.sentences):
            text = f"{text} {section.sentences[index + 1].text}"
        yield from ((number, text) for number in one.numbers)


def _files(edition: Edition, given: Read) -> list[dict[str, Any]]:
    """Every file that was read: for what, how many rows came of it, what was odd, its digest."""
    # A row that was read names its place: `2023.xlsx!initiatieven!2`, or `cbs.csv, regel 4`.
    places = {
        place
        for name, table in given.tables.items()
        if REGISTER.get(name, REGISTER["indicators"]).made_by.startswith("ingest")
        for line in table
        for place in line.get("origin", "").split("|")
    }
    rows = Counter(re.split("[!,]", place)[0] for place in places)
    notes = Counter(note.file for note in given.notes)
    digests = edition.record.get("bestanden", {})
    return [
        {
            "file": file,
            "purpose": purpose,
            "rows": rows[Path(file).name],
            "notes": notes[file],
            "digest": digests.get(file, ""),
        }
        for file, purpose in given.purposes.items()
    ]


def _decisions(changes: Lines) -> list[dict[str, Any]]:
    """Each decision once, with how many rows it was applied to; those of people first."""
    found: dict[tuple[str, ...], list[str]] = {}
    for line in changes:
        key = tuple(line[name] for name in ("change", "found", "becomes", "reason", "who"))
        found.setdefault(key, []).append(f"{line['file']}!{line['sheet']}!{line['row']}")
    names = ("change", "found", "becomes", "reason", "who")
    told = [
        {**dict(zip(names, key, strict=True)), "places": places} for key, places in found.items()
    ]
    return sorted(told, key=lambda one: one["who"] == AUTOMATIC)


def _shown(name: str, tables: Mapping[str, Lines]) -> dict[str, Any]:
    """A table as it is shown: columns with their meaning, and rows."""
    lines = tables.get(name, [])
    meaning = {column.name: column.meaning for column in REGISTER[name].columns}
    return {
        "columns": [meaning.get(column, column) for column in (lines[0] if lines else ())],
        "rows": [list(line.values()) for line in lines],
    }


def _choices(settings: Mapping[str, str]) -> list[tuple[str, str]]:
    """The settings that are a choice of method."""
    return [
        (name, value)
        for name, value in settings.items()
        if name.startswith(STARTS) or name.endswith(("tie_rule", "memberships", "commissioners"))
    ]


def _figure(name: str, text: Mapping[str, Any]) -> dict[str, Any]:
    """A figure with the table of what it shows: a row a series, a column a year or label."""
    heads: dict[str, None] = {}
    rows = []
    for series in text.get("series", []):
        cells = {
            str(one.get("year", one.get("label", ""))): one["text"] for one in series["values"]
        }
        heads |= dict.fromkeys(cells)
        rows.append((series["label"], cells))
    return {
        "name": name,
        "title": text["title"],
        "alt": text["alt"],
        "source": text["source"],
        "heads": list(heads),
        "rows": [(label, [cells.get(head, "") for head in heads]) for label, cells in rows],
    }


def _changed(differences: Lines) -> dict[str, Any]:
    """What changed, in short: with what it is compared, counts, claims, causes, and numbers.

    `past`: how many figures that were given before are others now.
    """
    of_kind = {kind: [one for one in differences if one["soort"] == kind] for kind in TILES}
    counts = {kind: len(found) for kind, found in of_kind.items()}
    return {
        "against": differences[0]["eerdere_uitgave"] if differences else "",
        "counts": counts,
        "told": counted(counts),
        "claims": of_kind[CLAIM],
        "causes": [one for one in of_kind[INPUT] if one["toen"] or one["nu"]],
        "numbers": of_kind[NUMBER],
        "past": sum(
            one["eerder_uitgegeven"] == "ja" and one["soort"] == "tabel" for one in differences
        ),
    }


def _written(part: Mapping[str, Any], edition: Edition) -> dict[str, Any]:
    """A part of the text as plain blocks: numbers lead to their trail, sentences to their claim."""
    return {
        "title": part["title"],
        "sections": [
            {"id": one["id"], "title": one["title"] or one["running"], "blocks": _blocks(one)}
            for one in part["sections"]
        ],
    }


def _blocks(section: Mapping[str, Any]) -> list[tuple[str, Markup]]:
    """The blocks of a section: kind, and its sentences as HTML with an id each."""
    claims: dict[str, dict[str, str]] = {}
    for one in section["covered"]:
        claims.setdefault(one["sentence"], one)
    blocks = []
    count = 0
    for block in read(section).blocks:
        if block.kind in (CELL, SOURCE):
            continue
        texts = [block.text] if block.kind == HEAD else SENTENCE_END.split(block.text)
        said = []
        for text in texts:
            count += 1
            said.append(_sentence(text, f"zin-{section['id']}-{count}", claims))
        kind = {HEAD: "h4", QUOTE: "quote", FIGURE: "figure"}.get(block.kind, "p")
        blocks.append((kind, Markup(" ").join(said)))
    return blocks


def _sentence(text: str, name: str, claims: Mapping[str, Mapping[str, str]]) -> Markup:
    """A sentence; a number is a link to its trail, the outcome of its claim stands behind it."""
    inside = MARK.sub(
        lambda m: f'<a class="from" href="#getal-{m[1]}">{m[2]}</a>', str(escape(text))
    )
    claim = claims.get(MARK.sub(r"\2", text))
    mark = ""
    if claim:
        kind = CLASSES[claim["outcome"]]
        mark = (
            f' <a class="outcome {kind}" href="#claim-{escape(claim["claim"])}">'
            f"{escape(claim['outcome'])}</a>"
        )
    weak = " weak" if claim and claim["outcome"] in WEAK else ""
    return Markup(f'<span class="said{weak}" id="{escape(name)}">{inside}{mark}</span>')
