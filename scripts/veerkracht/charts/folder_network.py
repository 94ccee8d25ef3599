"""The network in four words for the folder, which calls parties groups."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht.charts import brief_network
from veerkracht.charts.facts import Facts
from veerkracht.source_lines import Origin

TABLES = ["network_metrics", "network_changes", "claims"]
ORIGIN = Origin.INTERVIEWS
GROUPS = ("groep", "groepen")


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """As brief_network."""
    return brief_network.draw(tables, context, GROUPS)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """As brief_network."""
    return brief_network.facts(tables, context, GROUPS)
