"""Names as identities: what two spellings of one name have in common."""

from __future__ import annotations

import unicodedata
from functools import cache


@cache
def fold(text: str) -> str:
    """The fingerprint of a name: no case, accents, spaces or punctuation; NFC and NFD alike."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum())


@cache
def slug(name: str) -> str:
    """The id of an actor: its name in small letters without accents, words joined by `-`."""
    return "-".join(
        part for part in (fold(word) for word in name.replace("-", " ").split()) if part
    )
