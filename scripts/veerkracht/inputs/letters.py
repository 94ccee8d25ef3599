"""What is amiss with the letters of a text: damaged, of another script, or of no font of ours."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from veerkracht.paths import FONT_NAMES, TEMPLATES

# UTF-8 that was once read as Windows-1252: "Ã«" for "ë".
MOJIBAKE = re.compile(
    "Ã[\x80-\xbf\u0152-\u0161\u2018-\u203a\u20ac\u2122¡-¿]|â€|Â[\xa0-\xbf]|\ufffd"
)
# What Excel and LibreOffice show in place of a value, in Dutch and in English.
ERROR_WORD = re.compile(r"#(N/[AB]|[A-Z][A-Z0-9/_]*[!?])|Err:\d{3}|#{3,}", re.IGNORECASE)
# How Excel writes a control sign in its file, and the signs themselves; line ends are text.
CONTROL = re.compile(r"_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
TRUTHS = {"true", "false", "waar", "onwaar"}
# What people write where there is nothing to say; "geen" and "onbekend" may be an answer.
NOTHING = re.compile(
    r"n\.?\s?v\.?\s?t\.?|niet van toepassing|niet bekend|n\.b\.|n/a|t\.?b\.?d\.?|"
    r"nog (in te )?vullen|nog invullen|x{3,5}",
    re.IGNORECASE,
)
# Letters of Greek and Cyrillic that cannot be told from a Latin one on paper.
LOOKALIKES = frozenset("аеорсухіјѕԁһԛԝАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοκν")
FONTS = [name for name in FONT_NAMES if name.endswith("-Regular.ttf")]


def damage(text: str) -> tuple[str, str] | None:
    """What is wrong with any text (expected, advice), or None; `text` as it stands in the cell."""
    if ERROR_WORD.fullmatch(text.strip()):
        return "een waarde, geen foutmelding van Excel", "Zoek op wat hier hoort te staan."
    if CONTROL.search(text.replace("_x000D_", "")):
        return "tekst zonder stuurtekens", "Typ de tekst opnieuw."
    if MOJIBAKE.search(text):
        return (
            "leesbare letters",
            "De letters zijn beschadigd bij het openen als verkeerde codering: herstel ze.",
        )
    return None


def no_word(text: str) -> tuple[str, str] | None:
    """What is wrong with a text that should be a name or a word (expected, advice), or None."""
    if ERROR_WORD.fullmatch(text):
        return damage(text)
    if text.casefold() in TRUTHS:
        return "een naam of woord, geen WAAR of ONWAAR", "Typ de tekst die hier hoort."
    if not any(sign.isalpha() for sign in text):
        return (
            "een naam of woord met letters",
            "Typ de naam. Maak de cel zo nodig eerst op als tekst.",
        )
    if NOTHING.fullmatch(text.strip()):
        return "een naam of woord", "Laat de cel leeg als er niets is."
    if letter := odd_letter(text):
        return "letters van één schrift", f"Typ '{letter}' opnieuw: het is {describe(letter)}."
    return None


def odd_letter(text: str) -> str:
    """A Greek or Cyrillic letter in a Latin word, or one that passes for Latin; empty if none."""
    if text.isascii():
        return ""
    words = [word for word in re.split(r"[\W\d_]+", text) if word]
    scripts: list[list[str]] = [[_script(sign) for sign in word] for word in words]
    if not any("LATIN" in each for each in scripts):
        return ""
    for word, each in zip(words, scripts, strict=True):
        others: list[str] = [
            sign for sign, script in zip(word, each, strict=True) if script == "OTHER"
        ]
        if others and ("LATIN" in each or LOOKALIKES.issuperset(word)):
            return others[0]
    return ""


def _script(sign: str) -> str:
    """LATIN, OTHER (Greek or Cyrillic), or an empty text for any other sign."""
    name = unicodedata.name(sign, "")
    return "LATIN" if "LATIN" in name else "OTHER" if name[:5] in ("GREEK", "CYRIL") else ""


def describe(sign: str) -> str:
    """A sign by its number and its name in Unicode."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'zonder naam')}"


def unprintable(text: str) -> str:
    """The first sign that the fonts of the monitor do not have, or an empty text."""
    if text.isascii():
        return ""
    known = _font_signs()
    return next((s for s in unicodedata.normalize("NFC", text)
                 if ord(s) not in known and not s.isspace()), "")  # fmt: skip


@cache
def _font_signs() -> frozenset[int]:
    """The signs that both fonts of the monitor have."""
    from fontTools.ttLib import TTFont

    fonts = [TTFont(TEMPLATES / "fonts" / name, lazy=True) for name in FONTS]
    return frozenset.intersection(*(frozenset(font.getBestCmap()) for font in fonts))
