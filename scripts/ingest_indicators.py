"""One export of indicators for the whole city."""

from typing import TYPE_CHECKING

from veerkracht.faults import Fault
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

odd: list[Fault] = []
task = f"bron {snakemake.wildcards.source} inlezen"
with logged(snakemake.log[0], task, snakemake.log.notes, odd) as log:
    from veerkracht import io
    from veerkracht.inputs.indicators.exports import read_indicators

    table = read_indicators(snakemake.input.export, snakemake.params.source, odd)
    io.write_tables({"indicators": table}, dict(snakemake.output.items()))
    log.info("%d waarden van %d gebieden", len(table), table["area"].nunique())
