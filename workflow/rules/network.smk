# Network: actors and ties -> measures a year, places on the map, files for other programs.


rule measure_network:
    """Measures of the network a year, and the position of every actor in it."""
    input:
        tables=tables("actors", "ties"),
    output:
        **made_by("measure_network"),
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
        tables=tables("actors", "ties"),
    output:
        **made_by("layout_network"),
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
        tables=tables("actors", "ties"),
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
