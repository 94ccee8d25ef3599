# City: indicators -> the distance of the wijk to the city, and its course on the index.


rule compute_gaps:
    """The distance of a wijk to the city, per source, edition, measurement and indicator."""
    input:
        sources=source_tables(),
    output:
        **made_by("compute_gaps"),
    log:
        "results/{wijk}/logs/compute_gaps.log",
        notes="results/{wijk}/logs/compute_gaps.csv",
    conda:
        "../../environment.yml"
    params:
        config=settings("city", "sources", wijk=["areas"]),
    message:
        "{wildcards.wijk}: afstand tot de stad berekenen"
    script:
        "../../scripts/compute_gaps.py"


rule measure_index:
    """The course on the index, what moved it, who was alike, and where residents are vulnerable."""
    input:
        sources=source_tables(),
        tables=tables("index_gaps"),
        rules="workflow/obi-indicatoren.csv",
    output:
        **made_by("measure_index"),
    log:
        "results/{wijk}/logs/measure_index.log",
    conda:
        "../../environment.yml"
    params:
        config=settings(
            "city",
            "sources",
            "noise",
            "vulnerability",
            wijk=[
                "areas",
                "peers",
                "programme",
                "compare_since",
                "inhabitants",
                "health_area",
            ],
        ),
    message:
        "{wildcards.wijk}: verloop op de index berekenen"
    script:
        "../../scripts/measure_index.py"
