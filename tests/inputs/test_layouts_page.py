"""The page with a sample of every layout is what the samples give."""

from __future__ import annotations

from veerkracht.config import read_yaml
from veerkracht.inputs.indicators.exports import LAYOUTS
from veerkracht.inputs.indicators.page import SAMPLES, layouts_page
from veerkracht.paths import ROOT


def test_the_page_of_layouts_is_up_to_date() -> None:
    """Else: snakemake docs/indelingen.md."""
    assert (ROOT / "docs/indelingen.md").read_text("utf-8") == layouts_page(ROOT)


def test_every_layout_has_a_sample_and_every_sample_is_shown() -> None:
    samples = read_yaml(ROOT / SAMPLES / "samples.yaml")
    assert {sample["source"]["layout"] for sample in samples} == set(LAYOUTS)
    files = {path.name for path in (ROOT / SAMPLES).iterdir()}
    assert {sample["file"] for sample in samples} | {"samples.yaml"} == files
