# What a user reads at the end of a run, on the screen and on the start page: functions only.
import atexit
import os

from veerkracht.workflow.gone_sections import gone_sections
from veerkracht.workflow.kept_steps import drop_gone
from veerkracht.workflow.log import errors_in, last_words
from veerkracht.faults import STOP
from veerkracht.workflow.screen import NOTHING
from veerkracht.workflow.remarks import warnings_text, write_review
from veerkracht.workflow.start_page import Wijk, start_page
from veerkracht.workflow.state import write_state

# The rules of a wijk that leave remarks on the input.
REMARKED = [
    "ingest_coding",
    "ingest_governance",
    "ingest_places",
    "ingest_boundaries",
    "ingest_background",
    "compute_gaps",
]
# Rules that make something else than a monitor -> what they make.
MADE = {
    "new_year": "werkmap",
    "new_wijk": "map van de wijk",
    "describe_sheet": "beschrijving",
    "print_draft": "sectie",
    "print_booklet": "folder voor de drukker",
    "review_copy": "Word-bestand",
    "read_remarks": "lijst met opmerkingen",
    "archive": "bewaarde uitgave",
    "approve": "goedkeuring",
    "prove": "vergelijking",
}


def review(wijk, since=0):
    """Put the remarks on the input and the text of a wijk in results/{wijk}/review/; gives them.

    After a run that failed, remarks on the text from before `since` are of another input.
    """
    logs = [Path(f"results/{wijk}/logs/{name}.csv") for name in REMARKED]
    text = Path(f"results/{wijk}/logs/compose_report.csv")
    if text.is_file() and text.stat().st_mtime >= since:
        logs.append(text)
    logs += [
        Path(f"results/stad/logs/ingest_indicators-{source}.csv")
        for source in config["sources"]
    ]
    folder = Path(f"results/{wijk}/review")
    notes = write_review(folder, wijk, logs)
    ran = [*Path(f"results/{wijk}/logs").glob("*.log")]
    ran += Path("results/stad/logs").glob("ingest_*.log")
    write_state(folder, ran, sum(note.level == STOP for note in notes))
    return notes


def asked_for():
    """What else than monitors this run was asked for, in a word; empty for monitors."""
    other = [MADE[name] for name in workflow.dag_settings.targets if name in MADE]
    return other[0] if other else ""


def places():
    """What was asked for, and where it is: the monitors, or the file that a command makes."""
    if asked_for():
        names = [name for name in workflow.dag_settings.targets if name in MADE]
        made = [str(path) for name in names for path in workflow.get_rule(name).output]
        return list(filter(os.path.isfile, made))
    end = "Alles bij elkaar: results/index.html"
    # Who asks for one file reads of that one: the others may be older.
    if files := sorted(filter(os.path.isfile, workflow.dag_settings.targets)):
        return [*files, end]
    lines = []
    for wijk in config["wijken"]:
        for edition in ("samenvatting", "monitor"):
            pdf = Path(f"results/{wijk}/{edition}.pdf")
            if pdf.is_file():
                pages = pdf.with_suffix(".pages").read_text().strip()
                lines.append(f"{pdf} ({pages} pagina's)")
    return [*lines, end]


def end_well():
    """What was asked for, as `places` gives it; a start without anything new is told at once."""
    drop_gone()
    # What lies elsewhere is not compared.
    files = [Path(path) for path in raw_files()]
    if BEGAN_WITH and not any(
        path.is_absolute() or ".." in path.parts for path in files
    ):
        remember_end(Path.cwd(), BEGAN_WITH, [NOTHING, *places()])
    return places()


def write_start_page(notes, errors):
    """results/index.html: what of each wijk is ready, what is odd, and what failed and why."""
    wijken = []
    for key, wijk in config["wijken"].items():
        mine = [text for log, text in errors.items() if log.parts[1] in (key, "stad")]
        wijken.append(Wijk(key, wijk["name"], mine, len(notes[key])))
    tokens = (ROOT / "templates" / "tokens.css").read_text(encoding="utf-8")
    page = start_page(Path("results"), config["edition"], wijken, tokens)
    Path("results/index.html").write_text(page, encoding="utf-8")


def print_failure():
    """The last words of a run that failed: every error, in one place. None after Ctrl-C."""
    if SCREEN and SCREEN.stopped:
        return
    errors = errors_in(sorted(Path("results").glob("*/logs/*.log")), STARTED)
    notes = {wijk: review(wijk, STARTED) for wijk in config["wijken"]}
    if not asked_for():
        write_start_page(notes, errors)
    print(folded(last_words(errors, asked_for() or "monitor")), file=sys.stderr)


def print_outcome():
    """The last words of a run: what is odd in the input, where each monitor is and how long."""
    if asked_for():
        for made in places():
            print(made, file=sys.stderr)
        return
    folders = ("delen", "openbaar", "review/netwerk")
    remember(
        Path.cwd(), [f"results/{w}/{f}" for w in config["wijken"] for f in folders]
    )
    notes = {wijk: review(wijk) for wijk in config["wijken"]}
    write_start_page(notes, {})
    for wijk in config["wijken"]:
        print(folded(warnings_text(notes[wijk], wijk)), end="", file=sys.stderr)
    gone = gone_sections(Path(STATE), Path("results"), config["wijken"])
    print(folded(gone), end="", file=sys.stderr)
    print(*end_well(), sep="\n", file=sys.stderr)
