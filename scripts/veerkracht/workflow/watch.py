"""`snakemake kijk`: the web edition beside the text editor, made anew at every change.

A copy of each web edition stands beside it while somebody watches: with what is wrong on top, and a
line of script that loads it again when there is a newer one. It needs no server: the page asks a
small file beside it which edition is the newest.
"""

from __future__ import annotations

import html
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from veerkracht.config import read_yaml
from veerkracht.faults import InputError

WATCH = "kijk"
WATCHED = ("config.yaml", "data", "templates")
PAGE, NEWEST = "kijk.html", "kijk.js"
EVERY = 0.5  # seconds between two looks
# What is said of the steps on the way: not what is wrong.
ON_THE_WAY = re.compile(
    r"Using workflow specific profile|\d+ van \d+: |Mislukt: |.* te doen\b.*\.$"
)
BANNER = """<pre role="alert" style="position:fixed;inset:0 0 auto 0;z-index:99;margin:0;\
max-height:50vh;overflow:auto;padding:1rem 1.5rem;background:#fff3e0;color:#1d2b36;\
border-bottom:4px solid #b3261e;font:15px/1.45 system-ui,sans-serif;white-space:pre-wrap">\
<strong>Zo kan de monitor niet worden gemaakt. U ziet de vorige.</strong>
{faults}</pre>"""
SCRIPT = """<script>
setInterval(() => {{
  const ask = document.createElement("script");
  ask.src = "{newest}?" + Date.now();
  ask.onload = () => {{ ask.remove(); if (window.newest !== {number}) location.reload(); }};
  document.head.append(ask);
}}, 1000);
</script>"""
# The policy of an edition lets no script in but its own.
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
EMPTY = '<!DOCTYPE html>\n<html lang="nl"><meta charset="utf-8"><title>Kijken</title><body></body>'

Seen = dict[Path, tuple[int, int]]


def watch(root: Path, options: Sequence[str] = ()) -> None:
    """Make the web editions, and again after every change in WATCHED; until Ctrl-C.

    `options`: what is given to `snakemake` besides.
    """
    # Also where the shell that started this has put Ctrl-C aside.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    wijken: list[str] = []
    number = int(time.time())
    print("Kijken naar teksten, gegevens en instellingen. Stoppen: Ctrl-C.", flush=True)
    try:
        while True:
            seen = look(root)
            wijken, before = _wijken(root) or wijken, wijken
            for gone in sorted(set(before) - set(wijken)):
                _take_away(root, gone)
            number += 1
            start = time.monotonic()
            faults = make(root, wijken, options)
            for wijk in wijken:
                show(root / "results" / wijk / "web", faults, number)
            took = f"{time.monotonic() - start:.0f} s"
            pages = ", ".join(f"results/{wijk}/web/{PAGE}" for wijk in wijken)
            print(faults or f"Bij na {took}: {pages}", flush=True)
            _wait(root, seen)
    except KeyboardInterrupt:
        print("\nGestopt met kijken.", flush=True)
    finally:
        for wijk in wijken:
            _take_away(root, wijk)


def make(root: Path, wijken: Sequence[str], options: Sequence[str] = ()) -> str:
    """Make the web editions of `wijken`; what is wrong as Snakemake says it, empty if nothing is.

    Without wijken all that can be made: the settings are wrong then, and that is told.
    """
    targets = [f"results/{wijk}/web/index.html" for wijk in wijken] or ["all"]
    done = subprocess.run(
        [sys.executable, "-m", "snakemake", *targets, *options],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if not done.returncode:
        return ""
    lines = done.stdout.splitlines()
    return "\n".join(line for line in lines if not ON_THE_WAY.match(line)).strip()


def show(folder: Path, faults: str, number: int) -> None:
    """Write the page to watch in `folder`: its web edition, if there is one, under the `faults`."""
    folder.mkdir(parents=True, exist_ok=True)
    edition = folder / "index.html"
    page = edition.read_text(encoding="utf-8") if edition.is_file() else EMPTY
    more = SCRIPT.format(newest=NEWEST, number=number)
    if faults:
        more = BANNER.format(faults=html.escape(faults)) + more
    start, body, end = POLICY.sub("", page, count=1).rpartition("</body>")
    (folder / PAGE).write_text(f"{start}{more}{body}{end}", encoding="utf-8")
    # After the page: who asks never gets the number of a page that is not there yet.
    (folder / NEWEST).write_text(f"window.newest = {json.dumps(number)};\n", encoding="utf-8")


def look(root: Path) -> Seen:
    """Every file that is watched, with its date and size; not what editors keep for a while."""
    seen: Seen = {}
    for name in WATCHED:
        for path in (root / name, *(root / name).rglob("*")):
            try:
                state = path.stat()
            except OSError:  # gone while we looked
                continue
            if path.is_file() and path.name[0] not in ".~" and not path.name.endswith("~"):
                seen[path] = state.st_mtime_ns, state.st_size
    return seen


def _wait(root: Path, seen: Seen) -> None:
    """Until something differs from what was `seen`, and nothing has changed since for a moment."""
    now = look(root)
    while now == seen:
        time.sleep(EVERY)
        now = look(root)
    while now != seen:
        seen = now
        time.sleep(EVERY)
        now = look(root)


def _wijken(root: Path) -> list[str]:
    """The wijken in the settings; none where those cannot be read."""
    try:
        settings = read_yaml(root / "config.yaml")
        return [str(name) for name in settings["wijken"]]
    except (InputError, KeyError, TypeError):
        return []


def _take_away(root: Path, wijk: str) -> None:
    for name in (PAGE, NEWEST):
        (root / "results" / wijk / "web" / name).unlink(missing_ok=True)
