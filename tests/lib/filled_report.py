"""The whole report of the example filled from its tables, and its text as a reader sees it."""

from __future__ import annotations

import copy
import html as entities
import re
from typing import Any

import pandas as pd
from folders import FOLDERS, SECTIONS

from veerkracht.lookups.lookups import Lookups
from veerkracht.report.fill import fill
from veerkracht.report.filled import Report, print_page
from veerkracht.report.sections import Section, figure_names, read_sections

Tables = dict[str, pd.DataFrame]
EXTRA = {"input_hash": "0123456789abcdef", "versions": [("pandas", "1")]}


def drawn(sections: list[Section], wijk: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Name -> what the sections print with a figure."""
    names = figure_names(sections, wijk["years"])
    return {name: {"title": name, "alt": "beschrijving", "source": "bron"} for name in names}


def filled(tables: Tables, settings: dict[str, Any], **wijk: Any) -> Report:
    """The whole report."""
    config = copy.deepcopy(settings)
    config["wijken"]["voorbeeld"] |= wijk
    block = config["wijken"]["voorbeeld"]
    sections = read_sections(*FOLDERS)
    lookups = Lookups.of(tables, block, config)
    return fill(sections, lookups, drawn(sections, block), SECTIONS.parent, EXTRA)


def as_read(whole: Report) -> str:
    """The text of a report, as a reader sees it."""
    page = print_page(whole, "monitor", SECTIONS.parent)
    page = re.sub(r"<(style|script).*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def report(tables: Tables, settings: dict[str, Any], **wijk: Any) -> str:
    """The text of the whole report."""
    return as_read(filled(tables, settings, **wijk))
