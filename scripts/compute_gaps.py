"""The distance of a wijk to the city, per source, edition, measurement and indicator."""

from typing import TYPE_CHECKING

from veerkracht.run import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "afstand tot de stad berekenen") as log:
    import pandas as pd
    from veerkracht.gaps import compute_gaps

    from veerkracht import io

    gaps = pd.concat(
        [
            compute_gaps(
                io.read_table(path), snakemake.params.areas, snakemake.params.city, source=name
            )
            for name, path in zip(snakemake.params.sources, snakemake.input.indicators, strict=True)
        ],
        ignore_index=True,
    )
    io.write_table(gaps, snakemake.output.gaps)
    log.info("%d afstanden", len(gaps))
