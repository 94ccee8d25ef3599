"""Measures of the network a year, and the position of every actor in it."""

from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "netwerkmaten berekenen") as log:
    from veerkracht import io
    from veerkracht.network import metrics

    actors = io.read_table(snakemake.input.actors)
    ties = io.read_table(snakemake.input.ties)
    network = metrics.measure_networks(actors, ties)
    io.write_table(network, snakemake.output.network)
    io.write_table(metrics.measure_actors(actors, ties), snakemake.output.actors)
    log.info("%d maten over %d jaren", network["metric"].nunique(), network["year"].nunique())
