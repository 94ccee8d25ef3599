"""The rows of a table that the text speaks of, marked: a reader finds again what was told."""

from __future__ import annotations

import html
import re

HEADING = re.compile(r"(?=<h[2-6][ >])")
ROW = re.compile(r'<tr data-spoken="([^"]*)">')
PARAGRAPH = re.compile(r"<(p|li)(?: class=\"lead\")?>(.*?)</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
SOURCE = re.compile(r'(</table>\s*<p class="source">)')
# Said below the table: a mark that nobody explains is no mark.
KEY = "Vet: daarover gaat de tekst. "
MARKED = '<tr class="spoken">'


def mark_spoken_rows(section: str) -> str:
    """The HTML of a section with a class on each row that the text under the same heading names.

    A row says in data-spoken by which words it may be named. Where the text names every row, or
    none, no row is marked: a mark on all tells nothing.
    """
    return "".join(map(_mark, HEADING.split(section)))


def _mark(chunk: str) -> str:
    """The same of what stands under one heading."""
    names = {html.unescape(name) for name in ROW.findall(chunk)}
    if not names:
        return chunk
    said = " ".join(html.unescape(TAG.sub("", text)) for _, text in PARAGRAPH.findall(chunk))
    spoken = {n for n in names if n and re.search(rf"(?<!\w){re.escape(n)}(?!\w)", said)}
    if spoken == names:
        spoken = set()

    def row(match: re.Match[str]) -> str:
        return MARKED if html.unescape(match[1]) in spoken else "<tr>"

    tables = re.split(r"(?=<table)", ROW.sub(row, chunk))
    return "".join(SOURCE.sub(rf"\1{KEY}", t, count=1) if MARKED in t else t for t in tables)
