"""The web edition of the example, made once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from watched_page import Watched
from web_page import Drawn, Tables, draw, make

from veerkracht.paths import TEMPLATES

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def fonts() -> str:
    return (TEMPLATES / "web.fonts.css").read_text("utf-8")


@pytest.fixture(scope="session")
def drawn(settings: dict[str, Any], example: Tables) -> Drawn:
    return draw(settings, "voorbeeld", example)


@pytest.fixture(scope="session")
def page_text(settings: dict[str, Any], example: Tables, drawn: Drawn, fonts: str) -> str:
    return make(settings, "voorbeeld", example, drawn, fonts)


@pytest.fixture(scope="session")
def file(page_text: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "index.html"
    path.write_text(page_text, encoding="utf-8")
    return path


@pytest.fixture
def watched(browser: Browser, file: Path) -> Iterator[Watched]:
    """A browser in which no page may say a word or ask for anything but itself."""
    watched = Watched(browser)
    yield watched
    for context in watched.contexts:
        context.close()
    assert watched.said == []
    outside = [url for url in watched.asked if not re.match(r"file:.*\.html|data:font", url)]
    assert outside == []
