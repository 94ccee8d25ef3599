"""The course on the index, what moved it, who was alike, and where residents are vulnerable."""

from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "verloop op de index berekenen") as log:
    from veerkracht import io
    from veerkracht.city.measure import measure_index
    from veerkracht.city.scoring import read_rules

    config = snakemake.params.config
    measured = measure_index(
        io.read_tables(snakemake.input.sources),
        io.read_tables(snakemake.input.tables)["index_gaps"],
        read_rules(snakemake.input.rules),
        config,
        config["wijken"][snakemake.wildcards.wijk],
    )
    io.write_tables(measured, dict(snakemake.output.items()))
    for name, table in measured.items():
        log.info("%s: %d rijen", name, len(table))
