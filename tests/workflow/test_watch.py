"""`snakemake kijk`: the page that is watched is the edition, with what is wrong on top of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from veerkracht.workflow.watch import NEWEST, PAGE, look, show

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EDITION = """<!DOCTYPE html><html lang="nl"><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>x</title></head>
<body><p>De tekst.</p></body></html>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text(EDITION)
    return tmp_path


def page(folder: Path) -> str:
    return (folder / PAGE).read_text("utf-8")


def test_the_page_is_the_edition_that_asks_for_a_newer_one(folder: Path) -> None:
    show(folder, "", 5)
    assert "<p>De tekst.</p>" in page(folder) and 'role="alert"' not in page(folder)
    assert "window.newest !== 5" in page(folder) and "Content-Security-Policy" not in page(folder)
    assert (folder / NEWEST).read_text() == "window.newest = 5;\n"
    assert (folder / "index.html").read_text() == EDITION


@pytest.mark.parametrize("there", [True, False])
def test_what_is_wrong_stands_on_top_as_text(folder: Path, there: bool) -> None:
    if not there:
        (folder / "index.html").unlink()
    show(folder, "12-netwerk.md, rij 4: <script>alert(1)</script>", 6)
    assert "rij 4: &lt;script&gt;" in page(folder) and 'role="alert"' in page(folder)
    assert ("De tekst." in page(folder)) is there


def test_what_editors_keep_is_no_change(tmp_path: Path) -> None:
    (tmp_path / "data/oost").mkdir(parents=True)
    (tmp_path / "data/oost/2024.xlsx").write_text("a")
    seen = look(tmp_path)
    for name in (".2024.md.swp", "~$2024.xlsx", "2024.md~", ".#2024.md"):
        (tmp_path / "data/oost" / name).write_text("b")
    assert look(tmp_path) == seen and len(seen) == 1
    (tmp_path / "data/oost/2025.xlsx").write_text("a")
    assert look(tmp_path) != seen


def test_a_browser_loads_the_next_page_by_itself(browser: Browser, folder: Path) -> None:
    show(folder, "", 1)
    tab = browser.new_page()
    tab.goto((folder / PAGE).as_uri())
    assert tab.locator("[role=alert]").count() == 0
    (folder / "index.html").write_text(EDITION.replace("De tekst", "De nieuwe tekst"))
    show(folder, "Een fout", 2)
    tab.wait_for_selector("text=De nieuwe tekst", timeout=60_000)
    assert tab.locator("[role=alert]").inner_text().endswith("Een fout")
    tab.close()
