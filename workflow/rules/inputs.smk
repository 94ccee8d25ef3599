# Inputs: raw files -> canonical tables. All faults at once; nothing is written when there is one.


rule ingest_coding:
    """All coding workbooks of a wijk at once: names are reconciled over the years."""
    input:
        workbooks=lambda w: list(workbook_files(w.wijk)),
        aliases=lambda w: optional(w.wijk, "aliassen.csv"),
        corrections=lambda w: optional(w.wijk, "correcties.yaml"),
        schemas=SHEET_SCHEMAS,
    output:
        **made_by("ingest_coding"),
    log:
        "results/{wijk}/logs/ingest_coding.log",
        notes="results/{wijk}/logs/ingest_coding.csv",
        # A log, since Snakemake keeps logs when a rule fails: then it is needed most.
        proposals="results/{wijk}/review/naamvoorstellen.csv",
    conda:
        "../../environment.yml"
    params:
        workbooks=lambda w: workbooks(w.wijk),
        wijk=of_wijk("tie_rule", "memberships", "codering"),
        draft=config.get("draft", False),
    message:
        "{wildcards.wijk}: codeersheets inlezen"
    script:
        "../../scripts/ingest_coding.py"


rule ingest_governance:
    """The governance workbook: decisions, tasks, events, facts, budget and bodies."""
    input:
        workbook=lambda w: optional(w.wijk, "governance.xlsx"),
        schemas=SHEET_SCHEMAS,
    output:
        **made_by("ingest_governance"),
    log:
        "results/{wijk}/logs/ingest_governance.log",
        notes="results/{wijk}/logs/ingest_governance.csv",
    conda:
        "../../environment.yml"
    message:
        "{wildcards.wijk}: besluiten, taken, gebeurtenissen en feiten inlezen"
    script:
        "../../scripts/ingest_governance.py"


rule ingest_places:
    """Meeting places: the list of places and what the workbooks say of actors' places."""
    input:
        places=lambda w: optional(w.wijk, "plekken.csv"),
        tables=tables("actors"),
        schemas=SHEET_SCHEMAS,
    output:
        **made_by("ingest_places"),
    log:
        "results/{wijk}/logs/ingest_places.log",
        notes="results/{wijk}/logs/ingest_places.csv",
    conda:
        "../../environment.yml"
    message:
        "{wildcards.wijk}: plekken inlezen"
    script:
        "../../scripts/ingest_places.py"


rule ingest_boundaries:
    """The boundaries, in degrees, with the areas of the wijk found in them."""
    input:
        boundaries=lambda w: boundaries(w.wijk),
    output:
        boundaries="results/{wijk}/boundaries.geojson",
    log:
        "results/{wijk}/logs/ingest_boundaries.log",
        notes="results/{wijk}/logs/ingest_boundaries.csv",
    conda:
        "../../environment.yml"
    params:
        wijk=of_wijk("areas", "area_codes"),
        city=config["city"],
    message:
        "{wildcards.wijk}: grenzen inlezen"
    script:
        "../../scripts/ingest_boundaries.py"


rule ingest_background:
    """Water, streets, green and rail under the map of a wijk, in degrees."""
    input:
        background=lambda w: background(w.wijk).get("file", []),
    output:
        background="results/{wijk}/background.geojson",
    log:
        "results/{wijk}/logs/ingest_background.log",
        notes="results/{wijk}/logs/ingest_background.csv",
    conda:
        "../../environment.yml"
    params:
        attribution=lambda w: background(w.wijk).get("attribution", ""),
    message:
        "{wildcards.wijk}: straten en water inlezen"
    script:
        "../../scripts/ingest_background.py"


rule ingest_indicators:
    """One export of indicators for the whole city: read once, not once a wijk."""
    input:
        export=lambda w: config["sources"][w.source]["file"],
        schemas=SHEET_SCHEMAS,
    output:
        **made_by("ingest_indicators"),
    log:
        "results/stad/logs/ingest_indicators-{source}.log",
        notes="results/stad/logs/ingest_indicators-{source}.csv",
    conda:
        "../../environment.yml"
    params:
        source=lambda w: {**config["sources"][w.source], "city": config["city"]},
    message:
        "stad: indicatoren inlezen uit de bron {wildcards.source}"
    script:
        "../../scripts/ingest_indicators.py"


# No output: Snakemake would delete a workbook that stands there, and would make an empty one of
# its own accord when a year has none.
rule new_year:
    """Workbook and text of a new year: snakemake new_year --config year=2025. Never overwrites."""
    input:
        general="templates/sections/jaar/algemeen.md",
        schemas=SHEET_SCHEMAS,
    log:
        f"results/{REQUEST['wijk']}/logs/new_year.log",
    conda:
        "../../environment.yml"
    params:
        year=REQUEST["year"],
        target=f"data/{REQUEST['wijk']}/{REQUEST['year']}.xlsx",
        text=f"data/{REQUEST['wijk']}/teksten/jaar/{REQUEST['year']}.md",
        source=REQUEST["bron"],
        workbooks=earlier_workbooks(),
        aliases=present(f"data/{REQUEST['wijk']}/aliassen.csv"),
        corrections=present(f"data/{REQUEST['wijk']}/correcties.yaml"),
    message:
        f"{REQUEST['wijk']}: werkmap van {REQUEST['year'] or 'een nieuw jaar'} maken"
    script:
        "../../scripts/new_year.py"


# No output, for the same reason.
rule new_wijk:
    """The folder of a new wijk: snakemake new_wijk --config wijk=spangen. Never overwrites."""
    input:
        schemas=SHEET_SCHEMAS,
    log:
        f"results/{NEW_WIJK or 'stad'}/logs/new_wijk.log",
    conda:
        "../../environment.yml"
    params:
        wijk=NEW_WIJK,
        # Of the edition, if none is asked for. One year comes as a number, more as a text.
        years=[
            int(year)
            for year in str(
                REQUEST["jaren"] or str(config["edition"]["date"])[:4]
            ).split(",")
        ],
        city=config["city"],
    message:
        "map van een nieuwe wijk maken"
    script:
        "../../scripts/new_wijk.py"


# No output: it only says what to paste.
rule describe_sheet:
    """A description of an own sheet to paste: snakemake describe_sheet --config bestand=sheet.xlsx."""
    input:
        schemas=SHEET_SCHEMAS,
    log:
        "results/stad/logs/describe_sheet.log",
    conda:
        "../../environment.yml"
    params:
        file=REQUEST["bestand"] or "",
        wijk=REQUEST["wijk"] or "wijk",
    message:
        "de koppen van een eigen sheet plaatsen"
    script:
        "../../scripts/describe_sheet.py"


rule write_dictionary:
    """The data dictionary of every sheet: snakemake docs/gegevens.md."""
    input:
        modules=lambda w: package_files(),
        schemas=SHEET_SCHEMAS,
    output:
        page="docs/gegevens.md",
    log:
        "results/stad/logs/write_dictionary.log",
    conda:
        "../../environment.yml"
    message:
        "gegevenswoordenboek schrijven"
    script:
        "../../scripts/write_dictionary.py"


rule write_layouts:
    """Every layout of an export with a small sample: snakemake docs/indelingen.md."""
    input:
        modules=lambda w: package_files(),
        samples=sorted(
            str(path.relative_to(ROOT)) for path in ROOT.glob("tests/inputs/samples/*")
        ),
        schemas=SHEET_SCHEMAS,
    output:
        page="docs/indelingen.md",
    log:
        "results/stad/logs/write_layouts.log",
    conda:
        "../../environment.yml"
    message:
        "indelingen van exports beschrijven"
    script:
        "../../scripts/write_layouts.py"
