"""Every figure of the example as eyes see it: in grey, and with each colour-vision deficiency.

The pictures stay in tests/output/kijken/, one a figure and view, for a person to look at; the tests
hold what can be measured: text stands out from what it really stands on, nothing overlaps or is
cut off, and marks that differ only in colour stay apart.
"""

from __future__ import annotations

import importlib
from itertools import combinations
from typing import Any

import matplotlib.colors
import numpy as np
import pandas as pd
import pytest
from colours import VIEWS, distance, seen
from drawn_charts import covered_words, module, own_tables
from folders import FOLDERS
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from PIL import Image

from veerkracht.charts import design, picture
from veerkracht.paths import ROOT
from veerkracht.report.sections import figure_names, read_sections

OUTPUT = ROOT / "tests" / "output" / "kijken"
YEARS = [2019, 2020, 2021, 2022, 2023]
FIGURES = sorted(figure_names(read_sections(*FOLDERS), YEARS))
DPI = 100
# The least distance between marks of one shape: in colour and for colour-blind eyes, and in grey.
APART, APART_IN_GREY = 12.0, 6.0
SMALLEST = 7.5  # points

Tables = dict[str, pd.DataFrame]
MAPS = ("network_map", "network_panel", "network_ring", "brief_network", "wijk_map")


def paint(figure: Figure) -> np.ndarray:
    """The pixels (rows, columns, red-green-blue 0 to 1) of a figure on its ground, or on white."""
    figure.set_dpi(DPI)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba()).astype(float) / 255
    return pixels[..., :3] * pixels[..., 3:] + 1 - pixels[..., 3:]


def written(figure: Figure) -> list[Text]:
    """The texts that stand in a figure."""
    found = [text for text in figure.findobj(Text) if text.get_visible()]
    return [text for text in found if isinstance(text, Text) and text.get_text().strip()]


# All tests of a figure in one process, so that it is drawn once.
TURNS = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in FIGURES]
each_figure = pytest.mark.parametrize("drawn", TURNS, indirect=True, scope="module")
each_network_map = pytest.mark.parametrize(
    "drawn",
    [turn for turn in TURNS if str(turn.values[0]).startswith("network_map")],
    indirect=True,
    scope="module",
)


@pytest.fixture(scope="module")
def drawn(
    request: pytest.FixtureRequest, example: Tables, context: dict[str, Any]
) -> tuple[str, Figure]:
    """The name of a figure, and the figure."""
    module, _, year = request.param.partition("-")
    chart = importlib.import_module(f"veerkracht.charts.{module}")
    here = {**context, "year": int(year)} if year else context
    return request.param, chart.draw(example, here)


@each_figure
def test_every_figure_is_kept_as_each_eye_sees_it(drawn: tuple[str, Figure]) -> None:
    name, figure = drawn
    words = picture.Words("", name, "", "")
    made = picture.few_colours(picture.draw_picture(figure, words))
    palette = np.array(made.getpalette(), dtype=float).reshape(-1, 3) / 255
    OUTPUT.mkdir(parents=True, exist_ok=True)
    for view in VIEWS:
        other = made.copy()
        other.putpalette(np.round(seen(palette, view) * 255).astype(np.uint8).tobytes())
        other.save(OUTPUT / f"{name}-{view}.png")
    grey = np.asarray(Image.open(OUTPUT / f"{name}-grijs.png").convert("RGB"), dtype=int)
    assert np.ptp(grey, axis=2).max() <= 2, "no colour is left"
    assert grey.min() < 60 and grey.max() > 230


@each_figure
def test_text_stands_out_from_what_is_below_it(drawn: tuple[str, Figure]) -> None:
    """Against the middle of the pixels in its box, drawn without texts; for every eye."""
    _, figure = drawn
    texts = written(figure)
    paint(figure)
    for text in texts:
        text.set_visible(False)
    pixels = paint(figure)
    for text in texts:
        text.set_visible(True)
    paint(figure)
    high = pixels.shape[0]
    inks, grounds = [], []
    for text in texts:
        box = text.get_window_extent()
        rows = slice(max(0, high - round(box.y1)), high - round(box.y0))
        area = pixels[rows, max(0, round(box.x0)) : round(box.x1)]
        grounds.append(np.median(area, axis=(0, 1)))
        inks.append(matplotlib.colors.to_rgb(text.get_color()))
        assert float(text.get_fontsize()) >= SMALLEST, text
    for view in VIEWS:
        pairs = zip(texts, seen(np.array(inks), view), seen(np.array(grounds), view), strict=True)
        for text, ink, ground in pairs:
            pair = [matplotlib.colors.to_hex(colour) for colour in (ink, ground)]
            assert design.contrast(*pair) >= 4.5, (text.get_text(), view, pair)


@each_figure
def test_no_text_is_cut_off_or_covers_another(drawn: tuple[str, Figure]) -> None:
    name, figure = drawn
    paint(figure)
    wide, high = figure.get_size_inches() * DPI
    boxes = [(text.get_text(), text.get_window_extent()) for text in written(figure)]
    for words, box in boxes:
        assert box.x0 >= -2 and box.x1 <= wide + 2, f"{words} leaves the page"
        assert box.y0 >= -2 and box.y1 <= high + 2, f"{words} leaves the page"
    for (one, a), (other, b) in combinations(boxes, 2):
        # Boxes hold the room above and below the letters: a quarter of it may be shared.
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        touch = across > 2 and down > 0.3 * min(a.height, b.height)
        assert not touch, f"{one!r} covers {other!r} in {name}"


def looks(axes: Any) -> dict[tuple[Any, ...], set[tuple[float, ...]]]:
    """Shape -> the colours of the marks that have it; grounds and grids are no marks."""
    found: dict[tuple[Any, ...], set[tuple[float, ...]]] = {}

    def add(shape: tuple[Any, ...], colour: Any, alpha: float | None) -> None:
        *parts, strength = matplotlib.colors.to_rgba(colour, alpha)
        mixed: Any = tuple(part * strength + 1 - strength for part in parts)
        if design.contrast(matplotlib.colors.to_hex(mixed), design.WHITE) >= 1.5:
            found.setdefault(shape, set()).add(mixed)

    for item in axes.get_children():
        if isinstance(item, Line2D):
            if item.get_linestyle() != "None":
                pattern = (item.get_linestyle(), round(item.get_linewidth(), 1), item.is_dashed())
                with_marks = str(item.get_marker())
                add(("line", *pattern, with_marks), item.get_color(), item.get_alpha())
            if item.get_marker() not in ("None", None, ""):
                white = matplotlib.colors.to_hex(item.get_markerfacecolor()) == "#ffffff"
                edge: Any = item.get_markeredgecolor()
                colour = edge if white else item.get_markerfacecolor()
                add(("marker", item.get_marker(), white), colour, item.get_alpha())
        elif isinstance(item, LineCollection):
            lines: Any = item
            dashes = lines.get_linestyles()[0][1]
            width = round(float(lines.get_linewidths()[0]), 1)
            for one in item.get_colors():
                add(("lines", width, bool(dashes)), one, None)
        elif isinstance(item, Patch) and item is not axes.patch:
            corners = np.asarray(item.get_path().vertices).shape
            shape = (type(item).__name__, corners, item.get_hatch())
            add(shape, item.get_facecolor(), None)
    return found


@each_figure
def test_marks_of_one_shape_stay_apart_in_every_view(drawn: tuple[str, Figure]) -> None:
    _, figure = drawn
    counted = 0
    for axes in figure.axes:
        for shape, colours in looks(axes).items():
            counted += len(colours)
            for one, other in combinations(sorted(colours), 2):
                for view in VIEWS:
                    least = APART_IN_GREY if view == "grijs" else APART
                    assert distance(np.array(one), np.array(other), view) >= least, (shape, view)
    assert counted


@each_network_map
def test_kinds_of_parties_differ_in_shape_as_well_as_in_colour(drawn: tuple[str, Figure]) -> None:
    _, figure = drawn
    shapes: dict[str, set[tuple[Any, ...]]] = {}
    colour: Any
    for axes in figure.axes:
        for shape, colours in looks(axes).items():
            for colour in colours:
                shapes.setdefault(matplotlib.colors.to_hex(colour), set()).add(shape)
    marks = [shapes[colour.lower()] for colour in design.KIND_COLOUR.values()]
    assert len(marks) == 3
    # Leader lines of names have the colour of their kind, but are no marks.
    solid = [{shape for shape in found if shape[0] != "line"} for found in marks]
    assert all(solid) and not any(one & other for one, other in combinations(solid, 2))


@each_figure
def test_no_words_lie_on_words_or_on_a_line(drawn: tuple[str, Figure]) -> None:
    """But on a map, where names are held apart by its scores."""
    name, figure = drawn
    if not name.startswith(MAPS):
        assert covered_words(figure) == []


@pytest.mark.parametrize("areas", [["Bospolder", "Tussendijken"], ["Carnisse"]])
def test_no_dot_of_the_strip_is_hidden_and_the_axis_holds_all(
    example: Tables, context: dict[str, Any], areas: list[str]
) -> None:
    wijk = {**context["wijk"], "areas": areas}
    tables = own_tables("strip", example)
    (axes,) = module("strip").draw(tables, {**context, "wijk": wijk}).axes
    mm = 25.4 / axes.figure.dpi
    themes: dict[str, list[tuple[float, float, float]]] = {}
    for line in axes.lines:
        gid = str(line.get_gid() or "")
        if gid.startswith("andere-") or gid[2:3] == "-":
            code = gid.removeprefix("andere-")[:2]
            spots = axes.transData.transform(line.get_xydata()) * mm
            radius = line.get_markersize() / 2 * design.POINT
            themes.setdefault(code, []).extend((x, y, radius) for x, y in spots)
    assert len(themes) == 9 and all(len(spots) == 11 for spots in themes.values())
    for spots in themes.values():
        for (x, y, radius), (other, high, wide) in combinations(spots, 2):
            assert np.hypot(x - other, y - high) > 0.8 * (radius + wide)
    low, high = axes.get_xlim()
    ticks = [tick for tick in axes.get_xticks() if low <= tick <= high]
    assert (ticks[0], ticks[-1]) == (low, high), "the last value stands before a number"
