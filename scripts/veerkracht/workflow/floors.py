"""The floors of the code: which folder may import which, and which does.

A folder imports from lower floors only, never from its neighbours on its own floor. The files
that stand in no folder are the ground.
"""

from __future__ import annotations

from pathlib import Path

from veerkracht.paths import PACKAGE
from veerkracht.workflow.followed_imports import imported_files

GROUND = "grond"
# From the ground up: folder -> what it does, for the picture in docs/bouwen.md.
FLOORS: tuple[dict[str, str], ...] = (
    {GROUND: "paden, fouten, woorden: kent niets daarboven"},
    {"tables": "register van de tabellen"},
    {
        "inputs": "invoer lezen",
        "network": "netwerk meten",
        "city": "wijk naast stad",
        "governance": "wie beslist",
        "workflow": "hulp voor regels",
    },
    {"lookups": "opzoeken wat in de tabellen staat", "charts": "grafieken en kaarten"},
    {"claims": "beweringen toetsen"},
    {"report": "teksten vullen, nalezen en herleiden"},
    {"editions": "PDF en webpagina maken", "review": "nakijken en vergelijken"},
    {"archive": "uitgaven bewaren en bewijzen"},
)


def modules() -> list[Path]:
    """Every module of the package that does something, sorted."""
    return sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")


def folder_of(module: Path) -> str:
    """The folder of a module, or the ground."""
    parts = module.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else GROUND


def imports() -> dict[Path, set[Path]]:
    """Module -> the modules of the package that it imports itself."""
    own = set(modules())
    return {path: imported_files(path, PACKAGE.parent) & own for path in sorted(own)}


def arrows() -> set[tuple[str, str]]:
    """Pairs of folders of which the first imports from the second."""
    return {
        (folder_of(module), folder_of(other))
        for module, others in imports().items()
        for other in others
        if folder_of(module) != folder_of(other)
    }


def upward() -> list[str]:
    """Every import that does not lead down, as "importing module -> imported module"."""
    height = {folder: floor for floor, folders in enumerate(FLOORS) for folder in folders}
    return [
        f"{module.relative_to(PACKAGE)} -> {other.relative_to(PACKAGE)}"
        for module, others in imports().items()
        for other in sorted(others)
        if (one := folder_of(module)) != (two := folder_of(other)) and height[one] <= height[two]
    ]
