"""How much of each page stays empty below its last ink: measured on the rendered pages."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd
    from pypdfium2 import PdfPage

# A page of which more of the text area than this is empty has to say why.
LIMIT = 0.25
RESOLUTION = 36  # dots an inch: a line of text is two or three dots high
TOP, BOTTOM = 25.0, 27.0  # mm of the page outside the text area, as in print.css
INCH = 25.4  # mm


class PageFill(NamedTuple):
    """A page: its number from 1, the share of its text area that is empty, and why it is."""

    page: int
    empty: float
    reason: str


def page_fills(pdf: bytes) -> list[PageFill]:
    """Every page of a PDF with the share (0 to 1) of its text area below the last ink.

    The text area runs from TOP to BOTTOM; ink is what differs from the ground of the page, which
    is the colour of most of it. Only pages above LIMIT have a reason: what stands first on the
    page after it, and so did not fit or begins a page of its own.
    """
    import pypdfium2

    empty, starts = [], []
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        for page in document:
            empty.append(_empty(page))
            starts.append(_first_line(page))
            page.close()
    return [
        PageFill(place + 1, share, _reason(starts[place + 1 :]) if share > LIMIT else "")
        for place, share in enumerate(empty)
    ]


def _empty(page: PdfPage) -> float:
    """The share of the text area of a page below its last ink."""
    import numpy as np

    scale = RESOLUTION / 72
    picture = page.render(scale=scale, grayscale=True).to_pil()
    pixels = np.asarray(picture.convert("L"), dtype=int)
    dots = RESOLUTION / INCH
    area = pixels[round(TOP * dots) : pixels.shape[0] - round(BOTTOM * dots)]
    ground = int(np.bincount(area.ravel()).argmax())
    inked = np.flatnonzero((np.abs(area - ground) > 16).any(axis=1))
    last = int(inked[-1]) + 1 if len(inked) else 0
    return 1 - last / len(area)


def _first_line(page: PdfPage) -> str:
    """The first line in the text area of a page; empty when nothing stands on it."""
    text = page.get_textpage()
    wide, high = page.get_size()
    points = 72 / INCH
    inside = text.get_text_bounded(0, BOTTOM * points, wide, high - (TOP - 3) * points)
    text.close()
    return next((line.strip() for line in inside.splitlines() if line.strip()), "")


def _reason(after: list[str]) -> str:
    if not after:
        return "de laatste bladzijde"
    return f"daarna komt: {after[0]}" if after[0] else "daarna komt een lege bladzijde"


def fill_table(pdf: bytes) -> pd.DataFrame:
    """The pages as the file for a reviewer: bladzijde, leeg (a share, 0 to 1) and waarom."""
    import pandas as pd

    table = pd.DataFrame(page_fills(pdf), columns=["bladzijde", "leeg", "waarom"])
    return table.assign(leeg=table["leeg"].round(2))
