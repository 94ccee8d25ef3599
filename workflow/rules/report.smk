# Report: sections + tables + figures -> HTML -> PDF.


rule compose_report:
    """The sections filled from the tables: one HTML page, in which reviewers can search."""
    input:
        tables=expand("results/{{wijk}}/tables/{table}.csv", table=REPORT_TABLES),
        sources=expand("results/stad/tables/{source}.csv", source=config["sources"]),
        figures=lambda w: [
            f"results/{w.wijk}/figures/{name}.json" for name in report_figures(w.wijk)
        ],
        raw=lambda w: sorted({**wijk_files(w.wijk), **source_files()}),
        templates=[path for path in template_files() if not path.endswith(".ttf")],
        code=code("compose_report"),
    output:
        html="results/{wijk}/report.html",
        parts="results/{wijk}/parts.json",
        claims="results/{wijk}/claims.csv",
        trail="results/{wijk}/review/herkomst.csv",
        trail_page="results/{wijk}/review/herkomst.html",
    log:
        "results/{wijk}/logs/compose_report.log",
    conda:
        "../../environment.yml"
    params:
        config=lambda w: {**config, "wijken": {w.wijk: config["wijken"][w.wijk]}},
    message:
        "{wildcards.wijk}: rapport samenstellen"
    script:
        "../../scripts/compose_report.py"


rule print_monitor:
    """The monitor as PDF/A, the same bytes for the same input."""
    input:
        html="results/{wijk}/report.html",
        figures=lambda w: [
            f"results/{w.wijk}/figures/{name}.svg" for name in report_figures(w.wijk)
        ],
        templates=[path for path in template_files() if not path.endswith(".md")],
        code=code("print_monitor"),
    output:
        pdf="results/{wijk}/monitor.pdf",
        pages="results/{wijk}/monitor.pages",
    log:
        "results/{wijk}/logs/print_monitor.log",
    conda:
        "../../environment.yml"
    params:
        edition=config["edition"],
        wijk=lambda w: config["wijken"][w.wijk]["name"],
    message:
        "{wildcards.wijk}: monitor afdrukken als PDF"
    script:
        "../../scripts/print_monitor.py"
