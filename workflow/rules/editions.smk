# Editions: the filled text -> PDF and web. One layout serves the monitor and its parts.


rule give_away:
    """The tables that everybody may have, without what stays inside, with a datapackage.json."""
    input:
        tables=public_tables(),
    output:
        folder=directory("results/{wijk}/openbaar"),
    log:
        "results/{wijk}/logs/give_away.log",
    conda:
        "../../environment.yml"
    params:
        edition=config["edition"],
    message:
        "{wildcards.wijk}: openbare tabellen klaarzetten"
    script:
        "../../scripts/give_away.py"


rule print_monitor:
    """The monitor as PDF/A, and each of its numbered parts from the same layout."""
    input:
        html="results/{wijk}/report.html",
        erratum=lambda w: erratum(w.wijk),
        figures=lambda w: drawings(w.wijk, "monitor"),
        artwork="results/{wijk}/beeld",
        public="results/{wijk}/openbaar",
        templates=[path for path in template_files() if "/sections/" not in path],
    output:
        pdf="results/{wijk}/monitor.pdf",
        pages="results/{wijk}/monitor.pages",
        fills="results/{wijk}/review/bladzijden.csv",
        parts=directory("results/{wijk}/delen"),
    log:
        "results/{wijk}/logs/print_monitor.log",
    conda:
        "../../environment.yml"
    params:
        edition=config["edition"],
    message:
        "{wildcards.wijk}: monitor en delen afdrukken als PDF"
    script:
        "../../scripts/print_monitor.py"


rule print_summary:
    """The folder with the summary as PDF/A."""
    input:
        html="results/{wijk}/samenvatting.html",
        figures=lambda w: drawings(w.wijk, "samenvatting"),
        artwork="results/{wijk}/beeld",
        public="results/{wijk}/openbaar",
        templates=[path for path in template_files() if "/sections/" not in path],
    output:
        pdf="results/{wijk}/samenvatting.pdf",
        pages="results/{wijk}/samenvatting.pages",
    log:
        "results/{wijk}/logs/print_summary.log",
    conda:
        "../../environment.yml"
    params:
        edition=config["edition"],
    message:
        "{wildcards.wijk}: samenvatting afdrukken als PDF"
    script:
        "../../scripts/print_summary.py"


rule print_booklet:
    """The folder with bleed and crop marks, for a printer's shop: snakemake print_booklet."""
    input:
        html=f"results/{REQUEST['wijk']}/samenvatting.html",
        figures=lambda w: drawings(REQUEST["wijk"], "samenvatting"),
        artwork=f"results/{REQUEST['wijk']}/beeld",
        templates=[path for path in template_files() if "/sections/" not in path],
        sheet=shop_files(),
    output:
        pdf=f"results/{REQUEST['wijk']}/samenvatting-druk.pdf",
    log:
        f"results/{REQUEST['wijk']}/logs/print_booklet.log",
    conda:
        "../../environment.yml"
    params:
        edition=config["edition"],
    message:
        f"{REQUEST['wijk']}: folder voor de drukker afdrukken als PDF"
    script:
        "../../scripts/print_booklet.py"


rule print_posters:
    """The network as posters, A3: of the last year, of all years on one sheet, a sheet a year."""
    input:
        figures=lambda w: poster_figures(w.wijk, "svg"),
        texts=lambda w: poster_figures(w.wijk, "json"),
        templates=["templates/tokens.css", *poster_files()],
        fonts=[path for path in template_files() if path.endswith(".ttf")],
    output:
        last="results/{wijk}/posters/netwerk.pdf",
        years="results/{wijk}/posters/netwerk-alle-jaren.pdf",
        each="results/{wijk}/posters/netwerk-per-jaar.pdf",
    log:
        "results/{wijk}/logs/print_posters.log",
    conda:
        "../../environment.yml"
    params:
        edition=config["edition"],
        wijk=of_wijk("name", "example", "years"),
        draft=config.get("draft", False),
    message:
        "{wildcards.wijk}: posters van het netwerk afdrukken als PDF"
    script:
        "../../scripts/print_posters.py"


rule print_draft:
    """One section as a draft: snakemake print_draft --config sectie=21-netwerkkaarten."""
    input:
        tables=expand(read_by("compose_report"), wijk=REQUEST["wijk"]),
        sources=source_tables(),
        figures=draft_figures("svg"),
        texts=draft_figures("json"),
        templates=template_files(),
        own=own_texts(REQUEST["wijk"]),
    output:
        pdf=f"results/{REQUEST['wijk']}/concept.pdf",
    log:
        f"results/{REQUEST['wijk']}/logs/print_draft.log",
    conda:
        "../../environment.yml"
    params:
        wijk=REQUEST["wijk"],
        section=draft_section().id if draft_section() else None,
        config=config,
    message:
        f"{REQUEST['wijk']}: sectie {REQUEST['sectie']} afdrukken als concept"
    script:
        "../../scripts/print_draft.py"


# No output: the sheet is in git, and no run makes it anew of its own accord; a test keeps it true.
rule pack_fonts:
    """The fonts as the style sheet templates/web.fonts.css that holds them: snakemake pack_fonts."""
    input:
        fonts=[path for path in template_files() if path.endswith(".ttf")],
    log:
        "results/stad/logs/pack_fonts.log",
    conda:
        "../../environment.yml"
    message:
        "letters voor het web inpakken"
    script:
        "../../scripts/pack_fonts.py"


rule compose_web:
    """The web edition: the filled sections, the charts and the network map in one file."""
    input:
        parts="results/{wijk}/parts.json",
        figures=lambda w: [
            f"results/{w.wijk}/figures/{name}.svg" for name in report_figures(w.wijk)
        ],
        texts=lambda w: [
            f"results/{w.wijk}/figures/{name}.json" for name in report_figures(w.wijk)
        ],
        tables=map_tables,
        fonts="templates/web.fonts.css",
        shared="templates/tokens.css",
        artwork="results/{wijk}/beeld",
        templates=web_files(),
    output:
        html="results/{wijk}/web/index.html",
    log:
        "results/{wijk}/logs/compose_web.log",
    conda:
        "../../environment.yml"
    message:
        "{wildcards.wijk}: webeditie samenstellen"
    script:
        "../../scripts/compose_web.py"


rule write_style:
    """The page on the design system with its samples: snakemake docs/stijl.md."""
    input:
        modules=lambda w: package_files(),
        templates=[path for path in template_files() if not path.endswith(".md")],
    output:
        page="docs/stijl.md",
        samples=expand(
            "docs/stijl/{sample}.png",
            sample=["palet", "letters", "vormen", "blokken", "grafiek"],
        ),
    log:
        "results/stad/logs/write_style.log",
    conda:
        "../../environment.yml"
    message:
        "stijl beschrijven"
    script:
        "../../scripts/write_style.py"


rule draw_floors:
    """The floors of the code, drawn from its imports: snakemake docs/bouwen/vloeren.svg."""
    input:
        modules=lambda w: package_files(),
    output:
        drawing="docs/bouwen/vloeren.svg",
    log:
        "results/stad/logs/draw_floors.log",
    conda:
        "../../environment.yml"
    message:
        "verdiepingen van de code tekenen"
    script:
        "../../scripts/draw_floors.py"


rule write_tables_page:
    """Every table of results with its columns: snakemake docs/tabellen.md."""
    input:
        modules=lambda w: package_files(),
    output:
        page="docs/tabellen.md",
    log:
        "results/stad/logs/write_tables_page.log",
    conda:
        "../../environment.yml"
    message:
        "tabellen beschrijven"
    script:
        "../../scripts/write_tables_page.py"


rule draw_screens:
    """What a terminal showed, for docs/stap-voor-stap.md: snakemake draw_screens."""
    input:
        modules=lambda w: package_files(),
        texts=[f"docs/schermen/{name}.txt" for name in SHOWN],
    output:
        pictures=[f"docs/schermen/{name}.svg" for name in SHOWN],
    log:
        "results/stad/logs/draw_screens.log",
    conda:
        "../../environment.yml"
    message:
        "schermen tekenen"
    script:
        "../../scripts/draw_screens.py"


rule picture_example:
    """Two pages of the monitor of the example: snakemake docs/voorbeeld.png."""
    input:
        modules=lambda w: package_files(),
        pdf="results/voorbeeld/monitor.pdf",
    output:
        picture="docs/voorbeeld.png",
    log:
        "results/stad/logs/picture_example.log",
    conda:
        "../../environment.yml"
    message:
        "twee bladzijden van het voorbeeld fotograferen"
    script:
        "../../scripts/picture_example.py"
