# Governance: decisions, tasks and budget -> who decides, who does the work, what hinders.


rule measure_governance:
    """Who decides, who does the work and what hinders, a year."""
    input:
        tables=tables("decisions", "tasks", "budget", "actors"),
    output:
        **made_by("measure_governance"),
    log:
        "results/{wijk}/logs/measure_governance.log",
    conda:
        "../../environment.yml"
    message:
        "{wildcards.wijk}: zeggenschap en drempels berekenen"
    script:
        "../../scripts/measure_governance.py"
