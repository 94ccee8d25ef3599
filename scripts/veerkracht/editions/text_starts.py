"""Texts of a drawing, written from where they start.

WeasyPrint draws a text that has its anchor elsewhere in a group of its own, whose box begins at
the first letter: PDFium, which draws for Chrome and Edge, then cuts a pixel off that letter
(Kozea/WeasyPrint issues 2136 and 2665).
"""

from __future__ import annotations

import re
from html import unescape

from veerkracht.letters import advances

FACES = {400: "Regular", 600: "Semibold", 700: "Bold"}
# A text of matplotlib has its look in `style`; ours have attributes.
TEXT = re.compile(r"<text (?P<look>[^>]*)>(?P<words>[^<]*)</text>")
ANCHOR = re.compile(r"""(?P<before>text-anchor(?:: |="))(?P<name>middle|end)""")
PLACE = re.compile(r"""(?<![\w-])x="(?P<x>-?[\d.]+)\"""")
SIZE = re.compile(r"""font-size(?:: |=")(?P<size>[\d.]+)""")
WEIGHT = re.compile(r"""font-weight(?:: |=")(?P<weight>\d+)""")
SHARE = {"middle": 0.5, "end": 1}


def start_texts(svg: str) -> str:
    """`svg` with every text at the same place, but anchored at its start.

    A text with a letter that our fonts do not have stays as it is.
    """
    return TEXT.sub(_start, svg)


def _start(text: re.Match[str]) -> str:
    look = text["look"]
    anchor, place, size = ANCHOR.search(look), PLACE.search(look), SIZE.search(look)
    weight = WEIGHT.search(look)
    wide = advances(FACES[int(weight["weight"]) if weight else 400])
    letters = [wide.get(ord(letter)) for letter in unescape(text["words"])]
    if not anchor or not place or not size or None in letters:
        return text[0]
    # As WeasyPrint does: letter by letter, without kerning.
    width = float(size["size"]) * sum(letter or 0 for letter in letters)
    x = float(place["x"]) - SHARE[anchor["name"]] * width
    look = PLACE.sub(f'x="{x:.6f}"', ANCHOR.sub(r"\g<before>start", look), count=1)
    return f"<text {look}>{text['words']}</text>"
