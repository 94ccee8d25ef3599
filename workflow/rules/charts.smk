# Charts: tables -> SVG and a picture for sharing, with title, alternative text and source.


# What a family shows: its figures are known by file, which no reader knows them by.
DRAWN = {
    "interviews": "figuren over het netwerk tekenen",
    "observation": "figuren over wie beslist tekenen",
    "places": "kaart van de wijk tekenen",
    "indicators": "figuren over cijfers van de stad tekenen",
    "network_map-{year}": "netwerkkaart van {wildcards.year} tekenen",
    "network_poster-{year}": "poster van {wildcards.year} tekenen",
    "rank_change-{year}": "plaatsen van {wildcards.year} tekenen",
}

# The settings of a wijk that its figures follow, beside its name, years and whether it is made up.
ON_A_MAP = ["municipality", "protagonists"]
FOLLOWED = {
    "interviews": ON_A_MAP,
    "network_map-{year}": ON_A_MAP,
    "network_poster-{year}": ON_A_MAP,
    "rank_change-{year}": ON_A_MAP,
    "indicators": ["areas", "programme", "inhabitants"],
}

# One process draws a family of figures: each figure alone would load the same libraries again.
for family, figures in families().items():
    # The city, its margins and its sources are in figures of indicators alone.
    about_city = {
        key: config.get(key, []) if family == "indicators" else {}
        for key in ("city", "noise", "sources", "vulnerability", "health")
    }

    rule:
        """The figures of one family, by their chart modules; .png to share."""
        name:
            f"draw_figures_{family.removesuffix('-{year}')}"
        input:
            data=chart_inputs(figures),
            boundaries=chart_boundaries(figures),
            background=chart_background(figures),
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
            **about_city,
            charts=code(*map(chart_module, figures)),
            wijk=of_wijk("name", "example", "years", *FOLLOWED.get(family, [])),
            draft=config.get("draft", False),
        message:
            f"{{wildcards.wijk}}: {DRAWN.get(family, 'figuren tekenen')}"
        script:
            "../../scripts/draw_figures.py"
