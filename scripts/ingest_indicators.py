"""One export of indicators for the whole city."""

from typing import TYPE_CHECKING

from veerkracht.run import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], f"bron {snakemake.wildcards.source} inlezen") as log:
    from veerkracht import io
    from veerkracht.indicators import read_indicators

    source = {**snakemake.params.source, "city": snakemake.params.city}
    table = read_indicators(snakemake.input.export, source)
    io.write_table(table, snakemake.output.table)
    log.info("%d waarden van %d gebieden", len(table), table["area"].nunique())
