# What the rules share: functions only. Everything here runs before any work starts.
import atexit
import sys
import time
from pathlib import Path

ROOT = Path(workflow.basedir)
SCRIPTS = ROOT / "scripts"
sys.path.insert(0, str(SCRIPTS))

from veerkracht.config import (
    add_defaults,
    check_config,
    check_files,
    check_request,
    files_of,
    find_workbook,
    read_yaml,
)
from veerkracht.faults import InputError
from veerkracht.imports import constant, own_modules
from veerkracht.pdf import LIBRARIES_MESSAGE, missing_libraries
from veerkracht.review import told, write_review
from veerkracht.run import last_words
from veerkracht.sections import figure_names, read_sections


def code(script, chart=None):
    """A script and all own modules that it imports: as input, so that an edit reruns the rule."""
    files = own_modules(SCRIPTS / f"{script}.py", SCRIPTS)
    if chart:
        files = sorted({*files, *own_modules(chart_module(chart), SCRIPTS)})
    return [str(path.relative_to(ROOT)) for path in files]


def chart_module(figure):
    """The module that draws a figure: network_map for network_map-2019."""
    return SCRIPTS / "veerkracht" / "charts" / f"{figure.split('-')[0]}.py"


def chart_inputs(wildcards):
    """The tables (and the boundaries) that the chart module of this figure asks for."""
    chart = chart_module(wildcards.figure)
    files = [
        f"results/{wildcards.wijk}/tables/{name}.csv"
        for name in constant(chart, "TABLES")
    ]
    if constant(chart, "PROFILE"):
        files += [
            f"results/stad/tables/{name}.csv"
            for name, source in config["sources"].items()
            if source["layout"] == "obi"
        ][:1]
    boundaries = optional(wildcards.wijk, "grens.geojson")
    if constant(chart, "BOUNDARIES") and boundaries:
        files.append(boundaries)
    return files


def optional(wijk, name):
    """The file `name` of a wijk; no input at all where a wijk without interviews has none."""
    path = f"data/{wijk}/{name}"
    return path if path in wijk_files(wijk) else []


def workbooks(wijk):
    """Year -> the coding workbook (.xlsx, .ods, .xls) or the folder of .csv, as it stands there."""
    folder = Path(f"data/{wijk}")
    years = config["wijken"][wijk]["years"]
    return {year: str(find_workbook(folder, year)) for year in years}


def workbook_files(wijk):
    """The files of the coding workbooks with what each is for."""
    return {
        name: f"{purpose} van {year}"
        for year, path in workbooks(wijk).items()
        for name, purpose in files_of(path).items()
    }


def wijk_files(wijk):
    """The files of one wijk with what each is for."""
    files = workbook_files(wijk) | {
        f"data/{wijk}/governance.xlsx": "besluiten, taken, gebeurtenissen en feiten",
        f"data/{wijk}/aliassen.csv": "besluiten over namen (mag leeg zijn onder de kopregel)",
        f"data/{wijk}/correcties.yaml": "correcties op de sheets (mag leeg zijn)",
        f"data/{wijk}/plekken.csv": "ontmoetingsplekken en voorzieningen",
        f"data/{wijk}/grens.geojson": "de grens van de wijk",
    }
    # With interviews everything must be there; without, what is not there is no fault.
    if config["wijken"][wijk]["years"]:
        return files
    return {path: purpose for path, purpose in files.items() if Path(path).is_file()}


def raw_files():
    """Every file that a user delivers, with what it is for."""
    files = source_files()
    for wijk in config["wijken"]:
        files |= wijk_files(wijk)
    return files


def requested():
    """What new_year is asked for with --config: year, wijk (when there are more) and bron."""
    # Taken out of the settings: they say nothing about the monitor.
    asked = {key: config.pop(key) for key in ("year", "wijk", "bron") if key in config}
    # One wijk with interviews needs no naming; what is amiss in the settings is told later.
    blocks = config.get("wijken") or {}
    spoken = [name for name in blocks if "years" in (blocks[name] or {})]
    wijk = spoken[0] if len(spoken) == 1 else None
    return {"year": None, "wijk": wijk, "bron": None} | asked


def earlier_workbooks():
    """Year -> workbook of the years before the one that new_year is asked for."""
    wijk, year = REQUEST["wijk"], REQUEST["year"] or 0
    if not wijk:
        return {}
    return {
        y: path
        for y, path in workbooks(wijk).items()
        if y < year and Path(path).exists()
    }


def present(path):
    """`path` if it is there, else None."""
    return path if Path(path).is_file() else None


def check_everything():
    """Stop before work starts, in Dutch, when settings, files or system libraries are amiss."""
    if missing_libraries():
        sys.exit(LIBRARIES_MESSAGE)
    try:
        if Path("config.yaml").is_file():
            read_yaml("config.yaml")
        schema = read_yaml(ROOT / "workflow" / "schemas" / "config.schema.yaml")
        asked = {key: value for key, value in REQUEST.items() if value is not None}
        check_config(config | asked, schema, "config.yaml")
        add_defaults(config)
        # Who asks for the workbook of a new year does not have it yet.
        if REQUEST["year"]:
            check_request(REQUEST, config["wijken"], Path.cwd())
        else:
            check_files(raw_files(), Path.cwd())
        return read_sections("templates/sections")
    except InputError as error:
        sys.exit(str(error))


def report_figures(wijk):
    """The figures that the sections of the report ask for, where this wijk can have the data."""
    years = config["wijken"][wijk]["years"]
    files = {path.rpartition("/")[2] for path in wijk_files(wijk)}
    lacking = set() if years else {"gesprekken", "citaten"}
    lacking |= set() if "governance.xlsx" in files else {"governance"}
    lacking |= set() if years or "plekken.csv" in files else {"plekken"}
    standing = [section for section in SECTIONS if not lacking & set(section.needs)]
    return figure_names(standing, years)


def template_files():
    """Everything in templates/: style is a dependency like any other."""
    files = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    return sorted(str(path.relative_to(ROOT)) for path in files)


def source_files():
    """The files of the indicator sources."""
    return {
        source["file"]: f"de export van de bron {name}"
        for name, source in config["sources"].items()
    }


def review(wijk):
    """Put the remarks on all input of a wijk together in results/{wijk}/review/; gives them."""
    logs = [Path(f"results/{wijk}/logs/{name}.csv") for name in INGESTS]
    logs += [
        Path(f"results/stad/logs/ingest_indicators-{source}.csv")
        for source in config["sources"]
    ]
    return write_review(Path(f"results/{wijk}/review"), wijk, logs)


def print_failure():
    """The last words of a run that failed: every error again, in one place."""
    for wijk in config["wijken"]:
        review(wijk)
    logs = sorted(Path("results").glob("*/logs/*.log"))
    what = "werkmap" if REQUEST["year"] else "monitor"
    print(last_words(logs, STARTED, what), file=sys.stderr)


def print_outcome():
    """The last words of a run: where each monitor is, how long, and what is odd in the input."""
    if REQUEST["year"]:
        return
    for wijk in config["wijken"]:
        pdf = Path(f"results/{wijk}/monitor.pdf")
        count = Path(f"results/{wijk}/monitor.pages")
        if not pdf.is_file() or not count.is_file():
            continue
        print(told(review(wijk), wijk), end="", file=sys.stderr)
        print(f"{pdf} ({count.read_text().strip()} pagina's)", file=sys.stderr)


# Tables that the report may ask for; tables of figures come in through the figures.
REPORT_TABLES = [
    "actors",
    "ties",
    "actor_metrics",
    "network_metrics",
    "index_gaps",
    "index_course",
    "contributions",
    "alike",
    "indicator_changes",
    "vulnerability",
    "health",
    "decisions",
    "tasks",
    "events",
    "facts",
    "budget",
    "bodies",
    "rights",
    "governance_course",
    "barriers",
    "barrier_course",
    "resources",
    "quotes",
    "places",
    "agreement",
    "unresolved",
    "network_changes",
    "turnover",
    "levels",
    "sensitivity",
    "claims",
]
# Tables that the claims are tested on.
CLAIM_TABLES = [
    "actors",
    "ties",
    "actor_metrics",
    "network_metrics",
    "index_gaps",
    "index_course",
    "indicator_changes",
    "vulnerability",
    "decisions",
    "tasks",
    "events",
    "facts",
    "governance_course",
    "barriers",
    "barrier_course",
    "agreement",
]
# The rules of a wijk that leave remarks on its input.
INGESTS = ["ingest_coding", "ingest_governance", "ingest_places", "compute_gaps"]
SHEET_SCHEMAS = sorted(
    str(path.relative_to(ROOT)) for path in ROOT.glob("workflow/schemas/sheets/*.yaml")
)
STARTED = time.time()
REQUEST = requested()
SECTIONS = check_everything()
