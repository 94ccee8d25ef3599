"""The distance of a wijk to the city, per source, edition, measurement and indicator."""

from typing import TYPE_CHECKING

from veerkracht.faults import Fault
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

odd: list[Fault] = []
task = "afstand tot de stad berekenen"
with logged(snakemake.log[0], task, snakemake.log.notes, odd) as log:
    import pandas as pd

    from veerkracht import io
    from veerkracht.city.gaps import check_areas, compute_gaps

    areas, files = snakemake.params.areas, snakemake.params.files
    tables = {
        name: io.read_table(path)
        for name, path in zip(files, snakemake.input.indicators, strict=True)
    }
    city = snakemake.params.city
    found = [compute_gaps(table, areas, city, source=name) for name, table in tables.items()]
    gaps = pd.concat(found, ignore_index=True)
    known = {name: set(tables[name]["area"]) for name in snakemake.params.checked}
    odd += check_areas(gaps, areas, files, known)
    io.write_table(gaps, snakemake.output.gaps)
    log.info("%d afstanden", len(gaps))
