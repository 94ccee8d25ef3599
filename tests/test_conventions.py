"""The conventions of the project: what every rule, function and set-up file must have."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from veerkracht.config import read_yaml
from veerkracht.paths import ROOT
from veerkracht.workflow.followed_imports import imported_names


def rules_of(text: str) -> dict[str, str]:
    """Rule -> its body. A rule in a loop has its name in a block: that without the family."""
    rules = {}
    for match in re.finditer(r"^( *)rule ?(\w*):\n((?:(?:\1    .*)?\n)+)", text, re.MULTILINE):
        body = re.sub(f"^{match[1]}", "", match[3], flags=re.MULTILINE)
        named = re.search(r'    name:\n +f"(\w+)_\{', body)
        rules[match[2] or (named[1] if named else "")] = body
    return rules


RULES: dict[str, str] = {}
for file in sorted((ROOT / "workflow/rules").glob("*.smk")):
    RULES |= rules_of(file.read_text())
MODULES = sorted((ROOT / "scripts").rglob("*.py"))


def test_there_are_rules() -> None:
    assert len(RULES) >= 10


@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_all_its_parts(name: str) -> None:
    body = RULES[name]
    assert re.match(r'    """.+"""\n', body), "docstring"
    blocks = {"input", "output"}
    # What they make stands beside the data or in git, and is no output: Snakemake deletes those.
    made_beside = ("new_year", "new_wijk", "describe_sheet", "pack_fonts")
    # Remarks of several reviewers are read one file after another into one table.
    if name in (*made_beside, "archive", "prove", "approve", "read_remarks"):
        blocks.remove("output")
    if name == "prove":  # all it reads is in the bag that is named
        blocks.remove("input")
    for part in (*(f"{block}:" for block in blocks), "log:", "conda:", "message:", "script:"):
        assert f"\n    {part}" in body, part
    assert f"/{name}.py" in body, "script and rule share one name"
    assert (ROOT / f"scripts/{name}.py").is_file()
    for block in blocks:
        lines = re.search(rf"\n    {block}:\n((?:        .*\n)+)", body)
        assert lines
        named = [
            x for x in lines[1].splitlines() if re.match(r"        \S", x) and x[8] not in ")]"
        ]
        own = re.escape(f'        **made_by("{name}"),')  # named by the register of tables
        assert all(re.match(rf"        \w+=|{own}", line) for line in named), f"{block} is named"


def test_every_script_belongs_to_a_rule() -> None:
    assert {path.stem for path in (ROOT / "scripts").glob("*.py")} == set(RULES)


@pytest.mark.parametrize("path", sorted((ROOT / "scripts").glob("*.py")), ids=lambda p: p.stem)
def test_a_script_only_adapts(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if x.strip()]
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    assert len(lines) <= 42, "a script reads, calls and writes"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.stem)
def test_public_functions_are_annotated_and_documented(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module says what it is for"
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.ImportFrom) and node.level), "no relative imports"
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            inner = any(
                node in ast.walk(other) and node is not other
                for other in ast.walk(tree)
                if isinstance(other, ast.FunctionDef)
            )
            assert inner or ast.get_docstring(node), f"{node.name} has no docstring"
            assert node.returns is not None, node.name
            given = [*node.args.args, *node.args.kwonlyargs]
            assert all(a.annotation or a.arg in ("self", "cls") for a in given), node.name


def is_set(node: ast.expr) -> bool:
    """Whether an expression is a set to the eye: its order is another in each run."""
    if isinstance(node, ast.BinOp):
        return is_set(node.left) or is_set(node.right)
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id
    return isinstance(node, ast.Set | ast.SetComp) or called in ("set", "frozenset")


def walked(tree: ast.AST) -> list[ast.expr]:
    """What loops and comprehensions of a module go through; not those that make a set again."""
    found: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.For):
            found.append(node.iter)
        elif isinstance(node, ast.ListComp | ast.DictComp | ast.GeneratorExp):
            found += [part.iter for part in node.generators]
    return found


def test_a_loop_over_a_set_is_seen() -> None:
    seen = "[x for x in {1, 2}]\nfor x in a & set(b): pass\n"
    assert sum(map(is_set, walked(ast.parse(seen)))) == 2
    fine = "{x for x in {1}}\nfor x in sorted(set(b)): pass\n"
    assert not any(map(is_set, walked(ast.parse(fine))))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.stem)
def test_nothing_goes_through_a_set_in_its_order(path: Path) -> None:
    """The same input gives the same bytes: what is drawn, told or written is in a known order."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [ast.unparse(node) for node in walked(tree) if is_set(node)] == []


def test_the_package_knows_no_snakemake() -> None:
    for path in (ROOT / "scripts/veerkracht").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        assert "snakemake" not in names, path


def test_conda_and_lock_agree() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text())
    locked = {package["name"]: package["version"] for package in lock["package"]}
    dependencies = read_yaml(ROOT / "environment.yml")["dependencies"]
    pip = next(item["pip"] for item in dependencies if isinstance(item, dict))
    listed = dict(item.split("==") for item in pip)
    assert listed == {name: locked.get(name) for name in listed}
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    used = [*settings["project"]["dependencies"], *settings["dependency-groups"]["slurm"]]
    direct = {re.split(r"[=<>\[ ]", item)[0] for item in used}
    assert direct <= set(listed)


def test_what_is_imported_is_declared() -> None:
    """Under conda the development packages are not there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {re.split(r"[=<>\[ ]", item)[0] for item in project["dependencies"]}
    own = {path.stem for path in (ROOT / "scripts").iterdir()}
    names = {name.split(".")[0] for path in MODULES for name in imported_names(path)}
    packages = importlib.metadata.packages_distributions()
    needed = {
        packages[name][0].lower() for name in names - own if name not in sys.stdlib_module_names
    }
    assert needed <= declared, needed - declared
    assert declared - needed <= {"snakemake"}, "declared and not imported"


def test_what_the_documentation_names_is_there() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    path = r"(?<![\w/<])(?:scripts|templates|tests|workflow|docs)/[\w./-]*\w"
    made_later = {"templates/sections/jaar/2024.md", "tests/output/kijken"}
    gone = [
        f"{page.name}: {name}"
        for page in pages
        for name in re.findall(path, page.read_text(encoding="utf-8"))
        if name not in made_later and not (ROOT / name).exists()
    ]
    assert not gone, "\n".join(gone)


def test_readme_and_ci_give_the_same_test_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^```\n(.*)\n```$", readme, re.MULTILINE)
    assert commands == ["sh start", "sh start pytest"], "two commands, each one line"
    assert commands[1] in (ROOT / ".ci/run").read_text().splitlines()


def test_nothing_heavy_is_imported_at_parse_time() -> None:
    """Every start of snakemake pays for what common.smk imports."""
    common = (ROOT / "workflow/rules/common.smk").read_text(encoding="utf-8")
    imports = re.findall(r"^from veerkracht[^(\n]*(?:\([^)]*\)|)\n", common, re.MULTILINE)
    assert len(imports) > 5
    heavy = ("pandas", "matplotlib", "weasyprint", "networkx")
    code = f"{''.join(imports)}import sys\nprint([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "scripts", capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]", done.stderr
