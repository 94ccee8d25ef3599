"""The list of literature: what text and definitions name stands in it, and nothing else does."""

from __future__ import annotations

import re

from veerkracht.network.metrics import METRICS
from veerkracht.paths import PACKAGE, TEMPLATES
from veerkracht.report.tables.literature import WORKS

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
