# Report: sections + tables + figures -> HTML -> PDF.
# One filling of the sections serves all editions; one layout serves the monitor and its parts.


rule compose_report:
    """The sections filled from the tables: HTML of each edition, in which reviewers can search."""
    input:
        tables=expand("results/{{wijk}}/tables/{table}.csv", table=REPORT_TABLES),
        changes="results/{wijk}/review/changes.csv",
        sources=expand("results/stad/tables/{source}.csv", source=config["sources"]),
        figures=lambda w: [
            f"results/{w.wijk}/figures/{name}.json" for name in report_figures(w.wijk)
        ],
        raw=lambda w: sorted({**wijk_files(w.wijk), **source_files()}),
        templates=[path for path in template_files() if not path.endswith(".ttf")],
        code=code("compose_report"),
    output:
        monitor="results/{wijk}/report.html",
        samenvatting="results/{wijk}/samenvatting.html",
        parts="results/{wijk}/parts.json",
        claims="results/{wijk}/claims.csv",
        trail="results/{wijk}/review/herkomst.csv",
        trail_page="results/{wijk}/review/herkomst.html",
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


rule print_monitor:
    """The monitor as PDF/A, and each of its numbered parts from the same layout."""
    input:
        html="results/{wijk}/report.html",
        figures=lambda w: drawings(w.wijk, "monitor"),
        tables=expand("results/{{wijk}}/tables/{table}.csv", table=PUBLIC_TABLES),
        templates=[path for path in template_files() if "/sections/" not in path],
        code=code("print_monitor"),
    output:
        pdf="results/{wijk}/monitor.pdf",
        pages="results/{wijk}/monitor.pages",
        parts=directory("results/{wijk}/delen"),
    log:
        "results/{wijk}/logs/print_monitor.log",
    conda:
        "../../environment.yml"
    params:
        edition=config["edition"],
    message:
        "{wildcards.wijk}: monitor en delen afdrukken als PDF"
    script:
        "../../scripts/print_monitor.py"


rule print_summary:
    """The folder with the summary as PDF/A."""
    input:
        html="results/{wijk}/samenvatting.html",
        figures=lambda w: drawings(w.wijk, "samenvatting"),
        tables=expand("results/{{wijk}}/tables/{table}.csv", table=PUBLIC_TABLES),
        templates=[path for path in template_files() if "/sections/" not in path],
        code=code("print_summary"),
    output:
        pdf="results/{wijk}/samenvatting.pdf",
        pages="results/{wijk}/samenvatting.pages",
    log:
        "results/{wijk}/logs/print_summary.log",
    conda:
        "../../environment.yml"
    params:
        edition=config["edition"],
    message:
        "{wildcards.wijk}: samenvatting afdrukken als PDF"
    script:
        "../../scripts/print_summary.py"


rule print_draft:
    """One section as a draft: snakemake print_draft --config sectie=21-netwerkkaarten."""
    input:
        tables=expand(
            "results/{wijk}/tables/{table}.csv",
            wijk=REQUEST["wijk"],
            table=REPORT_TABLES,
        ),
        changes=f"results/{REQUEST['wijk']}/review/changes.csv",
        sources=expand("results/stad/tables/{source}.csv", source=config["sources"]),
        figures=draft_figures("svg"),
        texts=draft_figures("json"),
        templates=template_files(),
        code=code("print_draft"),
    output:
        pdf=f"results/{REQUEST['wijk']}/concept.pdf",
    log:
        f"results/{REQUEST['wijk']}/logs/print_draft.log",
    conda:
        "../../environment.yml"
    params:
        wijk=REQUEST["wijk"],
        section=draft_section().id if draft_section() else None,
        config=config,
    message:
        f"{REQUEST['wijk']}: sectie {REQUEST['sectie']} afdrukken als concept"
    script:
        "../../scripts/print_draft.py"
