"""The governance workbook: decisions, tasks, events and facts."""

from typing import TYPE_CHECKING

from veerkracht.run import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "governance inlezen") as log:
    from veerkracht import io
    from veerkracht.governance import read_governance

    tables = read_governance(snakemake.input.workbook)
    for name, path in snakemake.output.items():
        io.write_table(tables[name], path)
        log.info("%s: %d rijen", name, len(tables[name]))
