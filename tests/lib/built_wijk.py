"""A wijk from its files to the text of its editions, proofread, in one process."""

from __future__ import annotations

import html as entities
import re
from pathlib import Path
from typing import Any

from plain import Tables, chart_context, compute_tables

from veerkracht.charts import catalogue
from veerkracht.faults import warnings_of
from veerkracht.lookups.lookups import Lookups
from veerkracht.paths import TEMPLATES
from veerkracht.report.fill import fill
from veerkracht.report.filled import print_page
from veerkracht.report.proofread import Context, proofread
from veerkracht.report.sections import figure_names, read_sections, text_folders
from veerkracht.report.trail import Trail

EDITIONS = ("monitor", "samenvatting", "web")


def words(text: str) -> str:
    """Lower case words with one space between: markup, tags of the texts and signs are gone."""
    text = re.sub(r"<(style|script).*?</\1>|\{[%#{].*?[%#}]\}", " | ", text, flags=re.DOTALL)
    text = entities.unescape(re.sub(r"<[^>]+>", "", text))
    return " ".join(re.findall(r"[\w'’-]+|\|", text.lower()))


class Built:
    """One wijk: its tables, the pages of its editions by name, and the warnings on its text."""

    def __init__(self, project: Path, config: dict[str, Any], key: str, sources: Tables) -> None:
        self.config, self.key, self.project = config, key, project
        self.tables = compute_tables(project, config, key, sources)
        wijk, folders = config["wijken"][key], text_folders(key, project)
        sections, trail = read_sections(*folders), Trail()
        context = chart_context(project, config, key)
        self.figures = {
            name: catalogue.describe(name, self.tables, context)
            for name in figure_names(sections, wijk["years"])
        }
        lookups = Lookups.of(self.tables, wijk, config)
        extra = {"input_hash": "0" * 16, "versions": [("pandas", "3.1.1")]}
        report = fill(sections, lookups, self.figures, TEMPLATES, extra, trail)
        self.report, self.trail = report, trail
        checked = proofread(report, Context.of(lookups, trail, sections, extra, self.figures))
        self.warnings = warnings_of(checked)  # raises with what stops the work
        self.pages = {name: print_page(report, name, TEMPLATES) for name in EDITIONS[:2]}
        self.pages["web"] = report.as_json().encode().decode("unicode_escape", "ignore")

    def text(self, edition: str = "monitor") -> str:
        """What a reader of an edition reads, alternative texts too."""
        alternatives = re.findall(r'\b(?:alt|aria-label|title)="([^"]*)"', self.pages[edition])
        return words(f"{self.pages[edition]} {' '.join(alternatives)}")
