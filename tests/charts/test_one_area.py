"""A wijk of one area without a programme: its gap is a ground, and its score stands on a ruler."""

from __future__ import annotations

from typing import Any

import pytest
from drawn_charts import Tables, covered_words, module, own_tables, svg, texts
from matplotlib.colors import to_rgb
from plain import chart_context

from veerkracht.charts import NoDataError, design
from veerkracht.city.course import BANDS
from veerkracht.paths import ROOT

pytestmark = pytest.mark.xdist_group("charts")

# Published: Carnisse and Rotterdam in 2014, 2016, 2018, 2020, 2022 and 2024.
GAPS = {2014: -18, 2016: -25, 2018: -33, 2020: -28, 2022: -38, 2024: -31}


@pytest.fixture(scope="module")
def carnisse(settings: dict[str, Any]) -> dict[str, Any]:
    return chart_context(ROOT, settings, "carnisse")


def axes_of(name: str, tables: Tables, context: dict[str, Any]) -> Any:
    (axes,) = module(name).draw(own_tables(name, tables), context).axes
    return axes


def moved(tables: Tables, points: float) -> Tables:
    """The index of the wijk so many points higher at every measurement."""
    gaps = tables["index_gaps"]
    return tables | {
        "index_gaps": gaps.assign(value=gaps["value"] + points, gap=gaps["gap"] + points)
    }


def test_the_gap_of_one_area_is_a_ground_with_its_points_at_every_mark(
    quiet: Tables, carnisse: dict[str, Any]
) -> None:
    """From the line of the city to that of the wijk; large at both ends, and no scale beside it."""
    axes = axes_of("brief_index", quiet, carnisse)
    (ground,) = [area for area in axes.collections if area.get_gid() == "afstand"]
    corners = {(x, y) for x, y in ground.get_paths()[0].vertices.tolist()}
    assert set(GAPS.items()) | {(year, 0) for year in GAPS} <= corners
    assert ground.get_facecolor()[0][:3] == pytest.approx(to_rgb(design.AREAS[0]))
    shown = [text.get_text() for text in axes.texts]
    assert sorted(words for words in shown if words.startswith("−")) == sorted(
        f"−{-gap}" for gap in GAPS.values()
    )
    assert {"Rotterdam", "Carnisse"} <= set(shown) and shown.count("punten") == 2
    sizes = {text.get_text(): text.get_size() for text in axes.texts}
    largest = max(sizes.values())
    assert [words for words, size in sizes.items() if size == largest] == ["−18", "−31"]
    assert not len(axes.get_yticks()) and not axes.figure.texts
    assert covered_words(axes.figure) == []


def test_a_gap_without_room_has_its_points_at_the_mark(
    quiet: Tables, carnisse: dict[str, Any]
) -> None:
    """18 points more: no gap in 2014. Above the city the name of the city stands below it."""
    level = axes_of("brief_index", moved(quiet, 18), carnisse)
    sizes = {text.get_text(): text.get_size() for text in level.texts}
    assert sizes["0"] < sizes["−13"] and list(sizes).count("punten") == 1
    above = axes_of("brief_index", moved(quiet, 60), carnisse)
    (city,) = [text for text in above.texts if text.get_text() == "Rotterdam"]
    assert city.get_va() == "top" and "+29" in [text.get_text() for text in above.texts]


def test_without_a_programme_the_gap_since_the_first_measurement_is_loud(
    quiet: Tables, carnisse: dict[str, Any]
) -> None:
    """It is what the page tells first; that since another year is in the row below."""
    axes, _ = module("index_lines").draw(own_tables("index_lines", quiet), carnisse).axes
    wide = {str(line.get_gid()): line.get_linewidth() for line in axes.lines}
    assert wide["afstand-2014"] == wide["afstand-2024"] > 2 and "afstand-2018" not in wide
    (ground,) = [area for area in axes.collections if area.get_gid() == "afstand"]
    corners = {(x, y) for x, y in ground.get_paths()[0].vertices.tolist()}
    assert {(2014, 82), (2014, 100), (2022, 66), (2022, 104), (2024, 69), (2024, 100)} <= corners
    shown = texts(svg("index_lines", own_tables("index_lines", quiet), carnisse))
    # The city had 100 at both ends of that window; since 2018 it went down ten points.
    assert "ook 100 in 2014" in shown and not [words for words in shown if "zelf" in words]
    later = carnisse | {"wijk": {**carnisse["wijk"], "programme": {"start": 2019, "end": 2028}}}
    shown = texts(svg("index_lines", own_tables("index_lines", quiet), later))
    assert "zelf −10 sinds 2018" in shown


def test_the_score_stands_on_a_ruler_of_the_classes(
    quiet: Tables, carnisse: dict[str, Any]
) -> None:
    """Published: 82 in 2014 and 69 in 2024, beside 100; from 70 on it would be another class."""
    axes = axes_of("index_scale", quiet, carnisse)
    classes = [area for area in axes.collections if str(area.get_gid()).startswith("klasse")]
    assert len(classes) == len(BANDS)
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["70", "90", "110"]
    at = {str(line.get_gid()): list(line.get_xdata()) for line in axes.lines}
    assert at["score-0"] == [69] and at["van-0"] == [82, 69] and at["stad"] == [100, 100]
    assert at["marge-0"] == [63, 75]
    shown = [text.get_text() for text in axes.texts]
    assert {"69", "Carnisse in 2024", "82 in 2014", "Rotterdam 100", "marge"} <= set(shown)
    # The score stands right above its mark, and nothing else that large.
    (score,) = [text for text in axes.texts if text.get_text() == "69"]
    (mark,) = [line for line in axes.lines if line.get_gid() == "score-0"]
    assert score.get_position()[0] == 69 and score.get_ha() == "center"
    assert score.get_position()[1] < mark.get_ydata()[0]
    strong = [text.get_text() for text in axes.texts if text.get_weight() == "semibold"]
    assert "ver onder het gemiddelde" in strong and "ongunstiger" not in strong
    assert covered_words(axes.figure) == []
    facts = module("index_scale").facts(own_tables("index_scale", quiet), carnisse)
    # With its margin of 7 it may be 76: that is past the bound of 70, and said.
    assert facts.title == (
        "Carnisse scoort 69: ver onder het gemiddelde; binnen de marge kan ook “ongunstiger” gelden"
    )
    assert len(facts.alt.split()) <= 80 and "82 in 2014, 69 in 2024" in facts.alt
    other = module("index_scale").facts(own_tables("index_scale", moved(quiet, 1)), carnisse)
    assert other.title == (
        "Carnisse scoort 70: ongunstiger dan het gemiddelde; binnen de marge kan ook “ver onder "
        "het gemiddelde” gelden"
    )
    # A whole margin from a bound is a difference: at 63 and 77 no other class is named.
    for points in (-6, 8, 14):
        tables = own_tables("index_scale", moved(quiet, points))
        title = module("index_scale").facts(tables, carnisse).title
        assert "marge" not in title and title.endswith("het gemiddelde van Rotterdam")
    wide = carnisse | {"noise": {**carnisse["noise"], "level": 15}}
    both = module("index_scale").facts(own_tables("index_scale", moved(quiet, 10)), wide)
    assert both.title.endswith(
        "; binnen de marge kan ook “ver onder het gemiddelde” of “rond het gemiddelde” gelden"
    )
    with pytest.raises(NoDataError):
        empty = {"index_gaps": quiet["index_gaps"].assign(gap=None)}
        module("index_scale").facts(empty, carnisse)


@pytest.mark.parametrize("points", [-40, 0, 28, 45, 70])
def test_the_ruler_holds_every_score(quiet: Tables, carnisse: dict[str, Any], points: int) -> None:
    """Far below the classes and far above them: no words leave the page or stand on others."""
    axes = axes_of("index_scale", moved(quiet, points), carnisse)
    low, high = axes.get_xlim()
    score = 69 + points
    assert low < score < high
    (words,) = [text for text in axes.texts if text.get_text() == "Carnisse in 2024"]
    assert words.get_ha() == ("right" if score < 100 else "left")
    assert covered_words(axes.figure) == []
    for text in axes.texts:
        box = text.get_window_extent().transformed(axes.figure.transFigure.inverted())
        assert box.x0 >= 0 and box.x1 <= 1, text.get_text()


def test_what_a_feature_means_stands_below_its_name(
    quiet: Tables, carnisse: dict[str, Any]
) -> None:
    """In the row itself, not in a note below the chart; only where the settings say it."""
    axes = axes_of("vulnerability", quiet, carnisse)
    at = {text.get_text(): text.get_position()[1] for text in axes.texts}
    (begin,) = [words for words in at if words.startswith("hooguit basisonderwijs")]
    assert at["Een lage opleiding"] < at[begin] < at["Moeite met schrijven in het Nederlands"]
    assert covered_words(axes.figure) == []
    bare = {
        **carnisse,
        "vulnerability": [
            {key: value for key, value in item.items() if key != "means"}
            for item in carnisse["vulnerability"]
        ],
    }
    shown = [text.get_text() for text in axes_of("vulnerability", quiet, bare).texts]
    assert not [words for words in shown if "basisonderwijs" in words]


def test_the_name_of_a_feature_in_one_line_is_level_with_its_row(
    quiet: Tables, carnisse: dict[str, Any]
) -> None:
    """What it means takes lines below its name, and without that there are none."""
    assert design.broken("", 42.0, design.SMALL) == []
    axes = axes_of("vulnerability", quiet, carnisse)
    heights = {text.get_text(): text.get_position()[1] for text in axes.texts}
    alone, meant = "Een bijstandsuitkering", "Een laag huishoudinkomen"
    # The share of the city stands at the middle of a row, at its right.
    middles = [t.get_position()[1] for t in axes.texts if t.get_ha() == "right"]
    assert min(abs(heights[alone] - middle) for middle in middles) == pytest.approx(0.0)
    assert min(abs(heights[meant] - middle) for middle in middles) > 1.0
