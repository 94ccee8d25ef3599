"""All years of the network beside each other, as on a page, in the height of a poster."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht.charts import network_panel
from veerkracht.charts.facts import Facts
from veerkracht.source_lines import Origin

TABLES = ["actors", "ties", "actor_metrics", "layout", "asking"]
ORIGIN = Origin.INTERVIEWS

# In mm, at the width of a page: what a poster has between its title and its foot.
HEIGHT = 219.0


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """As network_panel."""
    return network_panel.draw(tables, context, HEIGHT)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """As network_panel."""
    return network_panel.facts(tables, context)
