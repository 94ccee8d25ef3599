"""Labels of indicators and themes as words in a sentence."""

from __future__ import annotations


def plain_label(label: str) -> str:
    """An indicator of OBI as words after "het aandeel": `% bewoners dat ...` -> `bewoners dat ...`.

    `bewoners dat zegt ... hun leven` becomes `bewoners die zeggen ... hun leven`.
    """
    words = label.strip().removeprefix("%").strip()
    words = words.replace("bewoners dat zegt", "bewoners die zeggen")
    # A typing error in the labels of the export of 2016.
    return words.replace("moelijk", "moeilijk")


def plain_theme(label: str) -> str:
    """A theme by who was asked: `Binding-objectief` -> `Binding (registraties)`."""
    name, _, part = label.partition("-")
    asked = {"subjectief": "bewoners", "objectief": "registraties"}.get(part, "")
    return f"{name} ({asked})" if asked else label
