"""The sections of the report: Markdown or HTML with front matter, in the order of their names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from veerkracht.charts import chart_names
from veerkracht.config import StrictLoader
from veerkracht.faults import Fault, InputError, nearest

# Part -> its title; the numbered ones get their number in the report, by what is there.
PARTS = {
    "voorwerk": "",
    "samenvatting": "Samenvatting",
    "netwerken": "Netwerken",
    "sociale-index": "Sociale Index",
    "governance": "Governance",
    "lessen": "Lessen",
    "achtergrond": "Achtergrond",
    "bijlagen": "Bijlagen",
    "achterkant": "",
}
NUMBERED = ("netwerken", "sociale-index", "governance")
KEYS = {
    "title",
    "part",
    "figures",
    "class",
    "running",
    "level",
    "lesson",
    "theme",
    "needs",
    "unless",
    "editions",
}
# The editions that a section can stand in; without a word of its own it stands in these.
EDITIONS = ("monitor", "samenvatting", "web")
USUAL = ["monitor", "web"]
# What a section can need, or stand in for: each is there for a wijk, or not.
DATA = (
    *("gesprekken", "plekken", "citaten", "index", "doel", "themas", "kwetsbaarheid"),
    *("gezondheid", "governance", "programma", "ligging"),
)
FORMATS = (".md", ".html")
FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)


@dataclass(frozen=True)
class Section:
    """One section: its file name, its front matter and its text (Markdown or HTML with Jinja)."""

    id: str
    file: str
    title: str
    part: str
    text: str
    level: int = 1
    class_: str = ""
    running: str = ""
    lesson: int = 0
    theme: str = ""
    figures: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    unless: list[str] = field(default_factory=list)
    editions: list[str] = field(default_factory=lambda: list(USUAL))

    @property
    def markdown(self) -> bool:
        """Whether the text is Markdown; the text of an .html file is HTML already."""
        return not self.file.endswith(".html")

    def stands(self, known: set[str]) -> bool:
        """Whether this section belongs in the report of a wijk that has the data in `known`."""
        return set(self.needs) <= known and not set(self.unless) & known

    @property
    def home(self) -> str:
        """The page of HTML, seen from results/{wijk}/, in which a reviewer reads this section."""
        pages = {"monitor": "report.html", "samenvatting": "samenvatting.html"}
        found = [page for edition, page in pages.items() if edition in self.editions]
        return found[0] if found else "web/index.html"

    def figure_names(self, years: list[int]) -> list[str]:
        """The figures of this section; `{year}` in a name stands for each of `years`."""
        names = []
        for name in self.figures:
            names += [name.format(year=year) for year in years] if "{year}" in name else [name]
        return names


def read_sections(folder: str | Path) -> list[Section]:
    """All sections in `folder` (NN-naam.md or .html), in order.

    Raises InputError with every fault: in a head, in the figures, in the names of files.
    """
    sections: list[Section] = []
    faults: list[Fault] = []
    for path in sorted(Path(folder).glob("[0-9]*")):
        if path.suffix not in FORMATS:
            faults.append(
                Fault(
                    str(path),
                    found="een tekst die niet wordt gelezen",
                    expected="een bestand dat op .md of .html eindigt",
                    advice="Geef het bestand een andere naam, of haal het uit deze map.",
                )
            )
            continue
        match = FRONT.match(path.read_text(encoding="utf-8"))
        if not match:
            faults.append(
                Fault(
                    str(path),
                    row=1,
                    found="geen kop tussen twee regels met ---",
                    expected="een kop met title en part",
                )
            )
            continue
        head: dict[str, Any] = yaml.load(match[1], Loader=StrictLoader) or {}
        faults += _check_head(head, path)
        faults += _check_figures(head, match[2], path)
        sections.append(
            Section(
                id=re.sub(r"^\d+-", "", path.stem),
                file=str(path),
                title=str(head.get("title", "")),
                part=str(head.get("part", "")),
                text=match[2],
                level=head.get("level", 1),
                class_=str(head.get("class") or ""),
                running=str(head.get("running") or head.get("title", "")),
                lesson=head.get("lesson", 0),
                theme=str(head.get("theme") or ""),
                figures=list(head.get("figures") or []),
                needs=list(head.get("needs") or []),
                unless=list(head.get("unless") or []),
                editions=list(head.get("editions") or USUAL),
            )
        )
    taken = {name: "een deel van het rapport" for name in [*PARTS, "omslag", "inhoud"]}
    for section in sections:
        if section.id in taken:
            faults.append(
                Fault(
                    section.file,
                    found=f"de naam '{section.id}', die ook {taken[section.id]} heeft",
                    expected="een eigen naam na het nummer",
                    advice="Geef het bestand een andere naam.",
                )
            )
        taken[section.id] = section.file
    if faults:
        raise InputError(faults)
    return sections


def _check_head(head: dict[str, Any], path: Path) -> list[Fault]:
    faults = [
        Fault(str(path), column=key, found="niets", expected="een waarde in de kop")
        for key in ("title", "part")
        # A page of quotes has no title; then it is not in the contents either.
        if not head.get(key) and head.get(key) != ""
    ]
    faults += [
        Fault(
            str(path),
            column=key,
            found="een onbekende sleutel in de kop",
            expected=f"een van {', '.join(sorted(KEYS))}",
            advice=nearest(key, KEYS),
        )
        for key in sorted(set(head) - KEYS)
    ]
    faults += [
        Fault(
            str(path),
            column=key,
            found=str(name),
            expected=f"een van {', '.join(known)}",
            advice=nearest(str(name), known),
        )
        for key, known in (("needs", DATA), ("unless", DATA), ("editions", EDITIONS))
        for name in head.get(key) or []
        if name not in known
    ]
    if head.get("part") and head["part"] not in PARTS:
        faults.append(
            Fault(
                str(path),
                column="part",
                found=str(head["part"]),
                expected=f"een van {', '.join(PARTS)}",
                advice=nearest(str(head["part"]), PARTS),
            )
        )
    return faults


def check_section(name: str, sections: list[Section]) -> None:
    """Raise InputError when no section has this id or file name (without .md)."""
    known = [Path(section.file).stem for section in sections]
    if name not in known and name not in {section.id for section in sections}:
        expected, advice = "de naam van een sectie", nearest(name, known)
        raise InputError([Fault("--config", "", 0, "sectie", f"'{name}'", expected, advice)])


FIGURE = re.compile(r"""\bfigure\(\s*["']([^"']+)["']""")


def _check_figures(head: dict[str, Any], text: str, path: Path) -> list[Fault]:
    """Figures that nobody draws, that the head names for nothing, or that it does not name."""
    charts = chart_names()
    named = [str(name) for name in head.get("figures") or []]
    faults = [
        Fault(
            str(path),
            column="figures",
            found=name,
            expected="een figuur van deze monitor, met hooguit {year} erachter",
            advice=nearest(name.split("-")[0], charts) or f"Bekend zijn: {', '.join(charts)}.",
        )
        for name in named
        if name.split("-")[0] not in charts or "{" in name.replace("{year}", "")
    ]
    # A text that includes others can use its figures there.
    whole = text
    if "{% include" in text:
        whole += "".join(p.read_text("utf-8") for p in sorted(path.parent.glob("*/*")))
    used = {match[1]: text[: match.start()].count("\n") for match in FIGURE.finditer(text)}
    everywhere = {match[1] for match in FIGURE.finditer(whole)}
    # `"network_map-" ~ year` in the text is `network_map-{year}` in the head.
    faults += [
        Fault(
            str(path),
            column="figures",
            found=f"'{name}' staat in de kop, en de tekst drukt hem niet af",
            expected=f'{{{{ figure("{name.split("{")[0]}") }}}} in de tekst',
            advice=nearest(name.split("{")[0], everywhere) or "Haal hem anders uit de kop.",
        )
        for name in named
        if name.split("{")[0] not in everywhere
    ]
    faults += [
        Fault(
            str(path),
            row=head_lines(path) + line,
            found=f"de figuur '{name}' staat niet in de kop",
            expected="elke figuur van de tekst ook bij figures",
            advice=nearest(name, named) or f"Zet in de kop: figures: [{name}].",
        )
        for name, line in used.items()
        if name not in {n.split("{")[0] for n in named} and name not in named
    ]
    return faults


def head_lines(path: Path) -> int:
    """How many lines of a section come before the first of its text."""
    return path.read_text(encoding="utf-8").split("\n---\n")[0].count("\n") + 3


def figure_names(sections: list[Section], years: list[int]) -> list[str]:
    """Every figure that some section uses, once each, in order of first use."""
    return list(dict.fromkeys(name for s in sections for name in s.figure_names(years)))
