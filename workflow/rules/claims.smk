# Claims: tables -> what the data allow the report to say.


rule judge_claims:
    """What the data allow the report to say: claims, and changes tested three ways."""
    input:
        tables=read_by("judge_claims"),
        claims=lambda w: files_of_claims(w.wijk),
    output:
        **made_by("judge_claims"),
    log:
        "results/{wijk}/logs/judge_claims.log",
    conda:
        "../../environment.yml"
    params:
        config=settings(
            "city",
            "sources",
            "noise",
            "change_words",
            "share_words",
            wijk=[
                "years",
                "areas",
                "municipality",
                "protagonists",
                "commissioners",
                "tie_rule",
            ],
        ),
    message:
        "{wildcards.wijk}: beweringen toetsen"
    script:
        "../../scripts/judge_claims.py"


rule write_claim_tests:
    """Every test of a claim with what it asks: snakemake docs/beweringen.md."""
    input:
        modules=lambda w: package_files(),
    output:
        page="docs/beweringen.md",
    log:
        "results/stad/logs/write_claim_tests.log",
    conda:
        "../../environment.yml"
    message:
        "toetsen van beweringen beschrijven"
    script:
        "../../scripts/write_claim_tests.py"
