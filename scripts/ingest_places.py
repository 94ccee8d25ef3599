"""Meeting places: the list of places and what the workbooks say of actors' places."""

from typing import TYPE_CHECKING

from veerkracht.faults import Fault
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

odd: list[Fault] = []
with logged(snakemake.log[0], "plekken inlezen", snakemake.log.notes, odd) as log:
    from veerkracht import io
    from veerkracht.inputs.governance import read_places

    actors = io.read_tables(snakemake.input.tables)["actors"]
    places = read_places(snakemake.input.places or None, actors, odd)
    io.write_tables({"places": places}, dict(snakemake.output.items()))
    log.info("%d plekken", len(places))
