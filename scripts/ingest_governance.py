"""The governance workbook: decisions, tasks, events and facts."""

from typing import TYPE_CHECKING

from veerkracht.faults import Fault
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

odd: list[Fault] = []
with logged(snakemake.log[0], "governance inlezen", snakemake.log.notes, odd) as log:
    from veerkracht import io
    from veerkracht.inputs.governance import read_governance

    tables = read_governance(snakemake.input.workbook or None, odd)
    io.write_tables(tables, dict(snakemake.output.items()))
    for name, table in tables.items():
        log.info("%s: %d rijen", name, len(table))
