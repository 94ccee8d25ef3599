"""Two facing pages of a PDF as one picture, for the documentation."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image

from veerkracht.charts.design import PALE

WIDTH, EDGE, COLOURS = 498, 12, 160  # px of a page, px around; colours: few, for a small file


def spread_picture(pdf: Path, words: str) -> bytes:
    """The last spread whose right page has `words`, as PNG. Raises ValueError if no page does."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number] for number in range(len(document))]
    there = [n for n, page in enumerate(pages) if words in page.get_textpage().get_text_bounded()]
    if not there:
        raise ValueError(f"geen bladzijde met {words!r}")
    spread = [_picture(page) for page in pages[there[-1] - 1 : there[-1] + 1]]
    height = spread[0].height + 2 * EDGE
    whole = Image.new("RGB", (sum(page.width for page in spread) + 2 * EDGE, height), PALE)
    left = EDGE
    for page in spread:
        whole.paste(page, (left, EDGE))
        left += page.width
    out = io.BytesIO()
    small = whole.quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(out, format="PNG", optimize=True)
    return out.getvalue()


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    picture: Image.Image = page.render(scale=WIDTH / page.get_width()).to_pil()
    return picture.convert("RGB")
