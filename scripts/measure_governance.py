"""Who decides, who does the work and what hinders, a year."""

from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "zeggenschap en drempels berekenen") as log:
    from veerkracht import io
    from veerkracht.governance.measures import measure_governance

    measured = measure_governance(io.read_tables(snakemake.input.tables))
    io.write_tables(measured, dict(snakemake.output.items()))
    log.info("%d besluiten, %d drempels", len(measured["rights"]), len(measured["barriers"]))
