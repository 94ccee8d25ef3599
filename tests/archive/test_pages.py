"""The list of editions: what it tells, and that everybody can read it on any screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from watched_page import everybody_reads

from veerkracht.archive.approval import Approval
from veerkracht.archive.bag import digest_of, write_bag
from veerkracht.archive.citation import Edition
from veerkracht.archive.index import write_index

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAME = "Bospolder <& Tussendijken>"
EDITION = Edition(
    *("botu", NAME, "2026.2", "2026-11-30", "Monitor Veerkracht"),
    *("Veldacademie", "www.veldacademie.nl", "CC BY 4.0"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two kept editions, and something that was left half."""
    for version, state, seen in (("2026.1", "zonder akkoord", "a" * 64), ("2026.2", "x", "b" * 64)):
        info = {
            **{"Bagging-Date": "2026-11-30", "Akkoord": state, "Inhoud-SHA256": seen},
            **{"Code": f"commit {'c' * 40}", "External-Identifier": f"m:botu:{version}"},
        }
        write_bag(tmp_path / version, {"monitor.pdf": b"%PDF", "claims.csv": b"a"}, info)
    (tmp_path / ".2026.3.bezig").mkdir()
    return tmp_path


def test_it_tells_of_every_edition(home: Path) -> None:
    approval = Approval("A. <Jansen>", "2026-12-01", "2026.1", "a" * 64, {})
    write_index(home, EDITION, approval)
    page = (home / "index.html").read_text("utf-8")
    assert "2 bewaarde uitgaven." in page and "Bospolder &lt;&amp; Tussendijken&gt;" in page
    first, last = page.index("Uitgave 2026.1"), page.index("Uitgave 2026.2")
    assert last < first and "2026.3" not in page
    signed = "akkoord van A. &lt;Jansen&gt;, 01-12-2026 (na het bewaren)"
    assert page.count(signed) == 1 and page.index(signed) > first
    assert digest_of(home / "2026.1") in page and 'href="2026.1/data/claims.csv"' in page
    assert "samenvatting.pdf" not in page, "what is not in the bag"


@pytest.mark.parametrize("width", [390, 1440])
def test_everybody_can_read_it(browser: Browser, home: Path, width: int) -> None:
    write_index(home, EDITION, None)
    everybody_reads(browser, home / "index.html", width)
