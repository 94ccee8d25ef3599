"""Comments and tracked changes of reviewers, read from a Word document into a table."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "opmerkingen van nakijkers lezen") as log:
    from veerkracht import io
    from veerkracht.report.filled import Report
    from veerkracht.review.edition import lines_of
    from veerkracht.review.remarks_in_word import as_table, read_remarks

    request = snakemake.params
    report = Report.from_json(Path(snakemake.input.parts).read_text(encoding="utf-8"))
    remarks = read_remarks(Path(request.file), report)
    table = as_table(Path(request.file).name, remarks, lines_of(Path(request.table)))
    io.write_table(table, request.table)
    log.info("%d opmerkingen", len(remarks))
    print(f"{len(remarks)} opmerkingen gelezen, in {request.table}.", flush=True)
    print("Geef snakemake om ze bij hun zin te zien, in review/index.html.", flush=True)
