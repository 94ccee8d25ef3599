"""The sections filled from the tables: one HTML page."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.run import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "rapport samenstellen") as log:
    from veerkracht import io
    from veerkracht.findings import Findings
    from veerkracht.provenance import Trail, follow, page
    from veerkracht.report import STYLESHEET, dress, fill
    from veerkracht.sections import read_sections
    from veerkracht.versions import hash_files, versions
    from veerkracht.wordings import places_of

    config = snakemake.params.config
    templates = Path("templates")
    tables = {
        Path(path).stem: io.read_table(path)
        for path in [*snakemake.input.tables, *snakemake.input.sources]
    }
    figures = {
        Path(path).stem: json.loads(Path(path).read_text("utf-8"))
        for path in snakemake.input.figures
    }
    trail = Trail()
    filled = fill(
        read_sections(templates / "sections"),
        Findings(tables, config["wijken"][snakemake.wildcards.wijk], config),
        figures,
        templates,
        {"input_hash": hash_files(snakemake.input.raw), "versions": versions()},
        trail,
    )
    html = dress(filled.of("monitor"), "report.html.j2", templates, css_href=STYLESHEET)
    Path(snakemake.output.html).write_text(html, encoding="utf-8")
    Path(snakemake.output.parts).write_text(filled.as_json(), encoding="utf-8")
    steps = follow(trail, tables)
    io.write_table(steps, snakemake.output.trail)
    Path(snakemake.output.trail_page).write_text(page(snakemake.wildcards.wijk, steps), "utf-8")
    places = tables["claims"]["claim"].map(places_of(templates / "sections"))
    io.write_table(tables["claims"].assign(places=places), snakemake.output.claims)
    log.info("%d secties, %d tekens", html.count("<section"), len(html))
