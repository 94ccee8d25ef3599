"""One place per actor, the same on the map of every year."""

from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "plaatsen op de netwerkkaart bepalen") as log:
    from veerkracht import io
    from veerkracht.network.layout import layout

    tables = io.read_tables(snakemake.input.tables)
    places = layout(tables["actors"], tables["ties"], until=snakemake.params.until)
    io.write_tables({"layout": places}, dict(snakemake.output.items()))
    log.info("%d partijen geplaatst", len(places))
