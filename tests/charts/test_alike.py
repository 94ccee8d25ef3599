"""Beside the wijken that were like this one: on the source of the index, from every start."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from drawn_charts import Tables, covered_words, module, own_tables, svg, texts
from even_wijken import even
from matplotlib.patches import Rectangle

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.lookups.lookups import Lookups

pytestmark = pytest.mark.xdist_group("charts")

NONE = (
    "Bospolder en Tussendijken deden het sinds 2018 niet aantoonbaar anders dan het gemiddelde van "
    "wijken die erop leken"
)
# Were those wijken all to go the same way.
TITLE = (
    "Tussendijken deed het alleen vanaf 2016 en 2018 (net) aantoonbaar beter dan het gemiddelde "
    "van wijken die erop leken; Bospolder vanaf geen enkel jaar"
)
# By hand from the published index: own change minus the mean change of the five, from 2014, 2016,
# 2018, 2020 and 2022 on. Tussendijken -3 beside -5.4, +5 beside -7.8, -5 beside -14, and so on.
BY_HAND = {
    "Tussendijken": [2.4, 12.8, 9.0, -1.8, 5.6],
    "Bospolder": [6.4, 4.8, -1.0, -3.8, -2.4],
}
REACH = 8 * 1.2**0.5
# From 2018 on the five went -8, -9, -12, -20 and -21: t of Student with four degrees of freedom
# (2.776) times their standard deviation (root of 37.5) and the root of 1 + 1/5.
SPREAD = 2.776 * 37.5**0.5 * 1.2**0.5


def drawn(tables: Tables, context: dict[str, Any]) -> Any:
    return module("alike").draw(own_tables("alike", tables), context)


@pytest.fixture
def together(example: Tables) -> Tables:
    """The example with wijken that were alike that all went the same way."""
    return {**example, "alike": even(example["alike"])}


def test_the_lines_are_the_index_since_the_start(example: Tables, context: dict[str, Any]) -> None:
    """By hand from the published index: from 2018 on Bospolder 99, 96, 93 and 84, Tussendijken 88,
    93, 84 and 83, beside a mean of 93.6, 87.8, 86.2 and 79.6."""
    figure = drawn(example, context)
    assert covered_words(figure) == []
    (axes,) = groups(figure)
    lines = {str(line.get_gid()): line for line in axes.lines}
    since = {"0": [0, -3, -6, -15], "1": [0, 5, -4, -5]}
    for place, points in since.items():
        line = lines[f"lijn-{place}"]
        # From the last measurement before the programme on.
        assert list(line.get_xdata()) == [2018, 2020, 2022, 2024]
        assert list(line.get_ydata()) == pytest.approx(points)
        assert line.get_linewidth() > 2 * lines["ander-Carnisse"].get_linewidth()
    assert list(lines["midden"].get_ydata()) == pytest.approx([0, -5.8, -7.4, -14])
    # Published: Carnisse 77, 77, 66 and 69 from 2018 on.
    others = {name.removeprefix("ander-") for name in lines if name.startswith("ander-")}
    spangen = "Oud Mathenesse / Witte Dorp"
    assert others == {"Carnisse", "Zuidwijk", "Nieuwe Westen", "Spangen", spangen}
    assert list(lines["ander-Carnisse"].get_ydata()) == [0, 0, -11, -8]
    # Each has its name and its points at the end, and a thin line from its own to that.
    for name in ("Carnisse", "Spangen", "Bospolder"):
        (way,) = [line for line in axes.lines if line.get_gid() == f"naar-{name}"]
        at = axes.texts[[text.get_text() for text in axes.texts].index(name)]
        start = {"Carnisse": -8, "Spangen": -20, "Bospolder": -15}[name]
        assert list(way.get_ydata()) == [start, at.get_position()[1]]
    words = [text.get_text() for text in axes.texts]
    for name, last in {"Bospolder": "−15", "Tussendijken": "−5", "Carnisse": "−8"}.items():
        assert words[words.index(name) + 1] == last
    assert words[words.index("gemiddelde van de vijf") + 1] == "−14"


def test_the_band_is_as_wide_as_those_wijken_went_apart(
    example: Tables, context: dict[str, Any]
) -> None:
    """By hand from the published index; the noise of a measurement alone would be 8.8."""
    assert module("alike").facts(own_tables("alike", example), context).title == NONE
    figure = drawn(example, context)
    (axes,) = groups(figure)
    assert math.isclose(SPREAD, 18.6, abs_tol=0.05)
    low, high = band(axes)[2024]
    assert (low, high) == pytest.approx((-14 - SPREAD, -14 + SPREAD))
    assert band(axes)[2018] == (0, 0)
    # All is within: every mark is open, and no number is bold.
    assert [full for full, _ in marks_of(axes)] == [False] * 6
    assert [full for full, _ in marks_of(rows_of(figure), "vanaf-")] == [False] * 10
    assert not bold_numbers(figure)


def test_what_is_past_the_band_is_full_and_bold(together: Tables, context: dict[str, Any]) -> None:
    """Who did otherwise from some start stands first below the lines."""
    assert module("alike").facts(own_tables("alike", together), context).title == TITLE
    figure = drawn(together, context)
    assert covered_words(figure) == []
    (axes,) = groups(figure)
    low, high = band(axes)[2024]
    assert (low, high) == pytest.approx((-14 - REACH, -14 + REACH))
    for year, (least, most) in band(axes).items():
        assert axes.get_ylim()[0] < least <= most < axes.get_ylim()[1], year
    # Full is past the band. In 2020 Tussendijken stood 10.8 above the mean.
    assert [name for full, name in marks_of(axes) if full] == ["in-1-2020", "in-1-2024"]
    assert bold_numbers(figure) == ["+12,8", "+9,0"]
    full = [name for full, name in marks_of(rows_of(figure), "vanaf-") if full]
    assert full == ["vanaf-1-2016", "vanaf-1-2018"]
    # The words above the starts do not say that all may be chance.
    head = "Verschil met het gemiddelde van de vijf, van elk beginjaar"
    assert words_of(figure)[:2] == [head, "in punten, tot 2024"]


def test_below_the_lines_stands_how_far_an_area_went_from_each_year(
    example: Tables, context: dict[str, Any]
) -> None:
    """A row a start: the area from the mean, over a bar of what may be chance, on one scale."""
    figure = drawn(example, context)
    sheet, words = rows_of(figure), words_of(figure)
    assert (
        "Ook vanaf een ander jaar kan het verschil met het gemiddelde van de vijf toeval zijn"
        in words
    )
    lines = {str(line.get_gid()): line for line in sheet.lines}
    scales = set()
    for place, area in enumerate(("Bospolder", "Tussendijken")):
        # Its name, its years and its points: as many rows as starts.
        rows = words[len(words) - 1 - words[::-1].index(area) :][1:11]
        assert rows[::2] == ["2014", "2016", "2018", "2020", "2022"]
        assert rows[1::2] == [dutch.signed(points, 1) for points in BY_HAND[area]]
        for year, points in zip(range(2014, 2024, 2), BY_HAND[area], strict=True):
            bar, mark = lines[f"toeval-{place}-{year}"], lines[f"vanaf-{place}-{year}"]
            low, high = bar.get_xdata()
            assert set(bar.get_ydata()) == set(mark.get_ydata())
            off = mark.get_xdata()[0] - (low + high) / 2
            scales.add(round(off / points, 3))
            if year == 2018:
                assert (high - low) / 2 / (off / points) == pytest.approx(SPREAD, abs=0.01)
    assert len(scales) == 1
    # The start that the lines have is the darker row.
    dark = [text.get_text() for text in sheet.texts if text.get_weight() == "semibold"]
    assert dark.count("2018") == 2 and "2016" not in dark


def groups(figure: Any) -> list[Any]:
    """The axes with lines: all but those of the rows of starts."""
    return [axes for axes in figure.axes if axes is not rows_of(figure)]


def rows_of(figure: Any) -> Any:
    """The axes with the rows of starts."""
    (found,) = [axes for axes in figure.axes if axes.get_gid() == "beginjaren"]
    return found


def words_of(figure: Any) -> list[str]:
    """What is written in the axes with the starts."""
    return [text.get_text() for text in rows_of(figure).texts]


def band(axes: Any) -> dict[int, tuple[float, float]]:
    """Year -> the ends of the band there."""
    (found,) = [each for each in axes.collections if each.get_gid() == "vlak"]
    ends: dict[int, list[float]] = {}
    for x, y in found.get_paths()[0].vertices:
        ends.setdefault(int(x), []).append(float(y))
    return {year: (min(each), max(each)) for year, each in sorted(ends.items())}


def marks_of(axes: Any, which: str = "in-") -> list[tuple[bool, str]]:
    """Whether each mark of an area is full, and of whom it is."""
    lines = [line for line in axes.lines if str(line.get_gid()).startswith(which)]
    return [(line.get_markerfacecolor() != design.WHITE, str(line.get_gid())) for line in lines]


def bold_numbers(figure: Any) -> list[str]:
    """The differences that are bold."""
    return [text.get_text() for text in rows_of(figure).texts if text.get_weight() == "bold"]


def test_areas_beside_other_wijken_have_their_own_lines(
    example: Tables, context: dict[str, Any]
) -> None:
    """Two groups stand below each other, each with its own wijken."""
    rows = example["alike"]
    own = (rows["area"] == "Bospolder") & (rows["other"] == "Spangen")
    figure = drawn({**example, "alike": rows[~own]}, context)
    assert covered_words(figure) == []
    above, below = groups(figure)
    assert above.get_position().y0 > below.get_position().y1
    for axes, area, mean in ((above, "Bospolder", "vier"), (below, "Tussendijken", "vijf")):
        words = [text.get_text() for text in axes.texts]
        assert {area, f"gemiddelde van de {mean}", "Zuidwijk"} <= set(words)
        assert ("Spangen" in words) is (area == "Tussendijken")


def test_in_low_axes_only_the_areas_and_the_mean_are_named(
    example: Tables, context: dict[str, Any]
) -> None:
    """Four areas beside other wijken: seven names do not fit in the height of each."""
    areas = ["Bospolder", "Tussendijken", "Spangen", "Carnisse"]
    gaps, rows, course = (example[name] for name in ("index_gaps", "alike", "index_course"))
    ours = rows[(rows["area"] == "Bospolder") & ~rows["other"].isin(areas)]
    own = gaps[gaps["area"] == "Bospolder"]
    base = course[course["area"] == "Bospolder"]
    names = list(ours["other"].unique())
    many = {
        "alike": pd.concat(
            ours[ours["other"] != name].assign(area=area)
            for area, name in zip(areas, [*names, ""], strict=False)
        ),
        "index_gaps": pd.concat([gaps, *(own.assign(area=area) for area in areas[2:])]),
        "index_course": pd.concat([course, *(base.assign(area=area) for area in areas[2:])]),
    }
    several = {**context, "wijk": {**context["wijk"], "areas": areas}}
    figure = drawn({**example, **many}, several)
    assert covered_words(figure) == []
    assert len(groups(figure)) == 4
    for axes, area in zip(groups(figure), areas, strict=True):
        words = [text.get_text() for text in axes.texts]
        assert area in words and not set(names) & set(words)
    assert figure.get_size_inches()[1] * 25.4 < 200


def test_one_wijk_that_was_alike_is_named_and_has_no_mean(
    example: Tables, context: dict[str, Any]
) -> None:
    rows = example["alike"]
    figure = drawn({**example, "alike": rows[rows["other"] == "Zuidwijk"]}, context)
    assert covered_words(figure) == []
    (axes,) = groups(figure)
    words = [text.get_text() for text in axes.texts]
    assert "Zuidwijk" in words and not any("gemiddelde" in word for word in words)
    assert "Verschil met de andere, van elk beginjaar" in words_of(figure)


@pytest.mark.parametrize(("noise", "bold"), [(7.4, True), (8.2, True), (8.3, False)])
def test_who_did_better_is_told_by_the_noise_of_both(
    together: Tables, context: dict[str, Any], noise: float, bold: bool
) -> None:
    """5 points down beside 14 down in the mean of five: 9 / sqrt(1 + 1/5) is 8.22."""
    noisy = {**context, "noise": {**context["noise"], "change": noise}}
    assert ("+9,0" in bold_numbers(drawn(together, noisy))) is bold


def test_the_title_says_only_what_the_noise_allows(
    together: Tables, context: dict[str, Any]
) -> None:
    """With a noise of thirty points nothing is shown from any start, with one of a tenth all."""

    def title(noise: float) -> str:
        noisy = {**context, "noise": {**context["noise"], "change": noise}}
        return str(module("alike").facts(own_tables("alike", together), noisy).title)

    assert title(30.0) == NONE
    assert title(0.1) == (
        "Bospolder deed het vanaf 2014 en 2016 aantoonbaar beter en vanaf 2018, 2020 en 2022 "
        "aantoonbaar minder goed dan het gemiddelde van wijken die erop leken; Tussendijken vanaf "
        "2014, 2016, 2018 en 2022 aantoonbaar beter en vanaf 2020 aantoonbaar minder goed"
    )


def test_one_area_alone_has_its_rows_and_no_programme(
    quiet: Tables, context: dict[str, Any]
) -> None:
    """Published: Carnisse 82 in 2014, 66 in 2022 and 69 in 2024."""
    alone = {**context, "wijk": {**context["wijk"], "areas": ["Carnisse"], "programme": None}}
    said = module("alike").facts(own_tables("alike", quiet), alone)
    assert said.title.startswith("Carnisse deed het sinds 2018 niet aantoonbaar anders dan")
    quiet = {**quiet, "alike": even(quiet["alike"])}
    figure = drawn(quiet, alone)
    assert covered_words(figure) == []
    (axes,) = groups(figure)
    assert bold_numbers(figure) == ["−10,8", "+12,2"]
    # Published: from 2018 on 77, 77, 66 and 69.
    (line,) = [line for line in axes.lines if line.get_gid() == "lijn-0"]
    assert list(line.get_ydata()) == [0, 0, -11, -8]
    # Alone it needs no name below the lines.
    assert "Carnisse" not in words_of(figure)
    said = module("alike").facts(own_tables("alike", quiet), alone)
    assert said.title == (
        "Carnisse deed het vanaf 2014 aantoonbaar minder goed en vanaf 2022 aantoonbaar beter dan "
        "het gemiddelde van wijken die erop leken"
    )


def test_a_wijk_without_a_measurement_takes_no_part_from_that_start(
    together: Tables, context: dict[str, Any]
) -> None:
    """The mean of fewer is less sure: what may be chance from that start alone is more."""
    rows = together["alike"]
    gone = (rows["other"] == "Zuidwijk") & (rows["year"] == 2014)
    sheet = rows_of(drawn({**together, "alike": rows[~gone]}, context))
    lines = {str(line.get_gid()): line.get_xdata() for line in sheet.lines}
    wide = [float(np.ptp(lines[f"toeval-0-{year}"])) for year in range(2014, 2024, 2)]
    assert np.array(wide) / wide[1] == pytest.approx([(1.25 / 1.2) ** 0.5, 1, 1, 1, 1])


def test_who_is_no_more_alike_than_any_other_is_known(
    example: Tables, settings: dict[str, Any]
) -> None:
    lookups = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    far = {
        (area, other.name)
        for area in ("Bospolder", "Tussendijken")
        if (known := lookups.index.alike(area))
        for other in known.others
        if other.far
    }
    # 4.7 apart; two wijken usually the root of 2 times 9 themes, 4.24.
    assert far == {("Tussendijken", "Oud Mathenesse / Witte Dorp")}


def test_the_words_of_the_chart_are_drawn(example: Tables, context: dict[str, Any]) -> None:
    shown = texts(svg("alike", own_tables("alike", example), context))
    assert {
        "Tussendijken",
        "Bospolder",
        "Verandering van de index sinds 2018, in punten",
        "zo ver kan toeval gaan",
        "vanaf het gemiddelde van de vijf",
    } <= {w.strip() for w in shown}


def test_the_band_says_what_it_is_and_crises_are_a_strip_above_it(
    example: Tables, context: dict[str, Any]
) -> None:
    """The words lie in it, clear of every line; a narrow one has none."""
    (axes,) = groups(drawn(example, context))
    (name,) = [text for text in axes.texts if text.get_gid() == "naam-vlak"]
    (band,) = [area for area in axes.collections if area.get_gid() == "vlak"]
    box = name.get_window_extent().transformed(axes.transData.inverted())
    corners = [(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    assert all(band.get_paths()[0].contains_point(corner) for corner in corners)
    across = np.linspace(box.x0, box.x1, 20)
    lines = [
        line for line in axes.lines if str(line.get_gid()).startswith(("lijn", "ander", "mid"))
    ]
    assert len(lines) == 8
    for line in lines:
        down = np.interp(across, line.get_xdata(), line.get_ydata())
        assert not ((box.y0 < down) & (down < box.y1)).any(), line.get_gid()
    quiet = {**context, "noise": {**context["noise"], "change": 0.1}}
    narrow = drawn({**example, "alike": even(example["alike"])}, quiet)
    assert not [t for axes in narrow.axes for t in axes.texts if t.get_gid() == "naam-vlak"]
    # On the band the ground of a crisis would be a third colour.
    low, high = axes.get_ylim()
    strips = [box for box in axes.patches if isinstance(box, Rectangle)]
    assert strips and all(box.get_y() > 0.9 for box in strips)
    top = max(y for _, y in band.get_paths()[0].vertices.tolist())
    assert low + strips[0].get_y() * (high - low) > min(top, high) - 0.1


def test_every_number_of_the_chart_is_in_its_facts(
    example: Tables, context: dict[str, Any]
) -> None:
    """Published in 2018 and 2024: Carnisse 77 and 69."""
    said = module("alike").facts(own_tables("alike", example), context)
    series = {each.label: each.points[0].text for each in said.series}
    assert series["verandering sinds 2018 van Carnisse"] == "−8,0"
    assert series["verandering sinds 2018 van Bospolder"] == "−15,0"
    assert series["verschil van Tussendijken met die wijken, vanaf 2016"] == "+12,8"
    assert series["wat bij Bospolder toeval kan zijn, vanaf 2018"] == "± 18,6"
