"""The report as one HTML page: sections (Markdown with Jinja) filled from the tables."""

from __future__ import annotations

import inspect
import itertools
import json
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from jinja2.filters import FILTERS
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from veerkracht import dutch
from veerkracht.faults import Fault, InputError, nearest
from veerkracht.inputs.workbooks import CODING_SHEETS, GOVERNANCE_SHEETS
from veerkracht.lookups.city import ReportError, unknown
from veerkracht.lookups.findings import Findings
from veerkracht.lookups.number import number_from
from veerkracht.network.evidence import DRAWS, FEWEST, SHARE
from veerkracht.report.columns import fit_columns
from veerkracht.report.sections import DATA, FORMATS, NUMBERED, PARTS, Section
from veerkracht.report.tables import TABLES
from veerkracht.report.trail import Trail, capitalize
from veerkracht.report.wordings import Wordings
from veerkracht.source_lines import EXAMPLE

PUNCTUATION = {ord(mark): f"&#{ord(mark)};" for mark in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}
PUNCTUATION |= {ord("\n"): " ", ord("\r"): " "}
INLINE = "\ue003"  # round the number of a piece of HTML in a sentence; as the marks of provenance
SEE = re.compile(r'<a class="see" href="#([^"]+)">(.*?)</a>')


class Blocks:
    """Pieces of finished HTML, kept out of the way of Markdown and put back after it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def keep(self, value: object) -> str:
        """What a `{{ }}` in a section becomes: data as harmless text, a component as a mark.

        Every punctuation mark of data becomes a character reference: it then means nothing to
        Markdown nor to HTML, so a name can hold `*`, `<script>` or `[x](y)` and prints as it is.
        """
        if isinstance(value, Markup):
            self._pieces.append(str(value))
            return f"\n\n<!--{len(self._pieces) - 1}-->\n\n"
        if value is None:
            return dutch.UNDETERMINED
        if isinstance(value, float):
            raise ReportError(f"het getal {value!r} staat zonder num() of pct() in de tekst")
        return str(value).translate(PUNCTUATION)

    def inline(self, html: str) -> str:
        """A mark for HTML inside a sentence, that goes through Markdown and macros as text."""
        self._pieces.append(html)
        return f"{INLINE}{len(self._pieces) - 1}{INLINE}"

    def put_back(self, html: str) -> str:
        """`html` with every mark replaced by its piece; pieces inside pieces come first."""
        for index in reversed(range(len(self._pieces))):
            html = html.replace(f"<!--{index}-->", self._pieces[index])
            html = html.replace(f"{INLINE}{index}{INLINE}", self._pieces[index])
        return html


@dataclass(frozen=True)
class Report:
    """The filled sections in their parts, ready for a skeleton: the monitor, the folder, the web.

    `parts` hold id, number ("Deel 1" or ""), title and sections; a section has id, file, title,
    level, toc, class_, running, number, label, editions and html.
    """

    edition: dict[str, str]
    wijk: Mapping[str, Any]
    notice: str
    parts: list[dict[str, Any]]

    def of(self, edition: str) -> Report:
        """What stands in one edition (monitor, samenvatting, web); a part without text does not.

        A reference to a section that this edition lacks keeps its words and loses its link.
        """
        kept = {
            s["id"] for part in self.parts for s in part["sections"] if edition in s["editions"]
        }

        def unlinked(html: str) -> Markup:
            return Markup(SEE.sub(lambda m: m[0] if m[1] in kept else m[2], html))

        parts = [
            {
                **part,
                "sections": [
                    {**section, "html": unlinked(section["html"])}
                    for section in part["sections"]
                    if section["id"] in kept
                ],
            }
            for part in self.parts
        ]
        return replace(self, parts=[part for part in parts if part["sections"]])

    def as_json(self) -> str:
        """The filled sections as a file, for who makes another edition of them."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Report:
        """What `as_json` gave; the HTML of a section is Markup again."""
        report = cls(**json.loads(text))
        for part in report.parts:
            for section in part["sections"]:
                section["html"] = Markup(section["html"])
        return report


def fill(
    sections: list[Section],
    findings: Findings,
    figures: Mapping[str, Mapping[str, Any]],
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
    inner = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates / "sections"),
        undefined=jinja2.StrictUndefined,
        finalize=blocks.keep,
        autoescape=False,
        extensions=[Wordings],
    )
    inner.filters["capitalize"] = capitalize
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    edition = describe_edition(findings)
    names = {
        **_names(findings, trail),
        **_components(_shell(templates), findings, figures),
        **extra,
        "edition": edition,
        "lessons": [section for section in sections if section.lesson],
        "missing": [name for name in DATA if name not in findings.available()],
    }
    faults: list[Fault] = []
    parts: list[dict[str, Any]] = []
    known = findings.available()
    here = {section.id for section in sections if section.stands(known)}
    names["see"] = _see(sections, here, blocks)
    # On paper at the foot of the page, on a screen between brackets.
    names["footnote"] = lambda text: blocks.inline(f'<span class="footnote">{escape(text)}</span>')
    for section in sections:
        if not section.stands(known) or (only and section.id != only):
            continue
        trail.section = section.id
        try:
            text = inner.from_string(section.text).render(**names, section=section)
        except (jinja2.TemplateError, ReportError, TypeError) as error:
            faults.append(_explain(error, section, names))
            continue
        if not parts or parts[-1]["id"] != section.part:
            # Parts are numbered by what is there: a wijk can lack one.
            before = sum(bool(part["number"]) for part in parts)
            number = f"Deel {before + 1}" if section.part in NUMBERED else ""
            part = {"id": section.part, "number": number, "title": PARTS[section.part]}
            parts.append({**part, "sections": []})
        html = blocks.put_back(_render(markdown, text, section.markdown))
        parts[-1]["sections"].append(
            {
                "id": section.id,
                "file": section.file,
                "title": section.title,
                # The page of the report holds h1 for parts, so a section starts at h2.
                "level": section.level + 1,
                # Subsections would make the contents longer than a page.
                "toc": bool(section.title) and (section.level == 1 or bool(section.lesson)),
                "class_": section.class_,
                "running": section.running,
                "number": section.lesson or "",
                "label": section.theme,
                "editions": section.editions,
                "html": Markup(trail.settle(html)),
            }
        )
    if faults:
        raise InputError(faults)
    return Report(edition, findings.wijk, notice(findings), parts)


def dress(report: Report, skeleton: str, templates: Path, **more: object) -> str:
    """The report in a skeleton from `templates`: a finished page of HTML."""
    return (
        _shell(templates)
        .get_template(skeleton)
        .render(
            edition=report.edition,
            wijk=report.wijk,
            notice=report.notice,
            parts=report.parts,
            **more,
        )
    )


def print_page(report: Report, edition: str, templates: Path) -> str:
    """One edition for print: a finished page of HTML.

    `edition`: monitor, samenvatting, or concept, which has all text and no cover around it.
    """
    return dress(
        report if edition == "concept" else report.of(edition),
        "report.html.j2",
        templates,
        numbered=[part for part in report.parts if part["number"]],
        contents=edition == "monitor",
        draft=edition == "concept",
        css_href=STYLESHEETS,
    )


def compose(
    sections: list[Section],
    findings: Findings,
    figures: Mapping[str, Mapping[str, Any]],
    templates: Path,
    extra: Mapping[str, Any],
    trail: Trail | None = None,
) -> str:
    """The monitor as one page: `fill` and `print_page` at once."""
    filled = fill(sections, findings, figures, templates, extra, trail)
    return print_page(filled, "monitor", templates)


SEE = re.compile(r'<a class="see" href="#([^"]+)">(.*?)</a>')
HEADING = re.compile(r"(</?h)([1-6])\b", re.IGNORECASE)
STYLESHEETS = "../../templates"  # seen from results/{wijk}/


def _shell(templates: Path) -> jinja2.Environment:
    """The environment of the skeletons and components: data are always escaped."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), autoescape=True, undefined=jinja2.StrictUndefined
    )


def _render(markdown: MarkdownIt, text: str, is_markdown: bool = True) -> str:
    """The text as HTML with every heading one level deeper: `##` is the first below a section.

    What is text stands in runs (`<div class="run">`) between the pieces of HTML (figures, tables,
    a lead): a run can be set in columns, while a piece takes the width that it needs.
    """
    if not is_markdown:
        return HEADING.sub(lambda m: f"{m[1]}{min(int(m[2]) + 1, 6)}", text)
    tokens = markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
    html = []
    for piece, group in groupby(tokens, lambda token: token.type == "html_block"):
        made = markdown.renderer.render(list(group), markdown.options, {})
        html.append(made if piece else f'<div class="run">\n{made}</div>\n')
    return "".join(html)


def _see(every: list[Section], here: set[str], blocks: Blocks) -> Callable[[str], str]:
    """The function `see` of sections: a link to another section, by its id."""
    known = {section.id: section for section in every}

    def see(name: str) -> str:
        if name not in known:
            raise unknown("De sectie", name, known)
        # A wijk can lack the section: `{% if see("x") %}Zie {{ see("x") }}.{% endif %}`.
        if name not in here:
            return ""
        title = escape(known[name].title or known[name].running)
        return blocks.inline(f'<a class="see" href="#{escape(name)}">{title}</a>')

    return see


def notice(findings: Findings) -> str:
    """What every page must say of the whole: interviews that are invented, a draft."""
    parts = []
    if findings.config.get("draft"):
        count = findings.tables["unresolved"]["name"].nunique()
        parts.append(f"Concept: {dutch.counted(count, 'naam is', 'namen zijn')} niet herleid")
    if findings.wijk["example"]:
        parts.append(EXAMPLE)
    return " · ".join(parts)


def describe_edition(findings: Findings) -> dict[str, str]:
    """The edition as cover and headers print it: title, subtitle, date, url, short title."""
    edition, wijk = findings.config["edition"], findings.wijk
    subtitle = "De wijk naast de stad, in cijfers"
    if years := wijk["years"]:
        span = dutch.word(years[-1] - years[0] + 1).capitalize()
        subtitle = f"{span} jaar onderzoek naar sociale veerkracht"
    return {
        **edition,
        "short_title": f"{edition['title']} {wijk['short_name']}",
        "subtitle": subtitle,
        "date_text": dutch.month_year(date.fromisoformat(edition["date"])),
    }


def _names(findings: Findings, trail: Trail) -> dict[str, Any]:
    """The names that a section may use, apart from the components."""
    wijk, config = findings.wijk, findings.config
    methods = [
        "net", "actor", "top", "neighbours", "tied_share", "share_word", "change_word",
        "interviews", "named_only", "panel", "new_actors", "influential", "passed_on",
        "stayers_ties", "outside_share", "form_count", "place_count", "ownership", "resident_led",
        "repeated_barriers", "repeated_resources", "agreed",
        "goal", "course", "index", "index_gap", "index_place", "theme_gaps",
        "alike", "moved", "would_take", "movers", "indicator_counts", "vulnerability", "health",
        "governing", "governing_years", "phases", "barrier_share",
        "fact_source", "events", "decisions",
        "quotes", "outcome", "no_wording", "stronger_outcomes",
    ]  # fmt: skip
    return {
        **{name: getattr(findings, name) for name in methods},
        "wijk": wijk,
        "areas": wijk["areas"],
        "years": wijk["years"],
        "first_year": wijk["years"][0] if wijk["years"] else None,
        "last_year": wijk["years"][-1] if wijk["years"] else None,
        "example": wijk["example"],
        "tie_rule": TIE_RULES[wijk["tie_rule"]],
        "sheets": [*CODING_SHEETS, *GOVERNANCE_SHEETS],
        "draws": number_from(DRAWS, "claims"),
        "draw_share": number_from(SHARE, "claims"),
        "fewest": FEWEST,
        "memberships": wijk.get("memberships", []),
        "doubly_coded": findings.doubly_coded,
        "unresolved": len(findings.tables["unresolved"]),
        "city": config["city"],
        "governed_years": findings.governed_years,
        "index_years": findings.index_years,
        "index_edition": findings.index_edition,
        "theme_years": findings.theme_years,
        "theme_edition": findings.theme_edition,
        "respondents": number_from(config["noise"]["respondents"], "config", sleutel="respondents"),
        "register": number_from(config["noise"]["register"], "config", sleutel="register"),
        "noise_level": number_from(config["noise"]["level"], "config", sleutel="noise.level"),
        "noise_change": number_from(config["noise"]["change"], "config", sleutel="noise.change"),
        "share_words": [
            (number_from(bound, "config", sleutel="share_words"), name)
            for bound, name in config["share_words"]
        ],
        "facts": list(findings.tables["facts"]["fact"]),
        **{name: trail.printing(write, ReportError) for name, write in PRINTED.items()},
        "fact": lambda name: findings.fact_text(name, trail.printing(dutch.number, ReportError)),
        "word": trail.printing(dutch.word),
        "counted": trail.printing(dutch.counted),
        "enum": dutch.listing,
        "trend": dutch.trend,
    }


PRINTED: dict[str, Callable[..., str]] = {
    "num": dutch.number,
    "signed": dutch.signed,
    "pct": dutch.percent,
}
TIE_RULES = {
    "union": "een verbinding telt zodra een van beide partijen haar noemt",
    "both": "een verbinding telt alleen als beide partijen haar noemen",
}


def _components(
    shell: jinja2.Environment,
    findings: Findings,
    figures: Mapping[str, Mapping[str, Any]],
) -> dict[str, Callable[..., Markup]]:
    """The pieces of HTML that a section may call; their data are escaped by the macros."""
    macros: Any = shell.get_template("components.html.j2").module
    example = findings.wijk["example"]

    def picture(name: str, full: bool = False, caption: str = "") -> Markup:
        if name not in figures:
            hint = nearest(name, figures) or "Noem de figuur in de kop van de sectie (figures)."
            raise ReportError(f"De figuur '{name}' is er niet. {hint}")
        text = figures[name]
        return Markup(
            macros.figure(
                name=name,
                title=text["title"],
                alt=text["alt"],
                caption=caption,
                source=text["source"],
                full=full,
                src=f"figures/{name}.svg",
            )
        )

    choices: dict[str, list[Any]] = {
        "year": findings.wijk["years"],
        "which": ["kern", "alle"],
        "sheet": [*CODING_SHEETS, *GOVERNANCE_SHEETS],
    }

    def table(name: str, *which: int | str) -> Markup:
        if name not in TABLES:
            raise ReportError(f"De tabel '{name}' is er niet. {nearest(name, TABLES)}")
        asked = list(inspect.signature(TABLES[name]).parameters.values())[1:]
        for parameter, value in itertools.zip_longest(asked, which):
            if value is None and parameter.default is inspect.Parameter.empty:
                raise ReportError(f"De tabel '{name}' wil nog weten: {parameter.name}.")
            known = choices[parameter.name] if parameter else ()
            if value is not None and value not in known:
                text = ", ".join(map(str, known)) or "niets"
                hint = nearest(str(value), map(str, known))
                raise ReportError(
                    f"De tabel '{name}' kent {value} niet, wel: {text}. {hint}".strip()
                )
        made = TABLES[name](findings, *which)
        return Markup(
            macros.data_table(
                caption=made.caption,
                columns=[{"label": label, "kind": kind} for label, kind in made.columns],
                rows=made.rows,
                fit=fit_columns(made.columns, made.rows, made.caption),
                source=made.source,
            )
        )

    def quote(name: str) -> Markup:
        item = findings.quote(name)
        return Markup(macros.quote(text=item.text, role=item.role, year=item.year, example=example))

    def pull_quotes(place: str) -> Markup:
        items = [findings.quote(name) for name in findings.quotes(place)]
        quotes = [
            {"text": q.text, "role": q.role, "year": q.year, "example": example} for q in items
        ]
        return Markup(macros.pull_quotes(quotes))

    # A note's text can hold data (`~ name`), so HTML in it stays text.
    plain = MarkdownIt("commonmark", {"html": False})

    def note(text: str, title: str = "Hoe zeker is dit?") -> Markup:
        return Markup(macros.note(Markup(plain.render(text)), title))

    def callouts(items: list[tuple[str, str]]) -> Markup:
        return Markup(macros.callouts([{"value": value, "text": text} for value, text in items]))

    return {
        "figure": picture,
        "table": table,
        "quote": quote,
        "pull_quotes": pull_quotes,
        "note": note,
        "callouts": callouts,
    }


UNKNOWN_NAME = re.compile(
    r"^'(\w+)' is undefined|has no attribute '(\w+)'|^No filter named '(\w+)'"
)


def _keys(value: object) -> Iterator[str]:
    """The keys of blocks inside blocks, such as wijk.story.key."""
    for key, inner in value.items() if isinstance(value, Mapping) else ():
        yield key
        yield from _keys(inner)


def _explain(error: Exception, section: Section, names: Mapping[str, Any]) -> Fault:
    """A fault in a section in Dutch, with the line in the file and the nearest known name."""
    file, line = section.file, getattr(error, "lineno", None) or 0
    head = Path(file).read_text(encoding="utf-8").split("\n---\n")[0].count("\n") + 2
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == "<template>" and frame.lineno:
            line = frame.lineno
        elif frame.filename.endswith(FORMATS):  # a text that the section includes, without a head
            file, line, head = frame.filename, frame.lineno or 0, 0
    text = str(error)
    advice = ""
    if isinstance(error, jinja2.TemplateNotFound):
        folder = Path(section.file).parent
        texts = [str(p.relative_to(folder)) for p in sorted(folder.glob("*/*"))]
        advice, text = nearest(text, texts), f"de tekst '{error.name}' is er niet"
    elif match := UNKNOWN_NAME.search(text):
        name = str(match[match.lastindex or 0])
        advice = nearest(name, [*_keys(names), *FILTERS])
        text = f"de naam '{name}' bestaat niet"
    return Fault(
        file,
        row=line + head if line else 0,
        found=text,
        expected="een sectie die zich laat invullen",
        advice=advice,
    )
