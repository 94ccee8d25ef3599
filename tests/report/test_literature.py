"""The list of literature: what text and definitions name stands in it, and nothing else does."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from veerkracht.lookups.lookups import Lookups
from veerkracht.network.graph import EXACT
from veerkracht.network.metrics import METRICS
from veerkracht.paths import PACKAGE, TEMPLATES
from veerkracht.report.tables.literature import WORKS, literature
from veerkracht.report.tables.method import definitions

CORE = " ".join(item.definition for item in METRICS if item.core)


def test_every_work_that_a_core_definition_names_is_listed() -> None:
    named = re.findall(r"\(([A-Z]\w+(?: & [A-Z]\w+)?) (\d{4})\)", CORE)
    assert len(named) > 5
    listed = {(authors, year) for authors, year, _ in WORKS}
    assert {(authors.replace("&", "en"), year) for authors, year in named} <= listed


def test_every_work_that_is_listed_is_named_by_a_text_or_a_definition() -> None:
    texts = [path.read_text("utf-8") for path in (TEMPLATES / "sections").rglob("*.md")]
    tables = (PACKAGE / "report/tables/method.py").read_text("utf-8")
    named = " ".join([CORE, tables, *texts])
    for authors, _, _ in WORKS:
        for author in authors.split(" en "):
            assert re.search(rf"\b{author}\b", named), author
    assert [authors for authors, *_ in WORKS] == sorted(authors for authors, *_ in WORKS)


@pytest.mark.parametrize("parties", [EXACT, EXACT + 1])
def test_what_is_estimated_in_a_large_network_is_said_only_there(
    example: dict[str, pd.DataFrame], settings: dict[str, Any], parties: int
) -> None:
    table = example["network_metrics"].copy()
    table.loc[(table["metric"] == "actors") & (table["year"] == 2023), "value"] = parties
    tables = example | {"network_metrics": table}
    data = Lookups.of(tables, settings["wijken"]["voorbeeld"], settings)
    told = " ".join(row[2] for row in definitions(data).rows)
    named = [authors for authors, *_ in literature(data).rows]
    large = parties > EXACT
    assert ("schatting uit een steekproef (Brandes en Pich 2007)." in told) == large
    assert ("Brandes en Pich" in named) == large and len(named) == len(WORKS) - (not large)
    # On the web, where all stand, it is always said.
    assert "schatting uit een steekproef" in " ".join(
        row[2] for row in definitions(data, "alle").rows
    )
