# Archive: results -> bags that are written once, their proof, and the approval before it.
# The wijken of which an edition is kept: all, unless one is named; one at a time is approved.
ARCHIVED = [wijk for wijk in config["wijken"] if NEW_WIJK in (None, wijk)]
APPROVED = [wijk for wijk in config["wijken"] if wijk == REQUEST["wijk"]]


# No output, of none of these: Snakemake deletes an output before it makes it again.
rule archive:
    """Every edition in a bag of its own, once: snakemake archive, or --config archief=besloten."""
    input:
        results=[path for wijk in ARCHIVED for path in everything_kept(wijk)],
        raw=[path for wijk in ARCHIVED for path in delivered(wijk)],
        settings="config.yaml",
    log:
        "results/stad/logs/archive.log",
    conda:
        "../../environment.yml"
    params:
        wijken={wijk: to_keep(wijk) for wijk in ARCHIVED},
        closed=REQUEST["archief"] == "besloten",
        draft=config.get("draft", False),
    message:
        "uitgaven bewaren"
    script:
        "../../scripts/archive.py"


rule write_erratum:
    """What differs from the edition that this one corrects: a page of the monitor."""
    input:
        earlier=lambda w: corrected(w.wijk),
        parts="results/{wijk}/parts.json",
        claims="results/{wijk}/claims.csv",
        trail="results/{wijk}/review/herkomst.csv",
        public="results/{wijk}/openbaar",
        figures=lambda w: drawn(w.wijk),
    output:
        page="results/{wijk}/erratum.html",
    log:
        "results/{wijk}/logs/write_erratum.log",
    conda:
        "../../environment.yml"
    params:
        version=lambda w: REQUEST["version"][w.wijk],
    message:
        "{wildcards.wijk}: erratum schrijven"
    script:
        "../../scripts/write_erratum.py"


rule prove:
    """A kept edition made again from its bag: snakemake prove --config editie=voorbeeld/2026.1."""
    log:
        "results/stad/logs/prove.log",
        screen="results/stad/logs/prove-scherm.log",
    conda:
        "../../environment.yml"
    params:
        edition=REQUEST["editie"],
        closed=REQUEST["besloten"],
    message:
        "een bewaarde uitgave opnieuw maken en vergelijken"
    script:
        "../../scripts/prove.py"


rule approve:
    """The approval of what was seen, in data/{wijk}: snakemake approve --config door=naam."""
    input:
        results=[path for wijk in APPROVED for path in everything_kept(wijk)],
        settings="config.yaml",
    log:
        "results/stad/logs/approve.log",
    conda:
        "../../environment.yml"
    params:
        wijken={wijk: to_keep(wijk) for wijk in APPROVED},
        wijk=REQUEST["wijk"],
        known=list(config["wijken"]),
        who=REQUEST["door"],
    message:
        "akkoord vastleggen"
    script:
        "../../scripts/approve.py"


rule draw_archive:
    """What is kept of an edition, in one picture: snakemake docs/archiveren/pakket.svg."""
    input:
        modules=lambda w: package_files(),
    output:
        drawing="docs/archiveren/pakket.svg",
    log:
        "results/stad/logs/draw_archive.log",
    conda:
        "../../environment.yml"
    message:
        "het bewaren tekenen"
    script:
        "../../scripts/draw_archive.py"
