"""The network as posters, A3: figures of the monitor with what they show and how to read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from veerkracht import dutch
from veerkracht.charts import design, network_panel, network_poster
from veerkracht.editions.pdf import print_pdf
from veerkracht.paths import TEMPLATES
from veerkracht.report.filled import shell
from veerkracht.source_lines import notices

# A figure is at most so wide and so high (mm), as in poster.css; of the sizes of a title (points)
# the largest is taken that fits the height it has: less where a line says more below it.
WIDTH, HIGH = network_poster.WIDTH, network_poster.HEIGHT
SIZES = (40, 36, 32, 29, 26, 23, 20, 17, 14)
TITLE, ABOVE_MORE, LEADING = 42.0, 31.5, 1.1  # mm, and the line of a title in its size
# Between the headline of a title and what else it says.
BREAK = "; "
LAST, ALL = "network_poster", "network_panel"
CAUTION = "Wie is gesproken, bepaalt mee wie in beeld is en wie invloed lijkt te hebben."
READING = {
    LAST: (
        "Elk teken is een partij, elke lijn een samenwerking. Invloed heeft wie samenwerkt met "
        "anderen die ook veel samenwerken: de eerste tien staan groot.",
        CAUTION,
    ),
    ALL: (
        "Elke partij houdt haar plaats. In kleur: wie erbij kwam, met de samenwerkingen die zij "
        "meebracht; in het eerste jaar is dat iedereen. Met 1, 2 en 3: wie dat jaar de meeste "
        "invloed had.",
        CAUTION,
    ),
}


def heading_of(figures: Sequence[str], years: list[int]) -> str:
    """What the posters of these figures are called together, and so the poster of one."""
    if len(figures) == 1 and figures[0] != ALL:
        return f"Het netwerk in {figures[0].partition('-')[2]}"
    return f"Het netwerk van {years[0]} tot en met {years[-1]}"


def print_posters(
    figures: Sequence[tuple[Path, Mapping[str, str]]],
    wijk: Mapping[str, Any],
    edition: Mapping[str, str],
    *,
    draft: bool = False,
) -> bytes:
    """The PDF (PDF/A-3a, PDF/UA-1) of figures as posters: a page of A3 each.

    `figures`: of each its SVG, all in one folder, and what it says: title, alt and source;
    `wijk`: name, example and years, of which there is at least one. Raises PdfError.
    """
    day = dt.date.fromisoformat(edition["date"])
    names = [drawing.stem for drawing, _ in figures]
    html = (
        shell(TEMPLATES)
        .get_template("poster.html.j2")
        .render(
            edition={**edition, "date_text": dutch.month_year(day)},
            place=wijk["name"],
            heading=heading_of(names, wijk["years"]),
            sheets=[_sheet(drawing, told, wijk["years"]) for drawing, told in figures],
            notice=" · ".join(notices(wijk, draft)),
        )
    )
    sheets = {name: TEMPLATES / name for name in ("tokens.css", "poster.css")}
    return print_pdf(html, {**sheets, "figures": figures[0][0].parent}, date=day)


def size_of(title: str, width: float = WIDTH, *, more: bool = True) -> int:
    """The largest size in points in which a title fits, or the smallest.

    `width`: of the sheet, in mm; `more`: whether a line stands below the title.
    """

    def high(size: int) -> float:
        # A bit less than the width, as the printer spaces letters in its own way.
        lines = len(design.broken(title, 0.98 * width, size, "bold"))
        return lines * LEADING * size * design.POINT

    room = ABOVE_MORE if more else TITLE
    return next((size for size in SIZES if high(size) <= room), SIZES[-1])


def _sheet(drawing: Path, told: Mapping[str, str], years: list[int]) -> dict[str, Any]:
    """What the page of one figure says: the first part of its title is its headline."""
    headline, _, also = told["title"].partition(BREAK)
    # What stands above and below a figure is as wide as that.
    ratio = network_panel.WIDTH / network_panel.HEIGHT
    width = min(WIDTH, HIGH * ratio) if drawing.stem == ALL else WIDTH
    return {
        "width": round(width, 1),
        "heading": heading_of([drawing.stem], years),
        "figure": f"asset:figures/{drawing.name}",
        "title": headline,
        "also": dutch.sentence(also),
        "size": size_of(headline, width, more=bool(also)),
        "alt": told["alt"],
        "source": told["source"],
        "reading": READING[drawing.stem.partition("-")[0]],
    }
