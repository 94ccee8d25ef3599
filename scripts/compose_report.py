"""The sections filled from the tables: a page of HTML for each edition."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.faults import Fault, warnings_of
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

odd: list[Fault] = []
with logged(snakemake.log[0], "rapport samenstellen", snakemake.log.notes, odd) as log:
    from veerkracht import io
    from veerkracht.editions.versions import hash_files, versions
    from veerkracht.lookups.findings import Findings
    from veerkracht.report.fill import fill, print_page
    from veerkracht.report.proofread import Context, proofread
    from veerkracht.report.sections import read_sections
    from veerkracht.report.trail import Trail, follow, page
    from veerkracht.report.wordings import places_of

    config, templates = snakemake.params.config, Path("templates")
    tables = io.read_tables([*snakemake.input.tables, *snakemake.input.sources])
    figures = io.read_texts(snakemake.input.figures)
    trail = Trail()
    sections = read_sections(templates / "sections")
    findings = Findings(tables, config["wijken"][snakemake.wildcards.wijk], config)
    extra = {"input_hash": hash_files(snakemake.input.raw), "versions": versions()}
    filled = fill(sections, findings, figures, templates, extra, trail)
    odd += warnings_of(proofread(filled, Context.of(findings, trail, sections, extra)))
    for edition in ("monitor", "samenvatting"):
        html = print_page(filled, edition, templates)
        Path(snakemake.output[edition]).write_text(html, encoding="utf-8")
    Path(snakemake.output.parts).write_text(filled.as_json(), encoding="utf-8")
    steps = follow(trail, findings.tables)
    io.write_table(steps, snakemake.output.trail)
    homes = {section.id: section.home for section in sections}
    lead = page(snakemake.wildcards.wijk, steps, homes)
    Path(snakemake.output.trail_page).write_text(lead, encoding="utf-8")
    claims = tables["claims"]
    dimensions = [name for name in claims["claim"] if name.startswith("S14-")]
    places = claims["claim"].map(places_of(templates / "sections", dimensions))
    io.write_table(claims.assign(places=places), snakemake.output.claims)
    log.info("%d secties, %d getallen", len(sections), len(trail.steps))
