"""One place per actor: the same for every order of the data, apart, and held over the years."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from random_networks import network

from veerkracht.network.layout import DISTANCE, HEIGHT, NAME, NAMED, SMALL_DISTANCE, WIDTH, layout
from veerkracht.paths import ROOT


def gaps(places: pd.DataFrame) -> np.ndarray:
    points = places[["x", "y"]].to_numpy()
    pairs = itertools.combinations(range(len(points)), 2)
    return np.array([np.hypot(*(points[i] - points[j])) for i, j in pairs])


@pytest.fixture(scope="module")
def tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    return network(150, 500)


@pytest.fixture(scope="module")
def places(tables: tuple[pd.DataFrame, pd.DataFrame]) -> pd.DataFrame:
    return layout(*tables)


def test_every_actor_has_one_place_on_the_page(
    tables: tuple[pd.DataFrame, pd.DataFrame], places: pd.DataFrame
) -> None:
    assert places.columns.tolist() == ["actor", "x", "y"]
    assert places["actor"].tolist() == sorted(set(tables[0]["actor"]))
    assert places["x"].between(0, WIDTH).all() and places["y"].between(0, HEIGHT).all()
    assert (places[["x", "y"]] == places[["x", "y"]].round(4)).all(axis=None)


def test_the_order_of_the_rows_does_not_matter(
    tables: tuple[pd.DataFrame, pd.DataFrame], places: pd.DataFrame
) -> None:
    for seed in (1, 2):
        actors, ties = (table.sample(frac=1, random_state=seed) for table in tables)
        pd.testing.assert_frame_equal(layout(actors, ties), places, check_exact=True)


def test_the_hash_seed_does_not_matter(tmp_path: Path) -> None:
    code = (
        "import sys, hashlib; sys.path[:0] = ['scripts', 'tests/lib']\n"
        "from random_networks import network\n"
        "from veerkracht.network.layout import layout\n"
        "print(hashlib.md5(layout(*network(60, 150)).to_csv().encode()).hexdigest())"
    )
    outcomes = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "MPLCONFIGDIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outcomes) == 1


@pytest.mark.parametrize(("count", "pairs"), [(30, 60), (150, 500), (200, 900)])
def test_no_two_places_touch(count: int, pairs: int) -> None:
    places = layout(*network(count, pairs))
    assert gaps(places).min() > SMALL_DISTANCE - 0.01
    core = places.iloc[: count - 9]
    assert gaps(core).min() > DISTANCE - 0.5
    assert core["y"].min() - places.iloc[count - 9 :]["y"].max() > DISTANCE - 0.01


def test_the_page_is_used(places: pd.DataFrame) -> None:
    cells = set(zip(places["x"] // (WIDTH / 5), places["y"] // (HEIGHT / 6), strict=True))
    assert len(cells) >= 28


def test_ties_are_shorter_than_other_distances(
    tables: tuple[pd.DataFrame, pd.DataFrame], places: pd.DataFrame
) -> None:
    points = places.set_index("actor")[["x", "y"]]
    ends = [points.loc[tables[1][end]].to_numpy() for end in ("actor_a", "actor_b")]
    assert np.hypot(*(ends[0] - ends[1]).T).mean() < 0.75 * gaps(places).mean()


def test_a_new_year_leaves_earlier_places_as_they_are(
    tables: tuple[pd.DataFrame, pd.DataFrame], places: pd.DataFrame
) -> None:
    """Nobody moves when a year comes, nor when the year after that comes; 30 newcomers each."""
    actors, ties = tables
    earlier = places
    for year in (2022, 2023):
        ids = [f"nieuw-{year}-{number:02d}" for number in range(30)]
        new = pd.DataFrame({"year": year, "actor": [*ids, "partij-140"]})
        pairs = [(year, ids[0], "partij-140"), (year, ids[0], ids[1])]
        # Half of them know many, so that they will be large; the last ones know nobody.
        pairs += [(year, ids[i], f"partij-{j:03d}") for i in range(2, 25) for j in range(0, i, 2)]
        links = pd.DataFrame(pairs, columns=["year", "actor_a", "actor_b"])
        actors, ties = pd.concat([actors, new]), pd.concat([ties, links])
        later = layout(actors, ties, until=2021)
        held = later[later["actor"].isin(earlier["actor"])].reset_index(drop=True)
        pd.testing.assert_frame_equal(held, earlier, check_exact=True)
        assert len(later) == len(earlier) + 30
        assert gaps(later).min() > 3.5
        at = later.set_index("actor")
        near = np.hypot(*(at.loc[ids[0]] - at.loc["partij-140"]))
        assert near < 0.6 * gaps(places).mean(), "newcomers come near the one they have a tie with"
        earlier = later
    moved = layout(actors, ties).merge(places, on="actor")
    assert (moved["x_x"] != moved["x_y"]).mean() > 0.9, "without `until` all years count"


def test_a_year_before_all_others_is_no_base() -> None:
    actors, ties = network(40, 80)
    first = layout(actors[actors["year"] == 2019], ties[ties["year"] == 2019])
    later = layout(actors, ties, until=1990)
    pd.testing.assert_frame_equal(later, first)  # all are there from the first year on


def test_who_has_most_ties_has_room_for_a_name(
    tables: tuple[pd.DataFrame, pd.DataFrame], places: pd.DataFrame
) -> None:
    """Left or right of them a box of a name's size is free of other actors, but for a few."""
    rows = tables[1].query("year == 2021")
    degree = pd.concat([rows["actor_a"], rows["actor_b"]]).value_counts()
    best = sorted(degree.index, key=lambda actor: (-degree[actor], actor))[:NAMED]
    at = places.set_index("actor")
    free = 0
    for actor in best:
        x, y = at.loc[actor]
        others = at.drop(actor)
        near = others[(others["y"] - y).abs() < NAME[1] / 2 + 1]
        sides = (near["x"] - x).between(0, NAME[0]), (near["x"] - x).between(-NAME[0], 0)
        free += not sides[0].any() or not sides[1].any()
    assert free >= 0.8 * NAMED


@pytest.mark.parametrize(
    ("ids", "links"),
    [
        ([], []),
        (["a"], []),
        (["a", "b"], [("a", "b")]),
        (["a", "b", "c"], [("a", "b"), ("b", "c")]),
        (list("abcdefgh"), []),
        (list("abcdefgh"), [("a", "h"), ("b", "g"), ("c", "f")]),
        ([f"n{i:02d}" for i in range(21)], [("n00", f"n{i:02d}") for i in range(1, 21)]),
        (
            [f"n{i:02d}" for i in range(40)],
            [(f"n{i:02d}", f"n{i + 1:02d}") for i in range(39) if i % 10 != 9],
        ),
    ],
    ids=["none", "one", "pair", "chain", "loose", "pairs", "star", "four chains"],
)
def test_odd_networks(ids: list[str], links: list[tuple[str, str]]) -> None:
    actors = pd.DataFrame({"year": 2019, "actor": pd.Series(ids, dtype=object)})
    ties = pd.DataFrame(
        [(2019, *pair) for pair in links], columns=["year", "actor_a", "actor_b"], dtype=object
    )
    places = layout(actors, ties)
    assert places["actor"].tolist() == sorted(ids)
    assert np.isfinite(places[["x", "y"]].to_numpy(float)).all()
    assert places["x"].between(0, WIDTH).all() and places["y"].between(0, HEIGHT).all()
    if len(ids) > 1:
        assert gaps(places).min() > SMALL_DISTANCE - 0.01


def test_it_is_quick() -> None:
    tables = network(200, 900)
    times = []
    for _ in range(3):
        # Its own processor time: other tests run beside this one.
        start = time.thread_time()
        layout(*tables)
        times.append(time.thread_time() - start)
    assert min(times) < 1.2, "0.2 s on an idle machine"


def test_the_last_bits_of_another_processor_move_nobody(
    example: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Linear algebra and sines end in other bits elsewhere: the map must not."""
    actors, ties = example["actors"], example["ties"]
    here = [layout(actors, ties), layout(actors, ties, until=2021)]
    noise = np.random.default_rng(3)

    def shaky(function: Callable[..., Any]) -> Callable[..., Any]:
        def elsewhere(*args: Any, **named: Any) -> Any:
            found = function(*args, **named)
            if isinstance(found, tuple):
                return tuple(part * (1 + 4e-16 * noise.uniform(-1, 1)) for part in found)
            return found * (1 + 4e-16 * noise.uniform(-1, 1, np.shape(found)))

        return elsewhere

    for name in ("cos", "cov", "einsum", "hypot", "log1p", "power", "sin", "tanh"):
        monkeypatch.setattr(np, name, shaky(getattr(np, name)))
    for name in ("eigh", "inv"):
        monkeypatch.setattr(np.linalg, name, shaky(getattr(np.linalg, name)))
    there = [layout(actors, ties), layout(actors, ties, until=2021)]
    for one, other in zip(here, there, strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True)
