# Governance: decisions, tasks and budget -> who decides, who does the work, what hinders.


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
