"""All coding workbooks of a wijk: actors, ties and quotes over the years."""

from typing import TYPE_CHECKING

from veerkracht.faults import Fault
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

odd: list[Fault] = []
with logged(snakemake.log[0], "codeersheets inlezen", snakemake.log.notes, odd) as log:
    from veerkracht import io
    from veerkracht.inputs.coders import coder_agreement
    from veerkracht.inputs.coding.years import read_coding

    coding = read_coding(
        snakemake.params.workbooks,
        aliases=snakemake.input.aliases or None,
        corrections=snakemake.input.corrections or None,
        tie_rule=snakemake.params.tie_rule,
        memberships=snakemake.params.memberships,
        draft=snakemake.params.draft,
        on_proposals=lambda table: io.write_table(table, snakemake.log.proposals),
    )
    odd += coding.warnings
    for name in ("actors", "ties", "quotes", "codings", "changes", "unresolved"):
        io.write_table(getattr(coding, name), snakemake.output[name])
    io.write_table(coder_agreement(coding.codings), snakemake.output.agreement)
    log.info("%d partijjaren, %d verbindingen", len(coding.actors), len(coding.ties))
