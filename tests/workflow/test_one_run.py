"""One run at a time in a folder; what a killed run left behind stops nobody."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from veerkracht.faults import InputError
from veerkracht.paths import ROOT
from veerkracht.workflow.one_run import take_turn

RUN = """
import sys, time
sys.path.insert(0, {scripts!r})
from pathlib import Path
from veerkracht.workflow.one_run import at_work, take_turn
{do}
print("bezig", flush=True)
time.sleep(60)
"""
TAKES = "take_turn(Path(), [])"
WORKS = "step = at_work(); step.__enter__()"
Start = Callable[[str], subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a process in the folder that takes its turn or works, and waits until it has begun."""
    (tmp_path / ".snakemake").mkdir()
    running = []

    def run(do: str) -> subprocess.Popen[str]:
        code = RUN.format(scripts=str(ROOT / "scripts"), do=do)
        process = subprocess.Popen(
            [sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE, text=True
        )
        running.append(process)
        assert process.stdout and process.stdout.readline() == "bezig\n"
        return process

    yield run
    for process in running:
        process.kill()
        process.wait()


def leave_locks(folder: Path) -> Path:
    locks = folder / ".snakemake" / "locks"
    locks.mkdir(parents=True)
    (locks / "0.output.lock").write_text("results/monitor.pdf\n")
    return locks


def test_a_live_run_is_respected_and_named(tmp_path: Path, start: Start) -> None:
    first, locks = start(TAKES), leave_locks(tmp_path)
    with pytest.raises(InputError) as caught:
        take_turn(tmp_path, [])
    assert "hier loopt al een opdracht van" in str(caught.value)
    assert f"(proces {first.pid})" in str(caught.value) and locks.is_dir()


def test_a_killed_run_is_cleared_away_with_one_line(
    tmp_path: Path, start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    first, locks = start(TAKES), leave_locks(tmp_path)
    first.kill()
    first.wait()
    take_turn(tmp_path, ["all"])
    told = "De vorige opdracht is afgebroken. Deze gaat verder waar zij was.\n"
    assert capsys.readouterr().err == told and not locks.exists()


def test_a_run_that_ended_well_is_no_news(
    tmp_path: Path, start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    first = start(TAKES)
    first.kill()
    first.wait()
    take_turn(tmp_path, [])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("option", ["-n", "-qn", "-nc1", "--dry-run", "--dryrun"])
def test_a_dry_run_stops_nobody_and_is_stopped_by_nobody(
    tmp_path: Path, start: Start, option: str
) -> None:
    take_turn(tmp_path, [option])
    first = start(TAKES)
    take_turn(tmp_path, [option])
    assert first.poll() is None


def test_a_step_that_outlives_its_run_is_waited_for(tmp_path: Path, start: Start) -> None:
    step = start(WORKS)
    code = RUN.format(scripts=str(ROOT / "scripts"), do=TAKES).replace("time.sleep(60)", "")
    waiting = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert waiting.stderr and "nog bezig. Even wachten." in waiting.stderr.readline()
    assert waiting.poll() is None
    step.kill()
    assert waiting.communicate(timeout=10)[0] == "bezig\n" and waiting.returncode == 0
