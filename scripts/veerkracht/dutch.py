"""Numbers, dates and lists in Dutch."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

NUMBERS = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
    "twintig",
]
MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
UNDETERMINED = "niet te bepalen"


def number(value: float | None, decimals: int = 0) -> str:
    """A number with decimal comma, point between thousands and a real minus sign."""
    if value is None or math.isnan(value):
        return UNDETERMINED
    # Half up, as readers do it by hand; the repr keeps 0.285 from being 0.28499999.
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{exact:,}"
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    return text.translate(str.maketrans(",.-", ".,−"))


def signed(value: float | None, decimals: int = 0) -> str:
    """As `number`, with a plus before what is above zero."""
    text = number(value, decimals)
    return f"+{text}" if value is not None and value > 0 and text.strip("0,") else text


def percent(share: float | None, decimals: int = 0) -> str:
    """A share from 0 to 1 as a percentage, with a no-break space before the sign."""
    if share is None or math.isnan(share):
        return UNDETERMINED
    return f"{number(share * 100, decimals)}\u00a0%"


def digits_apart(one: float | None, other: float | None, most: int = 2) -> int:
    """The fewest decimals with which `percent` prints two shares apart; 0 where `most` do not."""
    return next((n for n in range(most + 1) if percent(one, n) != percent(other, n)), 0)


def word(value: float) -> str:
    """A whole number up to twenty as a word, a higher one in figures."""
    whole = int(value)
    return NUMBERS[whole] if whole == value and 0 <= whole < len(NUMBERS) else number(value)


def sentence(text: str) -> str:
    """The text with a capital at its start (of één: Eén) and its other capitals kept."""
    return re.sub("^Éé", "Eé", text[:1].upper() + text[1:])


def counted(value: float, one: str, more: str) -> str:
    """A count with its noun: `geen partijen`, `één partij`, `drie partijen`, `34 partijen`."""
    return f"één {one}" if value == 1 else f"{word(value) if value else 'geen'} {more}"


OF_ALL = " van de "


def of_all(count: int, total: int, one: str = "", more: str = "") -> str:
    """How many of a whole: `drie van de vier`, `alle vier`, `geen van de vier`, `het enige`.

    With its noun: `drie van de vier besluiten`, `het enige besluit`.
    """
    if total == 1:
        return f"{'' if count else 'niet '}het enige {one}".rstrip()
    if count == total:
        return f"alle {word(total)} {more}".rstrip()
    # Two numbers that belong together look alike: both in words, or both in figures.
    small = {0: "geen", 1: "één"}.get(count) or word(count)
    shown = number(count) if count and total >= len(NUMBERS) else small
    return f"{shown}{OF_ALL}{word(total)} {more}".rstrip()


def of_all_once(shares: list[str], at: int) -> list[str]:
    """Shares as `of_all` gives them; of what, is said only at `at` where it is of the same."""
    _, of, whole = shares[at].partition(OF_ALL)
    said = [share.removesuffix(of + whole) for share in shares]
    said[at] = shares[at]
    return said


def in_text(value: float, decimals: int = 0) -> str:
    """A number as a sentence writes it: a whole one up to twenty as a word."""
    return word(value) if value == int(value) and 0 <= value <= 20 else number(value, decimals)


def listing(items: Iterable[object], last: str = "en") -> str:
    """`a, b en c`; with `last` "of": `a, b of c`."""
    texts = [str(item) for item in items]
    return f" {last} ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def span(low: int, high: int) -> str:
    """From which whole number to which, which no line parts: `1 tot 8`, and of two `1 of 2`."""
    return f"{number(low)}\u00a0{'of' if high == low + 1 else 'tot'}\u00a0{number(high)}"


def month_year(day: date) -> str:
    """`maart 2024`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def change(
    before: float | None,
    after: float | None,
    scale: Iterable[tuple[float, str]],
    bounded: bool = False,
) -> str:
    """A change in words: `licht gestegen`, `sterk gedaald`, `gelijk gebleven`.

    `scale`: lower bounds with their word, ascending (config: change_words). Of a `bounded` measure
    (a share, an index from 0 or -1 to 1) the difference counts, of any other the difference as a
    share of the first value; from nothing to something has the last word.
    """
    if before is None or after is None or math.isnan(before) or math.isnan(after):
        return UNDETERMINED
    # Rounded, so that 0.3 - 0.2 is a tenth.
    apart = round(abs(after - before), 12)
    if not apart:
        return "gelijk gebleven"
    size = apart if bounded else round(apart / abs(before), 12) if before else math.inf
    name = [word for bound, word in scale if size >= bound][-1]
    return f"{name} {'gestegen' if after > before else 'gedaald'}"


def trend(before: float | None, after: float | None, tolerance: float = 0.005) -> str:
    """`gestegen`, `gedaald` or `gelijk gebleven` (within the share `tolerance` of the first)."""
    if before is None or after is None or math.isnan(before) or math.isnan(after):
        return UNDETERMINED
    if abs(after - before) <= tolerance * max(abs(before), 1e-9):
        return "gelijk gebleven"
    return "gestegen" if after > before else "gedaald"
