# City: indicators -> the distance of the wijk to the city, and its course on the index.


rule compute_gaps:
    """The distance of a wijk to the city, per source, edition, measurement and indicator."""
    input:
        indicators=expand("results/stad/tables/{source}.csv", source=config["sources"]),
        code=code("compute_gaps"),
    output:
        gaps="results/{wijk}/tables/index_gaps.csv",
    log:
        "results/{wijk}/logs/compute_gaps.log",
        notes="results/{wijk}/logs/compute_gaps.csv",
    conda:
        "../../environment.yml"
    params:
        files={name: source["file"] for name, source in config["sources"].items()},
        # Health figures can be of another area than the index: health_area.
        checked=[
            name
            for name in config["sources"]
            if name not in with_role(config["sources"], Role.HEALTH)
        ],
        areas=lambda w: config["wijken"][w.wijk]["areas"],
        city=config["city"],
    message:
        "{wildcards.wijk}: afstand tot de stad berekenen"
    script:
        "../../scripts/compute_gaps.py"


rule measure_index:
    """The course on the index, what moved it, who was alike, and where residents are vulnerable."""
    input:
        indicators=expand("results/stad/tables/{source}.csv", source=config["sources"]),
        gaps="results/{wijk}/tables/index_gaps.csv",
        rules="workflow/obi-indicatoren.csv",
        code=code("measure_index"),
    output:
        index_course="results/{wijk}/tables/index_course.csv",
        contributions="results/{wijk}/tables/contributions.csv",
        alike="results/{wijk}/tables/alike.csv",
        indicator_changes="results/{wijk}/tables/indicator_changes.csv",
        vulnerability="results/{wijk}/tables/vulnerability.csv",
        health="results/{wijk}/tables/health.csv",
    log:
        "results/{wijk}/logs/measure_index.log",
    conda:
        "../../environment.yml"
    params:
        config=lambda w: {**config, "wijken": {w.wijk: config["wijken"][w.wijk]}},
    message:
        "{wildcards.wijk}: verloop op de index berekenen"
    script:
        "../../scripts/measure_index.py"
