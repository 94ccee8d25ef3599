"""`snakemake kijk` as a writer has it: a sentence, a mistake, its repair, and Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_project import KEY

pytestmark = pytest.mark.xdist_group("small")

LONGEST = 600  # seconds that a build may take on a busy computer
ALERT = 'role="alert"'


def test_a_writer_sees_what_she_writes_and_what_is_wrong(small_project: Path) -> None:
    folder = small_project / f"results/{KEY}/web"
    page, edition = folder / "kijk.html", folder / "index.html"
    text = small_project / "templates/sections/35-kwetsbaarheid.md"
    before = text.read_text("utf-8")

    def seen(*words: str, alert: bool) -> None:
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            shown = page.read_text("utf-8") if page.is_file() else ""
            if all(word in shown for word in words) and shown and (ALERT in shown) is alert:
                return
            assert watching.poll() is None
            time.sleep(0.2)
        raise AssertionError(words)

    with subprocess.Popen(
        [sys.executable, "-m", "snakemake", "kijk"],
        cwd=small_project,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as watching:
        try:
            seen(alert=False)
            text.write_text(f"{before}\nDe schrijver zegt nog iets.\n", "utf-8")
            seen("De schrijver zegt nog iets", alert=False)
            made = edition.read_bytes()
            text.write_text(f"{before}\n{{{{ gemiddelde_van_niets() }}}}\n", "utf-8")
            # The fault, with its file, on top of the page as it was.
            seen("gemiddelde_van_niets", text.name, "De schrijver zegt nog iets", alert=True)
            assert edition.read_bytes() == made and ALERT.encode() not in made
            text.write_text(before, "utf-8")
            seen(alert=False)
            assert "De schrijver zegt nog iets" not in edition.read_text("utf-8")
        finally:
            os.killpg(watching.pid, signal.SIGINT)  # as Ctrl-C does
        told, _ = watching.communicate(timeout=60)
    assert watching.returncode == 0 and told.endswith("Gestopt met kijken.\n")
    assert "gemiddelde_van_niets" in told and "Traceback" not in told
    assert sorted(path.name for path in folder.iterdir()) == ["index.html"]
