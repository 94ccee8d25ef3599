"""The sections of the report: Markdown or HTML with front matter, in the order of their names.

What is true of every wijk stands in templates/sections/; the texts of a wijk itself, in
data/{wijk}/teksten/, lie over it: the same file name replaces a section, another adds one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from veerkracht.config import load_yaml
from veerkracht.faults import Fault, InputError, nearest
from veerkracht.report.section_heads import FORMATS, PARTS, USUAL, check_figures, check_head

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
    short: str = ""  # a lesson in a few sentences, for the folder
    figures: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    unless: list[str] = field(default_factory=list)
    editions: list[str] = field(default_factory=lambda: list(USUAL))
    folders: tuple[Path, ...] = ()  # in which a text that it includes is looked for, in this order

    @property
    def markdown(self) -> bool:
        """Whether the text is Markdown; the text of an .html file is HTML already."""
        return not self.file.endswith(".html")

    def stands(self, data: set[str]) -> bool:
        """Whether this section belongs in the report of a wijk that has these kinds of data."""
        return set(self.needs) <= data and not set(self.unless) & data

    def figure_names(self, years: list[int]) -> list[str]:
        """The figures of this section; `{year}` in a name stands for each of `years`."""
        names = []
        for name in self.figures:
            names += [name.format(year=year) for year in years] if "{year}" in name else [name]
        return names


def text_folders(wijk: str, project: Path = Path()) -> tuple[Path, ...]:
    """The folders with the texts of a wijk, seen from `project`: its own, then those of all."""
    own, shared = project / "data" / wijk / "teksten", project / "templates" / "sections"
    return (own, shared) if own.is_dir() else (shared,)


def read_sections(*folders: Path) -> list[Section]:
    """All sections in `folders` (NN-naam.md or .html), in the order of their file names.

    Of two files with the same name, the one in the earlier folder counts.
    Raises InputError with every fault: in a head, in the figures, in the names of files.
    """
    sections: list[Section] = []
    faults: list[Fault] = []
    for path in _uppermost(folders):
        match = FRONT.match(path.read_text(encoding="utf-8")) if path.suffix in FORMATS else None
        if not match:
            faults.append(_unreadable(path))
            continue
        try:
            head: dict[str, Any] = load_yaml(match[1]) or {}
        except (yaml.YAMLError, RecursionError) as error:
            faults.append(_broken_head(path, error))
            continue
        faults += check_head(head, path)
        faults += check_figures(head, match[2], path, folders)
        sections.append(_section(path, head, match[2], folders))
    faults += _shared_names(sections)
    if faults:
        raise InputError(faults)
    return sections


def _uppermost(folders: tuple[Path, ...]) -> list[Path]:
    """The files of sections in the order of their names, each from the first folder with it."""
    by_name = {path.name: path for folder in reversed(folders) for path in folder.glob("[0-9]*")}
    return [by_name[name] for name in sorted(by_name)]


def _section(path: Path, head: dict[str, Any], text: str, folders: tuple[Path, ...]) -> Section:
    """The section of a file with this head and text, and where the texts it includes stand."""
    return Section(
        id=re.sub(r"^\d+-", "", path.stem),
        file=str(path),
        title=str(head.get("title", "")),
        part=str(head.get("part", "")),
        text=text,
        level=head.get("level", 1),
        class_=str(head.get("class") or ""),
        running=str(head.get("running") or head.get("title", "")),
        lesson=head.get("lesson", 0),
        theme=str(head.get("theme") or ""),
        short=str(head.get("short") or ""),
        figures=list(head.get("figures") or []),
        needs=list(head.get("needs") or []),
        unless=list(head.get("unless") or []),
        editions=list(head.get("editions") or USUAL),
        folders=folders,
    )


def _unreadable(path: Path) -> Fault:
    """A file among the sections that is none."""
    if path.suffix not in FORMATS:
        return Fault(
            str(path),
            found="een tekst die niet wordt gelezen",
            expected="een bestand dat op .md of .html eindigt",
            advice="Geef het bestand een andere naam, of haal het uit deze map.",
        )
    expected = "een kop met title en part"
    return Fault(str(path), row=1, found="geen kop tussen twee regels met ---", expected=expected)


def _broken_head(path: Path, error: Exception) -> Fault:
    """A head that is no YAML, at its line where that is known."""
    mark = getattr(error, "problem_mark", None)
    row = mark.line + 2 if mark else 1  # the head begins below the line with ---
    advice = "Let op dubbele punten, aanhalingstekens en inspringen."
    return Fault(str(path), "", row, "", "een kop die niet te lezen is", "geldige YAML", advice)


def _shared_names(sections: list[Section]) -> list[Fault]:
    """Sections that bear the name of a part, or of each other."""
    taken = {name: "een deel van het rapport" for name in [*PARTS, "omslag", "inhoud"]}
    faults = []
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
    return faults


def check_section(name: str, sections: list[Section]) -> None:
    """Raise InputError when no section has this id or file name (without .md)."""
    files = [Path(section.file).stem for section in sections]
    if name not in files and name not in {section.id for section in sections}:
        expected, advice = "de naam van een sectie", nearest(name, files)
        raise InputError([Fault("--config", "", 0, "sectie", f"'{name}'", expected, advice)])


def figure_names(sections: list[Section], years: list[int]) -> list[str]:
    """Every figure that some section uses, once each, in order of first use."""
    return list(dict.fromkeys(name for s in sections for name in s.figure_names(years)))
