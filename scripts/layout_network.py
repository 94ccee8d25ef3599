"""One place per actor, the same on the map of every year."""

from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "plaatsen op de netwerkkaart bepalen") as log:
    from veerkracht import io
    from veerkracht.network.layout import layout

    actors = io.read_table(snakemake.input.actors)
    ties = io.read_table(snakemake.input.ties)
    places = layout(actors, ties, until=snakemake.params.until)
    io.write_table(places, snakemake.output.layout)
    log.info("%d partijen geplaatst", len(places))
