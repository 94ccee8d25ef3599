"""What a source of indicators is for: `role` in config.yaml, whatever the layout of its file."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """The roles that a source can have; the schema of config.yaml says what each means."""

    INDEX = "index"
    THEMES = "themes"
    VULNERABILITY = "vulnerability"
    HEALTH = "health"


def with_role(sources: Mapping[str, Any], role: Role) -> list[str]:
    """The names of the sources (block of config.yaml) with this role, in the order given there."""
    return [name for name, block in sources.items() if role in block["role"]]
