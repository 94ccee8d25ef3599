"""The web edition of a wijk, made without Snakemake."""

from __future__ import annotations

import importlib
import io
from typing import Any

import pandas as pd
from folders import SECTIONS
from plain import chart_context

from veerkracht.charts import NoDataError, design
from veerkracht.editions.web import compose_web
from veerkracht.lookups.lookups import Lookups
from veerkracht.paths import ROOT, TEMPLATES
from veerkracht.report.fill import fill
from veerkracht.report.filled import Report
from veerkracht.report.sections import figure_names, read_sections

MAP = ("actor_metrics", "ties", "layout")
Tables = dict[str, pd.DataFrame]
# Figure -> what is written about it (title, alt, source), and the SVG.
Drawn = dict[str, tuple[dict[str, str], str]]


def draw(config: dict[str, Any], key: str, tables: Tables, only: str = "") -> Drawn:
    """The figures whose name starts with `only`."""
    drawn: Drawn = {}
    for name in figure_names(read_sections(SECTIONS), config["wijken"][key]["years"]):
        if not name.startswith(only):
            continue
        module, _, year = name.partition("-")
        chart = importlib.import_module(f"veerkracht.charts.{module}")
        context = chart_context(ROOT, config, key) | ({"year": int(year)} if year else {})
        file = io.BytesIO()
        try:
            title, alt = chart.describe(tables, context)
            text = {"title": title, "alt": alt, "source": chart.source(tables, context)}
            design.save(chart.draw(tables, context), file)  # type: ignore[arg-type]
            drawn[name] = text, file.getvalue().decode()
        except NoDataError:
            drawn[name] = {"title": "", "alt": "", "source": ""}, design.EMPTY
    return drawn


def make(config: dict[str, Any], key: str, tables: Tables, drawn: Drawn, fonts: str) -> str:
    """The page of a wijk, without Snakemake."""
    wijk = config["wijken"][key]
    texts = {name: text for name, (text, _) in drawn.items()}
    extra = {"input_hash": "0" * 64, "versions": [("python", "3.11")]}
    lookups = Lookups.of(tables, wijk, config)
    filled = fill(read_sections(SECTIONS), lookups, texts, TEMPLATES, extra)
    figures = {name: svg for name, (_, svg) in drawn.items()}
    shown = {name: tables[name] for name in MAP} if wijk["years"] else {}
    return compose_web(Report.from_json(filled.as_json()), figures, shown, TEMPLATES, fonts)
