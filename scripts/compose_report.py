"""The sections filled from the tables: one HTML page."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.run import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "rapport samenstellen") as log:
    from veerkracht import io
    from veerkracht.findings import Findings
    from veerkracht.provenance import Trail, follow, page
    from veerkracht.report import dress, fill
    from veerkracht.sections import read_sections
    from veerkracht.versions import hash_files, versions
    from veerkracht.wordings import places_of

    config = snakemake.params.config
    templates = Path("templates")
    tables = io.read_tables([*snakemake.input.tables, *snakemake.input.sources])
    figures = io.read_texts(snakemake.input.figures)
    trail = Trail()
    report = fill(
        read_sections(templates / "sections"),
        Findings(tables, config["wijken"][snakemake.wildcards.wijk], config),
        figures,
        templates,
        {"input_hash": hash_files(snakemake.input.raw), "versions": versions()},
        trail,
    )
    html = dress(report, "monitor", templates)
    Path(snakemake.output.monitor).write_text(html, encoding="utf-8")
    summary = dress(report, "samenvatting", templates)
    Path(snakemake.output.summary).write_text(summary, encoding="utf-8")
    steps = follow(trail, tables)
    io.write_table(steps, snakemake.output.trail)
    lead = page(snakemake.wildcards.wijk, steps)
    Path(snakemake.output.trail_page).write_text(lead, encoding="utf-8")
    places = tables["claims"]["claim"].map(places_of(templates / "sections"))
    io.write_table(tables["claims"].assign(places=places), snakemake.output.claims)
    log.info("%d secties, %d tekens", html.count("<section"), len(html))
