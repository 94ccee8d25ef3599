"""A picture of a page as a browser shows it, for the documentation."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from veerkracht.faults import Fault, InputError

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
COLOURS = 64  # few, so that the picture stays small


def take_picture(page: Path, width: int, height: int) -> bytes:
    """The top of a page of HTML as PNG, in pixels. Raises InputError without a browser."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        expected, advice = "chromium of google-chrome", "Installeer er een: apt install chromium."
        raise InputError([Fault("browser", "", 0, "", "geen browser", expected, advice)])
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "bladzijde.png"
        quiet = ("--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu")
        size = (f"--window-size={width},{height}", "--virtual-time-budget=3000")
        goal = page.resolve().as_uri()
        given = [browser, *quiet, *size, f"--screenshot={picture}", goal]
        subprocess.run(given, check=True, capture_output=True, timeout=120)
        out = io.BytesIO()
        small = Image.open(picture).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(out, format="PNG", optimize=True)
    return out.getvalue()
