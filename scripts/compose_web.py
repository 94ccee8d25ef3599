"""The web edition: the filled sections, the charts and the network map in one file."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "webeditie samenstellen") as log:
    from veerkracht import io
    from veerkracht.editions.web import compose_web
    from veerkracht.report.filled import Report

    html = compose_web(
        Report.from_json(Path(snakemake.input.parts).read_text(encoding="utf-8")),
        {Path(path).stem: Path(path).read_text("utf-8") for path in snakemake.input.figures},
        {Path(path).stem: io.read_table(path) for path in snakemake.input.tables},
        Path("templates"),
        Path(snakemake.input.fonts).read_text(encoding="utf-8"),
        Path(snakemake.input.artwork, "omslag.svg").read_text(encoding="utf-8"),
        {
            Path(path).stem: json.loads(Path(path).read_text("utf-8"))
            for path in snakemake.input.texts
        },
    )
    Path(snakemake.output.html).write_text(html, encoding="utf-8")
    log.info("%d kB", len(html.encode()) / 1000)
