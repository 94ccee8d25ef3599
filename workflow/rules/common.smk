# What the rules share: functions only. Everything here runs before any work starts.
import re
import sys
import time
from functools import cache, partial
from pathlib import Path

ROOT = Path(workflow.basedir)
SCRIPTS = ROOT / "scripts"

from veerkracht.archive.versions import before, version_of
from veerkracht.claims.declared import files_of as files_of_claims
from veerkracht.config import (
    add_defaults,
    check_config,
    check_names,
    check_wijk,
    read_settings,
    read_yaml,
)
from veerkracht.faults import InputError
from veerkracht.files import check_files, check_writable, open_files
from veerkracht.inputs.coding.description import check_descriptions, separators
from veerkracht.inputs.workbooks import (
    EACH_YEAR,
    check_request,
    files_of,
    find_workbook,
    own_files,
    settle_paths,
)
from veerkracht.paths import FONT_NAMES
from veerkracht.roles import Role, with_role
from veerkracht.workflow.followed_imports import constant, own_modules
from veerkracht.editions.libraries import LIBRARIES_MESSAGE, missing_libraries
from veerkracht.workflow.content import content
from veerkracht.workflow.fold import folded
from veerkracht.workflow.kept import kept
from veerkracht.workflow.nothing_new import (
    asks_for_all,
    forget_end,
    remember_end,
    state_of_inputs,
)
from veerkracht.workflow.commands import HELP, help_text, unknown_targets
from veerkracht.workflow.remarks import count_notes
from veerkracht.workflow.one_run import STATE, looks_only, take_turn
from veerkracht.workflow.watch import WATCH, watch
from veerkracht.workflow.whole_folders import clear_incomplete, remember
from veerkracht.workflow.screen import Screen, take_over, wants_its_own
from veerkracht.report.section_heads import FORMATS
from veerkracht.report.sections import check_section, figure_names, text_folders
from veerkracht.review.places import ROWS, archived, find_edition
from veerkracht.tables.register import PUBLIC, REGISTER, made_by, read_by

STARTED = time.time()


def show_screen():
    """Our own screen, to tell of the run; with -p, --lint and the like Snakemake does so itself."""
    said = workflow.output_settings
    if said.printshellcmds or said.verbose or wants_its_own(sys.argv[1:]):
        return None
    stream = sys.stdout if said.stdout else sys.stderr
    notes = lambda: count_notes(Path("results").glob("*/logs/*.csv"), STARTED)
    screen = Screen(stream, STATE, said.dryrun, notes, why_stopped, lambda: end_well())
    take_over(logger, screen)
    return screen


def why_stopped():
    """Which targets are nothing that can be made, with the nearest name; empty if all can."""
    if not workflow.dag_settings:  # it stopped while reading the rules
        return ""
    targets, wijken = workflow.dag_settings.targets, [*config["wijken"], "stad"]
    made = [
        target
        for target in targets
        if any(rule.is_producer(target) for rule in workflow.rules)
        and (not target.startswith("results/") or target.split("/")[1] in wijken)
    ]
    files = expand("results/{wijk}/{result}", wijk=config["wijken"], result=RESULTS)
    names = [rule.name for rule in workflow.rules]
    return unknown_targets(targets, names, files, made)


def stop_early():
    """Stop in Dutch where Snakemake itself could not read config.yaml or write, or another runs."""
    try:
        read_settings("config.yaml")
        check_writable(Path.cwd())
        if workflow.is_main_process:
            take_turn(Path.cwd(), sys.argv[1:])
            # Not in a dry run, which may be beside a run that is writing them.
            if not looks_only(sys.argv[1:]):
                forget_end(Path.cwd())
                clear_incomplete(Path.cwd())
                start_steps_at_once()
    except InputError as error:
        sys.exit(folded(str(error)))


SCREEN, BEGAN_WITH = None, ""
if workflow.is_main_process:
    if HELP in sys.argv[1:2]:
        print(help_text())
        sys.exit(0)
    if WATCH in sys.argv[1:2]:
        watch(Path.cwd(), sys.argv[2:])
        sys.exit(0)
    SCREEN = show_screen()
stop_early()
if workflow.is_main_process and asks_for_all(sys.argv[1:]):
    BEGAN_WITH = state_of_inputs(Path.cwd())


configfile: "config.yaml"


def code(*scripts):
    """A digest of scripts and all own modules that they import: an edit reruns what is given it.

    No input of rules: a thousand files a job would make planning a city slow.
    """
    modules = set().union(*(own_modules(path, SCRIPTS) for path in scripts))
    return digest(str(path.relative_to(ROOT)) for path in modules)


def digest(files):
    """What these files hold, as a parameter: a rule follows them without reading them."""
    return content(None, input=files)


@cache
def package_files():
    """Every module of the package: for the picture of who imports whom."""
    files = sorted((SCRIPTS / "veerkracht").rglob("*.py"))
    return [str(path.relative_to(ROOT)) for path in files]


def chart_module(figure):
    """The module that draws a figure: network_map for network_map-2019."""
    return SCRIPTS / "veerkracht" / "charts" / f"{figure.split('-')[0]}.py"


def families():
    """Family -> the figures that one job draws: by origin of their numbers, those of a year apart.

    Only what some section prints, and the posters; `{year}` in a name is a wildcard.
    """
    drawn = {}
    names = {name for wijk in SECTIONS.values() for s in wijk for name in s.figures}
    if any(config["wijken"][wijk]["years"] for wijk in SECTIONS):
        names |= {"network_poster-{year}", "network_panel_poster"}
    for name in sorted({re.sub(r"-\d{4}$", "-{year}", name) for name in names}):
        origin = constant(chart_module(name), "ORIGIN").lower()
        drawn.setdefault(name if "{year}" in name else origin, []).append(name)
    return drawn


def chart_inputs(figures):
    """The tables of a wijk that the chart modules of these figures ask for, as a function."""
    modules = list(map(chart_module, figures))
    names = dict.fromkeys(name for m in modules for name in constant(m, "TABLES"))
    roles = {constant(module, "ROLE") for module in modules} - {False}
    shared = [
        path
        for role in sorted(roles)
        for path in source_tables(with_role(config["sources"], role))
    ]
    return lambda w: [*expand(tables(*names), wijk=w.wijk), *shared]


def chart_boundaries(figures):
    """The boundaries of a wijk for chart modules that draw them, as a function; else no input."""
    asked = any(constant(chart_module(figure), "BOUNDARIES") for figure in figures)

    def of_wijk(w):
        there = asked and boundaries(w.wijk) in wijk_files(w.wijk)
        return f"results/{w.wijk}/boundaries.geojson" if there else []

    return of_wijk


def chart_background(figures):
    """What lies under the map of a wijk for chart modules that draw it, as a function; else none."""
    asked = any(constant(chart_module(figure), "BACKGROUND") for figure in figures)
    return lambda w: (
        f"results/{w.wijk}/background.geojson" if asked and background(w.wijk) else []
    )


def background(wijk):
    """The settings of what lies under the map of a wijk: its file and attribution; may be empty."""
    return config["wijken"][wijk].get("background") or {}


def boundaries(wijk):
    """The GeoJSON with the boundaries of a wijk: its own file, or the one in the settings."""
    return config["wijken"][wijk].get("boundaries", f"data/{wijk}/grens.geojson")


def optional(wijk, name):
    """The file `name` of a wijk; no input at all where a wijk without interviews has none."""
    path = f"data/{wijk}/{name}"
    return path if path in wijk_files(wijk) else []


@cache
def workbooks(wijk):
    """Year -> the coding workbook (.xlsx, .ods, .xls) or the folder of .csv, as it stands there.

    Of own sheets that config.yaml describes, the file with the year.
    """
    folder, block = Path(f"data/{wijk}"), config["wijken"][wijk]
    if "codering" in block:
        file = block["codering"]["bestand"]
        return {year: file.replace(EACH_YEAR, str(year)) for year in block["years"]}
    return {year: str(find_workbook(folder, year)) for year in block["years"]}


def workbook_files(wijk):
    """The files of the coding workbooks, or of own sheets, with what each is for."""
    block = config["wijken"][wijk]
    if "codering" in block:
        return own_files(block["codering"], block["years"])
    return {
        name: f"{purpose} van {year}"
        for year, path in workbooks(wijk).items()
        for name, purpose in files_of(path).items()
    }


@cache
def wijk_files(wijk):
    """The files of one wijk with what each is for."""
    files = workbook_files(wijk) | {
        f"data/{wijk}/governance.xlsx": "besluiten, taken, gebeurtenissen en feiten",
        f"data/{wijk}/aliassen.csv": "besluiten over namen (mag leeg zijn onder de kopregel)",
        f"data/{wijk}/correcties.yaml": "correcties op de sheets (mag leeg zijn)",
        f"data/{wijk}/plekken.csv": "ontmoetingsplekken en voorzieningen",
    }
    # Without boundaries there is no map of the wijk; a file that the settings name must be there.
    if "boundaries" in config["wijken"][wijk] or Path(boundaries(wijk)).is_file():
        files[boundaries(wijk)] = "de grenzen van de wijk (GeoJSON)"
    # With interviews everything must be there; without, what is not there is no fault.
    if not config["wijken"][wijk]["years"]:
        files = {path: told for path, told in files.items() if Path(path).is_file()}
    if under := background(wijk):
        files[under["file"]] = "straten en water onder de kaart van de wijk (GeoJSON)"
    return files


def raw_files():
    """Every file that a user delivers, with what it is for."""
    files = source_files()
    for wijk in config["wijken"]:
        files |= wijk_files(wijk)
    return files


def requested():
    """What --config asks of a command that is no part of the monitor."""
    # Taken out of the settings: they say nothing about the monitor.
    keys = ("year", "wijk", "bron", "jaren", "bestand", "sectie", "tegen")
    keys += ("archief", "editie", "besloten", "door")
    asked = {key: config.pop(key) for key in keys if key in config}
    # One wijk with interviews needs no naming; what is amiss in the settings is told later.
    blocks = config.get("wijken") or {}
    spoken = [name for name in blocks if "years" in (blocks[name] or {})]
    wijk = spoken[0] if len(spoken) == 1 else None
    return dict.fromkeys(keys) | {"wijk": wijk} | asked


def earlier_workbooks():
    """Year -> workbook of the years before the one that new_year is asked for."""
    wijk, year = REQUEST["wijk"], REQUEST["year"] or 0
    if wijk not in config["wijken"]:
        return {}
    return {
        y: path
        for y, path in workbooks(wijk).items()
        if y < year and Path(path).exists()
    }


def present(path):
    """`path` if it is there, else None."""
    return path if Path(path).is_file() else None


def sections_of_all():
    """Wijk -> its sections. Raises InputError with the faults in claims and texts of all wijken."""
    sections, faults = {}, []
    for key, wijk in config["wijken"].items():
        decided = [f"data/{key}/aliassen.csv", f"data/{key}/correcties.yaml"]
        books, signs = workbooks(key).values(), []
        if "codering" in wijk:
            books = list(workbook_files(key))
            signs = separators(wijk["codering"])
        files, folders = files_of_claims(key), text_folders(key)
        # All that the judgement follows from: most starts have judged these texts before.
        read = [*template_files(), *own_texts(key), *files, *books, *decided]
        read += [*package_files(), *SHEET_SCHEMAS, "environment.yml"]
        section = REQUEST["sectie"]
        follows = f"{digest(map(str, read))} {folders} {wijk} {section}"

        def judge():
            from veerkracht.inputs.party_names import names_in
            from veerkracht.report.text_check import judge_texts

            parties = cache(partial(names_in, books, decided, signs))
            return judge_texts(folders, files, wijk["years"], parties, section)

        kind = "concept" if section else "teksten"
        sections[key], told = kept(f"{kind}-{key}", follows, judge)
        faults += [fault for fault in told if fault not in faults]
    if faults:
        raise InputError(faults)
    return sections


def typed_settings():
    """The keys that stand after --config."""
    return set(workflow.config_settings.overwrite_config or ())


def check_everything():
    """Stop before work starts, in Dutch, when settings, files or system libraries are amiss."""
    if missing_libraries():
        sys.exit(folded(LIBRARIES_MESSAGE))
    try:
        schema = read_yaml(ROOT / "workflow" / "schemas" / "config.schema.yaml")
        # The wijk that needs no naming has been checked as a key.
        asked = {
            key: value
            for key, value in REQUEST.items()
            if value is not None and value not in config.get("wijken", ())
        }
        check_config(config | asked, schema, "config.yaml", typed_settings())
        check_names(config, REGISTER, "config.yaml")
        # What only an archive asks: no step of the monitor follows it.
        REQUEST["version"] = {
            wijk: version_of(config, wijk) for wijk in config["wijken"]
        }
        config.pop("archive", None)
        for block in config["wijken"].values():
            block.pop("version", None)
        add_defaults(config)
        check_descriptions(config["wijken"], "config.yaml")
        settle_paths(config, Path.cwd())
        # Who asks for the workbook of a new year does not have it yet, nor does who begins a wijk
        # with a sheet to describe. Who proves an edition has all in its bag.
        if REQUEST["year"]:
            check_request(REQUEST, config["wijken"], Path.cwd())
        elif not REQUEST["bestand"] and not REQUEST["editie"]:
            check_files(raw_files(), Path.cwd())
            told = open_files(raw_files(), Path.cwd())
            if told and workflow.is_main_process:
                print(folded(told), file=sys.stderr)
        check_files(font_files(), ROOT)
        sections = sections_of_all()
        if REQUEST["tegen"]:
            check_wijk(REQUEST["wijk"], config["wijken"])
            find_edition(Path(REQUEST["tegen"]))
        if REQUEST["sectie"]:
            check_wijk(REQUEST["wijk"], config["wijken"])
            check_section(REQUEST["sectie"], sections[REQUEST["wijk"]])
        return sections
    except InputError as error:
        sys.exit(folded(str(error)))


def standing_sections(wijk):
    """The sections of a wijk whose data it can have: the others leave the report, figures and all."""
    files = {path.rpartition("/")[2] for path in wijk_files(wijk)}
    years = config["wijken"][wijk]["years"]
    lacking = set() if years else {"gesprekken", "citaten"}
    lacking |= set() if "governance.xlsx" in files else {"governance"}
    lacking |= set() if years or "plekken.csv" in files else {"plekken"}
    return [section for section in SECTIONS[wijk] if not lacking & set(section.needs)]


@cache
def report_figures(wijk):
    """The figures that the sections of the report ask for."""
    return figure_names(standing_sections(wijk), config["wijken"][wijk]["years"])


def shared_figures(wijk):
    """The pictures of the figures of the report, to share."""
    return [f"results/{wijk}/figures/{name}.png" for name in report_figures(wijk)]


def told_figures(wijk):
    """What the figures of the report say: title, source and values."""
    return [f"results/{wijk}/figures/{name}.json" for name in report_figures(wijk)]


def drawings(wijk, edition):
    """The figures that the sections of one edition print."""
    sections = [s for s in standing_sections(wijk) if edition in s.editions]
    names = figure_names(sections, config["wijken"][wijk]["years"])
    return [f"results/{wijk}/figures/{name}.svg" for name in names]


def poster_figures(wijk, kind):
    """The drawings (svg) or the texts (json) that the posters show: each year, all years."""
    years = config["wijken"][wijk]["years"]
    names = (*(f"network_poster-{year}" for year in years), "network_panel_poster")
    return [f"results/{wijk}/figures/{name}.{kind}" for name in names]


def posters(wijk):
    """The posters of a wijk; none without interviews."""
    names = ("netwerk", "netwerk-alle-jaren", "netwerk-per-jaar")
    there = config["wijken"][wijk]["years"]
    return [f"results/{wijk}/posters/{name}.pdf" for name in names if there]


def draft_section():
    """The section that print_draft is asked for, or nothing."""
    wanted, sections = REQUEST["sectie"], SECTIONS.get(REQUEST["wijk"], [])
    return next((s for s in sections if wanted in (s.id, Path(s.file).stem)), None)


def draft_figures(kind):
    """The drawings (svg) or the texts (json) of the figures of that section."""
    if not draft_section():
        return []
    wijk = REQUEST["wijk"]
    names = draft_section().figure_names(config["wijken"][wijk]["years"])
    return [f"results/{wijk}/figures/{name}.{kind}" for name in names]


def font_files():
    """The fonts that the charts, the PDFs and the web page are made with."""
    purpose = "een lettertype van de monitor (terug met: git checkout templates/fonts)"
    return {f"templates/fonts/{name}": purpose for name in FONT_NAMES}


@cache
def template_files():
    """Everything in templates/ that the PDFs are made of: style is a dependency like any other."""
    files = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    others = {*web_files(), *review_files(), *poster_files(), *shop_files()}
    return sorted({str(path.relative_to(ROOT)) for path in files} - others)


def program_files():
    """What every monitor is made with beside data, texts and settings: code, style and scores."""
    scripts = [str(path.relative_to(ROOT)) for path in SCRIPTS.glob("*.py")]
    style = {*template_files(), *web_files(), *poster_files(), *shop_files()}
    style -= set(shared_texts())
    return sorted({*package_files(), *scripts, *style, "workflow/obi-indicatoren.csv"})


@cache
def own_texts(wijk):
    """The texts of a wijk itself, which lie over templates/sections: of no other wijk an input."""
    if not wijk:
        return []
    texts = Path(f"data/{wijk}/teksten").rglob("*")
    return sorted(str(path) for path in texts if path.suffix in FORMATS)


def web_files():
    """What only the web edition is made of: its page, style, script and library."""
    files = [
        *(ROOT / "templates").glob("web.*"),
        *(ROOT / "templates" / "lib").iterdir(),
    ]
    return sorted(str(path.relative_to(ROOT)) for path in files)


def poster_files():
    """What only the posters are made of: their page and style."""
    return ["templates/poster.css", "templates/poster.html.j2"]


def shop_files():
    """What only the folder for a printer's shop is made of."""
    return ["templates/druk.css"]


def review_files():
    """What only the pages for reviewers are made of."""
    files = (ROOT / "templates" / "review").iterdir()
    return sorted(str(path.relative_to(ROOT)) for path in files)


def shared_texts():
    """The sections and claims that all wijken share."""
    return [
        path
        for path in template_files()
        if "sections" in Path(path).parts or path.endswith(".yaml")
    ]


# The rules whose tables are about the text: a reviewer has them as pages.
OF_THE_TEXT = ("compose_report", "compare_editions", "read_remarks")


def of_a_wijk():
    """The tables of a wijk that a reviewer can ask for the rows of: all but those of the text."""
    apart = {"indicators", "codings"}
    return [
        table.file
        for name, table in REGISTER.items()
        if name not in apart and table.made_by not in OF_THE_TEXT
    ]


def asked_figures():
    """The pictures of the figures of the wijk that is asked for."""
    wijk = REQUEST["wijk"]
    return shared_figures(wijk) if wijk in config["wijken"] else []


def rule_files():
    """The files with the rules: by these a reviewer is told how a run goes."""
    files = (ROOT / "workflow" / "rules").glob("*.smk")
    return sorted(str(path.relative_to(ROOT)) for path in files)


def there(path):
    """`path` as an input where somebody made it, else none."""
    return path if Path(path).is_file() else []


def remarks_of(wijk):
    """Where the steps of a wijk leave their remarks on its input and text."""
    names = [*REMARKED, "compose_report"]
    city = [f"stad/logs/ingest_indicators-{source}" for source in config["sources"]]
    mine = [f"{wijk}/logs/{name}" for name in names]
    return [f"results/{name}.csv" for name in [*mine, *city]]


def earlier_editions(wijk):
    """The editions that this one is compared with, the oldest first: of the archive, or as asked."""
    if REQUEST["tegen"] and wijk == REQUEST["wijk"]:
        return [str(find_edition(Path(REQUEST["tegen"])))]
    return [str(folder) for folder in archived(Path("archive") / wijk)]


def tables(*names):
    """The files of these tables of a wijk."""
    return [REGISTER[name].file for name in names]


def public_tables():
    """The files of the tables that everybody may have."""
    return tables(*PUBLIC)


def source_tables(names=tuple(config["sources"])):
    """The tables of these sources of indicators, of all unless said, for the whole city."""
    return expand(REGISTER["indicators"].file, source=names)


def map_tables(wildcards):
    """The tables behind the network map of the web edition; a wijk can be without interviews."""
    spoken = config["wijken"][wildcards.wijk]["years"]
    return expand(read_by("compose_web"), wijk=wildcards.wijk) if spoken else []


def of_wijk(*keys):
    """For a rule: the settings of its wijk that it follows. Another one changes nothing there."""
    return lambda w: {
        key: value for key, value in config["wijken"][w.wijk].items() if key in keys
    }


def settings(*keys, wijk):
    """For a rule: the settings `keys` of config.yaml, and those of its wijk that it follows."""
    given = {key: config[key] for key in keys if key in config}
    return lambda w: {**given, "wijken": {w.wijk: of_wijk(*wijk)(w)}}


def source_files():
    """The files of the indicator sources."""
    return {
        source["file"]: f"de export van de bron {name}"
        for name, source in config["sources"].items()
    }


# What a wijk ends with: each comes back when somebody deleted it.
RESULTS = [
    "monitor.pdf",
    "delen",
    "samenvatting.pdf",
    "web/index.html",
    "report.html",
    "samenvatting.html",
    "claims.csv",
    "openbaar",
    "review/netwerk",
    "review/index.html",
    "review/verschil.html",
]
# What a terminal showed, for docs/stap-voor-stap.md.
SHOWN = ("midden", "eind", "fout", "nieuw-jaar")
SHEET_SCHEMAS = sorted(
    str(path.relative_to(ROOT)) for path in ROOT.glob("workflow/schemas/sheets/*.yaml")
)
# A new wijk is never the one that needs no naming.
NEW_WIJK = config.get("wijk")
REQUEST = requested()
SECTIONS = check_everything()


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
