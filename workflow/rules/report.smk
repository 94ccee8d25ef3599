# Report: sections + tables + figures -> the text of every edition, filled once.


rule compose_report:
    """The sections filled from the tables: HTML of each edition, in which reviewers can search."""
    input:
        tables=read_by("compose_report"),
        sources=source_tables(),
        map=map_tables,
        figures=lambda w: [
            f"results/{w.wijk}/figures/{name}.json" for name in report_figures(w.wijk)
        ],
        raw=lambda w: sorted({**wijk_files(w.wijk), **source_files()}),
        templates=[path for path in template_files() if not path.endswith(".ttf")],
        own=lambda w: own_texts(w.wijk),
    output:
        monitor="results/{wijk}/report.html",
        samenvatting="results/{wijk}/samenvatting.html",
        parts="results/{wijk}/parts.json",
        artwork=directory("results/{wijk}/beeld"),
        claims="results/{wijk}/claims.csv",
        trail="results/{wijk}/review/herkomst.csv",
    log:
        "results/{wijk}/logs/compose_report.log",
        notes="results/{wijk}/logs/compose_report.csv",
    conda:
        "../../environment.yml"
    params:
        config=lambda w: {**config, "wijken": {w.wijk: config["wijken"][w.wijk]}},
    message:
        "{wildcards.wijk}: rapport samenstellen"
    script:
        "../../scripts/compose_report.py"
