"""The code in a bag: the commit as a bundle, what differs from it, and nothing of a wijk."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from veerkracht.archive.code_bundle import BUNDLE, CHANGES, WHOLE, Code, read_code, unpack_code
from veerkracht.faults import InputError

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git ontbreekt: apt install git")
GIT = ["git", "-c", "user.name=n", "-c", "user.email=e@x", "-c", "commit.gpgsign=false"]


def git(folder: Path, *arguments: str) -> None:
    subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A checkout with some history."""
    root = tmp_path / "project"
    for name in ("Snakefile", "uv.lock", "config.yaml", "scripts/a.py", "templates/t.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"{name}\n" * 50)
    git(tmp_path, "init", "-q", str(root))
    for number in range(9):
        # Versions that look like more than one other: how they are packed is a choice.
        lines = [
            f"{n * n % 97} {n % (number + 2)} {number if n % 7 == 0 else ''}" for n in range(400)
        ]
        (root / "scripts/a.py").write_text("\n".join(lines))
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", f"stap {number}")
    return root


def laid_out(code: Code, folder: Path) -> dict[str, str]:
    parts = {}
    for name, content in code.files.items():
        (folder / name).write_bytes(content)
        parts[name] = folder / name
    unpack_code(parts, code.gone, folder / "uit")
    paths = [p for p in (folder / "uit").rglob("*") if p.is_file() and ".git" not in p.parts]
    return {str(path.relative_to(folder / "uit")): path.read_text() for path in paths}


def test_a_clean_checkout_gives_its_commit_the_same_bytes_whatever_git_packed(
    project: Path, tmp_path: Path
) -> None:
    code = read_code(project)
    assert list(code.files) == [BUNDLE] and code.note == f"commit {code.commit}"
    first = code.files
    git(project, "config", "core.compression", "0")
    git(project, "-c", "pack.depth=1", "-c", "pack.window=2", "repack", "-adfq")
    assert read_code(project).files == first
    assert laid_out(code, tmp_path)["scripts/a.py"] == (project / "scripts/a.py").read_text()


def test_what_differs_from_the_commit_goes_along(project: Path, tmp_path: Path) -> None:
    (project / "scripts/a.py").write_text("veranderd")
    (project / "scripts/nieuw.py").write_text("nieuw")
    (project / "templates/t.md").unlink()
    (project / "config.yaml").write_text("niet van de code")
    code = read_code(project)
    assert set(code.files) == {BUNDLE, CHANGES} and "met 3 bestanden veranderd" in code.note
    files = laid_out(code, tmp_path)
    assert files["scripts/a.py"] == "veranderd" and files["scripts/nieuw.py"] == "nieuw"
    assert "templates/t.md" not in files


def test_without_git_the_files_themselves_are_kept(project: Path, tmp_path: Path) -> None:
    subprocess.run(["rm", "-rf", str(project / ".git")], check=True)
    code = read_code(project)
    assert list(code.files) == [WHOLE] and "zonder git" in code.note
    assert code.files == read_code(project).files
    assert set(laid_out(code, tmp_path)) == {
        "Snakefile",
        "uv.lock",
        "scripts/a.py",
        "templates/t.md",
    }


def test_a_folder_inside_somebody_elses_repository_is_no_checkout(project: Path) -> None:
    inner = project / "scripts"
    assert read_code(inner).commit == ""


def test_data_of_a_wijk_in_the_history_stop_it(project: Path) -> None:
    """Also when they are gone again: a bundle carries all that ever was."""
    for name in ("data/voorbeeld/2019.xlsx", "data/README.md"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("x")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "voorbeeld")
    assert read_code(project).commit
    (project / "data/spangen").mkdir()
    (project / "data/spangen/2022.xlsx").write_text("geheim")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "fout")
    git(project, "rm", "-q", "data/spangen/2022.xlsx")
    git(project, "commit", "-q", "-m", "weg")
    with pytest.raises(InputError, match=r"data/spangen/2022\.xlsx: gevonden: staat in git"):
        read_code(project)
