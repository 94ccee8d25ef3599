# Figures: tables -> SVG, with the title and the alternative text that the data give.


rule draw_figure:
    """One figure by its chart module; network_map-2019 is the module network_map for 2019."""
    input:
        data=chart_inputs,
        boundaries=chart_boundaries,
        code=lambda w: code("draw_figure", w.figure),
        fonts=[path for path in template_files() if path.endswith(".ttf")],
    output:
        svg="results/{wijk}/figures/{figure}.svg",
        text="results/{wijk}/figures/{figure}.json",
    log:
        "results/{wijk}/logs/draw_figure-{figure}.log",
    conda:
        "../../environment.yml"
    params:
        wijk=lambda w: config["wijken"][w.wijk],
        city=config["city"],
        noise=config["noise"],
        sources=config["sources"],
    message:
        "{wildcards.wijk}: figuur {wildcards.figure} tekenen"
    script:
        "../../scripts/draw_figure.py"
