"""What stands in a cell: text without surprise, several values, a number."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

SEPARATORS = re.compile(r"[;|\n\r]+")
THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")


# What begins or ends the name of a row that adds up or averages the others.
TOTALS = ("totaal", "eindtotaal", "subtotaal", "total", "som", "gemiddelde", "gemiddeld", "average",
          "totale", "saldo", "mediaan", "median", "mean")  # fmt: skip
ALL_OF = {"wijken", "buurten", "gebieden", "gemeenten", "posten", "kosten", "uitgaven"}


def is_total(text: str) -> bool:
    """Whether a name is that of a row with a total or a mean of the others."""
    words = re.findall(r"\w+", text.casefold())
    ends = [*words[:1], *words[-1:]]
    if words[:1] == ["alle"] or words == ["gem"]:  # Gem. Rotterdam is a gemeente
        return {*words[1:2]} <= ALL_OF
    return any(word in TOTALS or word.endswith(("totaal", "gemiddelde")) for word in ends)


def no_date(text: str) -> str:
    """What a text should be that looks like a day and is none, or is one to come; else empty."""
    for form in (r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})",
                 r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"):  # fmt: skip
        if match := re.fullmatch(form, text.strip()):
            try:
                day = dt.date(*(int(match[part]) for part in "ymd"))
            except ValueError:
                return "een datum die bestaat"
            return "een datum die geweest is" if day > dt.date.today() else ""
    return ""


def clean(value: object) -> str:
    """A cell as text: NFC, plain spaces, no invisible signs, whole numbers without decimals."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    text = str(value)
    if not text.isascii() or not text.isprintable():
        signs = (_plain(sign) for sign in unicodedata.normalize("NFC", text))
        text = "".join(signs).replace("\r\n", "\n").replace("\r", "\n")
    # How Excel writes the end of a line that came from a web page.
    return text.replace("_x000D_", "").strip()


def _plain(sign: str) -> str:
    """A sign without surprise: one kind of space; control and format signs are left out."""
    kind = unicodedata.category(sign)
    if kind == "Zs" or sign == "\t":
        return " "
    return "" if kind in ("Cc", "Cf", "Cs", "Co") and sign not in "\n\r" else sign


def split(text: str) -> list[str]:
    """The values in a cell that holds several, separated by `;`, `|` or a line break."""
    parts = (" ".join(part.split()) for part in SEPARATORS.split(text))
    return [part for part in parts if part]


def to_number(value: object) -> float | None:
    """A number from a cell, written with a decimal comma or point; None if it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < float("inf") else None
    text = clean(value).replace("\u2212", "-")
    if THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    text = text.replace(",", ".")
    return float(text) if re.fullmatch(r"[-+]?[0-9]{1,15}(\.[0-9]+)?", text) else None
