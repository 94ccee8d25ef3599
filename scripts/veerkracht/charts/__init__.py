"""Charts: one module a chart: TABLES, ORIGIN, facts(), draw(), for a map BOUNDARIES, BACKGROUND."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from veerkracht.workflow.followed_imports import constant


class NoDataError(Exception):
    """The tables hold nothing to draw: the wijk has no data of this kind."""


@cache
def chart_names() -> list[str]:
    """The charts that there are: the modules here that name their tables; imports none."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    return [module.stem for module in modules if constant(module, "TABLES") is not False]
