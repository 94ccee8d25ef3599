"""The web edition: one page of HTML with everything inside, that loads nothing."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import itertools
import logging
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from veerkracht.editions.figure_numbers import numbers_of
from veerkracht.report.filled import Report, dress

SVG = "http://www.w3.org/2000/svg"
HREF = "{http://www.w3.org/1999/xlink}href"
IMAGE = re.compile(r'<img src="figures/([^"]+)\.svg" alt="([^"]*)">')
# The widths of columns are for paper.
TABLE = re.compile(
    r"<table[^>]*>(?:\s*<caption>(.*?)</caption>)?(?:\s*<colgroup>.*?</colgroup>)?(.*?)</table>",
    re.DOTALL,
)
# A table with more rows is folded on a phone.
MOST_ROWS = 10
# A table to look something up in: it opens when asked, on every screen.
REFERENCE_ROWS = 30
# A page on its side, as the map of the wijk: wider than the column.
LANDSCAPE = re.compile(r'viewBox="0 0 [1-9]\d{3}')
HEADING = re.compile(r"<(/?)h([1-5])\b")
# What names, texts and formulas are written with; a rarer letter comes from the reader's own fonts.
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x391, 0x3CA),
    *map(ord, "–—‘’“”„…•−×≤≥≠±→←↑↓€"),
]
FEATURES = ["kern", "liga", "lnum", "onum", "pnum", "tnum", "mark", "mkmk", "ccmp", "locl"]
FACES = {
    "SourceSans3-Regular": ("Source Sans 3", 400, "normal"),
    "SourceSans3-Semibold": ("Source Sans 3", 600, "normal"),
    "SourceSans3-Bold": ("Source Sans 3", 700, "normal"),
    "SourceSerif4-Regular": ("Source Serif 4", 400, "normal"),
    "SourceSerif4-It": ("Source Serif 4", 400, "italic"),
    "SourceSerif4-Semibold": ("Source Serif 4", 600, "normal"),
}


def font_faces(folder: Path) -> str:
    """CSS with the fonts of `folder` in it, with the letters of Dutch and its neighbours."""
    from fontTools import subset

    # It tells every glyph.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    rules = []
    for name, (family, weight, style) in FACES.items():
        options = subset.Options(flavor="woff2", layout_features=FEATURES)
        font = subset.load_font(str(folder / f"{name}.ttf"), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=LETTERS)
        subsetter.subset(font)
        file = io.BytesIO()
        subset.save_font(font, file, options)
        data = base64.b64encode(file.getvalue()).decode()
        rules.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};'
            f"font-display:swap;src:url(data:font/woff2;base64,{data})}}\n"
        )
    return "".join(rules)


def compose_web(
    report: Report,
    figures: Mapping[str, str],
    tables: Mapping[str, pd.DataFrame],
    templates: Path,
    fonts: str,
    cover: str,
    texts: Mapping[str, Mapping[str, Any]],
) -> str:
    """The page. `figures`: name -> SVG; `fonts`: what `font_faces` gives; `cover`: the SVG of
    the cover; `texts`: name -> what a figure says, as `Facts.as_json` gives it.

    `tables`: actor_metrics, ties and layout for the network map; none where nobody was interviewed.
    """
    drawings = Drawings()
    shown = report.of("web")
    parts = [
        {
            **part,
            "sections": [_adapt(section, figures, texts, drawings) for section in part["sections"]],
        }
        for part in shown.parts
    ]
    network, still = None, Markup("")
    if tables:
        network = network_data(tables, report.wijk)
        last = f"network_map-{network['years'][-1]}"
        # A copy of what may also stand among the sections, so under a name of its own.
        still = drawings.inline(figures[last], "vast", "")
    library = (templates / "lib" / "d3.min.js").read_text(encoding="utf-8")
    script = (templates / "web.js").read_text(encoding="utf-8")
    sheets = [(templates / name).read_text(encoding="utf-8") for name in ("tokens.css", "web.css")]
    css = fonts + "".join(sheets) + drawings.css()
    scripts = [script] if network is None else [library, script]
    return dress(
        replace(shown, parts=parts),
        "web.html.j2",
        templates,
        policy=policy(scripts, css),
        css=Markup(css),
        scripts=[Markup(text) for text in scripts],
        cover=drawings.inline(cover, "omslag", None),
        network=network,
        still=still,
    )


def policy(scripts: list[str], css: str) -> str:
    """The Content-Security-Policy: these scripts, this style, fonts in the page, nothing else."""

    def source(text: str) -> str:
        digest = hashlib.sha256(text.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(source, scripts))}",
            f"style-src {source(css)}",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def network_data(tables: Mapping[str, pd.DataFrame], wijk: Mapping[str, Any]) -> dict[str, Any]:
    """What the map draws, with only what the monitor prints of an actor.

    Gives width and height (mm), years, actors (id, x and y: one place for all years) and per year
    nodes (actor: number in actors; name, kind, outside, radius in mm, influence 0 to 1, rank,
    degree), ties (two numbers in actors) and ways (the actors along which each tie bends).
    """
    from veerkracht.charts import network_plan as chart
    from veerkracht.network.layout import HEIGHT, WIDTH

    layout = tables["layout"].sort_values("actor", ignore_index=True)
    number = {actor: index for index, actor in enumerate(layout["actor"])}
    nodes, ties, ways = {}, {}, {}
    for year in wijk["years"]:
        plan = chart.arrange(
            dict(tables), {"year": year, "wijk": wijk}, names=False, whole=True
        ).nodes
        nodes[year] = [
            {
                "actor": number[row["actor"]],
                "name": row["name"],
                "kind": row["own_kind"],
                "outside": row["kind"] == "buiten",
                "radius": round(row["radius"], 2),
                "influence": round(row["eigenvector"], 2),
                "influential": row["influential"] == "ja",
                "rank": int(row["rank"]),
                "degree": int(row["degree"]),
            }
            for row in plan.sort_values(["rank", "actor"]).to_dict("records")
        ]
        there = {number[actor] for actor in plan["actor"]}
        table = tables["ties"]
        pairs = table.loc[table["year"] == year, ["actor_a", "actor_b"]].drop_duplicates()
        numbered = zip(pairs["actor_a"].map(number), pairs["actor_b"].map(number), strict=True)
        ties[year] = sorted([a, b] for a, b in numbered if a in there and b in there)
        ways[year] = _ways(ties[year], layout[["x", "y"]].to_numpy(dtype=float))
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "years": list(wijk["years"]),
        "actors": [
            {"id": row["actor"], "x": round(row["x"], 2), "y": round(HEIGHT - row["y"], 2)}
            for row in layout.to_dict("records")
        ],
        "nodes": nodes,
        "ties": ties,
        "ways": ways,
    }


def _ways(ties: list[list[int]], spots: np.ndarray) -> list[list[int]]:
    """The actors along which each tie bends, between its ends: as on the printed map."""
    from veerkracht.charts.bundles import bundle

    here = {tuple(spot): number for number, spot in enumerate(spots.tolist())}
    curves = bundle(spots[np.array(ties, dtype=int).reshape(-1, 2)])
    return [[here[tuple(spot)] for spot in curve.tolist()[1:-1]] for curve in curves]


class Drawings:
    """Charts as a part of the page: ids apart, and styles as classes, as the policy wants."""

    def __init__(self) -> None:
        self._styles: dict[str, str] = {}

    def inline(self, text: str, name: str, alt: str | None) -> Markup:
        """The SVG `text` as an element that is read as `alt`; with None it is decoration."""
        root = ET.fromstring(text)
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}style"):
                    parent.remove(child)
        used = set(re.findall(r'(?:url\(#|href="#)([^")]+)', text))
        for element in root.iter():
            self._settle(element, name, used)
        for element in list(root.iter()):
            _share(element)
        for size in ("width", "height", "version"):
            root.attrib.pop(size, None)
        if alt is None:
            root.set("aria-hidden", "true")
        else:
            root.set("role", "img")
            root.set("aria-label", alt)
        ET.register_namespace("", SVG)
        return Markup(ET.tostring(root, encoding="unicode"))

    def css(self) -> str:
        """The rules of all classes that were given out."""
        return "".join(f".{name}{{{style}}}\n" for style, name in self._styles.items())

    def _settle(self, element: ET.Element, name: str, used: set[str]) -> None:
        """Ids and links get `name` before them; what nobody refers to loses its id."""
        values = dict(element.attrib)
        element.attrib.clear()
        for key, value in values.items():
            if key == "id":
                if value in used:
                    element.set("id", f"{name}-{value}")
            elif key in (HREF, "href"):
                element.set("href", value.replace("#", f"#{name}-", 1))
            elif key == "style":
                style = value.replace("url(#", f"url(#{name}-")
                element.set("class", self._styles.setdefault(style, f"f{len(self._styles)}"))
            elif key in ("d", "x", "y", "transform"):
                # A tenth of a point in a line, a hundredth elsewhere: below what anyone sees.
                digits = r"(\.\d)\d+" if key == "d" else r"(\.\d\d)\d+"
                short = re.sub(digits, r"\1", value)
                element.set(key, " ".join(short.split()))
            else:
                element.set(key, value.replace("url(#", f"url(#{name}-"))
        if not (element.text or "").strip():
            element.text = None
        element.tail = "\n" if (element.tail or "").isspace() else element.tail


def _share(parent: ET.Element) -> None:
    """What lines in a row have in common is said once, around them: a seventh of all drawings."""
    kids = list(parent)
    parent[:] = []
    for common, row in itertools.groupby(kids, _common):
        lines = list(row)
        if not common or len(lines) < 3:
            parent.extend(lines)
            continue
        group = ET.SubElement(parent, f"{{{SVG}}}g", dict(common))
        for line in lines:
            group.append(ET.Element(line.tag, {"d": line.attrib["d"]}))


def _common(element: ET.Element) -> tuple[tuple[str, str], ...]:
    """What a line has besides its course; empty for all else, which stays as it is."""
    if element.tag != f"{{{SVG}}}path" or len(element) or "id" in element.attrib:
        return ()
    return tuple((key, value) for key, value in element.attrib.items() if key != "d")


def _adapt(
    section: dict[str, Any],
    figures: Mapping[str, str],
    texts: Mapping[str, Mapping[str, Any]],
    drawings: Drawings,
) -> dict[str, Any]:
    """A section for the page: one h1 above all, charts inside, what is wide scrolls by itself.

    What scrolls has a name and can get the focus, so that a keyboard can scroll it.
    """
    count = 0

    def heading(match: re.Match[str]) -> str:
        return f"<{match[1]}h{int(match[2]) + 1}"

    def picture(match: re.Match[str]) -> str:
        name, alt = match[1], html.unescape(match[2])
        drawing = drawings.inline(figures[name], name, alt)
        wide = " landscape" if LANDSCAPE.search(drawing) else ""
        return (
            # On a phone the whole figure is seen first; who wants to read it makes it larger.
            '<label class="larger"><input type="checkbox"> groter</label>'
            f'<div class="scroll{wide}" role="group" aria-label="Figuur" tabindex="0">'
            f"{drawing}</div>{numbers_of(name, texts.get(name, {}))}"
        )

    def table(match: re.Match[str]) -> str:
        """In a box that scrolls; below its title when it is short, and else folded in it."""
        nonlocal count
        count += 1
        id_, rows = f"tabel-{section['id']}-{count}", match[2]
        if match[1] is None:
            return (
                '<div class="scroll" role="group" aria-label="Tabel" tabindex="0">'
                f"<table>{rows}</table></div>"
            )
        title = match[1].strip()
        scroll = (
            f'<div class="scroll" role="group" aria-labelledby="{id_}" tabindex="0">'
            f'<table aria-labelledby="{id_}">{rows}</table></div>'
        )
        length = rows.count("<tr") - 1
        if length <= MOST_ROWS:
            return f'<p class="table-title" id="{id_}">{title}</p>{scroll}'
        summary = (
            f'<summary class="table-title" id="{id_}">{title} '
            f'<span class="rows">({length} rijen)</span></summary>'
        )
        state = "" if length > REFERENCE_ROWS else " open"
        return f'<details class="fold"{state}>{summary}{scroll}</details>'

    text = HEADING.sub(heading, section["html"])
    text = IMAGE.sub(picture, TABLE.sub(table, text))
    return {**section, "level": section["level"] + 1, "html": Markup(text)}
