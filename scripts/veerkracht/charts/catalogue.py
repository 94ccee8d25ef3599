"""The charts by name: what each says and how it looks, in one call."""

from __future__ import annotations

import importlib
from typing import Any, Protocol, cast

import pandas as pd
from matplotlib.figure import Figure

from veerkracht.charts import NoDataError
from veerkracht.charts.facts import Facts
from veerkracht.source_lines import Origin, source_line

Tables = dict[str, pd.DataFrame]


class Chart(Protocol):
    """A module that draws: which tables it needs and where its numbers come from."""

    TABLES: list[str]
    ORIGIN: Origin

    def facts(self, tables: Tables, context: dict[str, Any]) -> Facts:
        """Title, alternative text and numbers. Raises NoDataError."""
        ...

    def draw(self, tables: Tables, context: dict[str, Any]) -> Figure:
        """The picture."""
        ...


def load_chart(name: str) -> Chart:
    """The module that draws a figure: network_map for network_map-2019."""
    module = importlib.import_module(f"veerkracht.charts.{name.partition('-')[0]}")
    return cast("Chart", module)


def describe(name: str, tables: Tables, context: dict[str, Any]) -> dict[str, Any]:
    """Title, alt, source and series of a figure; without data all are empty.

    `context`: wijk, example, city, noise, sources and where the chart asks for them boundaries.
    """
    chart = load_chart(name)
    try:
        facts = chart.facts(tables, _of_year(name, context))
    except NoDataError:
        return {"title": "", "alt": "", "source": "", "series": []}
    line = source_line(chart.ORIGIN, context["wijk"], facts.sources, context["sources"])
    written = facts.as_json()
    return {"title": written["title"], "alt": written["alt"], "source": line} | written


def draw(
    name: str, tables: Tables, context: dict[str, Any]
) -> tuple[dict[str, Any], Figure | None]:
    """What `describe` says of a figure, and its picture; None without data."""
    written = describe(name, tables, context)
    if not written["title"]:
        return written, None
    return written, load_chart(name).draw(tables, _of_year(name, context))


def _of_year(name: str, context: dict[str, Any]) -> dict[str, Any]:
    year = name.partition("-")[2]
    return {**context, "year": int(year)} if year else context
