"""What people see of a run: how far it is and how long still, in Dutch.

Snakemake tells of every job what it reads and writes; that stays in its log, and comes back on the
screen with `snakemake -p`. Standard library only: it runs inside Snakemake itself.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TextIO

from veerkracht.workflow.first_look import STOPPED
from veerkracht.workflow.fold import folded

TIMES = "tijden.json"
WIDTH = "breedte"  # beside the rules in TIMES: how many of them worked at once
MIN_STEPS = 4  # fewer are over before a line is read; and they speak themselves
BAR = 20
LAST = "all"
ERASE = "\r\x1b[2K"
NOTHING = "Er is niets te doen: alles is bij."
# With these Snakemake itself answers.
ITS_OWN = re.compile(
    r"-[nqkF]*[pSDl]|--(printshellcmds|verbose|debug.*|lint|list.*|.*summary|.*graph|dag|unlock"
    r"|cleanup-.*|report|archive|delete-.*|generate-.*|containerize|print-.*)"
)


class Screen(logging.Handler):
    """In the place of Snakemake's own screen: a line that changes, or plain lines without one.

    `state` is where the times of the last run are kept, `remarks` counts the remarks on the input
    so far, `explain` says why Snakemake stopped, or nothing where it does not know, `places` names
    the files that were asked for.
    """

    def __init__(
        self,
        stream: TextIO,
        state: Path,
        looks_only: bool = False,
        remarks: Callable[[], int] = lambda: 0,
        explain: Callable[[], str] = lambda: "",
        places: Callable[[], Iterable[str]] = lambda: (),
    ) -> None:
        super().__init__()
        self.stream, self.looks_only = stream, looks_only
        self.remarks, self.explain, self.places = remarks, explain, places
        self.times = _Times(state / TIMES)
        self.alive = stream.isatty() and not looks_only
        self.pending: Counter[str] = Counter()
        self.running: dict[int, tuple[str, str, float]] = {}
        self.laid_back: set[int] = set()  # not made: how long it takes to make is another matter
        self.total = self.done = self.odd = 0
        self.failed = self.stopped = False
        self.closed = False
        self.said = ""
        self.ended = threading.Event()

    def emit(self, record: logging.LogRecord) -> None:
        """Tell what of a record people want to know."""
        event = str(getattr(record, "event", None) or "")
        tell = getattr(self, f"_on_{event}", None)
        if tell:
            tell(record)
        elif str(record.msg).startswith("Nothing to be done"):
            # Snakemake ends here without a word on where it is.
            for line in (NOTHING, *(() if self.looks_only else self.places())):
                self._line(line)
        elif "on user request" in str(record.msg) and not self.stopped:
            self.stopped = True
            self._clear()
            self._line(STOPPED)

    def close(self) -> None:
        """Clear the line, say how it ended, and keep the times for the next run."""
        if not self.closed:
            self.closed = True
            self._clear()
            if self.said:
                self._tell_why()
            elif self.done and self.done == self.total:
                self._line(f"Klaar in {_took(time.monotonic() - self.times.start)}.")
            self.times.keep()
        super().close()

    def _on_run_info(self, record: logging.LogRecord) -> None:
        stats: dict[str, int] = record.stats  # type: ignore[attr-defined]
        first = not self.total
        self.pending = Counter(
            {rule: n for rule, n in stats.items() if rule not in ("total", LAST)}
        )
        self.total = sum(self.pending.values())
        if self.looks_only:
            if not first:
                self._line(f"Samen {_steps(self.total)}. Er is nog niets gedaan.")
            else:
                self._line("Te doen:")
            return
        left = _about(self.times.left(self.pending, []))
        # A capital has no accent: Eén.
        steps = "Eén stap" if self.total == 1 else _steps(self.total)
        self._line(f"{steps} te doen{left}.")
        if self.alive and self.total >= MIN_STEPS:
            threading.Thread(target=self._keep_drawing, daemon=True).start()

    def _on_job_info(self, record: logging.LogRecord) -> None:
        rule, number = record.rule_name, record.jobid  # type: ignore[attr-defined]
        task = str(record.rule_msg or rule)  # type: ignore[attr-defined]
        if rule == LAST:
            return
        if self.looks_only:
            self._line(f"  {task}")
            return
        self.running[number] = (rule, task, time.monotonic())
        self.pending[rule] -= 1
        if not self.alive:
            self._line(f"{self.done + len(self.running)} van {self.total}: {task}")

    def _on_job_finished(self, record: logging.LogRecord) -> None:
        rule, _, start = self.running.pop(record.job_id, ("", "", 0.0))  # type: ignore[attr-defined]
        if rule:
            self.done += 1
            if record.job_id not in self.laid_back:  # type: ignore[attr-defined]
                self.times.add(rule, time.monotonic() - start)
            self.odd = self.remarks()

    def _on_job_error(self, record: logging.LogRecord) -> None:
        _, task, _ = self.running.pop(record.jobid, ("", "", 0.0))  # type: ignore[attr-defined]
        if self.stopped:
            return
        self.failed = True
        self._line(f"Mislukt: {task or record.rule_name}")  # type: ignore[attr-defined]

    def _on_error(self, record: logging.LogRecord) -> None:
        # Of a step that fails this comes before the step itself: told at the end, if at all.
        self.said = self.said or str(record.msg)
        if not self.total:
            self._tell_why()

    def _tell_why(self) -> None:
        """Why Snakemake stopped, once, where no step failed and nobody pressed Ctrl-C."""
        if not (self.failed or self.stopped):
            self.failed = True
            why = self.explain()
            self._line(why or f"Snakemake kon niet verder, en zegt zelf:\n{self.said}")

    def _keep_drawing(self) -> None:
        while not self.ended.wait(0.5):
            with self.lock:  # type: ignore[union-attr]
                if not self.ended.is_set():
                    self._write(self._status())

    def _status(self) -> str:
        """The line that changes."""
        full = BAR * self.done // max(self.total, 1)
        head = f"{'█' * full}{'░' * (BAR - full)} {self.done} van {self.total}"
        now = time.monotonic()
        busy = [(rule, now - start) for rule, _, start in self.running.values()]
        tail = _about(self.times.left(self.pending, busy))
        if self.odd:
            tail += f", {self.odd} waarschuwingen" if self.odd > 1 else ", 1 waarschuwing"
        tasks = ", ".join(task for _, task, _ in self.running.values())
        room = shutil.get_terminal_size().columns - len(head) - len(tail) - 4
        tasks = tasks if len(tasks) <= room else f"{tasks[: max(room - 1, 0)]}…"
        return f"{ERASE}{head}  {tasks}{tail}"

    def _clear(self) -> None:
        self.ended.set()
        if self.alive:
            self._write(ERASE)

    def _line(self, text: str) -> None:
        self._write(f"{ERASE if self.alive else ''}{folded(text, self.stream)}\n")

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


class _Times:
    """Seconds a rule took in the last run, for the question how long this one takes."""

    def __init__(self, path: Path) -> None:
        self.path, self.start = path, time.monotonic()
        self.taken: dict[str, list[float]] = {}
        try:
            self.known: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.known = {}

    def add(self, rule: str, seconds: float) -> None:
        """A job of `rule` took so long."""
        self.taken.setdefault(rule, []).append(seconds)

    def left(self, pending: Counter[str], busy: Sequence[tuple[str, float]]) -> float | None:
        """Seconds still to go, of rules that wait and of those at work; None if never timed."""
        if not all(rule in self.known for rule, n in pending.items() if n > 0):
            return None
        waiting = sum(self.known[rule] * n for rule, n in pending.items() if n > 0)
        at_work = sum(max(self.known.get(rule, 0) - gone, 0) for rule, gone in busy)
        return (waiting + at_work) / max(self.known.get(WIDTH, 1), 1)

    def keep(self) -> None:
        """Write the means of this run over those of the last."""
        if not self.taken or not self.path.parent.is_dir():
            return
        means = {rule: sum(taken) / len(taken) for rule, taken in self.taken.items()}
        if len(self.taken) >= MIN_STEPS:
            worked = sum(map(sum, self.taken.values()))
            means[WIDTH] = worked / (time.monotonic() - self.start)
        known = {rule: round(seconds, 2) for rule, seconds in (self.known | means).items()}
        self.path.write_text(json.dumps(known, indent=1, sort_keys=True), encoding="utf-8")


def take_over(logger: logging.Logger, screen: Screen) -> None:
    """Put `screen` in the place of the handler with which Snakemake writes on the screen."""
    for handler in list(logger.handlers):
        if handler.name == "DefaultStreamHandler":
            logger.removeHandler(handler)
            logger.addHandler(screen)


def wants_its_own(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask Snakemake for something that it tells itself."""
    return any(map(ITS_OWN.fullmatch, arguments))


def _steps(number: int) -> str:
    return "één stap" if number == 1 else f"{number} stappen"


def _about(seconds: float | None) -> str:
    """How long still, as a clause; empty where nobody knows."""
    if seconds is None:
        return ""
    if seconds < 10:
        return ", nog enkele seconden"
    if seconds < 90:
        return f", nog ongeveer {round(seconds, -1):.0f} seconden"
    return f", nog ongeveer {seconds / 60:.0f} minuten"


def _took(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
