"""Charts over time: the crises that they name, and the timeline itself."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from drawn_charts import SPACE, Tables, module, own_tables, svg, texts

from veerkracht.charts import crises, design

CRISES = pd.DataFrame(
    [(2020, 3, "eerste", "crisis", 2021), (2021, None, "open", "crisis", None),
     (2021, 6, "tweede", "crisis", 2023), (2030, 1, "later", "crisis", 2031),
     (2020, 5, "bestuur", "bestuur", None)],
    columns=["year", "month", "event", "kind", "until"],
).convert_dtypes()  # fmt: skip


def test_crises_stand_from_start_to_end_with_a_name_each() -> None:
    found = {crisis.name: crisis for crisis in crises.crises(CRISES, (2019.0, 2023.0), 100.0)}
    assert set(found) == {"eerste", "open", "tweede"}
    assert found["eerste"].start == pytest.approx(2020 + 2 / 12) and found["eerste"].end == 2022
    # What goes on beyond the chart ends with it; what has no known end has none.
    assert found["tweede"].end == 2023 and found["open"].end is None
    assert (
        found["eerste"].lane != found["tweede"].lane and found["eerste"].lane != found["open"].lane
    )
    key = crises.key(list(found.values()))
    assert key == "Lichte grond: eerste en tweede; stippellijn: begin van open"
    shifted = crises.crises(CRISES, (2019.0, 2023.0), 100.0, shift=-0.5)
    assert shifted[0].start == pytest.approx(2019.5 + 2 / 12)


OVER_TIME = ("index_lines", "barriers", "network_trend", "ladder", "timeline")


@pytest.mark.parametrize("name", OVER_TIME)
def test_every_chart_over_time_names_the_crises(
    name: str, example: Tables, context: dict[str, Any]
) -> None:
    drawing = svg(name, own_tables(name, example), context)
    shown = " ".join(texts(drawing))
    for crisis in ("coronacrisis", "energiecrisis", "toeslagenschandaal"):
        assert crisis in shown, crisis
    assert design.CRISIS.lower() in drawing.lower()


def test_events_that_stand_close_get_lanes_of_their_own(context: dict[str, Any]) -> None:
    events = pd.DataFrame(
        [(2020, month, f"gebeurtenis met een lange naam {month}", "bestuur", None)
         for month in (1, 2, 3)] + [(2022, None, "laat", "crisis", 2022)],
        columns=["year", "month", "event", "kind", "until"],
    )  # fmt: skip
    rights = pd.DataFrame(columns=["year", "subject", "who"])
    tables = {"events": events, "rights": rights}
    drawing = svg("timeline", tables, context)
    root = ElementTree.fromstring(drawing)
    heights = {}
    for node in root.iterfind(".//svg:text", SPACE):
        name = "".join(node.itertext()).strip()
        heights[name] = node.get("y")
    close = [str(heights[name]) for name in events["event"][:3]]
    assert len(set(close)) == 3
    assert "2022 laat (crisis, tot en met 2022)" in module("timeline").facts(tables, context).alt


def test_the_timeline_says_who_came_to_decide_and_when(
    example: Tables, context: dict[str, Any]
) -> None:
    """Only what passed into other hands, and not the rest of the subjects together."""
    shown = texts(svg("timeline", own_tables("timeline", example), context))
    assert "budget: bewoners" in shown and "koers: formeel" in shown
    assert not [words for words in shown if words.startswith("overig")]
    rights = example["rights"]
    first = rights[rights["year"] == rights["year"].min()]
    tables = {"events": example["events"], "rights": first}
    assert not [words for words in texts(svg("timeline", tables, context)) if ": " in words]


def test_no_staff_on_the_timeline_runs_through_a_name() -> None:
    lanes = module("timeline")._lanes
    # The second staff stands below the name of the first; the last name runs to the left.
    assert lanes([10.0, 15.0], [(10.0, 40.0), (15.0, 45.0)]) == [1, 0]
    places, spans = [10.0, 15.0, 50.0], [(10.0, 20.0), (15.0, 45.0), (5.0, 50.0)]
    found = lanes(places, spans)
    for item, lane in enumerate(found):
        for other, (start, end) in enumerate(spans):
            if item != other and start < places[item] < end:
                assert lane < found[other]
