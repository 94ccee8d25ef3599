"""Which of our own modules a script needs: Snakemake does not see an edit of an imported module."""

from __future__ import annotations

import ast
import contextlib
import functools
import re
from pathlib import Path

# `from a import b, c as d`, with or without brackets, or `import a, b`; nothing relative.
IMPORT = re.compile(
    r"^[ \t]*(?:from[ ]+(\w[\w.]*)[ ]+)?import[ ]+(?:\(([^)]*)\)|([^\n(]+))$", re.MULTILINE
)
NO_NAME = re.compile(r"#.*")


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
    """The dotted names that `module` imports; of `from a import b` both `a` and `a.b`.

    Read from its lines: a start of snakemake does not wait for all modules to be parsed.
    """
    names: set[str] = set()
    for match in IMPORT.finditer(module.read_text(encoding="utf-8")):
        start, these = match[1], NO_NAME.sub("", match[2] or match[3]).split(",")
        imported = [words[0] for line in these if (words := line.split())]
        names |= {start, *(f"{start}.{name}" for name in imported)} if start else set(imported)
    return names


def _files(name: str, root: Path) -> list[Path]:
    """The files behind a dotted module name: itself and the packages around it."""
    parts = name.split(".")
    starts = (".".join(parts[:end]) for end in range(1, len(parts) + 1))
    return [file for start in starts for file in _modules(root).get(start, ())]


@functools.cache
def _modules(root: Path) -> dict[str, list[Path]]:
    """Dotted name -> the files below `root` that are the module or package of that name."""
    files: dict[str, list[Path]] = {}
    for path in sorted(root.rglob("*.py")):
        *parts, last = path.relative_to(root).with_suffix("").parts
        files.setdefault(".".join(parts if last == "__init__" else [*parts, last]), []).append(path)
    return files


@functools.cache
def _lines(module: Path) -> list[str]:
    return module.read_text(encoding="utf-8").splitlines()


def constant(module: Path, name: str) -> list[str] | str | bool:
    """The literal that `module` assigns to `name` at its top, without importing it; else False.

    Of a member of an enumeration its name: INTERVIEWS for Origin.INTERVIEWS. Only the lines of the
    assignment are parsed: every start asks this of all charts.
    """
    assigned = re.compile(rf"{name}\s*(?::[^=]*)?=(?!=)")
    lines = _lines(module)
    for first in (number for number, line in enumerate(lines) if assigned.match(line)):
        node = _statement(lines[first:])
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            if isinstance(node.value, ast.Attribute):
                return node.value.attr
            return ast.literal_eval(node.value)  # type: ignore[no-any-return]
    return False


def _statement(lines: list[str]) -> ast.stmt | None:
    """The statement that these lines begin with, over as many of them as it needs."""
    for end in range(1, len(lines) + 1):
        with contextlib.suppress(SyntaxError):
            return ast.parse("\n".join(lines[:end])).body[0]
    return None
