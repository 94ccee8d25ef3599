"""The layouts of exports, as a page of the documentation."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "indelingen van exports beschrijven") as log:
    from veerkracht.inputs.indicators.page import layouts_page
    from veerkracht.paths import ROOT

    page = layouts_page(ROOT)
    Path(snakemake.output.page).write_text(page, encoding="utf-8")
    log.info("%d regels", page.count("\n"))
