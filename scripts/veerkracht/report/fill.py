"""The sections (Markdown with Jinja) filled from the tables: the report, ready for its editions."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
import jinja2.exceptions
from jinja2.filters import FILTERS
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from veerkracht import dutch
from veerkracht.faults import Fault, InputError, nearest
from veerkracht.lookups.lookups import Lookups
from veerkracht.lookups.number import FEW, Number
from veerkracht.lookups.offered import ReportError, names_of, unknown
from veerkracht.report.blocks import Blocks, render
from veerkracht.report.components import SHEETS, Components, Figures
from veerkracht.report.covered import Coverage
from veerkracht.report.filled import Report
from veerkracht.report.sandbox import TextEnvironment
from veerkracht.report.section_heads import (
    DATA,
    FORMATS,
    OPENING,
    OPENING_FOLDER,
    PARTS,
    head_lines,
    included_texts,
)
from veerkracht.report.sections import Section
from veerkracht.report.spoken_rows import mark_spoken_rows
from veerkracht.report.trail import MARK, Trail, capitalize
from veerkracht.report.wordings import TAG
from veerkracht.source_lines import EXAMPLE

# A range of more than a hundred thousand overflows in the sandbox.
TEXT_ERRORS = (jinja2.TemplateError, ReportError, TypeError, OverflowError)
UNKNOWN_NAME = re.compile(
    r"^'(\w+)' is undefined|has no attribute '(\w+)'|^No filter named '(\w+)'"
)

# Said once in a section with a claim on years between which was asked in another way; the method
# says what was. In fewer words than make a paragraph that stands there twice.
OTHER_ASKING = "*Tussen deze jaren is anders gevraagd.*"


def fill(
    sections: list[Section],
    lookups: Lookups,
    figures: Figures,
    templates: Path,
    extra: Mapping[str, Any],
    trail: Trail | None = None,
    only: str = "",
) -> Report:
    """All sections filled from the tables, or the one with the id `only`.

    `figures`: name -> title, alt and source; `extra`: input_hash and versions for the colophon;
    `trail` gets every number of the text with the row it came from. Raises InputError that names
    the section and line of every fault in the text.
    """
    trail = trail or Trail()
    blocks = Blocks()
    coverage = Coverage(lookups.claims.outcome, blocks.put_back, lookups.claims.asked)
    there = lookups.available()
    edition = describe_edition(lookups)
    names = {
        **lookups.names(),
        **names_of(Components(lookups, figures, templates)),
        **_writers(lookups, trail),
        **extra,
        "wijk": lookups.wijk,
        "edition": edition,
        "missing": [name for name in DATA if name not in there],
    }
    faults: list[Fault] = []
    standing = []
    for section in sections:
        try:
            standing += [_titled(section, names, coverage)] if section.stands(there) else []
        except TEXT_ERRORS as error:
            faults.append(_explain(error, section, names))
    names |= _of_report(sections, standing, blocks)
    fill_in = _filler(_folders(sections), blocks, trail, names, coverage)
    parts: list[dict[str, Any]] = []
    for section in standing:
        if only and section.id != only:
            continue
        try:
            html = fill_in(section)
        except TEXT_ERRORS as error:
            faults.append(_explain(error, section, names))
            continue
        if not parts or parts[-1]["id"] != section.part:
            parts.append(_part(section.part, parts, figures))
        # A part does not open with a subsection: a wijk may have lessons without an introduction.
        opens = not parts[-1]["sections"]
        filled = _filled(
            replace(section, level=1 if opens else section.level), html, names["years"]
        )
        parts[-1]["sections"].append({**filled, "covered": coverage.sentences(filled)})
    if faults:
        raise InputError(faults)
    return Report(edition, lookups.wijk, notice(lookups), parts)


def _titled(section: Section, names: Mapping[str, Any], coverage: Coverage) -> Section:
    """A section with its title filled in: a title that claims something hangs on a claim too."""
    if "{" not in section.title:
        return section
    environment = TextEnvironment()
    environment.filters[TAG] = coverage.keep
    coverage.section = section.id
    title = environment.from_string(section.title).render(**names).strip()
    # Numbers in the text lead back to their rows; a title stands in the contents and in links too.
    title = MARK.sub(lambda match: match[2], title)
    running = title if section.running == section.title else section.running
    return replace(section, title=title, running=running)


def _folders(sections: list[Section]) -> list[Path]:
    """Where an included text is looked for: the own texts of the wijk before those of all."""
    return list(dict.fromkeys(folder for section in sections for folder in section.folders))


def _filler(
    folders: list[Path],
    blocks: Blocks,
    trail: Trail,
    names: Mapping[str, Any],
    coverage: Coverage,
) -> Callable[[Section], str]:
    """The function that makes HTML of a section, its numbers told to the trail."""
    environment = TextEnvironment(loader=jinja2.FileSystemLoader(folders), finalize=blocks.keep)
    environment.filters["capitalize"] = capitalize
    environment.filters[TAG] = coverage.keep
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")

    def fill_in(section: Section) -> str:
        trail.section = coverage.section = section.id
        text = environment.from_string(section.text).render(**names, section=section)
        if section.markdown and coverage.rests_on_other_asking():
            text += f"\n\n{OTHER_ASKING}\n"
        whole = trail.settle(blocks.put_back(render(markdown, text, section.markdown)))
        return mark_spoken_rows(whole)

    return fill_in


def _part(name: str, before: list[dict[str, Any]], figures: Figures) -> dict[str, Any]:
    """A part without sections yet; parts are numbered by what is there: a wijk can lack one.

    The page of a numbered part says what the figure in OPENING says above it; `brief`: the same in
    the folder.
    """
    number = 1 + sum(bool(part["number"]) for part in before)
    label = f"Deel {number}" if name in OPENING else ""
    statement, brief = (
        figures.get(opening.get(name, ""), {}).get("title", "")
        for opening in (OPENING, OPENING_FOLDER)
    )
    said = {"number": label, "title": PARTS[name], "statement": statement, "brief": brief}
    return {"id": name, **said, "sections": []}


def _filled(section: Section, html: str, years: list[int]) -> dict[str, Any]:
    """A section with its HTML, as a skeleton prints it."""
    return {
        "id": section.id,
        "file": section.file,
        "title": section.title,
        "part": section.part,
        # The page of the report holds h1 for parts, so a section starts at h2.
        "level": section.level + 1,
        "toc": _listed(section),
        "class_": section.class_,
        "running": section.running,
        "number": section.lesson or "",
        # Where each year of a section begins that goes through them.
        "years": [
            (year, section.figures[0].format(year=year))
            for year in years
            if section.figures and "{year}" in section.figures[0]
        ],
        "label": section.theme,
        "editions": section.editions,
        "html": Markup(html),
    }


def _listed(section: Section) -> bool:
    """Whether the contents name a section; a map without a title by what its page is called.

    All subsections would make them longer than a page: those that a figure of a numbered part has,
    and those of the method.
    """
    if section.level > 1 and not section.lesson:
        drawn = section.figures and section.part in OPENING
        return bool(section.title and (drawn or section.part == "achtergrond"))
    return bool(section.title or section.figures or section.part in ("voorwerk", "bijlagen"))


# What the sections may use, beside the look-ups and the components ------------------------------


def _writers(lookups: Lookups, trail: Trail) -> dict[str, Callable[..., str]]:
    """How sections write numbers and lists; a number tells the trail where it came from."""
    number = trail.printing(dutch.number, ReportError)
    percent = trail.printing(dutch.percent, ReportError)

    def pct_of(share: Number | None) -> str:
        """A percentage, with of how many it is one (`53 % van 17`) where they are few."""
        if share is None or share.of is None or share.of >= FEW:
            return percent(share)
        return f"{percent(share)} van {number(Number(share.of, *share.rows))}"

    return {
        "num": number,
        "signed": trail.printing(dutch.signed, ReportError),
        "pct": percent,
        "pct_of": pct_of,
        "fact": lambda name, figure=False: lookups.governance.fact(
            name, trail.printing(dutch.number if figure else dutch.in_text)
        ),
        "word": trail.printing(dutch.word),
        "of_all": trail.printing(dutch.of_all),
        "counted": trail.printing(dutch.counted),
        "enum": dutch.listing,
        "trend": dutch.trend,
    }


def _of_report(
    sections: list[Section], standing: list[Section], blocks: Blocks
) -> dict[str, object]:
    """What sections may know of the report itself: other sections, footnotes, sheets."""
    by_id = {section.id: section for section in sections}
    here = {section.id: section for section in standing}

    def see(name: str) -> str:
        """A link to another section; empty where the wijk lacks it."""
        if name not in by_id:
            raise unknown("De sectie", name, by_id)
        if name not in here:
            return ""
        title = escape(here[name].title or here[name].running)
        return blocks.inline(f'<a class="see" href="#{escape(name)}">{title}</a>')

    def footnote(text: str) -> str:
        """A note at the foot of the page; on a screen between brackets."""
        return blocks.inline(f'<span class="footnote">{escape(text)}</span>')

    return {
        "see": see,
        "footnote": footnote,
        "lessons": [section for section in standing if section.lesson],
        "sheets": SHEETS,
    }


def notice(lookups: Lookups) -> str:
    """What every page must say of the whole: interviews that are invented, a draft."""
    parts = []
    if lookups.config.get("draft"):
        count = lookups.tables["unresolved"]["name"].nunique()
        parts.append(f"Concept: {dutch.counted(count, 'naam is', 'namen zijn')} niet herleid")
    if lookups.settings.example:
        parts.append(EXAMPLE)
    return " · ".join(parts)


def describe_edition(lookups: Lookups) -> dict[str, Any]:
    """The edition as cover and headers print it: title, subtitle, date, url, short title."""
    edition, years = lookups.config["edition"], lookups.settings.years
    subtitle = "De wijk naast de stad, in cijfers. Veerkracht zelf is hier nog niet gemeten."
    if years:
        span = dutch.word(years[-1] - years[0] + 1).capitalize()
        subtitle = f"{span} jaar onderzoek naar sociale veerkracht"
        if len(years) > 1:
            subtitle += f", {years[0]}–{years[-1]}"
    return {
        "contact": [],
        "authors": [],
        "commissioner": "",
        **edition,
        "short_title": f"{edition['title']} {lookups.wijk['short_name']}",
        "subtitle": subtitle,
        "date_text": dutch.month_year(date.fromisoformat(edition["date"])),
    }


# What is wrong in a text ------------------------------------------------------------------------


def _keys(value: object) -> Iterator[str]:
    """The keys of blocks inside blocks, such as wijk.programme.name."""
    for key, inner in value.items() if isinstance(value, Mapping) else ():
        yield key
        yield from _keys(inner)


def _place(error: Exception, section: Section) -> tuple[str, int]:
    """The file and line of a fault: in the section, or in a text that it includes."""
    file, line = section.file, getattr(error, "lineno", None) or 0
    head = head_lines(Path(file)) - 1
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == "<template>" and frame.lineno:
            line = frame.lineno
        elif frame.filename.endswith(FORMATS):  # a text that the section includes, without a head
            file, line, head = frame.filename, frame.lineno or 0, 0
    return file, line + head if line else 0


def _explain(error: Exception, section: Section, names: Mapping[str, Any]) -> Fault:
    """A fault in a section in Dutch, with the line in the file and the nearest known name."""
    file, line = _place(error, section)
    text = str(error)
    advice = ""
    if isinstance(error, jinja2.TemplateNotFound):
        texts = [f"{p.parent.name}/{p.name}" for p in included_texts(section.folders)]
        advice, text = nearest(text, texts), f"de tekst '{error.name}' is er niet"
    elif isinstance(error, jinja2.exceptions.SecurityError | OverflowError):
        text = "een tekst die verder wil kijken dan de gegevens"
    elif match := UNKNOWN_NAME.search(text):
        name = str(match[match.lastindex or 0])
        advice = nearest(name, [*_keys(names), *FILTERS])
        text = f"de naam '{name}' bestaat niet"
    expected = "een sectie die zich laat invullen"
    return Fault(file, row=line, found=text, expected=expected, advice=advice)
