"""What a monitor is made from, as digests beside it."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "vastleggen waaruit de monitor is gemaakt") as log:
    from veerkracht.editions.versions import versions
    from veerkracht.review.record import as_json, make_record

    given = snakemake.input
    record = make_record(
        {Path(path).stem: path for path in [*given.tables, *given.sources]},
        next(iter(given.changes), None),
        given.raw,
        given.texts,
        snakemake.params.program,
        snakemake.params.config,
        versions(),
    )
    Path(snakemake.output.record).write_text(as_json(record), encoding="utf-8")
    log.info("%d bestanden, %d tabellen", len(record["bestanden"]), len(record["rijen"]))
