"""Names as identities: what two spellings of one name have in common."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]+(?=\d)")


@cache
def fold(text: str) -> str:
    """The fingerprint of a name: no case, accents, spaces or punctuation; NFC and NFD alike.

    Between two digits a sign does count: "Team 1.5" is not "Team 15".
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    parts = BETWEEN_DIGITS.split(plain)
    return "-".join("".join(sign for sign in part if sign.isalnum()) for part in parts)


@cache
def slug(name: str) -> str:
    """The id of an actor: its name in small letters without accents, words joined by `-`."""
    return "-".join(
        part for part in (fold(word) for word in name.replace("-", " ").split()) if part
    )
