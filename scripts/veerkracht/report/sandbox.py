"""What a text may do and hold: texts are mailed around, and who prints one runs what is in it.

Jinja in a sandbox: no way from a name to the code behind it, no files, no endless loops. Of HTML
the words and blocks of a text, without scripts, frames, styles and addresses of files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from veerkracht.report.wordings import Wordings

# What makes text into finished HTML, or HTML of its own: a component does that.
UNSAFE_FILTERS = ("safe", "xmlattr", "urlize", "tojson", "attr")
# The libraries behind the look-ups can write files.
LIBRARIES = ("pandas", "numpy", "pathlib", "os", "io", "networkx")
_TAGS = """
a abbr aside b blockquote br caption cite code dd dfn div dl dt em figcaption figure h1 h2 h3 h4
h5 h6 hr i li ol p pre q s section small span strong sub sup table tbody td tfoot th thead tr u ul
"""
TAGS = frozenset(_TAGS.split())
_VALUE = r"(?:\"[^\"<>]*\"|'[^'<>]*')"
_ATTRIBUTES = re.compile(
    rf"(?:\s+(?:(?:class|id|lang|title|scope|role|start|colspan|rowspan|aria-[a-z]+)={_VALUE}"
    r"|href=[\"'](?:https?://|mailto:|\#|\x00)[^\"'<>]*[\"']))*\s*/?"
)
_TAG = re.compile(r"<(/?)([a-zA-Z!?\x00][\w:!?\x00-]*)([^>]*)(>?)")
# A comment holds nothing that is read; an expression may hold any sign, and prints text.
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_MAIL_OR_LINK = re.compile(r"<(https?://|mailto:)[^\s<>]*>")


class TextEnvironment(ImmutableSandboxedEnvironment):
    """Where texts are filled in."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            undefined=jinja2.StrictUndefined, autoescape=False, extensions=[Wordings], **options
        )
        for name in UNSAFE_FILTERS:
            self.filters.pop(name, None)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Not what Jinja holds unsafe, and nothing of an object that can write files."""
        home = type(obj).__module__.split(".")[0]
        return home not in LIBRARIES and super().is_safe_attribute(obj, attr, value)


def foreign_html(text: str) -> Iterator[tuple[int, str]]:
    """The line and the piece of all HTML in a text (with Jinja) that a text may not hold."""

    def lines_of(match: re.Match[str], sign: str = "") -> str:
        return sign + "\n" * match[0].count("\n")

    text = _COMMENT.sub(lines_of, text)
    text = _JINJA.sub(lambda match: lines_of(match, "\x00"), text)
    text = _MAIL_OR_LINK.sub(lines_of, text)
    for match in _TAG.finditer(text):
        slash, name, rest, end = match.groups()
        allowed = name.lower() in TAGS and end
        sound = not rest.strip() if slash else _ATTRIBUTES.fullmatch(rest)
        if not (allowed and sound):
            line = text.count("\n", 0, match.start()) + 1
            yield line, " ".join(match[0].replace("\x00", "{{…}}").split())[:60]
