"""The distance of a wijk to the city, per source, edition, measurement and indicator."""

from typing import TYPE_CHECKING

from veerkracht.run import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "afstand tot de stad berekenen") as log:
    import pandas as pd

    from veerkracht import io
    from veerkracht.gaps import check_areas, compute_gaps

    areas, city = snakemake.params.areas, snakemake.params.city
    tables = {
        name: io.read_table(path)
        for name, path in zip(snakemake.params.sources, snakemake.input.indicators, strict=True)
    }
    found = [compute_gaps(table, areas, city, source=name) for name, table in tables.items()]
    gaps = pd.concat(found, ignore_index=True)
    check_areas(gaps, areas, {name for table in tables.values() for name in table["area"]})
    io.write_table(gaps, snakemake.output.gaps)
    log.info("%d afstanden", len(gaps))
