# Charts: tables -> SVG and a picture for sharing, with title, alternative text and source.


rule draw_figure:
    """One figure by its chart module: network_map-2019 is network_map for 2019; .png to share."""
    input:
        data=chart_inputs,
        boundaries=chart_boundaries,
        code=lambda w: code("draw_figure", w.figure),
        tokens="templates/tokens.css",
        fonts=[path for path in template_files() if path.endswith(".ttf")],
    output:
        svg="results/{wijk}/figures/{figure}.svg",
        png="results/{wijk}/figures/{figure}.png",
        text="results/{wijk}/figures/{figure}.json",
    log:
        "results/{wijk}/logs/draw_figure-{figure}.log",
    conda:
        "../../environment.yml"
    params:
        wijk=lambda w: config["wijken"][w.wijk],
        draft=config.get("draft", False),
        city=config["city"],
        noise=config["noise"],
        sources=config["sources"],
    message:
        "{wildcards.wijk}: figuur {wildcards.figure} tekenen"
    script:
        "../../scripts/draw_figure.py"
