"""Titles whose last words stay on one line: a word alone under a title reads as a mistake."""

from __future__ import annotations

import re

from veerkracht import dutch

# What is set in the letters of a title: headings, what figures and tables say, the lead.
TITLE = re.compile(
    r"<(?P<tag>h[1-6]|caption|p)(?P<rest>(?: [^>]*)?)>(?P<text>.*?)</(?P=tag)>", re.DOTALL
)
CLASSES = {"figure-title", "lead", "part-statement"}
QUOTE = "words"  # large: of these two are enough, or the line above stays half empty
CLASS = re.compile(r'class="([^"]*)"')
TAG = re.compile(r"(<[^>]*>)")
SPACE = re.compile(r"[ \n\t]+")

# Together at least so long, and never longer: the narrowest title holds some thirty-five letters.
ENOUGH, MOST = 10, 28
NO_BREAK = "\u00a0"
# A count and what it is of: no line parts `geen` from `van de vier`.
COUNTS = "|".join(("geen", *dutch.NUMBERS, r"\d+"))
SHARE = re.compile(rf"\b(?:{COUNTS}){dutch.OF_ALL}(?:{COUNTS})\b", re.IGNORECASE)


def keep_last_words(html: str) -> str:
    """The page with the last two words of every title joined, or three where they are short; and
    every count with what it is of.

    WeasyPrint has no `text-wrap: balance`. A title of two words may break between them.
    """

    def joined(match: re.Match[str]) -> str:
        named = CLASS.search(match["rest"])
        classes = set(named[1].split()) if named else set()
        if match["tag"] == "p" and not classes & {*CLASSES, QUOTE}:
            return match[0]
        text = SHARE.sub(lambda share: share[0].replace(" ", NO_BREAK), match["text"])
        text = _join(text, 0 if QUOTE in classes else ENOUGH)
        return f"<{match['tag']}{match['rest']}>{text}</{match['tag']}>"

    return TITLE.sub(joined, html)


def _join(text: str, enough: int) -> str:
    """A title with a space that does not break between its last words: together `enough` long."""
    # Tags are no words: only what comes after the last of them is looked at.
    *before, last = TAG.split(text)
    body = last.rstrip()
    words = SPACE.split(body.strip())
    if len(words) < 3:
        return text
    count = 3 if len(" ".join(words[-2:])) < enough and len(words) > 3 else 2
    tail = words[-count:]
    if len(" ".join(tail)) > MOST:
        return text
    spaces = list(SPACE.finditer(body))[-(count - 1) :]
    for space in reversed(spaces):
        body = body[: space.start()] + NO_BREAK + body[space.end() :]
    return "".join([*before, body, last[len(last.rstrip()) :]])
