"""Pieces of finished HTML, kept out of the way of Markdown; Markdown to HTML."""

from __future__ import annotations

import re
from itertools import groupby

from markdown_it import MarkdownIt
from markupsafe import Markup

from veerkracht import dutch
from veerkracht.lookups.offered import ReportError

PUNCTUATION = {ord(mark): f"&#{ord(mark)};" for mark in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}
PUNCTUATION |= {ord("\n"): " ", ord("\r"): " "}
INLINE = "\ue003"  # round the number of a piece of HTML in a sentence; as the marks of provenance
HEADING = re.compile(r"(</?h)([1-6])\b", re.IGNORECASE)


class Blocks:
    """Pieces of finished HTML, kept out of the way of Markdown and put back after it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def keep(self, value: object) -> str:
        """What a `{{ }}` in a section becomes: data as harmless text, a component as a mark.

        Every punctuation mark of data becomes a character reference: it then means nothing to
        Markdown nor to HTML, so a name can hold `*`, `<script>` or `[x](y)` and prints as it is.
        """
        if isinstance(value, Markup):
            self._pieces.append(str(value))
            return f"\n\n<!--{len(self._pieces) - 1}-->\n\n"
        if value is None:
            return dutch.UNDETERMINED
        if isinstance(value, float):
            raise ReportError(f"het getal {value!r} staat zonder num() of pct() in de tekst")
        return str(value).translate(PUNCTUATION)

    def inline(self, html: str) -> str:
        """A mark for HTML inside a sentence, that goes through Markdown and macros as text."""
        self._pieces.append(html)
        return f"{INLINE}{len(self._pieces) - 1}{INLINE}"

    def put_back(self, html: str) -> str:
        """`html` with every mark replaced by its piece; pieces inside pieces come first."""
        for index in reversed(range(len(self._pieces))):
            html = html.replace(f"<!--{index}-->", self._pieces[index])
            html = html.replace(f"{INLINE}{index}{INLINE}", self._pieces[index])
        return html


def render(markdown: MarkdownIt, text: str, is_markdown: bool = True) -> str:
    """The text as HTML with every heading one level deeper: `##` is the first below a section.

    What is text stands in runs (`<div class="run">`) between the pieces of HTML (figures, tables,
    a lead): a run can be set in columns, while a piece takes the width that it needs.
    """
    if not is_markdown:
        return HEADING.sub(lambda m: f"{m[1]}{min(int(m[2]) + 1, 6)}", text)
    tokens = markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
    html = []
    for piece, group in groupby(tokens, lambda token: token.type == "html_block"):
        made = markdown.renderer.render(list(group), markdown.options, {})
        html.append(made if piece else f'<div class="run">\n{made}</div>\n')
    return "".join(html)
