"""The charts, by what stands in the drawing: every value at its height, every line named."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from drawn_charts import (
    SPACE,
    Tables,
    covered_words,
    module,
    own_tables,
    svg,
    texts,
)
from folders import REAL_DATA, real_data
from map_scores import score_wijk
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from plain import chart_context

from veerkracht.charts import NoDataError, chart_names, design, wijk_plan
from veerkracht.city.course import whole_index
from veerkracht.inputs.boundaries import read_boundaries
from veerkracht.paths import ROOT

Drawing = Callable[[str], str]
pytestmark = pytest.mark.xdist_group("charts")
# The network map has tests of its own.
NAMES = [name for name in chart_names() if name != "network_map"]


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_asks_only_for_the_tables_that_it_names(
    name: str, example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    own = own_tables(name, example)
    first = drawing(name)
    assert first == svg(name, own, context)
    said = module(name).facts(own, context)
    title, alt = said.title, said.alt
    assert len(title) > 20 and len(alt) > 60 and not title.endswith(".")
    # Text as text, in our own fonts: it can be searched and read aloud.
    assert "Source Sans 3" in first and "DejaVu" not in first


def test_each_word_has_a_chart_with_the_value_of_every_year(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    """With its verdict beside it; shares are percentages, as in the text."""
    shown = texts(drawing("network_trend"))
    table = example["network_metrics"]
    figure = module("network_trend").draw(own_tables("network_trend", example), context)
    changes = example["network_changes"].query("start == 2019 and end == 2023").set_index("metric")
    assert {"actors", "mean_degree", "blau_kind", "top_share"} <= set(changes.index)
    dimensions = []
    for axes in figure.axes:
        rows = table[table["metric"] == str(axes.get_gid()).removeprefix("maat-")]
        dimensions.append(rows["dimension"].iloc[0])
        (line,) = [line for line in axes.lines if len(line.get_xdata()) == 5]
        told = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
        assert told == dict(zip(rows["year"], rows["value"], strict=True))
        # No level at equal asking: both years are drawn, so only their difference is known.
        assert not [group for group in axes.collections if isinstance(group, LineCollection)]
        # The last is read first.
        sizes = [text.get_fontsize() for text in axes.texts if text.get_text()]
        assert len([size for size in sizes if size == max(sizes)]) == 1
        assert design.broken(rows["label"].iloc[0], 42.0, design.TEXT)[0] in shown
    assert dimensions == ["groot", "hecht", "divers", "decentraal"]
    assert {"59", "85", "103", "120", "146"} <= set(shown)
    # Of each the difference at equal asking, as in the table of changes.
    low, high = (float(changes["low"]["actors"]), float(changes["high"]["actors"]))
    assert f"+{low:.0f} tot +{high:.0f}" in shown and 0 < low < high < 87
    # As many digits as the values beside them have; and one more where it would read as nothing.
    assert {"\u22120,1 tot +1,2", "\u22120,17 tot +0,02", "\u221220,5 tot \u22120,3"} <= set(shown)
    # What is shown to hold lies clear of no change, and what is not shown does not.
    assert changes["high"]["top_share"] < 0 and changes["low"]["actors"] > 0
    assert changes["low"]["mean_degree"] < 0 < changes["high"]["mean_degree"]
    # In a row of its own below every chart, and of how many interviews that is.
    below = [text for text in figure.texts if text.get_text() == "bij evenveel vragen"]
    assert len(below) == 4
    assert any("bij 12 gesprekken per jaar, even volledig" in words for words in shown)
    for axes, text in zip(figure.axes, below, strict=True):
        assert text.get_position()[0] == pytest.approx(axes.get_position().x0)
        assert text.get_position()[1] < axes.get_position().y0
    # Behind its number, not below it: there stands the 0 of its bar. And within the page.
    (unit,) = [text for text in figure.texts if text.get_text() == "%-punt"]
    beside = [text for text in figure.texts if text.get_position()[1] == unit.get_position()[1]]
    assert [" tot " in text.get_text() for text in beside[-2:]] == [True, False]
    canvas: Any = FigureCanvasAgg(figure)
    drawn = unit.get_window_extent(canvas.get_renderer())
    assert drawn.x1 <= figure.bbox.x1
    alt = module("network_trend").facts(own_tables("network_trend", example), context).alt
    assert f"Partijen 59 en 146 (bij evenveel vragen +{low:.0f} tot +{high:.0f})" in alt
    # In 2019 the municipality had 28 of 131 ties, in 2023 the largest had 42 of 533.
    assert {"21\u00a0%", "8\u00a0%"} <= set(shown)
    assert {"werd groter", "hechter: niet aangetoond", "werd niet diverser"} <= set(shown)


def test_a_change_that_is_not_shown_says_that_it_can_be_chance(
    example: Tables, context: dict[str, Any]
) -> None:
    """Only where all draws change the same way: elsewhere the bar has no change in it."""
    words = "kan toeval zijn"
    own = own_tables("network_trend", example)
    changes = own["network_changes"].copy()
    changes.loc[changes["metric"] == "mean_degree", ["low", "high"]] = (0.2, 1.1)
    own["network_changes"] = changes
    figure = module("network_trend").draw(own, context)
    told = [text.get_text() for text in figure.texts]
    # Hecht is not shown, though its bar lies right of no change; groot is, and decentraal too.
    assert told[told.index("+0,2 tot +1,1") + 1] == words
    assert len([text for text in told if "toeval" in text]) == 1
    assert covered_words(figure) == []
    # Of what is not shown the bar is open, of the others it is full.
    ids = {str(patch.get_gid()) for patch in figure.findobj(Rectangle)}
    assert ids & {f"open-{name}" for name in example["network_metrics"]["metric"]} == {
        "open-mean_degree",
        "open-blau_kind",
    }
    assert len([line for line in figure.findobj(Line2D) if line.get_linewidth() == 3.4]) == 2
    # What holds is not chance.
    claims = own["claims"].assign(outcome="houdt")
    figure = module("network_trend").draw({**own, "claims": claims}, context)
    assert not [text for text in figure.texts if "toeval" in text.get_text()]


def test_a_measure_that_is_not_defined_says_so(example: Tables, context: dict[str, Any]) -> None:
    table = example["network_metrics"].copy()
    table.loc[table["metric"] == "blau_kind", "value"] = None
    changed = example | {"network_metrics": table}
    assert "niet te bepalen" in texts(svg("network_trend", changed, context))
    assert "Diversiteit" not in module("network_trend").facts(changed, context).alt


def test_the_map_draws_every_place_and_every_tie_between_rooms(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    picture = drawing("wijk_map")
    root = ElementTree.fromstring(picture)
    places = example["places"]
    marks = re.findall(r'id="plek-(\d+)"', picture)
    assert sorted(map(int, marks)) == list(range(1, len(places) + 1))
    kinds = places.set_index("actor")["kind"].dropna().to_dict()
    last = example["ties"].query("year == 2023")
    ends = [
        (kinds.get(a), kinds.get(b)) for a, b in zip(last["actor_a"], last["actor_b"], strict=True)
    ]
    known = [pair.count("buurthuiskamer") for pair in ends if None not in pair]
    for gid, rooms in (("huiskamers", 2), ("banden", 1)):
        group = root.find(f".//svg:g[@id='{gid}']", SPACE)
        assert group is not None
        assert len(group.findall(".//svg:path", SPACE)) == known.count(rooms) > 0
    shown = texts(picture)
    # Every place by number in the list, the rooms and clusters by name on the map too.
    assert set(places["name"]) <= set(shown)
    assert {"Bospolder", "Tussendijken", "Spangen", "Schie"} <= set(shown)
    for cluster in places["cluster"].unique():
        assert shown.count(cluster) == 2
    # Once: on the map itself.
    assert [text for text in shown if "schematisch" in text] == [
        "schematische kaart, zelf getekend: geen echte grenzen"
    ]
    assert set(score_wijk(example, context).values()) == {0}


def test_the_marks_of_the_map_stand_at_their_coordinates(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    """As far apart on the page as in the wijk, by the scale that the bar shows."""
    plan = wijk_plan.arrange(example, context)
    at = plan.places.set_index("name")
    for one, other in (
        ("Plein Westhoek", "Plein Oostpoort"),
        ("Plein Noordrand", "Plein Havenkant"),
    ):
        a, b = at.loc[one], at.loc[other]
        north = (b["lat"] - a["lat"]) * 111_320
        east = (b["lon"] - a["lon"]) * 111_320 * math.cos(math.radians(51.911))
        assert (b["x"] - a["x"]) / plan.frame.scale == pytest.approx(east, abs=15)
        assert (b["y"] - a["y"]) / plan.frame.scale == pytest.approx(north, abs=15)
    picture = drawing("wijk_map")
    # What is no map to scale has no scale bar and no north.
    assert 'id="noord"' not in picture and "250 meter" not in picture
    true = svg(
        "wijk_map",
        example,
        {**context, "boundaries": {**context["boundaries"], "schematisch": False}},
    )
    assert "schematisch" not in true
    assert 'id="noord"' in true and {"250 meter", "N"} <= set(texts(true))


CITY = REAL_DATA / "cbs" / "kerncijfers-buurten-rotterdam-2022.geojson"


@real_data
def test_the_map_finds_the_wijk_in_the_real_boundaries_of_the_whole_city(
    example: Tables, context: dict[str, Any]
) -> None:
    city = {**context, "boundaries": read_boundaries(CITY, context["wijk"], "Rotterdam")}
    drawing = svg("wijk_map", example, city)
    shown = texts(drawing)
    assert {"Bospolder", "Tussendijken", "Delfshaven", "Spangen"} <= set(shown)
    assert "Grenzen: CBS, wijken en buurten" in shown
    assert "Pernis" not in shown and len(drawing) < 250_000, "only what is on the map is drawn"
    assert not any("schematisch" in text for text in shown)
    found = score_wijk(example, city)
    assert found.pop("far") <= 2 and set(found.values()) == {0}
    wijk = {**context["wijk"], "areas": ["carnisse"]}
    other = {**city, "wijk": wijk, "boundaries": read_boundaries(CITY, wijk, "Rotterdam")}
    assert "Carnisse" in texts(svg("wijk_map", example, other)), "case does not matter"


def test_many_places_stay_legible_or_are_counted(example: Tables, context: dict[str, Any]) -> None:
    places = example["places"]
    for times, left_out in ((3, False), (5, True)):
        many = pd.concat(
            [
                places.assign(
                    name=places["name"] + f" {i}", actor=None, lat=places["lat"] + i / 4e4
                )
                for i in range(times)
            ]
        )
        drawing = svg("wijk_map", {**example, "places": many}, context)
        assert any(re.fullmatch(r"en nog \d+ regels", text) for text in texts(drawing)) == left_out
        sizes = re.findall(r"font-size: ([\d.]+)px", drawing)
        assert sizes and min(map(float, sizes)) >= 7
        found = score_wijk({**example, "places": many}, context)
        assert found["node_node"] == found["outside"] == 0


def test_the_path_of_the_summary_is_that_of_the_table(
    example: Tables, context: dict[str, Any]
) -> None:
    """At the last measurement where the table says, and no gap with the field work of 2028."""
    course = example["index_course"]
    own = course[(course["area"] == "samen") & (course["source"] == "sociale_index")]
    expected = whole_index(own)["path"].iloc[0]
    figure = module("brief_index").draw(own_tables("brief_index", example), context)
    line = next(line for line in figure.axes[0].lines if line.get_gid() == "pad")
    path = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
    assert path[2024] == pytest.approx(expected) and round(expected, 1) == -8.3
    assert max(path) == 2029 and path[2029] == 0 and path[2018] == path[2019]
    shown = [text.get_text() for text in figure.axes[0].texts]
    assert {"doel: geen afstand", "pad naar het doel"} <= set(shown)
    # The line of the city ends at its goal, and no mark of an area hides another.
    lines = {line.get_gid(): line for line in figure.axes[0].lines}
    assert lines["lijn-stad"].get_xdata()[-1] == 2029
    assert set(lines["lijn-0"].get_xdata()).isdisjoint(lines["lijn-1"].get_xdata())
    # None is at its year: a reader is told so.
    assert "Punten van één jaar zijn naast elkaar gezet." in [t.get_text() for t in figure.texts]
    ticks = [text.get_text() for text in figure.axes[0].get_xticklabels()]
    assert ticks[-1] == f"eind {context['wijk']['programme']['end']}" and "2029" not in ticks


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("network_")])
def test_an_alternative_text_can_be_listened_to(
    name: str, example: Tables, context: dict[str, Any]
) -> None:
    """At most eighty words: every number stands in the table, which is the long description."""
    alt = module(name).facts(own_tables(name, example), context).alt
    assert len(alt.split()) <= 80, (name, len(alt.split()))


def test_every_wijk_is_a_dot_and_the_own_ones_are_marked(
    drawing: Drawing, example: Tables, context: dict[str, Any]
) -> None:
    picture = drawing("strip")
    root = ElementTree.fromstring(picture)
    uses = root.findall(".//svg:g[@id='wijken']//svg:use", SPACE)
    # Nine themes: nine other wijken and two own ones, and the keys above.
    assert len(uses) >= 9 * 11
    shown = texts(picture)
    assert {"Bospolder", "Tussendijken", "negen andere wijken"} <= set(shown)
    assert "gevuld: laagste vier" in " ".join(shown)
    assert 'id="As-0"' in picture and 'id="As-1"' in picture
    # The title counts the low places, and they stand out in the column of each area.
    tables = own_tables("strip", example)
    title = module("strip").facts(tables, context).title
    assert "hoorde Bospolder op vier van de negen thema's bij de laagste vier" in title
    assert title.endswith("van de elf wijken, Tussendijken op vijf")
    (axes,) = module("strip").draw(tables, context).axes
    places = [text for text in axes.texts if text.get_text().isdigit()]
    plates = [str(patch.get_gid()) for patch in axes.patches]
    assert len(places) == 18 and [plates.count(f"laag-{index}") for index in (0, 1)] == [4, 5]
    low = [text for text in places if text.get_color() == design.WHITE]
    assert len(low) == 9 and all(int(text.get_text()) >= 8 for text in low)
    # The key has the open mark of each area by itself: the open ring of other wijken is no such.
    key = [line for line in axes.lines if max(line.get_ydata()) < -0.5]
    hollow = [line for line in key if line.get_markeredgecolor() in design.AREAS[:2]]
    hollow = [line for line in hollow if line.get_markerfacecolor() == design.WHITE]
    assert [line.get_marker() for line in hollow] == list(design.AREA_MARKER[:2])
    assert {"Rotterdam", "open: geen aantoonbaar verschil"} <= set(shown)


def test_the_key_of_health_shows_a_dot_in_its_margin(
    example: Tables, context: dict[str, Any]
) -> None:
    (axes,) = module("health").draw(own_tables("health", example), context).axes
    key = [line for line in axes.lines if max(line.get_ydata()) < 0]
    dot, margin = key[1], key[0]
    (low, high), (middle,) = margin.get_xdata(), dot.get_xdata()
    assert low < middle < high and dot.get_marker() == "o" and dot.zorder > margin.zorder


def test_an_open_bar_is_not_worse_beyond_its_margin(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    table = example["vulnerability"].copy()
    table["worse"], table["city"] = "nee", table["value"] + 0.5
    full = drawing("vulnerability")
    empty = svg("vulnerability", example | {"vulnerability": table}, context)
    assert "open: niet aantoonbaar anders" in texts(empty) and "open" not in " ".join(texts(full))
    colour = design.AREAS[0].lower()
    assert f"fill: {colour}" in full.lower()
    dots = re.findall(r'style="fill: (#\w+); stroke: ' + colour, empty.lower())
    assert dots.count(design.WHITE.lower()) == 6 and set(dots) - {colour} == {"#ffffff"}
    judged = example["vulnerability"]["worse"] != "geen oordeel"
    table["worse"] = table["worse"].where(judged, "geen oordeel")
    title = module("vulnerability").facts(example | {"vulnerability": table}, context).title
    assert title.startswith(
        "Op geen van de vier kenmerken van een kwetsbare positie (2022 en 2016) liggen Bos"
    )


def test_a_wijk_without_the_data_draws_nothing(quiet: Tables, settings: dict[str, Any]) -> None:
    context = chart_context(ROOT, settings, "carnisse")
    drawn = set()
    for name in [*NAMES, "network_trend"]:
        try:
            module(name).facts(quiet, context)
            drawn.add(name)
        except NoDataError:
            pass
    assert drawn == {
        "brief_index",
        "index_lines",
        "index_gaps",
        "index_scale",
        "strip",
        "contributions",
        "alike",
        "vulnerability",
    }


def test_no_text_is_translucent(drawing: Drawing) -> None:
    """WeasyPrint cuts off a text that is both centred and translucent."""
    for name in NAMES:
        root = ElementTree.fromstring(drawing(name))
        for node in root.iterfind(".//svg:text", SPACE):
            assert "opacity" not in node.get("style", "") and not node.get("opacity")


def test_a_dollar_in_a_text_is_no_formula() -> None:
    from matplotlib.figure import Figure

    assert not Figure().text(0, 0, r"$\foo{").get_parse_math()
    assert not Figure().subplots().set_title("$5 tot $10").get_parse_math()


def test_a_drawing_is_the_same_in_every_python(quiet: Tables, settings: dict[str, Any]) -> None:
    """From Python 3.12 on sum() of fractions ends otherwise, and names in a drawing follow it."""
    context = chart_context(ROOT, settings, "carnisse")
    axes = module("vulnerability").draw(quiet, context).axes[0]
    assert float(axes.get_position().y0) == 0.05522514868309261


def test_the_largest_difference_with_the_city_comes_first(example: Tables) -> None:
    rows = module("health")._rows(own_tables("health", example))
    gaps = (rows["value"] - rows["city"]).groupby(rows["indicator"], sort=False)
    means = [abs(round(float(gap), 6)) for gap in gaps.mean()]
    assert means == sorted(means, reverse=True) and means[0] > means[-1]


def test_who_lives_there_stands_apart_from_a_vulnerable_position(
    example: Tables, context: dict[str, Any]
) -> None:
    """Below its own head; in either the newest first, by year and by the largest difference."""
    own = own_tables("vulnerability", example)
    figure = module("vulnerability").draw(own, context)
    assert covered_words(figure) == []
    at = {text.get_text(): text.get_position()[1] for text in figure.axes[0].texts}
    order = [
        "Kwetsbaar, 2022",
        "Een laag huishoudinkomen",
        "Een lage opleiding",
        "Kwetsbaar, 2016, een oudere meting",
        "Moeite met schrijven in het Nederlands",
        "Een bijstandsuitkering",
        "Samenstelling van de wijk, 2022: hoger of lager is niet beter of slechter",
        "Een niet-westerse migratieachtergrond",
        "Een huurwoning van een corporatie",
    ]
    places = [at[words] for words in order]
    assert places == sorted(places)
    # Each year is told once for its rows, what is older than the rest as such.
    shown = " ".join(texts(svg("vulnerability", own, context)))
    assert shown.count("2016, een oudere meting") == shown.count("2016") == 1
    assert shown.count("2022") == 2
    # Only the first group counts.
    assert module("vulnerability").facts(own, context).title == (
        "Op alle vier kenmerken van een kwetsbare positie (2022 en 2016) liggen Bospolder en "
        "Tussendijken aantoonbaar boven Rotterdam"
    )


def test_what_is_not_shown_is_grey_in_the_summary_too(
    example: Tables, context: dict[str, Any]
) -> None:
    """As on the page of the measures: groot and decentraal hold, hecht and divers do not."""
    figure = module("brief_network").draw(own_tables("brief_network", example), context)
    black = {
        str(axes.get_gid())
        for axes in figure.axes
        for line in axes.lines
        if len(line.get_xdata()) == 5 and line.get_color() == design.INK
    }
    assert black == {"woord-actors", "woord-top_share"}


def test_the_word_divers_is_told_as_the_share_of_the_smaller_kind(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    """A chance that two parties differ says nothing to a resident: 15 of 59 and 24 of 146 do."""
    own = own_tables("brief_network", example)
    shown = " ".join(texts(svg("brief_network", own, context))).replace("\u00a0", " ")
    assert "deel dat formeel is" in shown and "25 %" in shown and "16 %" in shown
    assert "0,38" not in shown and "0 tot 1" not in shown
    alt = module("brief_network").facts(own, context).alt.replace("\u00a0", " ")
    assert "Divers (deel dat formeel is): van 25 % naar 16 %" in alt
    # Where most are formal the informal ones are told of.
    table = own["network_metrics"].copy()
    few = (table["metric"] == "initiatives_informal") & (table["year"] == 2023)
    table.loc[few, "value"] = 20
    alt = module("brief_network").facts(own | {"network_metrics": table}, context).alt
    # And of that kind in every year, also where it was the larger: 44 of 59.
    alt = alt.replace("\u00a0", " ")
    assert "Divers (deel dat informeel is): van 75 % naar 14 %" in alt
