# Claims: tables -> what the data allow the report to say.


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
