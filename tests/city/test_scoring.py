"""OBI's rule for a score: closed forms, the real export, and contributions that add up."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from folders import REAL_DATA, real_data
from hypothesis import given
from hypothesis import strategies as st
from plain import RULES, Tables

from veerkracht.city.scoring import (
    Rule,
    Shares,
    check_directions,
    contributions,
    needed_share,
    read_rules,
    theme_weight,
    weights,
)
from veerkracht.faults import InputError
from veerkracht.index_parts import SUMS
from veerkracht.inputs.indicators.exports import read_indicators
from veerkracht.paths import ROOT

OBI = {"layout": "obi", "edition": "2016"}
RULE_LIST = read_rules(ROOT / RULES)
# Group sizes as worked out from the export (design notes on the metrics).
GROUPS = {
    **{"As": [1], "Cs": [1, 2, 4, 6], "Ls": [10, 5, 3], "Ms": [1, 1, 5], "Bs": [7, 4]},
    **{"Co": [3, 3, 2, 2, 8], "Lo": [2, 1, 2], "Mo": [5, 2, 7, 5], "Bo": [3, 1]},
}
# The rule does not explain these theme-years wholly (points at most).
LOOSE = {("Bs", 2014): 3, ("Bs", 2016): 3, ("Co", 2014): 1.4, ("Mo", 2014): 3.8}


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """The real export, read once; no test changes it."""
    return read_indicators(REAL_DATA / "obi/wijkprofiel-2014-2016.xls", OBI)


def rule(better: str = "hoger", city: float = 0.25, spread: float = 0.1) -> Rule:
    return Rule("As", "g", "x_p", better, city, spread)


@pytest.mark.parametrize(
    ("share", "better", "score"),
    [
        (0.25, "hoger", 100),  # as the city in the base year
        (0.36, "hoger", 140),  # root 0.6 against 0.5: one standard deviation
        (0.36, "lager", 60),
        (0.16, "lager", 140),
        (0.49, "hoger", 180),  # two of them: the last that is not squeezed
    ],
)
def test_a_score_is_forty_points_a_standard_deviation(
    share: float, better: str, score: float
) -> None:
    assert rule(better).score(share) == pytest.approx(score)


def test_beyond_the_ends_a_score_is_squeezed_and_never_reaches_them() -> None:
    high, low = rule(), rule("lager")
    # Root 0.8 gives 220; the far end, a share of 100, gives 100 + 400 x 9.5 = 3900.
    assert high.score(0.64) == pytest.approx(180 + 20 * 40 / (3900 - 180))
    assert low.score(0.64) == pytest.approx(20 - 20 * (20 + 20) / (20 + 3700))
    assert 180 < high.score(1) < 200 and 0 < low.score(1) < 20


@given(
    st.floats(0, 1),
    st.floats(0.01, 0.99),
    st.floats(0.02, 0.3),
    st.sampled_from(["hoger", "lager"]),
)
def test_a_share_comes_back_from_its_score(
    share: float, city: float, spread: float, better: str
) -> None:
    one = rule(better, city, spread)
    found = one.share_for(one.score(share))
    if found is None:  # a rounding just outside 0 to 1
        assert min(share, 1 - share) < 1e-6
    else:
        assert found == pytest.approx(share, abs=1e-6)


def test_a_score_that_no_share_gives_has_no_share() -> None:
    assert rule().share_for(300) is None and rule().share_for(-150) is None


def test_every_weight_belongs_to_the_groups_of_the_export() -> None:
    sizes: dict[str, dict[str, int]] = {}
    for item in RULE_LIST:
        groups = sizes.setdefault(item.theme, {})
        groups[item.group] = groups.get(item.group, 0) + 1
    assert {theme: list(groups.values()) for theme, groups in sizes.items()} == GROUPS
    within = weights(RULE_LIST)
    for theme in GROUPS:
        assert sum(w for (t, _), w in within.items() if t == theme) == pytest.approx(1)
    assert theme_weight("As") == 0.1 and theme_weight("Bo") == 0.125
    assert sum(map(theme_weight, GROUPS)) == pytest.approx(1)


def test_the_contributions_of_the_example_add_up(example: Tables) -> None:
    """To the published index: Bospolder 80.45 and 84.35, Tussendijken 81.14 and 72.60, city 100 and
    100.41."""
    table = contributions(
        example["wijkprofiel"], RULE_LIST, ["Bospolder", "Tussendijken"], "Rotterdam", source="w"
    )
    for area, before, after in (("Bospolder", 80.45, 84.35), ("Tussendijken", 81.14, 72.60)):
        rows = table[table["area"] == area]
        assert rows["points"].sum() == pytest.approx(after - before, abs=0.01)
        assert rows["city_points"].sum() == pytest.approx(0.41, abs=0.005)
        assert rows["gap_points"].sum() == pytest.approx(after - before - 0.41, abs=0.015)
        assert rows["level_points"].sum() == pytest.approx(after - 100.41, abs=0.01)
        rest = rows[rows["indicator"].isna()]
        assert set(rest["theme"]) <= {"Bs", "Co", "Mo"} and len(rows) > 90


def test_the_share_that_alone_closes_the_gap_does_so(example: Tables) -> None:
    """With every theme one point below the city, many an indicator could do it alone."""
    table = example["wijkprofiel"].copy()
    city = table[(table["area"] == "Rotterdam") & (table["theme"] == "")]
    points = city.set_index(["year", "indicator"])["value"]
    own = (table["area"] == "Bospolder") & (table["theme"] == "")
    place = zip(table.loc[own, "year"], table.loc[own, "indicator"], strict=True)
    table.loc[own, "value"] = [points[key] - 1 for key in place]
    found = contributions(table, RULE_LIST, ["Bospolder"], "Rotterdam", source="w")
    assert found["level_points"].sum() == pytest.approx(-1)
    by_code = {(item.theme, item.code): item for item in RULE_LIST}
    within = weights(RULE_LIST)
    able = found.dropna(subset=["needed"])
    assert 20 < len(able) < len(found)
    for row in able.to_dict("records"):
        # In all of its themes at once: the share of an indicator is one.
        moved = sum(
            theme_weight(theme)
            * within[theme, code]
            * (one.score(row["needed"]) - one.score(row["share_end"]))
            for (theme, code), one in by_code.items()
            if code == row["indicator"]
        )
        assert moved == pytest.approx(1, abs=1e-9)
    assert example["contributions"]["needed"].isna().all()  # the real gaps are too wide for one
    # One that weighs a whole theme can: from 25 % to what is worth ten points of a tenth.
    assert needed_share(rule(), 0.25, -4.0, 0.1) == pytest.approx(0.36)
    assert needed_share(rule(), 0.25, -40.0, 0.01) is None


def test_one_measurement_moves_nothing(example: Tables) -> None:
    one = example["wijkprofiel"][example["wijkprofiel"]["year"] == 2016]
    assert contributions(one, RULE_LIST, ["Bospolder"], "Rotterdam", source="w").empty


def test_an_indicator_without_a_direction_stops_with_its_name(example: Tables) -> None:
    table = example["wijkprofiel"].replace({"indicator": {"VSV": "VSW"}})
    with pytest.raises(InputError) as caught:
        check_directions(table, RULE_LIST, "export.xls")
    text = str(caught.value)
    assert "export.xls, kolom VSW" in text and "thema Co zonder richting" in text
    assert "Bedoelt u 'VSV'?" in text


@real_data
def test_the_directions_are_complete_for_the_real_export(table: pd.DataFrame) -> None:
    check_directions(table, RULE_LIST, "export")
    below = table[table["theme"] != ""][["theme", "indicator"]].drop_duplicates()
    assert len(below) == len(RULE_LIST) == 96
    known = pd.read_csv(REAL_DATA / "obi/indicatoren-2014-2016.csv")
    better = {row.kolomcode: row.hoger_is_beter for row in known.itertuples()}
    assert all((item.better == "hoger") == bool(better[item.code]) for item in RULE_LIST)


@real_data
def test_the_base_of_the_rule_is_that_of_the_real_export(table: pd.DataFrame) -> None:
    base = table[table["year"] == 2014]
    for item in RULE_LIST:
        rows = base[(base["theme"] == item.theme) & (base["indicator"] == item.code)]
        roots = rows.loc[rows["level"] == "wijk", "value"] ** 0.5
        assert len(roots) == 71
        assert item.spread == pytest.approx(roots.std(ddof=1), rel=1e-12)
        assert item.city == pytest.approx(rows.loc[rows["level"] == "stad", "value"].iloc[0])


def theme_score(shares: Shares, area: str, year: int, rules: list[Rule]) -> float:
    """The score of a theme from its indicators (`rules` of one theme), each by its weight."""
    share = weights(rules)
    points = []
    for item in rules:
        value = shares.get(area, year, item.theme, item.code)
        assert value is not None
        points.append(share[item.theme, item.code] * item.score(value))
    return math.fsum(points)


@real_data
@pytest.mark.parametrize("year", [2014, 2016])
@pytest.mark.parametrize("theme", GROUPS)
def test_the_themes_of_the_real_export_follow_from_their_indicators(
    table: pd.DataFrame, theme: str, year: int
) -> None:
    rules = [item for item in RULE_LIST if item.theme == theme]
    here = table[table["year"] == year]
    checked = 0
    for level in ("wijk", "gebied", "stad"):
        # One level at a time: a wijk, a gebied and the city can share a name.
        part = here[here["level"] == level].assign(level="wijk")
        shares = Shares(part, "geen stad")
        for area in part["area"].unique():
            given = shares.get(area, year, "", theme)
            assert given is not None
            assert abs(theme_score(shares, area, year, rules) - given) < LOOSE.get(
                (theme, year), 1e-9
            )
            checked += 1
    assert checked == 86


@real_data
def test_the_index_of_the_real_export_is_the_mean_of_its_parts(table: pd.DataFrame) -> None:
    points = table[table["theme"] == ""].pivot_table(
        index=["area_code", "year"], columns="indicator", values="value"
    )
    assert len(points) == 172
    for total, parts in SUMS.items():
        mean = sum(points[part] for part in parts) / len(parts)
        assert (points[total] - mean).abs().max() < 1e-9
