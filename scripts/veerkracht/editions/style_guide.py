"""The page on the design system (docs/stijl.md) and its samples, made from what is used.

The samples are set with the stylesheets and blocks of the monitor itself, so they cannot tell
another story than the PDF.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
from PIL import Image

from veerkracht import dutch
from veerkracht.charts import design, index_lines, picture
from veerkracht.paths import TEMPLATES
from veerkracht.report.columns import fit_columns

# Sample -> width and height of its picture in mm.
SAMPLES = {
    "palet": (233, 190),
    "letters": (170, 152),
    "vormen": (170, 46),
    "blokken": (178, 142),
    "grafiek": (178, 140),
}
SCALE = 4.2  # pixels a mm
COLOURS = 96  # in the palette of a sample: few, so that the pictures stay small

# Variable -> what the colour is for.
MEANING = {
    "ink": "tekst, en de stad in grafieken",
    "grey": "bijschriften, assen en toelichting",
    "line": "verbindingen en lijnen zonder nadruk",
    "hair": "dunne lijnen in tabellen",
    "pale": "rasters in grafieken",
    "white": "papier; tekst op donker",
    "paper": "grond van citaten en kaarten",
    "mint": "grond van kaders en van de wijk",
    "crisis": "jaren van een crisis",
    "land": "land op de kaart van de wijk, met straten",
    "water": "water op die kaart",
    "park": "groen op die kaart",
    "rail": "spoor op die kaart",
    "green": "grond van een deel",
    "navy": "grond van het omslag",
    "green-digit": "groot cijfer op groen (versiering)",
    "green-rule": "lijn op groen (versiering)",
    "informal": "informele partij",
    "informal-text": "informele partij, als tekst",
    "formal": "formele partij; koppen",
    "outside": "partij van buiten de wijk",
    "notice": "voorbeeldgegevens, concept",
    "area-1": "eerste gebied van de wijk",
    "area-2": "tweede gebied",
    "area-3": "derde gebied",
    "area-4": "vierde gebied",
    "whole": "de wijk als geheel, bij meer gebieden",
    "decides-municipality": "de gemeente beslist",
    "decides-formal": "een formele partij beslist",
    "decides-informal": "een informele partij beslist",
    "decides-residents": "bewoners beslissen",
}
# Variable -> what is set in this size, its family and weight.
SIZES = {
    "size-title": ("kop van een bladzijde, groot getal", "--sans", 700),
    "size-heading": ("tussenkop", "--sans", 600),
    "size-lead": ("inleiding en citaat", "--serif", 400),
    "size-figure": ("titel van een figuur of tabel", "--sans", 700),
    "size-text": ("lopende tekst", "--serif", 400),
    "size-table": ("tabel", "--sans", 400),
    "size-caption": ("bron en bijschrift", "--sans", 400),
    "size-chart-head": ("naam van een deel van een grafiek", "--sans", 600),
    "size-chart": ("tekst in een grafiek", "--sans", 400),
    "size-chart-small": ("toelichting in een grafiek, het kleinst", "--sans", 400),
}


def page() -> str:
    """The page as Markdown, with every colour, size and contrast read from tokens.css."""
    import jinja2

    # Markdown: nothing is escaped.
    texts = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    colours = [
        {
            "name": name,
            "value": design.TOKENS[name],
            "meaning": meaning,
            "grounds": _grounds(name),
        }
        for name, meaning in MEANING.items()
    ]
    sizes = [
        {"name": name, "value": design.TOKENS[name], "use": use}
        for name, (use, _, _) in SIZES.items()
    ]
    return texts.get_template("stijl.md.j2").render(
        colours=colours, sizes=sizes, tokens=design.TOKENS, picture=picture.SIZE
    )


def _grounds(name: str) -> str:
    """The grounds that a colour stands on, each with the contrast, as text or as mark."""
    standing = []
    for kind, uses in (("tekst", design.TEXT_ON), ("vorm", design.MARKS_ON)):
        pairs = [
            f"{ground} {dutch.number(design.contrast(design.TOKENS[name], value), 1)}"
            for ground, names in uses.items()
            for value in [design.TOKENS[ground]]
            if name in names
        ]
        if pairs:
            standing.append(f"{kind}: {', '.join(pairs)}")
    return "; ".join(standing) or "–"


# The table among the samples; its figures are made up, and say so.
TABLE = "Een tabel zegt in de kop wat erin staat"
COLUMNS = [("Drempel", "text"), ("2022", "number"), ("2023", "number")]
ROWS = [["geld", "48 %", "46 %"], ["ruimte", "33 %", "31 %"]]


def samples(templates: Path) -> dict[str, Image.Image]:
    """Sample -> its picture, set from the stylesheets and blocks in `templates`."""
    import jinja2
    import pypdfium2

    from veerkracht.editions.pdf import print_pdf

    shell = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), autoescape=True, undefined=jinja2.StrictUndefined
    )
    html = shell.get_template("stijl.html.j2").render(
        samples=[
            {"name": name, "width": width, "height": height}
            for name, (width, height) in SAMPLES.items()
        ],
        grounds=[_swatch(name) for name in MEANING],
        sizes=[
            {
                "name": name.removeprefix("size-"),
                "value": design.TOKENS[name],
                "family": family,
                "weight": weight,
                "text": dutch.sentence(use),
            }
            for name, (use, family, weight) in SIZES.items()
        ],
        table={
            "caption": TABLE,
            "columns": [{"label": label, "kind": kind} for label, kind in COLUMNS],
            "rows": ROWS,
            "fit": fit_columns(COLUMNS, ROWS, TABLE),
        },
    )
    with tempfile.TemporaryDirectory() as folder:
        assets = {name: templates / name for name in ("tokens.css", "print.css")}
        for name, figure in (("vormen", _shapes()), ("grafiek", _chart())):
            assets[f"{name}.svg"] = Path(folder) / f"{name}.svg"
            design.save(figure, assets[f"{name}.svg"])
        data = print_pdf(html, assets, date=dt.date(2026, 1, 1))
    pages = pypdfium2.PdfDocument(io.BytesIO(data))
    if len(pages) != len(SAMPLES):
        raise ValueError(f"{len(pages)} bladzijden voor {len(SAMPLES)} plaatjes")
    scale = SCALE * picture.INCH / 72
    return {
        name: sheet.render(scale=scale).to_pil().convert("RGB").quantize(COLOURS)
        for name, sheet in zip(SAMPLES, pages, strict=True)
    }


def _swatch(name: str) -> dict[str, str]:
    colour, white, ink = (design.TOKENS[key] for key in (name, "white", "ink"))
    on = max((white, ink), key=lambda other: design.contrast(colour, other))
    # Grey of the same luminance: what a printer without colour makes of it.
    grey = min(
        (f"#{step:02X}{step:02X}{step:02X}" for step in range(256)),
        key=lambda other: design.contrast(colour, other),
    )
    return {"name": name, "label": name, "hex": colour, "grey": grey, "ink": on}


def _shapes() -> Any:
    """The marks of the kinds of parties and of the areas, with their names."""
    figure = design.new_figure(158, 34)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 158), ylim=(0, 34))
    axes.set_axis_off()
    kinds = zip("os^", design.KIND_COLOUR, ("informeel", "formeel", "buiten de wijk"), strict=True)
    for place, (marker, kind, words) in enumerate(kinds):
        axes.plot([8 + place * 40], [25], marker, ms=16, color=design.KIND_COLOUR[kind])
        look: dict[str, Any] = {
            "size": design.HEAD,
            "weight": "semibold",
            "color": design.KIND_TEXT[kind],
        }
        axes.text(14 + place * 40, 25, words, va="center", **look)
    for place, (marker, color) in enumerate(zip(design.AREA_MARKER, design.AREAS, strict=True)):
        x = 4 + place * 40
        axes.plot([x, x + 16], [9, 9], color=color)
        axes.plot([x + 8], [9], marker, ms=8, color=color)
        axes.text(x + 18, 9, f"gebied {place + 1}", size=design.TEXT, va="center", color=color)
    return figure


def _chart() -> Any:
    """A chart of the monitor on figures that are made up."""
    city, lines = (100, 104, 103, 101), {"gebied 1": (90, 97, 95, 92), "gebied 2": (84, 83, 88, 85)}
    rows = [
        ("bron", area, 2020 + 2 * step, "Sociale Index", "index", value, whole, value - whole)
        for area, values in lines.items()
        for step, (value, whole) in enumerate(zip(values, city, strict=True))
    ]
    names = ["source", "area", "year", "label", "part", "value", "city", "gap"]
    crisis = [(2021, 3, "crisis", "crisis", 2023)]
    tables = {
        "index_gaps": pd.DataFrame(rows, columns=names),
        "index_course": pd.DataFrame(columns=["source", "area", "label", "part"]),
        "events": pd.DataFrame(crisis, columns=["year", "month", "event", "kind", "until"]),
    }
    context = {
        "wijk": {"areas": list(lines), "programme": None},
        "city": "de stad",
        "noise": {"level": 5, "change": 6},
        "sources": {"bron": {"role": ["index"]}},
    }
    return index_lines.draw(tables, context)
