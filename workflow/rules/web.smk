# Web: the same sections as one page of HTML that loads nothing.


rule pack_fonts:
    """The fonts as a style sheet that holds them: once for all wijken, it takes seconds."""
    input:
        fonts=[path for path in template_files() if path.endswith(".ttf")],
        code=code("pack_fonts"),
    output:
        css="results/stad/fonts.css",
    log:
        "results/stad/logs/pack_fonts.log",
    conda:
        "../../environment.yml"
    message:
        "letters voor het web inpakken"
    script:
        "../../scripts/pack_fonts.py"


rule compose_web:
    """The web edition: the filled sections, the charts and the network map in one file."""
    input:
        parts="results/{wijk}/parts.json",
        figures=lambda w: [
            f"results/{w.wijk}/figures/{name}.svg" for name in report_figures(w.wijk)
        ],
        tables=map_tables,
        fonts="results/stad/fonts.css",
        shared=["templates/tokens.css", "templates/cover.svg"],
        templates=web_files(),
        code=code("compose_web"),
    output:
        html="results/{wijk}/web/index.html",
    log:
        "results/{wijk}/logs/compose_web.log",
    conda:
        "../../environment.yml"
    message:
        "{wildcards.wijk}: webeditie samenstellen"
    script:
        "../../scripts/compose_web.py"
