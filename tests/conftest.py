"""What many tests share: the tables of the shipped example, without Snakemake, and a browser."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from plain import chart_context, compute_tables, read_settings, read_sources

from veerkracht.network.evidence import Evidence
from veerkracht.paths import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a module run in one process, which makes once what they share.

    Those that run the whole workflow begin: few and long, last they leave a core idle.
    """
    items.sort(key=lambda item: item.path.parent.name != "whole")
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Why tests were skipped, most first: a line a reason, where pytest has one a test."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    for reason, count in sorted(reasons.items(), key=lambda row: (-row[1], row[0])):
        terminalreporter.write_line(f"{count} overgeslagen: {reason}")


@pytest.fixture(scope="session")
def settings() -> dict[str, Any]:
    """config.yaml with its defaults."""
    return read_settings(ROOT)


@pytest.fixture(scope="session")
def sources(settings: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """Source -> canonical table of indicators."""
    return read_sources(ROOT, settings)


@pytest.fixture(scope="session")
def example(settings: dict[str, Any], sources: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Name -> canonical table of the example. Copy a table before you change it."""
    return compute_tables(ROOT, settings, "voorbeeld", sources)


@pytest.fixture(scope="session")
def evidence(example: dict[str, pd.DataFrame], settings: dict[str, Any]) -> Evidence:
    """The tests on the network of the example, with few draws; what one test asked is kept."""
    rule = settings["wijken"]["voorbeeld"]["tie_rule"]
    return Evidence(example["actors"], example["ties"], rule, draws=60)


@pytest.fixture(scope="session")
def quiet(settings: dict[str, Any], sources: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """As `example`, of the wijk without interviews."""
    return compute_tables(ROOT, settings, "carnisse", sources)


@pytest.fixture(scope="session")
def context(settings: dict[str, Any]) -> dict[str, Any]:
    """What a chart is told beside its tables."""
    return chart_context(ROOT, settings, "voorbeeld")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser: one for all tests, for playwright cannot be started twice in a process."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        pytest.skip("chromium ontbreekt: apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=program, args=quiet)
        yield browser
        browser.close()
