# Metrics: canonical tables -> measures of the network, gaps on the index, places on the map.


rule measure_network:
    """Measures of the network a year, and the position of every actor in it."""
    input:
        actors="results/{wijk}/tables/actors.csv",
        ties="results/{wijk}/tables/ties.csv",
        code=code("measure_network"),
    output:
        network="results/{wijk}/tables/network_metrics.csv",
        actors="results/{wijk}/tables/actor_metrics.csv",
    log:
        "results/{wijk}/logs/measure_network.log",
    conda:
        "../../environment.yml"
    message:
        "{wildcards.wijk}: netwerkmaten berekenen"
    script:
        "../../scripts/measure_network.py"


rule layout_network:
    """One place per actor, the same on the map of every year."""
    input:
        actors="results/{wijk}/tables/actors.csv",
        ties="results/{wijk}/tables/ties.csv",
        code=code("layout_network"),
    output:
        layout="results/{wijk}/tables/layout.csv",
    log:
        "results/{wijk}/logs/layout_network.log",
    conda:
        "../../environment.yml"
    params:
        until=lambda w: config["wijken"][w.wijk].get("map_until"),
    message:
        "{wildcards.wijk}: vaste plaatsen op de netwerkkaart bepalen"
    script:
        "../../scripts/layout_network.py"


rule judge_claims:
    """What the data allow the report to say: claims, and changes tested three ways."""
    input:
        tables=expand("results/{{wijk}}/tables/{table}.csv", table=CLAIM_TABLES),
        code=code("judge_claims"),
    output:
        claims="results/{wijk}/tables/claims.csv",
        changes="results/{wijk}/tables/network_changes.csv",
        turnover="results/{wijk}/tables/turnover.csv",
        levels="results/{wijk}/tables/levels.csv",
        sensitivity="results/{wijk}/tables/sensitivity.csv",
    log:
        "results/{wijk}/logs/judge_claims.log",
    conda:
        "../../environment.yml"
    params:
        config=lambda w: {**config, "wijken": {w.wijk: config["wijken"][w.wijk]}},
    message:
        "{wildcards.wijk}: beweringen toetsen"
    script:
        "../../scripts/judge_claims.py"


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
            for name, source in config["sources"].items()
            if source["layout"] != "ggd"
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


rule measure_governance:
    """Who decides, who does the work and what hinders, a year."""
    input:
        decisions="results/{wijk}/tables/decisions.csv",
        tasks="results/{wijk}/tables/tasks.csv",
        budget="results/{wijk}/tables/budget.csv",
        actors="results/{wijk}/tables/actors.csv",
        code=code("measure_governance"),
    output:
        rights="results/{wijk}/tables/rights.csv",
        course="results/{wijk}/tables/governance_course.csv",
        barriers="results/{wijk}/tables/barriers.csv",
        barrier_course="results/{wijk}/tables/barrier_course.csv",
        resources="results/{wijk}/tables/resources.csv",
    log:
        "results/{wijk}/logs/measure_governance.log",
    conda:
        "../../environment.yml"
    message:
        "{wildcards.wijk}: zeggenschap en drempels berekenen"
    script:
        "../../scripts/measure_governance.py"
