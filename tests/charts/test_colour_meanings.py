"""One colour, one meaning, in all figures: read from what is drawn."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest
from colours import distance, rgb

from veerkracht.charts import chart_names, design
from veerkracht.source_lines import Origin

Drawing = Callable[[str], str]
pytestmark = pytest.mark.xdist_group("charts")
SPACE = {"svg": "http://www.w3.org/2000/svg"}
HEX = re.compile(r"#[0-9a-f]{6}\b")
MEANING = {
    design.TOKENS[name].lower(): meaning
    for meaning, names in design.MEANINGS.items()
    for name in names
}
AREAS = ["eerste gebied", "tweede gebied", "derde gebied", "vierde gebied"]
PARTIES = {"informeel", "formeel", "buiten de wijk", "crisis"}
# What the figures of an origin speak of; a colour that means something else has no place there.
SUBJECTS = {
    Origin.INTERVIEWS: PARTIES,
    Origin.OBSERVATION: PARTIES - {"buiten de wijk"},
    Origin.PLACES: {"informeel", "voorbeeld of concept"},
    Origin.INDICATORS: {*AREAS, "de wijk als geheel", "crisis"},
}


def test_no_colour_has_two_meanings_nor_looks_like_one_that_has_another() -> None:
    names = [name for shades in design.MEANINGS.values() for name in shades]
    assert len(names) == len(set(names)) == len(MEANING)
    for one, other in combinations(MEANING, 2):
        if MEANING[one] != MEANING[other]:
            assert distance(rgb(one), rgb(other), "kleur") >= 15, (MEANING[one], MEANING[other])
    # Neutral ink and lines mean nothing, and look like nothing that does; the darkest of the
    # areas, which only a wijk of four has, is known by its marker and its name.
    for name in ("ink", "grey", "line", "white", "pale"):
        for colour, meaning in MEANING.items():
            if meaning not in ("vierde gebied", "crisis"):
                found = distance(rgb(design.TOKENS[name]), rgb(colour), "kleur")
                assert found >= 15, (name, meaning)


@pytest.mark.parametrize("name", chart_names())
def test_colour_meanings(name: str, drawing: Drawing) -> None:
    drawn = drawing(name).lower()
    found = set(HEX.findall(drawn))
    tokens = {value.lower() for value in design.TOKENS.values()}
    assert found <= tokens | {"#000000"}, "a colour outside the list"
    origin = importlib.import_module(f"veerkracht.charts.{name}").ORIGIN
    meant = {MEANING[colour] for colour in found if colour in MEANING}
    assert meant <= SUBJECTS[origin], meant - SUBJECTS[origin]


@pytest.mark.parametrize(
    "name", [n for n in chart_names() if not n.startswith(("network", "wijk"))]
)
def test_words_in_the_colour_of_an_area_are_not_of_another(
    name: str, context: dict[str, Any], drawing: Drawing
) -> None:
    areas = context["wijk"]["areas"]
    colours = {colour.lower(): place for place, colour in enumerate(design.AREAS)}
    root = ElementTree.fromstring(drawing(name))
    for node in root.iterfind(".//svg:text", SPACE):
        words = "".join(node.itertext())
        for colour in HEX.findall(node.get("style", "").lower()):
            if colour in colours:
                others = [area for area in areas if area != areas[colours[colour]]]
                assert not any(area in words for area in others), words
