"""The sections filled from the tables: one HTML page."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.faults import Fault, warnings_of
from veerkracht.run import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

odd: list[Fault] = []
with logged(snakemake.log[0], "rapport samenstellen", snakemake.log.notes, odd) as log:
    from veerkracht import io
    from veerkracht.findings import Findings
    from veerkracht.proofread import Context, proofread
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
    texts = map(Path, snakemake.input.figures)
    figures = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in texts}
    trail = Trail()
    sections = read_sections(templates / "sections")
    findings = Findings(tables, config["wijken"][snakemake.wildcards.wijk], config)
    extra = {"input_hash": hash_files(snakemake.input.raw), "versions": versions()}
    filled = fill(sections, findings, figures, templates, extra, trail)
    odd += warnings_of(proofread(filled, Context.of(findings, trail, sections, extra)))
    html = dress(filled.of("monitor"), "report.html.j2", templates, css_href=STYLESHEET)
    Path(snakemake.output.html).write_text(html, encoding="utf-8")
    steps = follow(trail, tables)
    io.write_table(steps, snakemake.output.trail)
    lead = page(snakemake.wildcards.wijk, steps)
    Path(snakemake.output.trail_page).write_text(lead, encoding="utf-8")
    places = tables["claims"]["claim"].map(places_of(templates / "sections"))
    io.write_table(tables["claims"].assign(places=places), snakemake.output.claims)
    log.info("%d secties, %d tekens", html.count("<section"), len(html))
