"""The data dictionary as a page of the documentation."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "gegevenswoordenboek schrijven") as log:
    from veerkracht.inputs import schemas
    from veerkracht.network import metrics

    page = f"{schemas.dictionary_page()}\n{metrics.dictionary_page()}"
    Path(snakemake.output.page).write_text(page, encoding="utf-8")
    log.info("%d regels", page.count("\n"))
