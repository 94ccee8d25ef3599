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
    from veerkracht.editions.artwork import draw_artwork
    from veerkracht.editions.versions import hash_files, packages
    from veerkracht.lookups.lookups import Lookups
    from veerkracht.report.bare_comparisons import bare_comparisons
    from veerkracht.report.fill import fill
    from veerkracht.report.filled import print_page
    from veerkracht.report.places import place_claims
    from veerkracht.report.proofread import Context, proofread
    from veerkracht.report.sections import read_sections, text_folders
    from veerkracht.report.trail import Trail, follow

    config, templates = snakemake.params.config, Path("templates")
    tables = io.read_tables([*snakemake.input.tables, *snakemake.input.sources])
    figures = io.read_texts(snakemake.input.figures)
    trail = Trail()
    folders = text_folders(snakemake.wildcards.wijk)
    sections = read_sections(*folders)
    lookups = Lookups.of(tables, config["wijken"][snakemake.wildcards.wijk], config)
    extra = {"input_hash": hash_files(snakemake.input.raw), "versions": packages()}
    filled = fill(sections, lookups, figures, templates, extra, trail)
    told = proofread(filled, Context.of(lookups, trail, sections, extra, figures))
    odd += warnings_of([*told, *bare_comparisons(folders[:-1])])
    for edition in ("monitor", "samenvatting"):
        html = print_page(filled, edition, templates)
        Path(snakemake.output[edition]).write_text(html, encoding="utf-8")
    Path(snakemake.output.parts).write_text(filled.as_json(), encoding="utf-8")
    drawn = tables | io.read_tables(snakemake.input.map)
    draw_artwork(Path(snakemake.output.artwork), drawn, config["sources"], config["city"])
    io.write_table(follow(trail, lookups.tables), snakemake.output.trail)
    claims = place_claims(tables["claims"], folders, filled.covered)
    io.write_table(claims, snakemake.output.claims)
    log.info("%d secties, %d getallen", len(sections), len(trail.steps))
