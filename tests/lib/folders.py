"""Where the tests find what they read."""

from __future__ import annotations

from veerkracht.paths import ROOT, TEMPLATES

DATA = ROOT / "data" / "voorbeeld"
SECTIONS = TEMPLATES / "sections"
# Real exports of the city, beside the project; where they are missing, their tests are skipped.
REAL_DATA = ROOT.parent / "shared" / "data"
