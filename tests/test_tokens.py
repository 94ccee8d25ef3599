"""The design system: one list of colours, letters and sizes, that everyone can read and print."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from colours import VIEWS, contrast, distance, rgb
from PIL import Image

from veerkracht import style_page
from veerkracht.charts import style

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"
SHEETS = sorted(path for path in TEMPLATES.glob("*.css") if path.name != "tokens.css")
LITERAL = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?\b(?![\w-])")
# Smallest distance in colour and for colour-blind eyes, and of lightness in grey. Where grey is
# nearer, as for the areas, a marker or a name beside the line tells them apart as well.
GROUPS = {
    "network": (["informal", "formal", "outside"], 30, 9),
    "areas": ([f"area-{place}" for place in (1, 2, 3, 4)], 18, 6),
    "areas and city": (["area-1", "area-2", "ink"], 18, 14),
    "who decides": ([name for name in style.TOKENS if name.startswith("decides-")], 17, 12),
}


def test_every_variable_has_one_place() -> None:
    css = (TEMPLATES / "tokens.css").read_text("utf-8")
    assert len(re.findall(r"^ +--", css, re.MULTILINE)) == len(style.TOKENS) >= 30
    for path in SHEETS:
        text = path.read_text("utf-8")
        assert not re.findall(r"^\s*--[\w-]+:", text, re.MULTILINE), path.name
        assert set(re.findall(r"var\(--([\w-]+)\)", text)) <= set(style.TOKENS), path.name


def test_every_variable_is_used() -> None:
    sheets = [*SHEETS, *TEMPLATES.glob("*.j2")]
    used = {w for path in sheets for w in re.findall(r"var\(--([\w-]+)", path.read_text("utf-8"))}
    used |= set(re.findall(r'TOKENS\["([\w-]+)"\]', Path(style.__file__).read_text("utf-8")))
    # Those of which style.py builds the name.
    used |= {name for name in style.TOKENS if re.match(r"area-[1-4]$|size-chart", name)}
    assert set(style.TOKENS) == used


@pytest.mark.parametrize(
    "path",
    [*SHEETS, *sorted(TEMPLATES.glob("*.j2")), *sorted(Path(style.__file__).parent.glob("*.py"))],
    ids=lambda path: path.name,
)
def test_no_colour_stands_outside_the_list(path: Path) -> None:
    assert LITERAL.findall(path.read_text("utf-8")) == []


def test_variables_are_read_with_their_comments_left_out() -> None:
    css = (
        ':root { /* --old: #000000; */\n  --one: #AABBCC; --sans: "Source Sans 3";\n --two:  5mm; }'
    )
    assert style.read_tokens(css) == {"one": "#AABBCC", "sans": "Source Sans 3", "two": "5mm"}


def test_contrast_is_that_of_the_standard() -> None:
    """Known values: black on white 21, equal 1, #767676 the lightest grey that passes on white."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#336699", "#336699") == 1
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#FFFFFF") < 4.5


@pytest.mark.parametrize(
    ("needed", "ground", "name"),
    [(4.5, ground, name) for ground, names in style.TEXT_ON.items() for name in names]
    + [(3.0, ground, name) for ground, names in style.MARKS_ON.items() for name in names],
)
def test_text_and_marks_stand_out_from_their_ground(needed: float, ground: str, name: str) -> None:
    assert contrast(style.TOKENS[name], style.TOKENS[ground]) >= needed


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("group", GROUPS)
def test_what_stands_beside_each_other_stays_apart(group: str, view: str) -> None:
    names, apart, in_grey = GROUPS[group]
    assert len(names) >= 3
    for one, other in combinations(names, 2):
        found = distance(rgb(style.TOKENS[one]), rgb(style.TOKENS[other]), view)
        assert found >= (in_grey if view == "grijs" else apart), (one, other)


def test_areas_have_a_marker_of_their_own() -> None:
    assert len(set(style.AREA_MARKER)) == len(style.AREAS)


def test_the_page_on_the_style_is_the_one_that_the_code_makes() -> None:
    """Else: snakemake docs/stijl.md."""
    colours = {name for name, value in style.TOKENS.items() if value.startswith("#")}
    assert set(style_page.MEANING) == colours
    assert set(style_page.SIZES) == {n for n in style.TOKENS if n.startswith("size-")}
    assert (ROOT / "docs/stijl.md").read_text("utf-8") == style_page.page()


def test_the_samples_of_the_style_are_those_that_the_code_makes() -> None:
    """Compared as pictures: another version of the text library moves a letter by a hair."""
    made = style_page.samples(TEMPLATES)
    kept = {path.stem: path for path in (ROOT / "docs/stijl").glob("*.png")}
    assert set(kept) == set(made)
    assert sum(path.stat().st_size for path in kept.values()) < 400_000
    for name, picture in made.items():
        with Image.open(kept[name]) as old:
            before, now = (np.asarray(p.convert("RGB"), dtype=int) for p in (old, picture))
        assert before.shape == now.shape, name
        # Of the pixels, hardly any is another colour by more than letters can differ.
        assert (np.abs(before - now).max(axis=2) > 24).mean() < 0.004, name
