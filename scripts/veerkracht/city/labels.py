"""Labels of indicators and themes as words in a sentence."""

from __future__ import annotations

# Typing errors in the labels of the export of 2016.
MISTYPED = {
    "moelijk": "moeilijk",
    "vrijwilligger": "vrijwilliger",
    "arbeidsongeschikheid": "arbeidsongeschiktheid",
    "levensbeschouwlijke": "levensbeschouwelijke",
    " om gaan": " omgaan",
    "niet in de hand hebben": "niet in de hand te hebben",
}


def plain_label(label: str) -> str:
    """An indicator of OBI as words after "het aandeel": `% bewoners ...` -> `bewoners ...`."""
    words = " ".join(label.strip().removeprefix("%").split())
    for wrong, right in MISTYPED.items():
        words = words.replace(wrong, right)
    return words


def share_label(label: str) -> str:
    """An indicator of OBI on its own: `% bewoners dat ...` -> `aandeel bewoners dat ...`."""
    words = plain_label(label)
    return f"aandeel {words}" if " dat " in f" {words} " else words


def plain_theme(label: str) -> str:
    """A theme by who was asked: `Binding-objectief` -> `Binding (registraties)`."""
    name, _, part = label.partition("-")
    asked = {"subjectief": "bewoners", "objectief": "registraties"}.get(part, "")
    return f"{name} ({asked})" if asked else label
