"""Which of our own modules a script needs: Snakemake does not see an edit of an imported module."""

from __future__ import annotations

import ast
import functools
from pathlib import Path


def own_modules(script: Path, root: Path) -> list[Path]:
    """`script` and all modules below `root` that it imports, directly or through others, sorted.

    Only absolute imports are followed (`import veerkracht.io`, `from veerkracht import io`).
    A package's `__init__.py` counts when anything in the package is imported.
    """
    modules: set[Path] = set()
    queue = [script]
    while queue:
        path = queue.pop()
        if path not in modules:
            modules.add(path)
            queue += imported_files(path, root)
    return sorted(modules)


# Most rules follow the same modules; reading them again would take seconds at every start.
@functools.cache
def imported_files(module: Path, root: Path) -> set[Path]:
    """The files below `root` that `module` itself imports, at its top or in a function."""
    return {file for name in imported_names(module) for file in _files(name, root)}


def imported_names(module: Path) -> set[str]:
    """The dotted names that `module` imports; of `from a import b` both `a` and `a.b`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def _files(name: str, root: Path) -> list[Path]:
    """The files behind a dotted module name: itself and the packages around it."""
    parts = name.split(".")
    files = []
    for end in range(1, len(parts) + 1):
        base = root.joinpath(*parts[:end])
        files += [p for p in (base.with_suffix(".py"), base / "__init__.py") if p.is_file()]
    return files


def constant(module: Path, name: str) -> list[str] | str | bool:
    """The literal that `module` assigns to `name` at its top, without importing it; else False.

    Of a member of an enumeration its name: INTERVIEWS for Origin.INTERVIEWS.
    """
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.AnnAssign):
            target: ast.expr = node.target
        elif isinstance(node, ast.Assign):
            target = node.targets[0]
        else:
            continue
        if isinstance(target, ast.Name) and target.id == name and node.value is not None:
            if isinstance(node.value, ast.Attribute):
                return node.value.attr
            return ast.literal_eval(node.value)  # type: ignore[no-any-return]
    return False
