"""All coding workbooks of a wijk: actors, ties and quotes over the years."""

from typing import TYPE_CHECKING

from veerkracht.faults import Fault
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

odd: list[Fault] = []
with logged(snakemake.log[0], "codeersheets inlezen", snakemake.log.notes, odd) as log:
    from veerkracht import io
    from veerkracht.inputs.ingest import ingest_coding

    tables, warnings = ingest_coding(
        snakemake.params.workbooks,
        snakemake.input.aliases or None,
        snakemake.input.corrections or None,
        snakemake.params.wijk,
        draft=snakemake.params.draft,
        on_proposals=lambda table: io.write_table(table, snakemake.log.proposals),
    )
    odd += warnings
    io.write_tables(tables, dict(snakemake.output.items()))
    log.info("%d partijjaren, %d samenwerkingen", len(tables["actors"]), len(tables["ties"]))
