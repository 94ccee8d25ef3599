"""From whom the streets under the map are: said wherever sources are named."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
from folders import SECTIONS
from section_texts import monitor_page

from veerkracht.archive import keep
from veerkracht.lookups.lookups import Lookups
from veerkracht.report.sections import read_sections

UNDER = {"file": "data/voorbeeld/ondergrond.geojson", "attribution": "© Tekenaars & co (ODbL)"}


def test_the_attribution_stands_with_the_sources_and_in_the_colophon(
    example: dict[str, pd.DataFrame], settings: dict[str, Any], tmp_path: Path
) -> None:
    for name in ("64-bronnen.md", "69-colofon.md"):
        shutil.copy(SECTIONS / name, tmp_path)
    extra = {"input_hash": "x", "versions": []}
    for under, count in ((UNDER, 2), (None, 0)):
        wijk = settings["wijken"]["voorbeeld"] | {"background": under}
        lookups = Lookups.of(example, wijk, settings)
        html = monitor_page(read_sections(tmp_path), lookups, {}, SECTIONS.parent, extra)
        assert html.count("© Tekenaars &amp; co (ODbL)") == count
        assert ("Ondergrond van de kaart" in html) == bool(count)


def test_the_metadata_of_an_archive_name_it_too(settings: dict[str, Any]) -> None:
    wijk = settings["wijken"]["voorbeeld"]
    for under, found in ((UNDER, [UNDER["attribution"]]), (None, [])):
        given = settings | {"wijken": {"voorbeeld": wijk | {"background": under}}}
        order: Any = SimpleNamespace(settings=given, wijk="voorbeeld")
        sources = keep._sources(order)
        assert [s["publisher"] for s in sources[len(settings["sources"]) :]] == found
