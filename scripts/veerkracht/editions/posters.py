"""The network as a poster, A3: a figure of the monitor with what it shows and how to read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.editions.pdf import print_pdf
from veerkracht.paths import TEMPLATES
from veerkracht.report.filled import shell
from veerkracht.source_lines import notices

# The width of the page (mm) and the size of the title (points), as in poster.css.
WIDTH, TITLE = 265.0, 29.0
LAST, ALL = "network_map", "network_panel"
READING = {
    LAST: (
        "Elk teken is een partij, elke lijn een samenwerking. Lijnen die dezelfde kant op gaan, "
        "lopen samen; hoe dikker, hoe sterker de band volgens wie is gesproken.",
        "Een regel onder een naam staat er alleen als de gegevens hem dragen.",
    ),
    ALL: (
        "Elke partij houdt haar plaats. Wat nieuw is, heeft de volle kleur; wat er al was, is "
        "bleek. De cijfers zijn de drie partijen met de meeste invloed.",
    ),
}


def heading_of(figure: str, years: list[int]) -> str:
    """What the poster of a figure is called."""
    if figure == ALL:
        return f"Het netwerk van {years[0]} tot en met {years[-1]}"
    return f"Het netwerk in {years[-1]}"


def print_poster(
    drawing: Path,
    told: Mapping[str, str],
    wijk: Mapping[str, Any],
    edition: Mapping[str, str],
    *,
    draft: bool = False,
) -> bytes:
    """The PDF (PDF/A-3a, PDF/UA-1) of one figure as a poster: a page of A3.

    `drawing`: its SVG; `told`: its title, alt and source; `wijk`: name, example and years, of which
    there is at least one. Raises PdfError.
    """
    figure, day = drawing.stem.partition("-")[0], dt.date.fromisoformat(edition["date"])
    page = shell(TEMPLATES).get_template("poster.html.j2")
    html = page.render(
        edition={**edition, "date_text": dutch.month_year(day)},
        place=wijk["name"],
        heading=heading_of(figure, wijk["years"]),
        figure=f"asset:figures/{drawing.name}",
        title=told["title"],
        # Lines break at words: never quite full.
        is_long=design.text_width(told["title"], TITLE, "bold") > 1.85 * WIDTH,
        alt=told["alt"],
        source=told["source"],
        reading=READING[figure],
        notice=" · ".join(notices(wijk, draft)),
    )
    sheets = {name: TEMPLATES / name for name in ("tokens.css", "poster.css")}
    assets = {**sheets, "figures": drawing.parent}
    return print_pdf(html, assets, date=day)
