"""The network as posters, A3: figures of the monitor with what they show and how to read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from veerkracht import dutch
from veerkracht.charts import design, network_poster
from veerkracht.editions.pdf import print_pdf
from veerkracht.paths import TEMPLATES
from veerkracht.report.filled import shell
from veerkracht.source_lines import notices

# A sheet is so wide (mm), as in poster.css; of the sizes of a title (points) the largest is taken
# that fits the height it has: less where a line says more below it.
WIDTH = network_poster.WIDTH
SIZES = (40, 36, 32, 29, 26, 23, 20, 17, 14)
TITLE, ABOVE_MORE, LEADING = 38.5, 28.0, 1.1  # mm, and the line of a title in its size
# Between the headline of a title and what else it says.
BREAK = "; "
LAST, ALL = "network_poster", "network_panel_poster"
CAUTION = "Wie is gesproken, bepaalt mee wie in beeld is en wie invloed lijkt te hebben."
# What a passer-by must know to read a title, and below the figure how the rest is read.
MEANING = {
    LAST: "Invloed heeft wie samenwerkt met anderen die zelf ook veel samenwerken.",
    ALL: "In kleur: wie dat jaar erbij kwam, met de samenwerkingen die zij meebracht.",
}
READING = {
    LAST: (
        "Elk teken is een partij, elke lijn een samenwerking: de eerste tien staan groot, met hun "
        "plaats. Namen in kleur zonder plaats: wie elk jaar wordt gevolgd.",
        CAUTION,
    ),
    ALL: (
        "Elke partij houdt haar plaats; in het eerste jaar is iedereen in kleur. Met 1, 2 en 3: "
        "wie dat jaar de meeste invloed had.",
        CAUTION,
    ),
}


def heading_of(figures: Sequence[str], years: list[int]) -> str:
    """What the posters of these figures are called together, and so the poster of one."""
    if len(figures) == 1 and figures[0] != ALL:
        return f"Het netwerk in {figures[0].partition('-')[2]}"
    return f"Het netwerk van {years[0]} tot en met {years[-1]}"


def print_posters(
    figures: Sequence[tuple[Path, Mapping[str, Any]]],
    wijk: Mapping[str, Any],
    edition: Mapping[str, str],
    *,
    draft: bool = False,
) -> bytes:
    """The PDF (PDF/A-3a, PDF/UA-1) of figures as posters: a page of A3 each.

    `figures`: of each its SVG, all in one folder, and what it says: title, alt, source and series;
    `wijk`: name, example and years, of which there is at least one. Raises PdfError.
    """
    day = dt.date.fromisoformat(edition["date"])
    names = [drawing.stem for drawing, _ in figures]
    said = [_said(drawing.stem, told) for drawing, told in figures]
    # One size for all, so that none of a series looks more than another.
    size = min(size_of(title, more=bool(also)) for title, also in said)
    html = (
        shell(TEMPLATES)
        .get_template("poster.html.j2")
        .render(
            edition={**edition, "date_text": dutch.month_year(day)},
            place=wijk["name"],
            heading=heading_of(names, wijk["years"]),
            size=size,
            sheets=[
                _sheet(drawing, told, words, wijk["years"])
                for (drawing, told), words in zip(figures, said, strict=True)
            ],
            notice=" · ".join(notices(wijk, draft)),
        )
    )
    sheets = {name: TEMPLATES / name for name in ("tokens.css", "poster.css")}
    return print_pdf(html, {**sheets, "figures": figures[0][0].parent}, date=day)


def size_of(title: str, *, more: bool = True) -> int:
    """The largest size in points in which a title fits, or the smallest.

    `more`: whether a line stands below the title.
    """

    def high(size: int) -> float:
        # A bit less than the width, as the printer spaces letters in its own way.
        lines = len(design.broken(title, 0.98 * WIDTH, size, "bold"))
        return lines * LEADING * size * design.POINT

    room = ABOVE_MORE if more else TITLE
    return next((size for size in SIZES if high(size) <= room), SIZES[-1])


def _said(name: str, told: Mapping[str, Any]) -> tuple[str, str]:
    """The title of a poster and the line below it: the two parts of that of its figure.

    That of all years says first how many parties there were.
    """
    title, _, also = told["title"].partition(BREAK)
    counts = next((line for line in told.get("series", ()) if line["label"] == "partijen"), None)
    if name == ALL and counts and len(counts["values"]) > 1:
        first, last = (counts["values"][at]["text"] for at in (0, -1))
        return f"In beeld: van {first} naar {last} partijen", title
    return title, dutch.sentence(also)


def _sheet(
    drawing: Path, told: Mapping[str, Any], said: tuple[str, str], years: list[int]
) -> dict[str, Any]:
    """What the page of one figure says."""
    kind = drawing.stem.partition("-")[0]
    title, also = said
    return {
        "kind": kind,
        "heading": heading_of([drawing.stem], years),
        "figure": f"asset:figures/{drawing.name}",
        "title": title,
        "also": also,
        "meaning": MEANING[kind],
        "alt": told["alt"],
        "source": told["source"],
        "reading": READING[kind],
    }
