# Charts: tables -> SVG and a picture for sharing, with title, alternative text and source.


# What a family shows: its figures are known by file, which no reader knows them by.
DRAWN = {
    "interviews": "figuren over het netwerk tekenen",
    "observation": "figuren over wie beslist tekenen",
    "places": "kaart van de wijk tekenen",
    "indicators": "figuren over cijfers van de stad tekenen",
    "network_map-{year}": "netwerkkaart van {wildcards.year} tekenen",
}

# One process draws a family of figures: each figure alone would load the same libraries again.
for family, figures in families().items():

    rule:
        """The figures of one family, by their chart modules; .png to share."""
        name:
            f"draw_figures_{family.removesuffix('-{year}')}"
        input:
            data=chart_inputs(figures),
            boundaries=chart_boundaries(figures),
            code=code("draw_figures", *figures),
            tokens="templates/tokens.css",
            fonts=[path for path in template_files() if path.endswith(".ttf")],
        output:
            svg=[f"results/{{wijk}}/figures/{figure}.svg" for figure in figures],
            png=[f"results/{{wijk}}/figures/{figure}.png" for figure in figures],
            text=[f"results/{{wijk}}/figures/{figure}.json" for figure in figures],
        log:
            f"results/{{wijk}}/logs/draw_figures-{family}.log",
        conda:
            "../../environment.yml"
        params:
            wijk=of_wijk(
                "name",
                "example",
                "years",
                "areas",
                "municipality",
                "protagonists",
                "programme",
            ),
            draft=config.get("draft", False),
            city=config["city"],
            noise=config["noise"] if family == "indicators" else None,
            sources=config["sources"],
        message:
            f"{{wildcards.wijk}}: {DRAWN.get(family, 'figuren tekenen')}"
        script:
            "../../scripts/draw_figures.py"
