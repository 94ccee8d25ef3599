"""Steps as forks of a process that has loaded the libraries: as good as a Python of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from workflow_runs import copy_project, snakemake

from veerkracht.workflow import ready as module
from veerkracht.workflow.ready import Ready


@pytest.fixture(scope="module")
def ready() -> Iterator[Ready]:
    started = Ready(["colorsys", "json"])
    yield started
    started._end()


def script(folder: Path, text: str) -> str:
    path = folder / "script.py"
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return str(path)


def test_a_step_has_what_is_loaded_and_the_name_of_a_script(ready: Ready, tmp_path: Path) -> None:
    text = f"""
        import os, sys
        told = [__name__, sys.argv, "colorsys" in sys.modules, os.environ["OMP_NUM_THREADS"]]
        open({str(tmp_path / "told")!r}, "w").write(repr(told))
    """
    path = script(tmp_path, text)
    assert ready.run(path) == 0
    assert (tmp_path / "told").read_text() == repr(["__main__", [path], True, "1"])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("import sys; sys.exit()", 0),
        ("import sys; sys.exit(3)", 3),
        ("import sys; sys.exit('een reden')", 1),
        ("1 / 0", 1),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 1),
    ],
)
def test_the_status_is_that_of_the_script(
    ready: Ready, tmp_path: Path, text: str, status: int
) -> None:
    assert ready.run(script(tmp_path, text)) == status


def test_a_step_does_not_wait_for_what_it_may_not_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The third library is loaded when the step is done; it is asked for during the first."""
    waits = """
        import os, pathlib, time
        end = time.monotonic() + 20
        while not (pathlib.Path(os.environ["HERE"]) / {name!r}).exists():
            assert time.monotonic() < end
            time.sleep(0.01)
    """
    for name in ("asked", "done"):
        text = textwrap.dedent(waits.format(name=name))
        (tmp_path / f"wait_until_{name}.py").write_text(text)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("HERE", str(tmp_path))
    ready = Ready(["wait_until_asked", "wait_until_done", "colorsys"])
    path = script(tmp_path, f"open({str(tmp_path / 'done')!r}, 'w').write('')")
    with ThreadPoolExecutor() as pool:
        status = pool.submit(ready.run, path)
        time.sleep(0.3)  # for the request to be on its way
        (tmp_path / "asked").write_text("")
        assert status.result(timeout=10) == 0
    ready._end()


def test_it_ends_without_a_word_when_who_asked_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait = f"""
        import pathlib, time
        end = time.monotonic() + 20
        while not pathlib.Path({str(tmp_path / "gone")!r}).exists():
            assert time.monotonic() < end
            time.sleep(0.01)
    """
    (tmp_path / "wait_until_gone.py").write_text(textwrap.dedent(wait))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-P", module.__file__, str(theirs.fileno()), "wait_until_gone"]
    process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stderr=subprocess.PIPE)
    theirs.close()
    told, status = os.pipe()
    socket.send_fds(ours, [script(tmp_path, "").encode()], [status])
    ours.close()
    os.close(status)
    (tmp_path / "gone").write_text("")
    assert process.communicate(timeout=20)[1] == b""
    assert process.returncode == 0
    os.close(told)


def test_steps_share_nothing_and_run_beside_each_other(ready: Ready, tmp_path: Path) -> None:
    """Each waits until the other is there: one after the other they would wait in vain."""
    texts = """
        import json, pathlib, sys, time
        assert not hasattr(json, "mine")
        json.mine = True
        here = pathlib.Path(__file__).parent
        (here / "hier").write_text("")
        end = time.monotonic() + 20
        while not all((here.parent / name / "hier").exists() for name in "ab"):
            assert time.monotonic() < end
            time.sleep(0.01)
    """
    paths = []
    for name in "ab":
        (tmp_path / name).mkdir()
        paths.append(script(tmp_path / name, texts))
    with ThreadPoolExecutor() as pool:
        assert list(pool.map(ready.run, paths)) == [0, 0]


def test_without_the_process_nothing_is_run(tmp_path: Path) -> None:
    ended = Ready(["json"])
    ended._end()
    assert ended.run(script(tmp_path, "open('hier', 'w')")) is None


def test_a_process_that_is_still_loading_ends_with_its_run(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text("import time; time.sleep(60)")
    code = "from veerkracht.workflow.ready import Ready; print(Ready(['slow'])._process.pid)"
    paths = os.pathsep.join([str(tmp_path), *sys.path])
    run = [sys.executable, "-c", code]
    start = time.monotonic()
    done = subprocess.run(run, env=os.environ | {"PYTHONPATH": paths}, capture_output=True)
    assert time.monotonic() - start < 30
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)


def test_a_process_whose_run_was_killed_ends(tmp_path: Path) -> None:
    code = (
        "import os; from veerkracht.workflow.ready import Ready;"
        "print(Ready(['json'])._process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE)
    assert done.returncode == -signal.SIGKILL
    end = time.monotonic() + 20
    while Path(f"/proc/{int(done.stdout)}/cmdline").exists() and time.monotonic() < end:
        time.sleep(0.05)
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)


def test_snakemake_runs_scripts_so(tmp_path: Path) -> None:
    """A script that Snakemake would start itself, in a shell, ends here before it begins."""
    project = copy_project(tmp_path / "monitor")
    (tmp_path / "stop.sh").write_text("exit 7")
    done = snakemake(project, "docs/tabellen.md", "-c1", BASH_ENV=str(tmp_path / "stop.sh"))
    assert done.returncode == 0, done.stdout
    assert (project / "docs/tabellen.md").is_file()


def test_ctrl_c_while_it_loads_or_works_says_nothing(tmp_path: Path) -> None:
    """What there is to say the screen says; a terminal sends it to every process of a run."""
    (tmp_path / "slow.py").write_text("import time; time.sleep(1)")
    works = script(tmp_path, "import os, signal; os.kill(os.getpid(), signal.SIGINT)")
    code = f"""
import os, signal
from veerkracht.workflow import ready as module
from veerkracht.workflow.ready import Ready
# What runs in the background is deaf to it from the start, and hands that on.
signal.signal(signal.SIGINT, signal.default_int_handler)
ready = Ready(["slow"])
os.kill(ready._process.pid, signal.SIGINT)
print(ready.run({works!r}))
"""
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("1\n", "")
