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
    found = measure_index(
        io.read_tables(snakemake.input.indicators),
        io.read_table(snakemake.input.gaps),
        read_rules(snakemake.input.rules),
        config,
        config["wijken"][snakemake.wildcards.wijk],
    )
    for name, path in snakemake.output.items():
        io.write_table(found[name], path)
        log.info("%s: %d rijen", name, len(found[name]))
