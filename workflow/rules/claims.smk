# Claims: tables -> what the data allow the report to say.


rule judge_claims:
    """What the data allow the report to say: claims, and changes tested three ways."""
    input:
        tables=read_by("judge_claims"),
        claims=lambda w: files_of_claims(w.wijk),
        code=code("judge_claims"),
    output:
        **made_by("judge_claims"),
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
