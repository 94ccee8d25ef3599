"""What every script does around its work: a log, and a user's mistake without a traceback."""

from __future__ import annotations

import logging
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from veerkracht.faults import InputError


@contextmanager
def logged(path: str, task: str) -> Iterator[logging.Logger]:
    """Log `task` (Dutch) with its duration, warnings and errors to the file `path`.

    A user's mistake (InputError) is printed as it is and ends the script with status 1; any other
    error prints one Dutch headline and the place of the log, which holds the traceback.
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
        yield log
    except InputError as error:
        log.error("%s", error)
        print(f"\n{error}\n", file=sys.stderr, flush=True)
        sys.exit(1)
    except Exception as error:
        log.error("%s", traceback.format_exc())
        print(
            f"\nHet ging mis bij: {task}.\n  {type(error).__name__}: {error}\n"
            f"  De bijzonderheden staan in {Path(path)}\n",
            file=sys.stderr,
            flush=True,
        )
        sys.exit(1)
    else:
        log.info("klaar na %.2f s", time.perf_counter() - start)
    finally:
        root.removeHandler(handler)
        handler.close()
