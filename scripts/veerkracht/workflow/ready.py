"""Steps that start at once: forks of one process that has loaded what they all load.

Snakemake starts a new Python for each step, and half of the time of a short step went to loading
the same libraries again. The process here loads them once, while Snakemake reads its rules. A step
is a fork of it: it shares nothing with another step but what was loaded.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

# Of other makers only: our own modules are read when a step starts, as they are then. First what
# the first steps load, of all monitors and of a draft: they do not wait for the others.
LIBRARIES = (
    "pandas",
    "python_calamine",
    "jinja2",
    "weasyprint",
    "networkx",
    "igraph",
    "matplotlib.backends.backend_svg",
    "matplotlib.backends.backend_agg",
    "matplotlib.figure",
    "pikepdf",
)
ONE_THREAD = ("OMP", "GOTO", "OPENBLAS", "MKL", "VECLIB_MAXIMUM", "NUMEXPR")
LONGEST = 10_000  # bytes of a request: the path of a script


class Ready:
    """The process that is ready to fork; it ends when this one does."""

    def __init__(self, libraries: Sequence[str] = LIBRARIES) -> None:
        self._channel, theirs = socket.socketpair()
        self._turn = threading.Lock()
        # As Snakemake sets them for each script: one thread a job.
        threads = {f"{name}_NUM_THREADS": "1" for name in ONE_THREAD}
        # -P: this folder is no place to look for modules.
        # Ctrl-C is not for this process, from its first moment on: it would end in a traceback.
        signals = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", __file__, str(theirs.fileno()), *libraries],
                pass_fds=[theirs.fileno()],
                env={**os.environ, **threads},
            )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, signals)
        theirs.close()
        atexit.register(self._end)

    def run(self, script: str) -> int | None:
        """The exit status of a Python script, run in a fork; None where that cannot be.

        Called from several threads at once. A script that was killed has status 1.
        """
        ours, theirs = os.pipe()
        with os.fdopen(ours, "rb") as told:
            try:
                # One at a time, until the fork is there: requests never run into each other.
                with self._turn:
                    socket.send_fds(self._channel, [script.encode()], [theirs])
                    forked = self._channel.recv(1)
            except OSError:
                forked = b""
            finally:
                os.close(theirs)
            if not forked:
                return None
            status = told.read()
        return status[0] if status else 1

    def _end(self) -> None:
        # Also while it is still loading; waited for, so that its time counts as that of the run.
        self._process.kill()
        self._process.wait()


def serve(channel: socket.socket, libraries: Sequence[str] = ()) -> None:
    """Load `libraries`, and fork for every request on `channel` until nobody is at its other end.

    A request that comes meanwhile is answered before the next library.
    """
    # Ctrl-C is for the steps; what came before this is let go.
    interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.signal(signal.SIGCHLD, _bury)
    # Whoever was killed before the answer came asks nothing more.
    with contextlib.suppress(ConnectionError):
        for library in libraries:
            importlib.import_module(library)
            while select.select([channel], [], [], 0)[0]:
                if not _answer(channel, interrupt):
                    return
        while _answer(channel, interrupt):
            pass


def _answer(channel: socket.socket, interrupt: Any) -> bool:
    """Fork for the next request; False when nobody is there any more."""
    request, files, *_ = socket.recv_fds(channel, LONGEST, 1)
    if not request:
        return False
    gc.freeze()
    if not os.fork():
        channel.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _step(request.decode(), files[0], interrupt)
    os.close(files[0])
    channel.send(b".")
    return True


def _bury(*_: object) -> None:
    """Let go of the steps that ended: who asked for them knows their status."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _step(script: str, told: int, interrupt: Any) -> NoReturn:
    """Run a script as `python script` does, and tell with which status it ended.

    `interrupt`: what Ctrl-C does to it. The screen says that; the step is silent.
    """
    sys.argv = [script]
    sys.path.insert(0, str(Path(script).parent))
    status = 1
    try:
        signal.signal(signal.SIGINT, interrupt)
        runpy.run_path(script, run_name="__main__")
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        pass
    except BaseException:
        traceback.print_exc()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(told, bytes([status & 255]))
    finally:
        # Without taking down, one by one, all that was loaded.
        os._exit(status)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
