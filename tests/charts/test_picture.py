"""The pictures for sharing: one size, the figure undistorted, its words around it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from colours import rgb
from PIL import Image

from veerkracht.charts import design, picture

WORDS = picture.Words("Bospolder-Tussendijken", "Een bevinding " * 9, "een bron", "Concept")
Box = tuple[int, int, int, int]


def box_of(picture: Image.Image, colour: str) -> Box:
    """Left, top, right and bottom of the pixels of a colour; of none an error."""
    wanted = np.round(rgb(colour) * 255)
    rows, columns = np.nonzero((np.asarray(picture.convert("RGB")) == wanted).all(axis=2))
    return (int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)


def sample(wide: float, high: float, words: picture.Words = WORDS) -> Image.Image:
    figure = design.new_figure(wide, high)
    figure.patch.set_facecolor("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.axvspan(0, 1, color=design.AREAS[0], lw=0)
    axes.set_xlim(0, 1)
    return picture.draw_picture(figure, words)


@pytest.mark.parametrize("size", [(163, 84), (163, 45), (163, 200), (260, 40), (60, 200)])
def test_a_figure_is_as_large_as_fits_and_not_distorted(size: tuple[float, float]) -> None:
    made = sample(*size)
    assert made.size == picture.SIZE == (2000, 1500)
    left, top, right, bottom = box_of(made, design.AREAS[0])
    assert (right - left) / (bottom - top) == pytest.approx(size[0] / size[1], rel=0.01)
    inner = (picture.MARGIN, picture.MARGIN, 2000 - picture.MARGIN, 1500 - picture.MARGIN)
    assert left >= inner[0] and top >= inner[1] and right <= inner[2] and bottom <= inner[3]
    assert right - left > 1800 or bottom - top > 900
    title, source = box_of(made, design.FORMAL), box_of(made, design.GREY)
    upright = size[0] < size[1]
    assert title[2] <= left if upright else title[3] <= top
    assert source[2] <= left if upright else source[1] >= bottom
    for words in (title, source, box_of(made, design.NOTICE)):
        assert words[0] >= inner[0] and words[1] >= inner[1]
        assert words[2] <= inner[2] and words[3] <= inner[3]


def test_only_what_is_invented_or_a_draft_says_so() -> None:
    with pytest.raises(ValueError, match="zero-size"):
        box_of(sample(163, 84, WORDS._replace(notice="")), design.NOTICE)


def test_the_same_figure_gives_the_same_bytes_without_a_date(tmp_path: Path) -> None:
    for name in ("a", "b"):
        picture.save(sample(163, 84), tmp_path / f"{name}.png")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    with Image.open(tmp_path / "a.png") as made:
        assert made.info == {}
        assert made.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    picture.save_empty(tmp_path / "leeg.png")
    with Image.open(tmp_path / "leeg.png") as empty:
        assert empty.size == (1, 1)
