"""What a user sees of a run: Dutch, how far, how long still, and how it ended."""

from __future__ import annotations

import io
import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest

from veerkracht.workflow.commands import COMMANDS, help_text, unknown_targets
from veerkracht.workflow.first_look import STOPPED
from veerkracht.workflow.screen import NOTHING, TIMES, Screen, take_over, wants_its_own
from veerkracht.workflow.start_page import Wijk, start_page

STATS = {"ingest_coding": 1, "draw": 3, "all": 1, "total": 5}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def tell(screen: Screen, event: str | None, text: str = "", **more: Any) -> None:
    record = logging.LogRecord("snakemake", logging.INFO, "", 0, text, None, None)
    record.__dict__.update(more, event=event)
    screen.handle(record)


def begin(screen: Screen, number: int, rule: str = "draw", task: str = "tekenen") -> None:
    tell(screen, "job_info", jobid=number, rule_name=rule, rule_msg=task)


def whole_run(screen: Screen) -> None:
    tell(screen, None, "Building DAG of jobs...")
    tell(screen, "run_info", "Job stats", stats=STATS)
    begin(screen, 1, "ingest_coding", "codeersheets inlezen")
    for number in (1, 2, 3, 4):
        if number > 1:
            begin(screen, number)
        tell(screen, "job_finished", "Finished jobid", job_id=number)
        tell(screen, "progress", "steps", done=number, total=5)
    begin(screen, 5, "all", "de monitors zijn klaar")
    tell(screen, "job_finished", "Finished jobid", job_id=5)
    screen.close()


def test_without_a_terminal_every_step_is_a_plain_line(tmp_path: Path) -> None:
    stream = io.StringIO()
    whole_run(Screen(stream, tmp_path))
    assert stream.getvalue().splitlines() == [
        "4 stappen te doen.",
        "1 van 4: codeersheets inlezen",
        "2 van 4: tekenen",
        "3 van 4: tekenen",
        "4 van 4: tekenen",
        "Klaar in 0 s.",
    ]


def test_a_terminal_shows_one_line_that_is_cleared_at_the_end(tmp_path: Path) -> None:
    stream = Terminal()
    screen = Screen(stream, tmp_path, remarks=lambda: 2)
    tell(screen, "run_info", stats=STATS)
    begin(screen, 1, "ingest_coding", "codeersheets inlezen")
    tell(screen, "job_finished", job_id=1)
    begin(screen, 2)
    status = screen._status()
    assert re.search(r"█{5}░{15} 1 van 4  tekenen, 2 waarschuwingen$", status)
    screen.close()
    assert stream.getvalue().endswith("\r\x1b[2K"), "the line is gone, and nothing claims an end"


def test_a_long_task_is_cut_to_the_width(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    screen = Screen(Terminal(), tmp_path)
    tell(screen, "run_info", stats=STATS)
    begin(screen, 1, task="x" * 100)
    seen = screen._status().removeprefix("\r\x1b[2K")
    screen.close()
    assert len(seen) < 60 and seen.endswith("…")


def test_how_long_still_is_told_by_the_last_run(tmp_path: Path) -> None:
    """60 s of reading and 3 times 40 s of drawing, two at once: (60 + 120) / 2 is 90 seconds."""
    known = {"ingest_coding": 60, "draw": 40, "breedte": 2}
    (tmp_path / TIMES).write_text(json.dumps(known))
    stream = io.StringIO()
    screen = Screen(stream, tmp_path)
    tell(screen, "run_info", stats=STATS)
    assert stream.getvalue() == "4 stappen te doen, nog ongeveer 2 minuten.\n"
    begin(screen, 1, "ingest_coding")
    tell(screen, "job_finished", job_id=1)
    assert screen.times.left(screen.pending, []) == 60
    assert screen.times.left(screen.pending, [("draw", 10.0)]) == 75
    begin(screen, 2)
    screen.laid_back.add(2)
    tell(screen, "job_finished", job_id=2)
    screen.close()
    kept = json.loads((tmp_path / TIMES).read_text())
    assert kept == {**known, "ingest_coding": 0}, "timed anew; what was not made stays"


def test_nobody_knows_how_long_a_step_takes_that_was_never_done(tmp_path: Path) -> None:
    (tmp_path / TIMES).write_text("{half")
    stream = io.StringIO()
    tell(Screen(stream, tmp_path), "run_info", stats=STATS)
    assert stream.getvalue() == "4 stappen te doen.\n"


def test_a_step_that_failed_is_named_and_snakemakes_own_words_are_not(tmp_path: Path) -> None:
    stream = io.StringIO()
    screen = Screen(stream, tmp_path)
    tell(screen, "run_info", stats=STATS)
    begin(screen, 1, task="codeersheets inlezen")
    tell(screen, "error", "RuleException:\nCalledProcessError", exception="RuleException")
    tell(screen, "job_error", "Error in rule draw", jobid=1, rule_name="draw")
    tell(screen, "error", "WorkflowError: At least one job did not complete")
    screen.close()
    assert stream.getvalue().splitlines()[2:] == ["Mislukt: codeersheets inlezen"]


@pytest.mark.parametrize(
    ("explained", "told"),
    [("", "Snakemake kon niet verder, en zegt zelf:\nAmbiguousRule"), ("1 fout:", "1 fout:")],
)
def test_what_snakemake_alone_knows_is_passed_on_unless_explained(
    tmp_path: Path, explained: str, told: str
) -> None:
    stream = io.StringIO()
    screen = Screen(stream, tmp_path, explain=lambda: explained)
    tell(screen, "error", "AmbiguousRule")
    assert stream.getvalue() == f"{told}\n", "at once: before a run Snakemake closes nothing"
    screen.close()
    assert stream.getvalue() == f"{told}\n"


def test_an_error_under_way_without_a_failed_step_is_told_at_the_end(tmp_path: Path) -> None:
    stream = io.StringIO()
    screen = Screen(stream, tmp_path)
    tell(screen, "run_info", stats=STATS)
    tell(screen, "error", "MissingOutput")
    screen.close()
    assert stream.getvalue().endswith("Snakemake kon niet verder, en zegt zelf:\nMissingOutput\n")


def test_ctrl_c_is_told_once_and_is_no_failure(tmp_path: Path) -> None:
    stream = io.StringIO()
    screen = Screen(stream, tmp_path)
    tell(screen, "run_info", stats=STATS)
    begin(screen, 1)
    tell(screen, None, "Terminating processes on user request, this might take some time.")
    tell(screen, "job_error", jobid=1, rule_name="draw")
    tell(screen, "error", "WorkflowError")
    screen.close()
    assert stream.getvalue().splitlines()[2:] == [STOPPED] and screen.stopped


def test_a_dry_run_lists_the_tasks_and_says_that_nothing_was_done(tmp_path: Path) -> None:
    stream = Terminal()
    screen = Screen(stream, tmp_path, looks_only=True)
    tell(screen, "run_info", stats=STATS)
    begin(screen, 1, task="codeersheets inlezen")
    tell(screen, "run_info", stats=STATS)
    screen.close()
    assert stream.getvalue().splitlines() == [
        "Te doen:",
        "  codeersheets inlezen",
        "Samen 4 stappen. Er is nog niets gedaan.",
    ]
    tell(screen, None, "Nothing to be done (all requested files are present and up to date).")
    assert stream.getvalue().splitlines()[-1] == NOTHING


def test_only_the_screen_of_snakemake_is_taken_over(tmp_path: Path) -> None:
    logger = logging.Logger("test")
    screen, file = logging.StreamHandler(io.StringIO()), logging.NullHandler()
    screen.name = "DefaultStreamHandler"
    logger.addHandler(screen)
    logger.addHandler(file)
    own = Screen(io.StringIO(), tmp_path)
    take_over(logger, own)
    assert logger.handlers == [file, own]


@pytest.mark.parametrize("option", ["--lint", "-np", "-p", "--summary", "-D", "--rulegraph", "-l"])
def test_what_is_asked_of_snakemake_itself_it_answers(option: str) -> None:
    assert wants_its_own(["results", option])


@pytest.mark.parametrize("option", ["-n", "--dry-run", "--config", "print_draft", "-k", "-F", "-R"])
def test_a_plain_run_is_told_by_us(option: str) -> None:
    assert not wants_its_own([option])


def test_help_has_every_command_as_the_user_types_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _, command, _ in COMMANDS:
        assert f"    snakemake {command}".rstrip() in help_text().splitlines()
    (tmp_path / ".uv/bin").mkdir(parents=True)
    (tmp_path / ".uv/bin/uv").touch()
    assert "    .uv/bin/uv run snakemake -n" in help_text().splitlines()


def test_an_unknown_target_gets_the_nearest_name() -> None:
    said = unknown_targets(
        ["new_yaer", "new_wijk", "a.pdf"], ["new_year", "new_wijk"], [], ["a.pdf"]
    )
    assert said.startswith("1 fout") and "Bedoelt u 'new_year'?" in said and "a.pdf" not in said
    assert unknown_targets(["new_wijk"], ["new_wijk"], [], []) == ""


def test_the_start_page_links_what_is_there_and_says_what_failed(tmp_path: Path) -> None:
    for name in ("monitor.pdf", "delen/deel-2.pdf", "web/index.html"):
        (tmp_path / "a" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "a" / name).touch()
    (tmp_path / "a/monitor.pages").write_text("78\n")
    edition = {"title": "Monitor <1>", "publisher": "Veldacademie"}
    wijken = [Wijk("a", "Wijk A", odd=2), Wijk("b", "Wijk B", ["1 fout in <rij 3>"])]
    page = start_page(tmp_path, edition, wijken, ":root {}")
    links = re.findall(r'href="([^"]+)"', page)
    assert links == ["a/monitor.pdf", "a/delen/deel-2.pdf", "a/web/index.html"]
    assert "Monitor &lt;1&gt;" in page and "78 pagina's" in page and ">Deel 2</a>" in page
    assert "Er is 2 keer iets om na te kijken" in page
    first, second = page.split("<section")[1:]
    assert "Niet gemaakt" in second and "1 fout in &lt;rij 3&gt;" in second
    assert "Niet gemaakt" not in first
