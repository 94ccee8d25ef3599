"""The finished text as a Word document in which reviewers comment and track changes."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "Word-bestand om in na te kijken") as log:
    from veerkracht.report.filled import Report
    from veerkracht.review.word_copy import word_copy

    report = Report.from_json(Path(snakemake.input.parts).read_text(encoding="utf-8"))
    figures = {Path(path).stem: Path(path) for path in snakemake.input.figures}
    Path(snakemake.output.document).write_bytes(word_copy(report, figures))
    log.info("%s", snakemake.output.document)
