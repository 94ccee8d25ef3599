"""The same quantity in a sentence, a table and a figure: everywhere the same value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from veerkracht.faults import Fault
from veerkracht.report.proofread.context import Context
from veerkracht.report.proofread.page import NUMBER, YEAR, Page

# Columns of words beside the years in a table of measures.
EXPLAINED = ("Eenheid", "In gewone taal")


@dataclass(frozen=True)
class Said:
    """A value that is printed somewhere: of what, in which year, and in which words."""

    label: str
    year: int
    text: str
    place: str
    file: str

    @property
    def bounds(self) -> tuple[float, float]:
        """The values that would be printed like this."""
        text = re.sub(r"[^\d,]", "", self.text)
        size = float(text.replace(",", "."))
        sign = -1 if self.text[0] in "-−" else 1
        scale = 100 if "%" in self.text else 1
        half = 0.5 * 10.0 ** -len(text.partition(",")[2]) - 1e-9
        return (sign * size - half) / scale, (sign * size + half) / scale


def contradictions(pages: list[Page], context: Context) -> Iterator[Fault]:
    """The same quantity of the same year with another value in a sentence, a table or a figure.

    Sentences say of what their numbers are by the trail; tables by a row head and years as columns
    (or years as rows); figures by the numbers that they were drawn from.
    """
    files = {page.section["id"]: page.file for page in pages}
    said = [
        Said(_label(label), year, text, f"de zin met {text}", files[section])
        for label, text, year, section in context.printed
        if section in files
    ]
    for page in pages:
        said += [s for table in page.tables for s in _unambiguous(_in_table(table, page.file))]
        for name in page.figures:
            said += _unambiguous(_in_figure(name, context, page.file))
    together: dict[tuple[str, int], dict[Said, None]] = {}
    for item in said:
        together.setdefault((item.label, item.year), {})[item] = None
    for (label, year), items in together.items():
        low = max(items, key=lambda item: item.bounds[0])
        high = min(items, key=lambda item: item.bounds[1])
        if low.bounds[0] > high.bounds[1]:
            places = dict.fromkeys(f"{i.text} in {i.place} ({i.file})" for i in (low, high))
            yield Fault(
                min(low.file, high.file),
                found=f"'{label}' in {year} is {' en '.join(places)}",
                expected="overal hetzelfde getal",
                advice="Maak de figuren en tabellen opnieuw, en meld het als het dan nog zo is.",
            )


def _label(text: str) -> str:
    """A label without remarks, articles and verbs, to compare by."""
    text = re.sub(r"\s*\(.*?\)", "", text).casefold().strip(" :,")
    text = re.sub(r"^(?:de|het|een|van|in)\s", "", text)
    return re.sub(r"\s(?:ging|gaat|steeg|stijgt|daalde|daalt|was|is)$", "", text)


def _unambiguous(said: Iterable[Said]) -> list[Said]:
    """Without what one table or figure says twice: then the label alone does not tell of what."""
    items = list(said)
    count = Counter((item.label, item.year) for item in items)
    return [item for item in items if count[item.label, item.year] == 1]


def _in_table(rows: list[list[str]], file: str) -> Iterator[Said]:
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        return
    head, number = rows[0], re.compile(NUMBER)
    place = f"de tabel met {head[0]} en {head[-1]}"
    texts = [name for name in head[1:] if not YEAR.fullmatch(name) and name not in EXPLAINED]
    if not texts:
        for row in rows[1:]:
            for name, cell in zip(head[1:], row[1:], strict=True):
                if YEAR.fullmatch(name) and number.fullmatch(cell):
                    yield Said(_label(row[0]), int(name), cell, place, file)
    elif all(YEAR.fullmatch(row[0]) for row in rows[1:]):
        for row in rows[1:]:
            for name, cell in zip(head[1:], row[1:], strict=True):
                if number.fullmatch(cell):
                    yield Said(_label(name), int(row[0]), cell, place, file)


def _in_figure(name: str, context: Context, file: str) -> Iterator[Said]:
    for series in context.figures.get(name, ()):
        for point in series.points:
            if point.year is not None and point.value is not None:
                place = f"de figuur {name}"
                yield Said(_label(series.label), point.year, point.text, place, file)
