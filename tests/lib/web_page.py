"""The web edition of a wijk, made without Snakemake."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd
from folders import FOLDERS
from plain import chart_context

from veerkracht.charts import catalogue, design
from veerkracht.editions.artwork import artwork
from veerkracht.editions.web import compose_web
from veerkracht.lookups.lookups import Lookups
from veerkracht.paths import ROOT, TEMPLATES
from veerkracht.report.fill import fill
from veerkracht.report.filled import Report
from veerkracht.report.sections import figure_names, read_sections

MAP = ("actor_metrics", "ties", "layout")
Tables = dict[str, pd.DataFrame]
# Figure -> what is written about it (title, alt, source, series), and the SVG.
Drawn = dict[str, tuple[dict[str, Any], str]]


def draw(config: dict[str, Any], key: str, tables: Tables, only: str = "") -> Drawn:
    """The figures whose name starts with `only`."""
    drawn: Drawn = {}
    for name in figure_names(read_sections(*FOLDERS), config["wijken"][key]["years"]):
        if not name.startswith(only):
            continue
        text, figure = catalogue.draw(name, tables, chart_context(ROOT, config, key))
        if figure is None:
            drawn[name] = text, design.EMPTY
            continue
        file = io.BytesIO()
        design.save(figure, file)  # type: ignore[arg-type]
        drawn[name] = text, file.getvalue().decode()
    return drawn


def make(config: dict[str, Any], key: str, tables: Tables, drawn: Drawn, fonts: str) -> str:
    """The page of a wijk, without Snakemake."""
    wijk = config["wijken"][key]
    texts = {name: text for name, (text, _) in drawn.items()}
    extra = {"input_hash": "0" * 64, "versions": [("python", "3.11")]}
    lookups = Lookups.of(tables, wijk, config)
    filled = fill(read_sections(*FOLDERS), lookups, texts, TEMPLATES, extra)
    figures = {name: svg for name, (_, svg) in drawn.items()}
    shown = {name: tables[name] for name in MAP} if wijk["years"] else {}
    report = Report.from_json(filled.as_json())
    cover = artwork(tables, config["sources"], config["city"])["omslag"]
    return compose_web(report, figures, shown, TEMPLATES, fonts, cover, texts)
