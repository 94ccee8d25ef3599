"""All measures of the network of a wijk: a rule's step."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from veerkracht.network.metrics import measure_actors, measure_networks


def measure_network(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """network_metrics and actor_metrics, from actors and ties."""
    actors, ties = tables["actors"], tables["ties"]
    return {
        "network_metrics": measure_networks(actors, ties),
        "actor_metrics": measure_actors(actors, ties),
    }
