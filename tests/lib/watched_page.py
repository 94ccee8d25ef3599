"""A browser in which no page may say a word or ask for anything but itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE, LARGER_PHONE, TABLET, DESKTOP = (375, 800), (390, 844), (768, 1024), (1440, 900)


class Watched:
    """Opened pages, with everything they said and asked for."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.said: list[str] = []
        self.asked: list[str] = []
        self.contexts: list[Any] = []

    def open(self, path: Path, size: tuple[int, int] = DESKTOP, **options: Any) -> Page:
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, offline=True, **options
        )
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: self.said.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(path.as_uri())
        return page


def everybody_reads(browser: Browser, path: Path, width: int) -> None:
    """Assert that nothing sticks out of a page of this width, and that axe finds nothing."""
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    page.close()
    assert found.violations_count == 0, found.generate_report()
