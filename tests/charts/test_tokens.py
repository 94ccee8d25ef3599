"""The design system: one list of colours, letters and sizes, that everyone can read and print."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from colours import VIEWS, contrast, distance, rgb
from PIL import Image

from veerkracht.charts import design
from veerkracht.editions import style_guide
from veerkracht.paths import ROOT

TEMPLATES = ROOT / "templates"
SHEETS = sorted(path for path in TEMPLATES.glob("*.css") if path.name != "tokens.css")
LITERAL = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?\b(?![\w-])")
# Smallest distance in colour and for colour-blind eyes, and of lightness in grey. Where grey is
# nearer, as for the areas, a marker or a name beside the line tells them apart as well.
GROUPS = {
    "network": (["informal", "formal", "outside"], 30, 9),
    "areas": ([f"area-{place}" for place in (1, 2, 3, 4)], 18, 6),
    "areas and city": (["area-1", "area-2", "ink"], 18, 14),
    "who decides": ([name for name in design.TOKENS if name.startswith("decides-")], 17, 12),
}


def test_every_variable_has_one_place() -> None:
    css = (TEMPLATES / "tokens.css").read_text("utf-8")
    assert len(re.findall(r"^ +--", css, re.MULTILINE)) == len(design.TOKENS) >= 30
    for path in SHEETS:
        text = path.read_text("utf-8")
        assert not re.findall(r"^\s*--[\w-]+:", text, re.MULTILINE), path.name
        assert set(re.findall(r"var\(--([\w-]+)\)", text)) <= set(design.TOKENS), path.name


def test_every_variable_is_used() -> None:
    sheets = [*SHEETS, *TEMPLATES.glob("*.j2")]
    used = {w for path in sheets for w in re.findall(r"var\(--([\w-]+)", path.read_text("utf-8"))}
    used |= set(re.findall(r'TOKENS\["([\w-]+)"\]', Path(design.__file__).read_text("utf-8")))
    # Those of which design.py builds the name.
    used |= {name for name in design.TOKENS if re.match(r"area-[1-4]$|size-chart", name)}
    assert set(design.TOKENS) == used


@pytest.mark.parametrize(
    "path",
    [*SHEETS, *sorted(TEMPLATES.glob("*.j2")), *sorted(Path(design.__file__).parent.glob("*.py"))],
    ids=lambda path: path.name,
)
def test_no_colour_stands_outside_the_list(path: Path) -> None:
    assert LITERAL.findall(path.read_text("utf-8")) == []


def test_variables_are_read_with_their_comments_left_out() -> None:
    css = (
        ':root { /* --old: #000000; */\n  --one: #AABBCC; --sans: "Source Sans 3";\n --two:  5mm; }'
    )
    assert design.read_tokens(css) == {"one": "#AABBCC", "sans": "Source Sans 3", "two": "5mm"}


def test_contrast_is_that_of_the_standard() -> None:
    """Known values: black on white 21, equal 1, #767676 the lightest grey that passes on white."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#336699", "#336699") == 1
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#FFFFFF") < 4.5


@pytest.mark.parametrize(
    ("needed", "ground", "name"),
    [(4.5, ground, name) for ground, names in design.TEXT_ON.items() for name in names]
    + [(3.0, ground, name) for ground, names in design.MARKS_ON.items() for name in names],
)
def test_text_and_marks_stand_out_from_their_ground(needed: float, ground: str, name: str) -> None:
    assert contrast(design.TOKENS[name], design.TOKENS[ground]) >= needed


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("group", GROUPS)
def test_what_stands_beside_each_other_stays_apart(group: str, view: str) -> None:
    names, apart, in_grey = GROUPS[group]
    assert len(names) >= 3
    for one, other in combinations(names, 2):
        found = distance(rgb(design.TOKENS[one]), rgb(design.TOKENS[other]), view)
        assert found >= (in_grey if view == "grijs" else apart), (one, other)


def test_areas_have_a_marker_of_their_own() -> None:
    assert len(set(design.AREA_MARKER)) == len(design.AREAS)


def test_the_page_on_the_style_is_the_one_that_the_code_makes() -> None:
    """Else: snakemake docs/stijl.md."""
    colours = {name for name, value in design.TOKENS.items() if value.startswith("#")}
    assert set(style_guide.MEANING) == colours
    assert set(style_guide.SIZES) == {n for n in design.TOKENS if n.startswith("size-")}
    assert (ROOT / "docs/stijl.md").read_text("utf-8") == style_guide.page()


def test_the_samples_of_the_style_are_those_that_the_code_makes() -> None:
    """Compared as pictures: another version of the text library moves a letter by a hair."""
    made = style_guide.samples(TEMPLATES)
    kept = {path.stem: path for path in (ROOT / "docs/stijl").glob("*.png")}
    assert set(kept) == set(made)
    assert sum(path.stat().st_size for path in kept.values()) < 400_000
    for name, picture in made.items():
        with Image.open(kept[name]) as old:
            before, now = (np.asarray(p.convert("RGB"), dtype=int) for p in (old, picture))
        assert before.shape == now.shape, name
        # Of the pixels, hardly any is another colour by more than letters can differ.
        assert (np.abs(before - now).max(axis=2) > 24).mean() < 0.004, name
