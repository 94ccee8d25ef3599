"""The charts of the example, each drawn once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pytest
from drawn_charts import Tables, own_tables, svg


@pytest.fixture(scope="session")
def drawing(example: Tables, context: dict[str, Any]) -> Callable[[str], str]:
    """Name of a chart -> its SVG, from the tables that the rule gives it."""
    return functools.cache(lambda name: svg(name, own_tables(name, example), context))
