# Archive: results -> bags that are written once, their proof, and the approval before it.
# What is published, with what a later edition is compared with; and what stays inside.
PUBLISHED = [
    "monitor.pdf",
    "samenvatting.pdf",
    "delen",
    "web/index.html",
    "report.html",
    "samenvatting.html",
    "parts.json",
    "claims.csv",
    "openbaar",
    "review/herkomst.csv",
]
INTERNAL = ["invoer.json", "review/codings.csv", "review/netwerk"]
# The wijken of which an edition is kept: all, unless one is named; one at a time is approved.
ARCHIVED = [wijk for wijk in config["wijken"] if NEW_WIJK in (None, wijk)]
APPROVED = [wijk for wijk in config["wijken"] if wijk == REQUEST["wijk"]]


def corrected(wijk):
    """The list of files in the bag that this edition corrects; no input for a first edition."""
    home = Path("archive") / wijk
    earlier = before(REQUEST["version"][wijk], home)
    return [f"{home}/{earlier}/manifest-sha256.txt"] if earlier else []


def erratum(wijk):
    """The page with what this edition corrects; no input for a first edition."""
    return [f"results/{wijk}/erratum.html"] if corrected(wijk) else []


def drawn(wijk):
    """The figures of the report as drawing, picture and text."""
    return [
        f"results/{wijk}/figures/{name}.{kind}"
        for name in report_figures(wijk)
        for kind in ("svg", "png", "json")
    ]


def delivered(wijk):
    """What an edition of a wijk is made of, beside code and settings: raw files and own texts."""
    own = [path for path in files_of_claims(wijk) if path.startswith("data/")]
    return sorted({*wijk_files(wijk), *source_files(), *own_texts(wijk), *own})


def to_keep(wijk):
    """What an archive keeps of a wijk: as the class Order says."""
    home = f"results/{wijk}"
    books = workbook_files(wijk) if config["wijken"][wijk]["years"] else {}
    return {
        "results": [
            *(f"{home}/{name}" for name in PUBLISHED),
            *posters(wijk),
            *drawn(wijk),
            *erratum(wijk),
        ],
        "internal": [
            *expand(read_by("compose_report"), wijk=wijk),
            *(f"{home}/{name}" for name in INTERNAL),
        ],
        "raw": delivered(wijk),
        "workbooks": sorted(books),
    }


def everything_kept(wijk):
    """The results among what an archive keeps of a wijk."""
    kept = to_keep(wijk)
    return [*kept["results"], *kept["internal"]]


# No output, of none of these: Snakemake deletes an output before it makes it again.
rule archive:
    """Every edition in a bag of its own, once: snakemake archive, or --config archief=besloten."""
    input:
        results=[path for wijk in ARCHIVED for path in everything_kept(wijk)],
        raw=[path for wijk in ARCHIVED for path in delivered(wijk)],
        settings="config.yaml",
        code=code("archive"),
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
        code=code("write_erratum"),
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
    input:
        code=code("prove"),
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
        code=code("approve"),
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
        code=code("draw_archive"),
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
