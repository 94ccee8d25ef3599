"""The distance of a wijk to the city, per source, edition, measurement and indicator."""

from typing import TYPE_CHECKING

from veerkracht.faults import Fault
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

odd: list[Fault] = []
task = "afstand tot de stad berekenen"
with logged(snakemake.log[0], task, snakemake.log.notes, odd) as log:
    from veerkracht import io
    from veerkracht.city.gaps import measure_gaps

    config = snakemake.params.config
    sources = io.read_tables(snakemake.input.sources)
    tables, warnings = measure_gaps(sources, config, config["wijken"][snakemake.wildcards.wijk])
    odd += warnings
    io.write_tables(tables, dict(snakemake.output.items()))
    log.info("%d afstanden", len(tables["index_gaps"]))
