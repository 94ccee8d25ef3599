"""Labels of indicators as words in a sentence."""

from __future__ import annotations


def plain_label(label: str) -> str:
    """An indicator of OBI as words after "het aandeel": `% bewoners dat ...` -> `bewoners dat ...`.

    `bewoners dat zegt ... hun leven` becomes `bewoners die zeggen ... hun leven`.
    """
    words = label.strip().removeprefix("%").strip()
    words = words.replace("bewoners dat zegt", "bewoners die zeggen")
    # A typing error in the labels of the export of 2016.
    return words.replace("moelijk", "moeilijk")
