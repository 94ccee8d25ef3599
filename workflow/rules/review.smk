# Review: what a reviewer gets -> what was read, what changed, and where it came from.


rule record_inputs:
    """Digests of all that a monitor is made from: by these a later edition says why it differs."""
    input:
        tables=tables(*ROWS),
        sources=source_tables(),
        changes=tables("changes"),
        raw=lambda w: sorted({**wijk_files(w.wijk), **source_files()}),
        texts=lambda w: sorted(
            {*own_texts(w.wijk), *files_of_claims(w.wijk), *shared_texts()}
        ),
    output:
        record="results/{wijk}/invoer.json",
    log:
        "results/{wijk}/logs/record_inputs.log",
    conda:
        "../../environment.yml"
    params:
        config=lambda w: {**config, "wijken": {w.wijk: config["wijken"][w.wijk]}},
        program=digest(program_files()),
    message:
        "{wildcards.wijk}: vastleggen waaruit de monitor is gemaakt"
    script:
        "../../scripts/record_inputs.py"


rule compare_editions:
    """What changed since the last archived edition, or the one of --config tegen=map, and why."""
    input:
        parts="results/{wijk}/parts.json",
        claims="results/{wijk}/claims.csv",
        trail="results/{wijk}/review/herkomst.csv",
        record="results/{wijk}/invoer.json",
        public="results/{wijk}/openbaar",
        figures=lambda w: [*shared_figures(w.wijk), *told_figures(w.wijk)],
        templates=review_files(),
        shared=["templates/tokens.css", "templates/web.fonts.css"],
    output:
        page="results/{wijk}/review/verschil.html",
        table="results/{wijk}/review/verschil.csv",
        figures=directory("results/{wijk}/review/verschil"),
    log:
        "results/{wijk}/logs/compare_editions.log",
    conda:
        "../../environment.yml"
    params:
        editions=lambda w: earlier_editions(w.wijk),
    message:
        "{wildcards.wijk}: vergelijken met een eerdere uitgave"
    script:
        "../../scripts/compare_editions.py"


rule compose_review:
    """The start page of a reviewer: all that was read, claimed and written, with its origin."""
    input:
        parts="results/{wijk}/parts.json",
        claims="results/{wijk}/claims.csv",
        trail="results/{wijk}/review/herkomst.csv",
        record="results/{wijk}/invoer.json",
        differences="results/{wijk}/review/verschil.csv",
        tables=of_a_wijk(),
        sources=source_tables(),
        figures=lambda w: told_figures(w.wijk),
        remarks=lambda w: there(f"results/{w.wijk}/review/opmerkingen.csv"),
        rules=rule_files(),
        templates=review_files(),
        shared=["templates/tokens.css", "templates/web.fonts.css"],
    output:
        page="results/{wijk}/review/index.html",
    log:
        "results/{wijk}/logs/compose_review.log",
    conda:
        "../../environment.yml"
    params:
        notes=lambda w: remarks_of(w.wijk),
        proposals=lambda w: f"results/{w.wijk}/review/naamvoorstellen.csv",
        purposes=lambda w: {**wijk_files(w.wijk), **source_files()},
    message:
        "{wildcards.wijk}: bladzijde voor nakijkers samenstellen"
    script:
        "../../scripts/compose_review.py"


rule review_copy:
    """The text as a Word document to comment in: snakemake review_copy."""
    input:
        parts=f"results/{REQUEST['wijk']}/parts.json",
        figures=asked_figures(),
        tokens="templates/tokens.css",
    output:
        document=f"results/{REQUEST['wijk']}/review/nakijken.docx",
    log:
        f"results/{REQUEST['wijk']}/logs/review_copy.log",
    conda:
        "../../environment.yml"
    message:
        f"{REQUEST['wijk']}: Word-bestand om in na te kijken"
    script:
        "../../scripts/review_copy.py"


# No output: files of several reviewers are read one after another, and Snakemake deletes an output.
rule read_remarks:
    """Comments and changes in a Word document: snakemake read_remarks --config bestand=x.docx."""
    input:
        parts=f"results/{REQUEST['wijk']}/parts.json",
    log:
        f"results/{REQUEST['wijk']}/logs/read_remarks.log",
    conda:
        "../../environment.yml"
    params:
        file=REQUEST["bestand"] or "",
        table=f"results/{REQUEST['wijk']}/review/opmerkingen.csv",
    message:
        f"{REQUEST['wijk']}: opmerkingen van nakijkers lezen"
    script:
        "../../scripts/read_remarks.py"


rule picture_review:
    """A picture of the reviewer's page of the example: snakemake docs/nakijken.png."""
    input:
        modules=lambda w: package_files(),
        page="results/voorbeeld/review/index.html",
    output:
        picture="docs/nakijken.png",
    log:
        "results/stad/logs/picture_review.log",
    conda:
        "../../environment.yml"
    message:
        "bladzijde voor nakijkers fotograferen"
    script:
        "../../scripts/picture_review.py"
