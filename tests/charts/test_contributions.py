"""What moved the gap: the whole, halves and themes, open within their margin, and all add up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from drawn_charts import Tables, covered_words, module, own_tables, svg, texts
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from veerkracht import dutch

Drawing = Callable[[str], str]
pytestmark = pytest.mark.xdist_group("charts")
# By the structure of the Wijkprofiel: the weight of a theme in the index, and its half.
WEIGHTS = {"As": 0.1, "Cs": 0.1, "Ls": 0.1, "Ms": 0.1, "Bs": 0.1}
WEIGHTS |= {"Co": 0.125, "Lo": 0.125, "Mo": 0.125, "Bo": 0.125}


def published(export: pd.DataFrame, area: str, code: str) -> float:
    """How far a published score of an area moved beside that of the city, from 2014 to 2016."""
    rows = export[(export["indicator"] == code) & (export["theme"].fillna("") == "")]
    scores = rows.set_index(["area", "year"])["value"]
    own, city = (float(scores[name, 2016] - scores[name, 2014]) for name in (area, "Rotterdam"))
    return own - city


def bars_of(axes: Any) -> list[Rectangle]:
    """The bars of a panel or list; those of the key lie above 0."""
    return [box for box in axes.patches if box.get_y() > 0]


def test_halves_and_themes_are_what_the_published_scores_give(
    example: Tables, context: dict[str, Any]
) -> None:
    """A bar a half, a theme and the whole, as long as the weight times the published change."""
    figure = module("contributions").draw(own_tables("contributions", example), context)
    panels = [axes for axes in figure.axes if str(axes.get_gid()).startswith("gebied-")]
    scale = {round(axes.transData.get_matrix()[0, 0], 6) for axes in figure.axes}
    assert len(panels) == 2 and len(scale) == 1, "one scale"
    for axes, area in zip(panels, ("Bospolder", "Tussendijken"), strict=True):
        given = {t: w * published(example["wijkprofiel"], area, t) for t, w in WEIGHTS.items()}
        halves = [sum(x for t, x in given.items() if t[1] == end) for end in "so"]
        whole = published(example["wijkprofiel"], area, "SI")
        expected = [whole, *given.values(), *halves]
        drawn = [box.get_width() for box in bars_of(axes)]
        assert sorted(drawn) == pytest.approx(sorted(expected), abs=1e-6)
        assert drawn[0] == pytest.approx(whole) and sum(halves) == pytest.approx(whole)
        shown = [text.get_text() for text in axes.texts]
        # Beside the name of the area, once, between which years it moved.
        assert shown[:2] == [area, "2014–2016"] and shown.count("2014–2016") == 1
        assert {dutch.signed(value, 1) for value in expected} <= set(shown)


def test_what_is_within_its_margin_is_open(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    tables = own_tables("contributions", example)
    assert {"binnen zijn marge: kan toeval zijn", "dichterbij →"} <= set(
        texts(drawing("contributions"))
    )

    def full(tables: Tables, noise: float = 8) -> list[list[str]]:
        quiet = {**context, "noise": {**context["noise"], "change": noise}}
        found = []
        for axes in module("contributions").draw(tables, quiet).axes[:2]:
            boxes = bars_of(axes)
            faces = [to_hex(box.get_facecolor()) != "#ffffff" for box in boxes]
            numbers = [text.get_text() for text in axes.texts if text.get_text()[0] in "+−0"]
            found.append([n for n, sure in zip(numbers, faces, strict=True) if sure])
        return found

    # Of registers in Bospolder, with one of its themes; of residents in Tussendijken, with two.
    assert full(tables) == [["+6,1", "+1,6"], ["−8,9", "−9,4", "−1,9", "−4,9"]]
    assert full(tables, noise=9)[1] == ["−9,4", "−1,9", "−4,9"], "the whole by that of the index"
    wide = tables["contributions"].assign(margin=tables["contributions"]["margin"] * 10)
    assert full({**tables, "contributions": wide}) == [[], ["−8,9"]]
    unknown = {**tables, "contributions": tables["contributions"].assign(margin=float("nan"))}
    assert full(unknown) == [[], ["−8,9"]]
    # From 0 a line to the margin of each bar, on its side: an open bar ends before it.
    drawn = 0
    for axes in module("contributions").draw(tables, context).axes[:2]:
        lines = [line for line in axes.lines if line.get_gid() == "marge"]
        for line, box in zip(lines, bars_of(axes), strict=True):
            start, end = map(float, line.get_xdata())
            past = to_hex(box.get_facecolor()) != "#ffffff"
            assert start == 0 and end * box.get_width() > 0
            assert (abs(box.get_width()) >= abs(end)) == past
            drawn += 1
    assert drawn == 24
    # Of what is not known none is drawn, but that of the whole.
    for axes in module("contributions").draw(unknown, context).axes[:2]:
        (line,) = [line for line in axes.lines if line.get_gid() == "marge"]
        assert abs(line.get_xdata()[1]) == 8


def test_no_number_stands_where_a_line_ends(
    example: Tables, quiet: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    """All in one column past every bar and margin; a line in a full bar is seen in it."""
    assert {"marge, vanaf nul", "punten"} <= set(texts(drawing("contributions")))
    carnisse = {**context, "wijk": {**context["wijk"], "areas": ["Carnisse"], "programme": None}}
    for tables, where in ((example, context), (quiet, carnisse)):
        figure = module("contributions").draw(own_tables("contributions", tables), where)
        for axes in figure.axes:
            margins = [line for line in axes.lines if line.get_gid() == "marge"]
            numbers = [text for text in axes.texts if text.get_text()[0] in "+−0"]
            (column,) = {text.get_position()[0] for text in numbers}
            assert {text.get_ha() for text in numbers} == {"right"}
            ends = [x for line in margins for x in line.get_xdata()]
            ends += [box.get_x() + box.get_width() for box in bars_of(axes)]
            left = axes.transData.transform((max(ends), 0))[0]
            assert all(text.get_window_extent().x0 > left + 6 for text in numbers)
            assert column > max(ends)
            for line, box in zip(margins, bars_of(axes), strict=True):
                full = to_hex(box.get_facecolor()) != "#ffffff"
                assert (to_hex(line.get_color()) == "#ffffff") == full
        assert covered_words(figure) == []


def test_a_bar_that_ends_at_its_margin_says_so(example: Tables, context: dict[str, Any]) -> None:
    tables = own_tables("contributions", example)
    assert "op de grens" not in texts(svg("contributions", tables, context))
    near = {**context, "noise": {**context["noise"], "change": 9}}
    assert texts(svg("contributions", tables, near)).count("op de grens") == 1


def test_the_whole_stands_above_in_the_largest_letters_and_more_areas_below_each_other(
    example: Tables, context: dict[str, Any]
) -> None:
    """The finding is seen first; the indicators stand in a table, and not in the figure."""
    tables = own_tables("contributions", example)
    figure = module("contributions").draw(tables, context)
    assert [axes.get_gid() for axes in figure.axes] == ["gebied-0", "gebied-1"]
    for axes, points in zip(figure.axes, ("+3,5", "−8,9"), strict=True):
        numbers = [text for text in axes.texts if text.get_text()[0] in "+−0"]
        largest = max(numbers, key=lambda text: float(text.get_fontsize()))
        assert largest is numbers[0] and largest.get_text() == points
        assert max(bars_of(axes), key=lambda box: box.get_height()) is bars_of(axes)[0]
    assert "Centrum voor Jeugd" not in " ".join(texts(svg("contributions", tables, context)))
    third = {
        name: pd.concat([table, table[table["area"] == "Bospolder"].assign(area="Derde")])
        for name, table in tables.items()
    }
    more = {**context["wijk"], "areas": ["Bospolder", "Tussendijken", "Derde"]}
    figure = module("contributions").draw(third, {**context, "wijk": more})
    assert [axes.get_gid() for axes in figure.axes] == ["gebied-0", "gebied-1", "gebied-2"]
    assert covered_words(figure) == []


def test_the_note_and_the_title_say_what_the_sums_carry(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    told = " ".join(texts(drawing("contributions")))
    tables = own_tables("contributions", example)
    figure = module("contributions").draw(tables, context)
    # The squares of the margins of indicators add up to that of a theme, those to that of a half;
    # that of the whole index is the noise.
    rows = example["contributions"].assign(half=example["contributions"]["theme"].str[1])
    for axes, area in zip(figure.axes[:2], ("Bospolder", "Tussendijken"), strict=True):
        own = rows[rows["area"] == area]
        margins = [
            sum(part["margin"] ** 2) ** 0.5
            for by in ("theme", "half")
            for _, part in own.groupby(by)
        ]
        drawn = [abs(line.get_xdata()[1]) for line in axes.lines if line.get_gid() == "marge"]
        assert sorted(drawn) == pytest.approx(sorted([8, *margins]))
    # What is printed adds up, or the note says how far it does not.
    apart = 0.0
    for axes in figure.axes[:2]:
        numbers = [text.get_text() for text in axes.texts if text.get_text()[0] in "+−0"]
        values = [float(n.replace("−", "-").replace(",", ".")) for n in numbers]
        # The whole and the halves are thick: a theme stands between them.
        themes = [v for v, box in zip(values, bars_of(axes), strict=True) if box.get_height() < 4]
        apart = max(apart, abs(round(sum(themes) - values[0], 1)))
    assert (f"Afronden scheelt {dutch.number(apart, 1)}." in told) == (apart > 0)
    even = tables["contributions"].assign(gap_points=0.5)
    assert "Afronden" not in " ".join(
        texts(svg("contributions", {**tables, "contributions": even}, context))
    )
    title = module("contributions").facts(example, context).title
    assert title == (
        "Van 2014 tot 2016 raakte Tussendijken 8,9 punten verder van Rotterdam, vooral door het "
        "oordeel van bewoners; van Bospolder is geen verandering aan te tonen"
    )
    wide = example["contributions"].assign(margin=example["contributions"]["margin"] * 10)
    title = module("contributions").facts({**example, "contributions": wide}, context).title
    assert "vooral door" not in title, "no half that may be chance"
    quieter = {**context, "noise": {**context["noise"], "change": 9}}
    title = module("contributions").facts(example, quieter).title
    assert title.endswith("afstand van Bospolder en Tussendijken tot Rotterdam niet aantoonbaar")
