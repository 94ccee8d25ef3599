"""The page of a reviewer: what was read, chosen, claimed and written, and what needs a person."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "bladzijde voor nakijkers samenstellen") as log:
    from veerkracht import io
    from veerkracht.review.edition import lines_of, read_edition
    from veerkracht.review.overview import Read, page
    from veerkracht.workflow.remarks import read_notes

    given = snakemake.input
    paths = [Path(path) for path in [*given.tables, *given.sources, snakemake.params.proposals]]
    # A wijk without boundaries has no remarks on them.
    logs = [Path(path) for path in snakemake.params.notes if Path(path).is_file()]
    notes = [note for path in logs for note in read_notes(path)]
    read = Read(
        {path.stem: lines_of(path) for path in paths},
        io.read_texts(given.figures),
        sorted(set(notes)),
        snakemake.params.purposes,
        lines_of(Path(given.differences)),
        lines_of(Path(next(iter(given.remarks), ""))),
    )
    html = page(read_edition(Path(given.parts).parent), read, Path("templates"))
    Path(snakemake.output.page).write_text(html, encoding="utf-8")
    log.info("%d kB", len(html.encode()) / 1000)
