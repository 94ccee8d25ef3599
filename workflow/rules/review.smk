# Review: what a reviewer opens beside the monitor. The rest of review/ comes from the ingest.


rule export_network:
    """The network of every year for Gephi (GraphML, GEXF) and Kumu (CSV)."""
    input:
        actors="results/{wijk}/tables/actors.csv",
        ties="results/{wijk}/tables/ties.csv",
        code=code("export_network"),
    output:
        folder=directory("results/{wijk}/review/netwerk"),
    log:
        "results/{wijk}/logs/export_network.log",
    conda:
        "../../environment.yml"
    message:
        "{wildcards.wijk}: netwerken bewaren voor Gephi en Kumu"
    script:
        "../../scripts/export_network.py"
