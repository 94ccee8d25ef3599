"""The map of the wijk: ties pass by the places between, and names keep clear of them."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from veerkracht.charts import labels, wijk_plan
from veerkracht.charts.bends import MANY, bend
from veerkracht.charts.bundles import curve, pieces

Tables = dict[str, pd.DataFrame]


def run_over(ties: list[np.ndarray], marks: np.ndarray) -> int:
    """How often a tie, as it is drawn, runs over a mark that is not at one of its ends."""
    count = 0
    for points in ties:
        # Enlarged, so that the arc is taken apart finely.
        (steps,) = curve(100 * points).to_polygons(closed_only=False)
        steps = np.asarray(steps) / 100
        line = np.concatenate([np.linspace(a, b, 50) for a, b in pairwise(steps)])
        for x, y, radius in marks:
            apart = np.hypot(*(line - (x, y)).T).min()
            at_end = min(np.hypot(*(end - (x, y))) for end in points[[0, -1]]) < 1e-3
            count += apart < radius and not at_end
    return count


def test_no_tie_runs_over_the_mark_of_another_place(
    example: Tables, context: dict[str, Any]
) -> None:
    plan = wijk_plan.arrange(example, context)
    marks = plan.places[["x", "y", "radius"]].to_numpy()
    ties = [*plan.rooms, *plan.links]
    assert len(plan.rooms) == 4 and len(ties) > 8
    straight = [points[[0, -1]] for points in ties]
    assert run_over(straight, marks) > 5, "straight ones would"
    assert run_over(ties, marks) == 0
    spots = {tuple(spot) for spot in np.round(plan.places[["x", "y"]].to_numpy(), 3)}
    assert {tuple(np.round(end, 3)) for tie in ties for end in tie[[0, -1]]} <= spots


def test_names_lie_over_no_tie_between_living_rooms(
    example: Tables, context: dict[str, Any]
) -> None:
    plan = wijk_plan.arrange(example, context)
    boxes = np.array([*plan.titles.values(), *(label.box for label in plan.labels)])
    assert not labels.crossed(boxes, pieces(plan.rooms, 60)).any()


def test_a_tie_that_is_free_stays_straight_and_one_in_the_way_bends_least() -> None:
    tie = np.array([[[0.0, 0.0], [60.0, 0.0]]])
    marks = np.array([[0.0, 0.0, 3.0], [60.0, 0.0, 3.0]])
    assert bend(tie, marks)[0].tolist() == tie[0].tolist()
    # A place just above the line: the tie passes below it.
    above = np.array([[30.0, 1.5, 3.0]])
    (points,) = bend(tie, np.concatenate([marks, above]))
    assert len(points) == 3 and -20 < points[1, 1] < 0
    assert run_over([points], above) == 0
    # Two ties to one place do not lie on each other.
    two = np.array([[[0.0, 0.0], [60.0, 0.0]], [[0.0, 0.0], [60.0, 1.0]]])
    ends = np.array([[0.0, 0.0, 1.0], [60.0, 0.0, 0.4], [60.0, 1.0, 0.4]])
    one, other = (line[len(line) // 2] for line in map(middle, bend(two, ends)))
    assert np.hypot(*(one - other)) > 2


def middle(points: np.ndarray) -> np.ndarray:
    return pieces([points]).reshape(-1, 2)


def test_many_ties_take_no_long_time_and_the_same_bends_each_time() -> None:
    spots = np.random.default_rng(7).uniform(0, 200, (120, 2))
    marks = np.column_stack([spots, np.full(120, 1.5)])
    ties = spots[np.random.default_rng(8).permutation(120)].reshape(-1, 2, 2)
    many = np.concatenate([ties, ties[:, ::-1] + 0.0, ties])[: 2 * MANY]
    start = time.monotonic()
    found = bend(many, marks)
    assert time.monotonic() - start < 20
    assert all(np.array_equal(a, b) for a, b in zip(found, bend(many, marks), strict=True))
    assert bend(np.zeros((0, 2, 2)), marks) == []
