"""Of a network too large to see the map shows who matters, and says what it leaves out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from random_networks import network

from veerkracht import dutch
from veerkracht.charts import design, network_map, network_panel, network_plan, too_large
from veerkracht.network.layout import WIDTH
from veerkracht.network.metrics import measure_actors

WIJK = {"municipality": "niemand", "protagonists": []}
CONTEXT: dict[str, Any] = {"wijk": WIJK, "example": True}


def large(count: int = 900, pairs: int = 4000) -> dict[str, pd.DataFrame]:
    """A network of one year, with places in a grid: laying it out would take a minute."""
    actors, ties = network(count, pairs, seed=4)
    year = int(actors["year"].max())
    actors, ties = actors[actors["year"] == year].copy(), ties[ties["year"] == year].copy()
    actors["name"] = actors["actor"]
    actors = actors.assign(kind="informeel", location="binnen", themes="")
    ties["strength"] = np.arange(len(ties)) % 3 + 1
    names = sorted(actors["actor"])
    side = int(np.ceil(len(names) ** 0.5))
    grid = [(5 + 170 * (n % side) / side, 5 + 180 * (n // side) / side) for n in range(len(names))]
    places = pd.DataFrame(grid, columns=["x", "y"]).assign(actor=names)
    return {
        "actors": actors,
        "ties": ties,
        "actor_metrics": measure_actors(actors, ties),
        "rank_intervals": pd.DataFrame(columns=["year", "actor", "low", "high"]),
        "layout": places[["actor", "x", "y"]],
    }


def test_a_network_too_large_to_see_shows_who_matters_and_says_what_it_leaves_out() -> None:
    tables = large()
    year = int(tables["ties"]["year"].iloc[0])
    parties, ties = len(tables["actors"]), len(tables["ties"])
    assert parties > too_large.MOST_PARTIES and ties > too_large.MOST_TIES
    plan = network_plan.arrange(tables, CONTEXT | {"year": year}, names=False)
    assert plan.left_out == (parties - len(plan.nodes), ties - len(plan.ties))
    assert 0 < len(plan.ties) <= too_large.MOST_TIES and len(plan.ties) == len(plan.fresh)
    metrics = tables["actor_metrics"].sort_values(["rank", "actor"])
    assert set(plan.nodes["actor"]) == set(metrics["actor"].head(too_large.MOST_PARTIES))
    told = network_map.facts(tables, CONTEXT | {"year": year})
    assert f"{dutch.number(parties)} partijen" in told.alt
    for count in (*plan.left_out, len(plan.nodes), len(plan.ties)):
        assert dutch.number(count) in told.alt.split("Getekend:")[1]
    figure = network_map.draw(tables, CONTEXT | {"year": year})
    said = [text.get_text() for text in figure.axes[0].texts if text.get_gid() == "weggelaten"]
    assert said and "niet getekend" in said[0]
    # The strongest ties of those who are drawn come first.
    ends = tables["ties"][["actor_a", "actor_b"]].isin(set(plan.nodes["actor"]))
    between = tables["ties"][ends.all(axis=1)]
    weakest = sorted(between["strength"], reverse=True)[len(plan.ties) - 1]
    stronger = int((between["strength"] > weakest).sum())
    assert stronger < len(plan.ties)


def test_what_is_counted_is_of_the_year_and_not_of_the_drawing() -> None:
    """On the map and in the panel, of a year after another one as large."""
    tables = large()
    year = int(tables["ties"]["year"].iloc[0])
    gone = set(tables["actors"]["actor"].iloc[-50:])

    def before(name: str) -> pd.DataFrame:
        return tables[name].assign(year=year - 1)

    now = {
        "actors": tables["actors"][~tables["actors"]["actor"].isin(gone)],
        "actor_metrics": tables["actor_metrics"][~tables["actor_metrics"]["actor"].isin(gone)],
        "ties": tables["ties"][~tables["ties"][["actor_a", "actor_b"]].isin(gone).any(axis=1)],
    }
    both = {name: pd.concat([before(name), rows]) for name, rows in now.items()}
    tables = {**tables, **both}
    parties, ties = (f"{dutch.number(len(now[name]))}" for name in ("actors", "ties"))
    figure = network_map.draw(tables, CONTEXT | {"year": year})
    said = [text.get_text() for text in figure.axes[0].texts]
    assert f"{parties} partijen · {ties} samenwerkingen" in said
    assert f"Sinds {year - 1}: geen partij erbij, 50 niet meer genoemd" in said
    # What is named and what is not drawn stand below the map beside each other.
    width = {
        str(text.get_gid()): design.text_width(text.get_text(), text.get_fontsize(), "normal")
        for text in figure.axes[0].texts
        if text.get_gid() in ("met-naam", "weggelaten")
    }
    assert len(width) == 2 and sum(width.values()) < WIDTH - 4
    panel = [text.get_text() for text in network_panel.draw(tables, CONTEXT).axes[0].texts]
    for words in (f"{parties} partijen", f"{ties} samenwerkingen", "50", "0 erbij"):
        assert words in panel


def test_all_of_a_network_that_can_be_seen_is_drawn() -> None:
    tables = large(too_large.MOST_PARTIES, too_large.MOST_TIES)
    year = int(tables["ties"]["year"].iloc[0])
    plan = network_plan.arrange(tables, CONTEXT | {"year": year}, names=False)
    assert plan.left_out == (0, 0)
    assert "niet getekend" not in network_map.facts(tables, CONTEXT | {"year": year}).alt
