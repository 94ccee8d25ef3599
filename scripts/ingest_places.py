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

    places = read_places(snakemake.input.places or None, io.read_table(snakemake.input.actors), odd)
    io.write_table(places, snakemake.output.places)
    log.info("%d plekken", len(places))
