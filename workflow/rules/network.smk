# Network: actors and ties -> measures a year, places on the map, files for other programs.


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
