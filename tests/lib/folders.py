"""Where the tests find what they read."""

from __future__ import annotations

import pytest

from veerkracht.paths import ROOT, TEMPLATES
from veerkracht.report.sections import text_folders

DATA = ROOT / "data" / "voorbeeld"
SECTIONS = TEMPLATES / "sections"
# Where the texts of the example stand: its own lie over those of every wijk.
FOLDERS = text_folders("voorbeeld", ROOT)
# Real exports of the city, beside the project; where they are missing, their tests are skipped.
REAL_DATA = ROOT.parent / "shared" / "data"
real_data = pytest.mark.skipif(
    not REAL_DATA.is_dir(), reason="de echte exports van de stad staan niet naast het project"
)
