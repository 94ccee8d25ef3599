"""Measures of the network a year, and the position of every actor in it."""

from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "netwerkmaten berekenen") as log:
    from veerkracht import io
    from veerkracht.network.measure import measure_network

    measured = measure_network(io.read_tables(snakemake.input.tables))
    io.write_tables(measured, dict(snakemake.output.items()))
    network = measured["network_metrics"]
    log.info("%d maten over %d jaren", network["metric"].nunique(), network["year"].nunique())
