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
    from veerkracht.gaps import name_areas
    from veerkracht.provenance import Trail, follow, page
    from veerkracht.report import compose
    from veerkracht.sections import read_sections
    from veerkracht.versions import hash_files, versions
    from veerkracht.wordings import places_of

    config = snakemake.params.config
    templates = Path("templates")
    tables = {
        Path(path).stem: io.read_table(path)
        for path in [*snakemake.input.tables, *snakemake.input.sources]
    }
    areas = config["wijken"][snakemake.wildcards.wijk]["areas"]
    for name in config["sources"]:
        tables[name] = name_areas(tables[name], areas)
    figures = {
        Path(path).stem: json.loads(Path(path).read_text(encoding="utf-8"))
        for path in snakemake.input.figures
    }
    trail = Trail()
    html = compose(
        read_sections(templates / "sections"),
        Findings(tables, config["wijken"][snakemake.wildcards.wijk], config),
        figures,
        templates,
        {"input_hash": hash_files(snakemake.input.raw), "versions": versions()},
        trail,
    )
    Path(snakemake.output.html).write_text(html, encoding="utf-8")
    steps = follow(trail, tables)
    io.write_table(steps, snakemake.output.trail)
    lead = page(snakemake.wildcards.wijk, steps)
    Path(snakemake.output.trail_page).write_text(lead, encoding="utf-8")
    claims = tables["claims"]
    dimensions = [name for name in claims["claim"] if name.startswith("S14-")]
    places = claims["claim"].map(places_of(templates / "sections", dimensions))
    io.write_table(claims.assign(places=places), snakemake.output.claims)
    log.info("%d secties, %d tekens", html.count("<section"), len(html))
