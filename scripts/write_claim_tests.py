"""The tests of claims with their parameters, as a page of the documentation."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "toetsen van beweringen beschrijven") as log:
    from veerkracht.claims.page import tests_page

    page = tests_page()
    Path(snakemake.output.page).write_text(page, encoding="utf-8")
    log.info("%d regels", page.count("\n"))
