"""The filled report: its parts and sections, and the pages that editions make of them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

STYLESHEETS = "../../templates"  # seen from results/{wijk}/
MAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
SITE = re.compile(r"(https?://\S+|www\.\S+|[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/\S*)?)")
PHONE = re.compile(r"\+?[0-9][0-9 ()-]{7,}")
# As typed, inside a word (z'n, thema's), and as Jinja escapes it: print has the sign of its own.
APOSTROPHE = re.compile(r"(?<=\w)(?:'|&#39;)(?=\w)")
SEE = re.compile(r'<a class="see" href="#([^"]+)">(.*?)</a>')


@dataclass(frozen=True)
class Report:
    """The filled sections in their parts, ready for a skeleton: the monitor, the folder, the web.

    `parts` hold id, number ("Deel 1" or ""), title and sections; a section has id, file, title,
    part, level, toc, class_, running, number, years, label, editions, html and covered: the
    sentences that a claim covers, each with section, claim, outcome and sentence.
    """

    edition: dict[str, Any]
    wijk: Mapping[str, Any]
    notice: str
    parts: list[dict[str, Any]]

    def of(self, edition: str) -> Report:
        """What stands in one edition (monitor, samenvatting, web); a part without text does not.

        A reference to a section that this edition lacks keeps its words and loses its link; the
        folder says that it stands in the whole.
        """
        kept = {
            s["id"] for part in self.parts for s in part["sections"] if edition in s["editions"]
        }

        def unlinked(html: str) -> Markup:
            where = ", in de hele monitor" if edition == "samenvatting" else ""
            return Markup(SEE.sub(lambda m: m[0] if m[1] in kept else m[2] + where, html))

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

    @property
    def covered(self) -> list[dict[str, str]]:
        """All sentences that a claim covers: section, claim, outcome, sentence."""
        return [one for part in self.parts for s in part["sections"] for one in s["covered"]]

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


def shell(templates: Path) -> jinja2.Environment:
    """The environment of the skeletons and components: data are always escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["href"] = href
    return environment


def href(line: str) -> str:
    """Where a line of an address leads: an e-mail address, a site, a telephone; else nowhere."""
    if MAIL.fullmatch(line):
        return f"mailto:{line}"
    if SITE.fullmatch(line):
        return line if "://" in line else f"https://{line}"
    return f"tel:{re.sub(r'[^+0-9]', '', line)}" if PHONE.fullmatch(line) else ""


def dress(report: Report, skeleton: str, templates: Path, **more: object) -> str:
    """The report in a skeleton from `templates`: a finished page of HTML."""
    page = shell(templates).get_template(skeleton)
    return page.render(
        edition=report.edition,
        wijk=report.wijk,
        notice=report.notice,
        parts=report.parts,
        **more,
    )


def print_page(report: Report, edition: str, templates: Path) -> str:
    """One edition for print: a finished page of HTML.

    `edition`: monitor, samenvatting, or concept, which has all text and no cover around it.
    """
    numbered = [part for part in report.parts if part["number"]]
    folder = edition == "samenvatting"
    if folder:
        numbered = [part | {"statement": part["brief"] or part["statement"]} for part in numbered]
    page = dress(
        report if edition == "concept" else report.of(edition),
        "report.html.j2",
        templates,
        numbered=numbered,
        # One part alone needs no page that announces it.
        openers=len(numbered) > 1,
        # The folder is too short for it: its cover leads to the parts.
        contents=edition == "monitor",
        folder=folder,
        draft=edition == "concept",
        css_href=STYLESHEETS,
    )
    return APOSTROPHE.sub("’", page)
