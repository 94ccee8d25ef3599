"""A text of a drawing stands where its anchor says, and in no group that could cut its letters."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from veerkracht.editions.pdf import print_pdf
from veerkracht.editions.text_starts import start_texts

AT = 100  # where every text has its anchor, in the pixels of the drawing
PIXEL = 0.75  # in points
TITLE = "Kop"
STYLE = "font-weight: 600; font-size: 12px; font-family: 'Source Sans 3'; text-anchor: {anchor}"
LOOKS = {
    "matplotlib": f'style="{STYLE}" x="{AT}" y="30" transform="rotate(-0 {AT} 30)"',
    "ours": f'x="{AT}" y="30" text-anchor="{{anchor}}" font-family="Source Sans 3" font-size="12"',
}


def printed(folder: Path, *texts: str) -> bytes:
    """A page of one drawing, at the left edge of the paper, that holds these texts."""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60">{"".join(texts)}'
    (folder / "proef.svg").write_text(f"{drawing}</svg>", encoding="utf-8")
    page = (
        '<html lang="nl"><head><title>Proef</title><meta name="author" content="Wij">'
        "<style>@page { margin: 0 } body { margin: 0 }</style></head>"
        f'<body><h1 style="font-size: 1px">{TITLE}</h1>'
        '<img src="asset:f/proef.svg" alt="Proef"></body>'
    )
    return print_pdf(page, {"f": folder}, date=dt.date(2024, 3, 31), draft=True)


def edges(data: bytes) -> tuple[float, float]:
    """Where the ink of the drawing's words begins and ends, in pixels of the drawing."""
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    letters = [text.get_charbox(at) for at in range(text.count_chars())][len(TITLE) :]
    boxes = [box for box in letters if box[2] > box[0]]
    return min(box[0] for box in boxes) / PIXEL, max(box[2] for box in boxes) / PIXEL


@pytest.mark.parametrize("look", LOOKS)
def test_a_text_keeps_the_place_of_its_anchor(tmp_path: Path, look: str) -> None:
    # The letter o has as much room before as after it, so that its ink mirrors round the anchor.
    text = f"<text {LOOKS[look]}>onno</text>"
    ink = {
        anchor: edges(printed(tmp_path, text.replace("{anchor}", anchor)))
        for anchor in ("start", "middle", "end")
    }
    assert ink["start"][0] > AT > ink["end"][1]
    assert ink["start"][0] - AT == pytest.approx(AT - ink["end"][1], abs=0.05)
    assert sum(ink["middle"]) / 2 == pytest.approx(AT, abs=0.05)


def test_no_text_is_drawn_in_a_group(tmp_path: Path) -> None:
    texts = [f"<text {look}>Woord &amp; wijk</text>" for look in LOOKS.values()]
    texts = [text.replace("{anchor}", name) for text in texts for name in ("middle", "end")]
    with pikepdf.open(io.BytesIO(printed(tmp_path, *texts))) as file:
        kinds = [entry.get("/Subtype") for entry in file.objects if hasattr(entry, "get")]
    assert "/Form" not in kinds


def test_a_text_with_letters_of_another_font_keeps_its_anchor() -> None:
    text = f"<text {LOOKS['ours'].replace('{anchor}', 'end')}>漢字</text>"
    assert start_texts(text) == text
