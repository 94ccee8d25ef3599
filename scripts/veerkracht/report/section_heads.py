"""The head of a section: what may stand in it, and whether it agrees with the text below it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from veerkracht.charts import chart_names
from veerkracht.faults import Fault, nearest

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
# The numbered parts, each with the figure whose title stands on its page.
OPENING = {
    "netwerken": "brief_network",
    "sociale-index": "brief_index",
    "governance": "brief_decisions",
}
# And the one that says it in the words of the folder, where that has words of its own.
OPENING_FOLDER = {**OPENING, "netwerken": "folder_network"}
KEYS = {
    "title",
    "part",
    "figures",
    "class",
    "running",
    "level",
    "lesson",
    "theme",
    "short",
    "needs",
    "unless",
    "editions",
}
# The editions that a section can stand in; without a word of its own it stands in these.
EDITIONS = ("monitor", "samenvatting", "web")
USUAL = ["monitor", "web"]
# What a section can need, or stand in for: each is there for a wijk, or not.
DATA = (
    "gesprekken",
    "plekken",
    "citaten",
    "index",
    "doel",
    "themas",
    "kwetsbaarheid",
    "gezondheid",
    "governance",
    "programma",
    "ligging",
)
FORMATS = (".md", ".html")
FIGURE = re.compile(r"""\bfigure\(\s*["']([^"']+)["']""")


def check_head(head: dict[str, Any], path: Path) -> list[Fault]:
    """What lacks in a head, or is unknown."""
    file = str(path)
    faults = [
        Fault(file, column=key, found="niets", expected="een waarde in de kop")
        for key in ("title", "part")
        # A page of quotes has no title; then it is not in the contents either.
        if not head.get(key) and head.get(key) != ""
    ]
    for key in sorted(set(head) - KEYS):
        expected, advice = f"een van {', '.join(sorted(KEYS))}", nearest(key, KEYS)
        unknown = "een onbekende sleutel in de kop"
        faults.append(Fault(file, "", 0, key, unknown, expected, advice))
    for key, allowed in (("needs", DATA), ("unless", DATA), ("editions", EDITIONS)):
        faults += [
            _not_one_of(file, key, str(name), allowed)
            for name in head.get(key) or []
            if name not in allowed
        ]
    if head.get("part") and head["part"] not in PARTS:
        faults.append(_not_one_of(file, "part", str(head["part"]), PARTS))
    return faults


def _not_one_of(file: str, key: str, value: str, allowed: Iterable[str]) -> Fault:
    expected, advice = f"een van {', '.join(allowed)}", nearest(value, allowed)
    return Fault(file, column=key, found=value, expected=expected, advice=advice)


def check_figures(
    head: dict[str, Any], text: str, path: Path, folders: Iterable[Path]
) -> list[Fault]:
    """Figures that nobody draws, that the head names for nothing, or that it does not name.

    `folders`: where the texts stand that this one may include.
    """
    named = [str(name) for name in head.get("figures") or []]
    return [
        *_never_drawn(named, path),
        *_not_printed(named, text, path, folders),
        *_not_named(named, text, path),
    ]


def _start(name: str) -> str:
    """`network_map-{year}` in the head is `"network_map-" ~ year` in the text."""
    return name.split("{")[0]


def _never_drawn(named: list[str], path: Path) -> list[Fault]:
    """Names of figures that no chart draws."""
    charts = chart_names()
    return [
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


def _not_printed(named: list[str], text: str, path: Path, folders: Iterable[Path]) -> list[Fault]:
    """Figures of the head that the text does not print, nor a text that it includes."""
    whole = text
    if "{% include" in text:
        whole += "".join(included.read_text("utf-8") for included in included_texts(folders))
    printed = {match[1] for match in FIGURE.finditer(whole)}
    return [
        Fault(
            str(path),
            column="figures",
            found=f"'{name}' staat in de kop, en de tekst drukt hem niet af",
            expected=f'{{{{ figure("{_start(name)}") }}}} in de tekst',
            advice=nearest(_start(name), printed) or "Haal hem anders uit de kop.",
        )
        for name in named
        if _start(name) not in printed
    ]


def _not_named(named: list[str], text: str, path: Path) -> list[Fault]:
    """Figures of the text that the head does not name."""
    lines = {match[1]: text[: match.start()].count("\n") for match in FIGURE.finditer(text)}
    allowed = {*named, *map(_start, named)}
    return [
        Fault(
            str(path),
            row=head_lines(path) + line,
            found=f"de figuur '{name}' staat niet in de kop",
            expected="elke figuur van de tekst ook bij figures",
            advice=nearest(name, named)
            or (
                f"Zet in de kop: figures: [{name}]."
                if _start(name) in chart_names()
                else nearest(_start(name), chart_names())
                or f"Die figuur bestaat niet; bekend zijn: {', '.join(chart_names())}."
            ),
        )
        for name, line in lines.items()
        if name not in allowed
    ]


def included_texts(folders: Iterable[Path]) -> list[Path]:
    """The texts one level below these folders, which sections may include."""
    texts = (path for folder in folders for path in sorted(folder.glob("*/*")))
    return [path for path in texts if path.suffix in FORMATS]


def head_lines(path: Path) -> int:
    """How many lines of a section come before the first of its text."""
    return path.read_text(encoding="utf-8").split("\n---\n")[0].count("\n") + 3
