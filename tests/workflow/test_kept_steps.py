"""What a step made from the same is laid back; from anything else it is made anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from veerkracht.workflow import content
from veerkracht.workflow.kept_steps import FOLDER, SAME, Step, drop_gone

STEP = Step(
    rule="draw",
    told="[('wijk', 'oost')]",
    read=("data/in.csv", "templates"),
    made=("results/oost/logs/draw.log", "results/oost/map.svg", "results/oost/parts"),
)
MADE = {
    "results/oost/logs/draw.log": "klaar na 1 s\n",
    "results/oost/map.svg": "<svg/>",
    "results/oost/parts/een/1.pdf": "%PDF",
    "results/oost/parts/2.pdf": "",
}


@pytest.fixture
def done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The key of the step in a project where it was made and kept, and then all was removed."""
    monkeypatch.chdir(tmp_path)
    write({"data/in.csv": "a;1", "templates/style.css": "p {}", "templates/font.ttf": "f"})
    key = STEP.key()
    write(MADE)
    STEP.keep(key)
    shutil.rmtree("results")
    return key


def write(files: dict[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)


def there() -> dict[str, str]:
    return {str(p): p.read_text() for p in Path("results").rglob("*") if p.is_file()}


def test_what_was_made_from_the_same_is_laid_back_and_the_log_says_so(done: str) -> None:
    assert STEP.key() == done
    assert STEP.lay_back(done)
    log = STEP.made[0]
    assert there() == MADE | {log: MADE[log] + SAME}


def test_a_folder_without_files_comes_back_too(done: str) -> None:
    empty = replace(STEP, made=(STEP.made[0], "results/oost/leeg"))
    write({empty.made[0]: ""})
    Path("results/oost/leeg").mkdir()
    empty.keep(empty.key())
    shutil.rmtree("results")
    assert empty.lay_back(empty.key())
    assert Path("results/oost/leeg").is_dir()
    # Beside what another step made, not in its place.
    assert STEP.lay_back(done)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Path("data/in.csv").write_text("a;2"),
        lambda: Path("data/in.csv").unlink(),
        lambda: Path("templates/style.css").rename("templates/stijl.css"),
        lambda: Path("templates/more.css").write_text(""),
    ],
)
def test_other_input_has_another_key(done: str, change: Callable[[], None]) -> None:
    change()
    assert STEP.key() != done
    assert not STEP.lay_back(STEP.key())
    assert there() == {}


@pytest.mark.parametrize("other", [{"rule": "print"}, {"told": "[]"}, {"read": ("data/in.csv",)}])
def test_another_step_has_another_key(done: str, other: dict[str, Any]) -> None:
    assert replace(STEP, **other).key() != done


def test_another_release_of_a_library_has_another_key(
    done: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Path("lib/weasyprint-70.0.dist-info")
    library.mkdir(parents=True)
    monkeypatch.setattr("sysconfig.get_path", lambda _: "lib")
    keys = {done}
    for change in (
        lambda: None,
        lambda: library.rename("lib/weasyprint-71.0.dist-info"),
        lambda: Path("environment.yml").write_text("dependencies: [python=3.13]"),
    ):
        change()
        content.software.cache_clear()
        content._digest.cache_clear()
        keys.add(STEP.key())
    content.software.cache_clear()
    content._digest.cache_clear()
    assert len(keys) == 4


@pytest.mark.parametrize(
    "spoil",
    [
        lambda place: (place / "1").write_text("<svg>anders</svg>"),
        lambda place: (place / "1").unlink(),
        lambda place: (place / "stap.json").write_text('{"van": "'),
        lambda place: (place / "stap.json").unlink(),
        shutil.rmtree,
    ],
)
def test_nothing_is_laid_back_of_what_is_not_whole(
    done: str, spoil: Callable[[Path], object]
) -> None:
    (place,) = FOLDER.iterdir()
    spoil(place)
    assert not STEP.lay_back(done)
    assert there() == {}


def test_what_somebody_removed_is_not_kept_behind_his_back(done: str) -> None:
    assert STEP.lay_back(done)
    drop_gone()
    assert len(list(FOLDER.iterdir())) == 1
    Path("results/oost/map.svg").unlink()
    half = FOLDER / "0123.99"
    half.mkdir()
    drop_gone()
    assert list(FOLDER.iterdir()) == []


def test_a_file_that_was_saved_while_the_step_worked_is_not_what_it_was_made_from(
    done: str,
) -> None:
    write(MADE | {"results/oost/map.svg": "<svg>van de nieuwe invoer</svg>"})
    Path("data/in.csv").write_text("a;2")
    STEP.keep(done)
    Path("data/in.csv").write_text("a;1")
    shutil.rmtree("results")
    assert STEP.lay_back(done)
    assert there()["results/oost/map.svg"] == MADE["results/oost/map.svg"]
