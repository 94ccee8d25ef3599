"""What every script does around its work: a log, and a user's mistake without a traceback."""

from __future__ import annotations

import errno
import logging
import resource
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from veerkracht.faults import Fault, InputError
from veerkracht.personal import masked
from veerkracht.workflow.one_run import at_work
from veerkracht.workflow.remarks import write_notes


@contextmanager
def logged(
    path: str,
    task: str,
    notes: str = "",
    warnings: list[Fault] | None = None,
    about: str = "",
) -> Iterator[logging.Logger]:
    """Log `task` (Dutch) with its duration, warnings and errors to the file `path`.

    `notes`: where an ingest leaves its remarks on the input as a table, also when it fails:
    `warnings`, which the script fills, or the faults. `about`: as for InputError.

    An error ends the script with status 1; the log holds what happened: all faults of a user's
    input, or the traceback of anything else. `last_words` tells it at the end.
    """
    handler = logging.FileHandler(path, mode="w", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)
    log = logging.getLogger("veerkracht")
    start = time.perf_counter()
    log.info("begin: %s", task)
    try:
        with at_work():
            yield log
    except InputError as error:
        error.about = about or error.about
        log.error("%s", error)
        if notes:
            write_notes(notes, error.faults)
        sys.exit(1)
    except KeyboardInterrupt:
        log.info("afgebroken")
        sys.exit(1)
    except Exception as error:
        known = _system(error)
        log.error("%s", known or masked(f"{task} ({type(error).__name__}: {error})"))
        log.info("%s", masked(traceback.format_exc()))
        sys.exit(1)
    else:
        if notes:
            write_notes(notes, warnings or [])
        used = resource.getrusage(resource.RUSAGE_SELF)
        log.info(
            "klaar na %.2f s; %.2f s rekentijd, %d MB geheugen, met het starten erbij",
            time.perf_counter() - start,
            used.ru_utime + used.ru_stime,
            used.ru_maxrss // 1024,
        )
    finally:
        root.removeHandler(handler)
        handler.close()


def _system(error: Exception) -> str:
    """What the system refused, in a sentence; empty for any other error."""
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT):
        return "De schijf is vol. Maak ruimte en geef de opdracht opnieuw."
    if number in (errno.EACCES, errno.EPERM, errno.EROFS) and isinstance(error, OSError):
        return (
            f"{error.filename or 'Een bestand'}: u hebt hier geen rechten om te lezen of schrijven."
        )
    return ""


def errors_in(logs: Iterable[Path], since: float) -> dict[Path, str]:
    """Log -> the error that stands in it, of the `logs` written after `since`."""
    errors = {}
    for path in logs:
        text = path.read_text(encoding="utf-8")
        if path.stat().st_mtime < since or "ERROR veerkracht: " not in text:
            continue
        error = text.split("ERROR veerkracht: ", 1)[1]
        for level in ("INFO ", "WARNING "):
            error = error.split(f"\n{level}")[0]
        errors[path] = error.strip()
    return errors


def last_words(errors: dict[Path, str], what: str = "monitor") -> str:
    """What a user reads at the end of a failed run: every error with its log, and what to do."""
    told = [f"{error}\n  (logboek: {path})" for path, error in errors.items()]
    end = f"De {what} is niet gemaakt. Herstel dit en geef de opdracht opnieuw."
    return "\n" + "\n\n".join([*told, end])
