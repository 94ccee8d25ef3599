# What the rules share: functions only. Everything here runs before any work starts.
import atexit
import sys
import time
from pathlib import Path

ROOT = Path(workflow.basedir)
SCRIPTS = ROOT / "scripts"
sys.path.insert(0, str(SCRIPTS))

from veerkracht.config import check_config, check_files, read_yaml
from veerkracht.faults import InputError
from veerkracht.imports import constant, own_modules
from veerkracht.pdf import LIBRARIES_MESSAGE, missing_libraries
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
    if constant(chart, "BOUNDARIES"):
        files.append(f"data/{wildcards.wijk}/grens.geojson")
    return files


def wijk_files(wijk):
    """The files of one wijk with what each is for."""
    files = {
        f"data/{wijk}/{year}.xlsx": f"de werkmap met codeersheets van {year}"
        for year in config["wijken"][wijk]["years"]
    }
    return files | {
        f"data/{wijk}/governance.xlsx": "besluiten, taken, gebeurtenissen en feiten",
        f"data/{wijk}/aliassen.csv": "besluiten over namen (mag leeg zijn onder de kopregel)",
        f"data/{wijk}/correcties.yaml": "correcties op de sheets (mag leeg zijn)",
        f"data/{wijk}/plekken.csv": "ontmoetingsplekken en voorzieningen",
        f"data/{wijk}/grens.geojson": "de grens van de wijk",
    }


def raw_files():
    """Every file that a user delivers, with what it is for."""
    files = source_files()
    for wijk in config["wijken"]:
        files |= wijk_files(wijk)
    return files


def check_everything():
    """Stop before work starts, in Dutch, when settings, files or system libraries are amiss."""
    if missing_libraries():
        sys.exit(LIBRARIES_MESSAGE)
    try:
        if Path("config.yaml").is_file():
            read_yaml("config.yaml")
        schema = read_yaml(ROOT / "workflow" / "schemas" / "config.schema.yaml")
        check_config(config, schema, "config.yaml")
        check_files(raw_files(), Path.cwd())
        return read_sections("templates/sections")
    except InputError as error:
        sys.exit(str(error))


def report_figures(wijk):
    """The figures that the sections of the report ask for."""
    return figure_names(SECTIONS, config["wijken"][wijk]["years"])


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


def print_failure():
    """The last words of a run that failed: every error again, in one place."""
    logs = sorted(Path("results").glob("*/logs/*.log"))
    print(last_words(logs, STARTED), file=sys.stderr)


def print_outcome():
    """The last words of a run: where each monitor is, and how long."""
    for wijk in config["wijken"]:
        pdf = Path(f"results/{wijk}/monitor.pdf")
        count = Path(f"results/{wijk}/monitor.pages")
        if pdf.is_file() and count.is_file():
            print(f"{pdf} ({count.read_text().strip()} pagina's)", file=sys.stderr)


# Tables that the report may ask for; tables of figures come in through the figures.
REPORT_TABLES = [
    "actors",
    "ties",
    "actor_metrics",
    "network_metrics",
    "index_gaps",
    "decisions",
    "tasks",
    "events",
    "facts",
    "quotes",
    "places",
]
STARTED = time.time()
SECTIONS = check_everything()
