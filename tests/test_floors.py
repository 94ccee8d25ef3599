"""The floors of the code hold: arrows run one way, and nothing grows out of its size."""

from __future__ import annotations

import ast
import graphlib
from collections.abc import Iterator
from pathlib import Path

from veerkracht.editions.floor_plan import direct, save_floor_plan
from veerkracht.paths import PACKAGE, ROOT
from veerkracht.workflow import floors

MOST_LINES = 450  # of a module
MOST_OF_A_FUNCTION = 60
MOST_WITHOUT_WORDS = 20  # of a private function without a docstring
SCRIPTS = sorted((ROOT / "scripts").rglob("*.py"))


def functions(path: Path) -> Iterator[tuple[ast.FunctionDef, int]]:
    """Every function of a module, with its number of lines from its first decorator on."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno
            start = min([node.lineno, *(part.lineno for part in node.decorator_list)])
            yield node, node.end_lineno - start + 1


def test_every_folder_has_its_floor() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert {folder for floor in floors.FLOORS for folder in floor} == folders | {floors.GROUND}


def test_arrows_run_down() -> None:
    assert not floors.upward(), "\n".join(floors.upward())


def test_no_module_imports_itself_through_others() -> None:
    graphlib.TopologicalSorter(floors.imports()).prepare()


def test_the_picture_of_the_floors_is_current(tmp_path: Path) -> None:
    """Else: snakemake docs/bouwen/vloeren.svg."""
    save_floor_plan(tmp_path / "vloeren.svg")
    drawn = (tmp_path / "vloeren.svg").read_bytes()
    assert drawn == (ROOT / "docs/bouwen/vloeren.svg").read_bytes()


def test_an_arrow_that_others_imply_is_not_drawn() -> None:
    assert direct({("a", "b"), ("b", "c"), ("a", "c"), ("a", "d")}) == {
        ("a", "b"),
        ("b", "c"),
        ("a", "d"),
    }


def test_no_module_is_too_long() -> None:
    paths = [*SCRIPTS, *sorted((ROOT / "tests").rglob("*.py"))]
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in paths}
    long = [
        f"{path.relative_to(ROOT)} ({lines} regels)"
        for path, lines in lengths.items()
        if lines > MOST_LINES
    ]
    assert not long, "\n".join(long)


def test_no_function_is_too_long() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {node.name} ({lines} regels)"
        for path in SCRIPTS
        for node, lines in functions(path)
        if lines > MOST_OF_A_FUNCTION
    ]
    assert not long, "\n".join(long)


def test_a_private_function_of_some_length_says_what_it_does() -> None:
    silent = [
        f"{path.relative_to(ROOT)}: {node.name} ({lines} regels)"
        for path in SCRIPTS
        for node, lines in functions(path)
        if lines > MOST_WITHOUT_WORDS and not ast.get_docstring(node)
        if not node.name.startswith("__")  # a class has its own words
    ]
    assert not silent, "\n".join(silent)
