"""Labels of indicators as words in a sentence."""

from __future__ import annotations


def plain_label(label: str) -> str:
    """An indicator of OBI as words in a sentence: `% bewoners dat ...` -> `bewoners dat ...`."""
    # A typing error in the labels of the export of 2016.
    return label.strip().removeprefix("%").strip().replace("moelijk", "moeilijk")
