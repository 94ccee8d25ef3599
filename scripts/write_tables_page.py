"""Every table of results with its columns, as a page of the documentation."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "tabellen beschrijven"):
    from veerkracht.tables.register import tables_page

    Path(snakemake.output.page).write_text(tables_page(), encoding="utf-8")
