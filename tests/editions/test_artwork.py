"""Drawings behind covers and openers: whole on their page, of what is in the tables."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from veerkracht.charts.design import POINT, text_width
from veerkracht.editions.artwork import LETTER, PAGE, POINTED, SCORE, artwork

MARGINS = (22.0, 188.0)  # mm: where the text of a page begins and ends


def test_drawings_are_whole_and_can_be_read(
    example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    drawn = artwork(example, settings["sources"], settings["city"])
    for name, drawing in drawn.items():
        if name in ("omslag", "achterkant"):
            continue  # the network runs off the cover
        for x, y in re.findall(r"[ML]([-\d.]+) ([-\d.]+)", drawing):
            assert 0 < float(x) < PAGE[0] and 0 < float(y) < PAGE[1], name
        for x, y, r in re.findall(r'cx="([-\d.]+)" cy="([-\d.]+)" r="([\d.]+)"', drawing):
            assert float(r) < float(x) < PAGE[0] - float(r), name
            assert float(r) < float(y) < PAGE[1] - float(r), name
    # A party without ties is no stray dot on the cover.
    last = example["actor_metrics"]
    last = last[last["year"] == last["year"].max()]
    tied = last[last["degree"] > 0]
    assert 0 < len(tied) < len(last)
    marks = drawn["omslag"].count("<circle") + drawn["omslag"].count('Z" fill')
    assert marks == len(tied)
    said = {name: re.findall(r"<text[^>]*>([^<]+)</text>", each) for name, each in drawn.items()}
    names = {"Rotterdam", "Bospolder", "Tussendijken"}
    # Every measurement its year: a corner in a line is dated.
    names |= {"2014", "2016", "2018", "2020", "2022", "2024"}
    # With the last scores, as published, the higher above, and the gaps now and at the start of the
    # programme (2018: 110 less 99 and less 88): that of 2014 answers another question.
    said_there = names | {"100", "84", "83", "11", "22", "16", "17", "punten verschil"}
    assert said_there == set(said["sociale-index"])
    # What they are of is said of both in the same way.
    assert said["sociale-index"].count("punten verschil") == 2
    found = re.findall(r'y="([\d.]+)"[^>]*>(100|84|83)<', drawn["sociale-index"])
    (top, _), (middle, _), (low, _) = sorted(found, key=lambda spot: -int(spot[1]))
    assert float(low) - float(middle) >= 0.9 * SCORE and float(top) < float(middle)
    assert {"gemeente", "bewoners", "2019: 0 van 4", "2023: 3 van 4"} <= set(said["governance"])
    # The cover says what it is a drawing of, and nothing more.
    assert said["omslag"] == ["Uitsnede van het netwerk van 2023 (146 partijen)"]
    # The opener of the network: who was there in the first year, with its ties, and who came.
    actors, ties = example["actor_metrics"], example["ties"]
    there = {year: set(actors.loc[actors["year"] == year, "actor"]) for year in (2019, 2023)}
    counts = {str(len(there[2019])), str(len(there[2023]))}
    words = {"partijen in 2019", "partijen in 2023", "open: wie erbij kwam"}
    # So that filled and open marks together add up: 59 and 91 of whom 4 are gone.
    assert len(there[2019] - there[2023]) == 4
    words |= {"4 van 2019 niet meer"}
    assert counts | words == set(said["netwerken"])
    opener = drawn["netwerken"].partition("<text")[0]
    shapes = re.findall(r'<circle[^>]*>|<path d="[^"]*Z"[^>]*>', opener)
    open_ = [mark for mark in shapes if 'fill="none"' in mark]
    assert len(open_) == len(there[2023] - there[2019])
    assert len(shapes) - len(open_) == len(there[2019])
    (lines,) = re.findall(r'<path d="([^"Z]*)"', opener)
    assert lines.count("M") == (ties["year"] == 2019).sum()


def test_an_opener_begins_where_its_text_does(
    example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    """The year of the first measurement, and the squares of the first column of decisions."""
    drawn = artwork(example, settings["sources"], settings["city"])
    year = re.search(r'<text x="([\d.]+)"[^>]*>2014<', drawn["sociale-index"])
    assert year
    half = text_width("2014", LETTER / POINT, "normal") / 2
    assert MARGINS[0] - 0.1 <= float(year[1]) - half <= MARGINS[0] + 0.5
    marks = re.findall(r"<path d=\"M([\d.]+) ", drawn["governance"])
    assert MARGINS[0] - 0.1 <= min(map(float, marks)) < MARGINS[0] + 0.5
    # The last column ends where the text does.
    rights = re.findall(r'cx="([\d.]+)" cy="[\d.]+" r="([\d.]+)"', drawn["governance"])
    assert abs(max(float(x) + float(r) for x, r in rights) - MARGINS[1]) < 1


def test_no_mark_of_an_opener_touches_that_of_another_area(
    example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    """Published: 84 and 83 in 2024."""
    drawing = artwork(example, settings["sources"], settings["city"])["sociale-index"]
    dots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', drawing)
    squares = re.findall(
        r'<path d="M([\d.]+) ([\d.]+)L[\d.]+ [\d.]+L[\d.]+ ([\d.]+)L[^"]*Z" fill="#\w+"/>', drawing
    )
    # Six measurements each, and one before each of its two gaps.
    assert len(dots) == len(squares) == 6 + 2
    for (_, y, r), (_, top, low) in zip(dots[:6], squares[:6], strict=True):
        under, above = float(y) + float(r), float(y) - float(r)
        assert under < float(top) or above > float(low)


def test_no_line_of_an_opener_runs_through_a_name(
    example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    drawing = artwork(example, settings["sources"], settings["city"])["sociale-index"]
    lines = re.findall(r'<path d="(M[^"Z]+)"', drawing)
    assert len(lines) == 3, "the city and both areas"
    # Each at the end of its line, right of its score and within the margin of the text.
    names = {"Rotterdam": "100", "Bospolder": "84", "Tussendijken": "83"}
    sizes = dict.fromkeys(names, (LETTER, "normal"))
    sizes |= dict.fromkeys(("11", "22", "16", "17"), (SCORE, "bold"))
    sizes["punten verschil"] = (LETTER, "normal")
    for name, (size, weight) in sizes.items():
        found = re.search(rf'<text x="([\d.]+)" y="([\d.]+)"[^>]*>{name}<', drawing)
        assert found
        left, low = float(found[1]), float(found[2])
        right = left + text_width(name, size / POINT, weight)
        if name in names:
            spot = re.search(rf'<text x="([\d.]+)" y="([\d.]+)"[^>]*>{names[name]}<', drawing)
            assert spot and float(spot[2]) == low
            assert float(spot[1]) + text_width(names[name], SCORE / POINT, "bold") < left
            assert right <= MARGINS[1] + 0.1
        elif name == "punten verschil":
            # Around the line of its year.
            (year,) = re.findall(r'<text x="([\d.]+)"[^>]*>2018<', drawing)
            assert left == float(year)
            left, right = left - (right - left) / 2, (left + right) / 2
        else:
            # From before the mark of its line, which is at its left.
            left -= 2 * POINTED + 2
        for line in lines:
            points = [tuple(map(float, p)) for p in re.findall(r"[ML]([\d.]+) ([\d.]+)", line)]
            across = np.linspace(left, right, 50)
            x, y = np.array(points).T
            down = np.interp(across, x, y, left=np.nan, right=np.nan)
            assert not ((low - 0.7 * size < down) & (down < low)).any(), name


def test_each_area_of_an_opener_has_its_own_mark(
    example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    """As in every chart: a circle for the first, a square for the second."""
    drawing = artwork(example, settings["sources"], settings["city"])["sociale-index"]
    circles, closed = drawing.count("<circle"), drawing.count('Z" fill=')
    # Two grounds are closed as well, one an area; and before each of the two gaps, now and at the
    # start of the programme, stands the mark of its area.
    assert circles == 6 + 2 and closed == 6 + 2 + 2
    before = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"[^>]*>\s*<text x="([\d.]+)"', drawing)
    assert len(before) == 2 and all(0 < float(x) - float(cx) < 4 for cx, _, x in before)
    # Its words keep clear of the points of the lines: letters hang below their line.
    points = [(float(x), float(y)) for x, y in re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', drawing)]
    for x, y in re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>punten verschil', drawing):
        below = [py for px, py in points if abs(px - float(x)) < 20 and py > float(y)]
        assert min(below) - float(y) > 4


def test_the_cover_of_a_wijk_without_interviews_has_its_last_scores(
    quiet: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    """Of the city and of the wijk at the end of their lines, and whole on the page."""
    drawing = artwork(quiet, settings["sources"], settings["city"])["omslag"]
    said = re.findall(r'<text x="([\d.]+)"[^>]*>([^<]+)</text>', drawing)
    scores = {words: float(x) for x, words in said if not re.fullmatch(r"[^\d]+|20\d\d", words)}
    # And in the ground between the lines the gap at both ends: 100 less 82, and 100 less 69.
    gaps = {words: scores.pop(words) for words in ("18", "31")}
    assert gaps["18"] < PAGE[0] / 2 < gaps["31"] and drawing.count("punten verschil") == 2
    assert set(scores) == {"100", "69"}
    for words, x in scores.items():
        assert x + text_width(words, SCORE / POINT, "bold") < PAGE[0]


def test_a_gap_too_small_for_words_has_none_on_the_cover(
    quiet: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    gaps = quiet["index_gaps"]
    level = gaps.assign(value=gaps["city"] - 2.0, gap=-2.0)
    drawing = artwork({**quiet, "index_gaps": level}, settings["sources"], settings["city"])[
        "omslag"
    ]
    assert "punten verschil" not in drawing


def test_the_opener_on_decisions_has_the_shapes_of_the_maps(
    example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    """A square for each decision of a formal party, a circle for each of an informal one."""
    drawing = artwork(example, settings["sources"], settings["city"])["governance"]
    taken = example["rights"]["who"].value_counts()
    squares = [path.count("L") for path in re.findall(r'<path d="([^"]*)Z"', drawing)]
    # And one more of each who in the key.
    formal, informal = taken[["gemeente", "formeel"]], taken[["informeel", "bewoners"]]
    assert squares == [3] * int(formal.sum() + len(formal))
    assert drawing.count("<circle") == informal.sum() + len(informal)
    # Open is who stands nearest to the other side.
    nearest = taken[["formeel", "informeel"]]
    assert drawing.count('fill="none"') == nearest.sum() + len(nearest)


def test_the_back_of_a_wijk_without_interviews_has_the_lines_of_its_cover(
    quiet: dict[str, pd.DataFrame],
    example: dict[str, pd.DataFrame],
    settings: dict[str, Any],
) -> None:
    """From edge to edge, above the title at 83 mm, faint and without words; else it is empty."""
    drawing = artwork(quiet, settings["sources"], settings["city"])["achterkant"]
    lines = re.findall(r'<path d="(M[^"]+)"', drawing)
    assert len(lines) == 2 and "<text" not in drawing and 'opacity="0.3"' in drawing
    for line in lines:
        points = [tuple(map(float, spot)) for spot in re.findall(r"([\d.]+) ([\d.]+)", line)]
        assert (points[0][0], points[-1][0]) == (0.0, PAGE[0]) and len(points) == 6
        assert all(0 < y < 80 for _, y in points)
    assert "<path" not in artwork(example, settings["sources"], settings["city"])["achterkant"]


def test_years_that_would_touch_are_those_of_both_ends(
    quiet: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    gaps = quiet["index_gaps"]
    # Twenty measurements more, of the years before.
    rows = gaps[gaps["year"] == 2014]
    many = pd.concat([gaps, *(rows.assign(year=2014 - back) for back in range(1, 21))])
    drawing = artwork({**quiet, "index_gaps": many}, settings["sources"], settings["city"])[
        "omslag"
    ]
    assert re.findall(r">(\d{4})<", drawing) == ["1994", "2024"]
