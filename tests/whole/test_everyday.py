"""Mistakes of every day, as a new user makes them: all that the screen says, line for line.

Nothing may stand on it but what is told here: no English, no traceback, nothing before or after.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from small_project import KEY
from workbooks import write_book
from workflow_runs import quick_snakemake, rows_of

pytestmark = pytest.mark.xdist_group("small")

FILES = "scripts/veerkracht/files.py"
LESSON = f"data/{KEY}/teksten/50-les-kinderen.md"
BOOK = f"data/{KEY}/2024.xlsx"
END = "De monitor is niet gemaakt. Herstel dit en geef de opdracht opnieuw."
# What the run says of itself while it works, and what Snakemake says before anybody can speak.
UNDER_WAY = re.compile(
    r"Using workflow specific profile .*|(\d+|Eén) stap(pen)? te doen.*|\d+ van .*"
)


def edit(path: str, old: str, new: str) -> Callable[[Path], object]:
    def spoil(project: Path) -> None:
        text = (project / path).read_text("utf-8")
        assert old in text
        (project / path).write_text(text.replace(old, new, 1), "utf-8")

    return spoil


def cell(sheet: str, row: int, column: str, value: Any) -> Callable[[Path], object]:
    """Puts `value` in a cell of the last workbook; `row` counts from 0, under the header."""

    def spoil(project: Path) -> None:
        rows, heads = rows_of(project / BOOK)
        rows[sheet][row][column] = value
        write_book(project / BOOK, rows, heads)

    return spoil


def without_sheet(project: Path) -> None:
    rows, heads = rows_of(project / BOOK)
    del rows["relaties"], heads["relaties"]
    write_book(project / BOOK, rows, heads)


def renamed(project: Path) -> None:
    (project / "data" / KEY).rename(project / "data" / f"{KEY}-oud")


def nothing(project: Path) -> None:
    """The project is as it should be; the order is not."""


def reading(*faults: str, about: str = "in de invoer") -> list[str]:
    """The screen where the faults are found before any work."""
    number = "1 fout" if len(faults) == 1 else f"{len(faults)} fouten"
    return [f"{number} {about}:", *(f"  - {fault}" for fault in faults)]


def working(
    task: str, log: str, *faults: str, end: str = END, about: str = "in de invoer"
) -> list[str]:
    """The screen where a step finds them."""
    log = f"  (logboek: results/{KEY}/logs/{log}.log)"
    return [f"Mislukt: {KEY}: {task}", *reading(*faults, about=about), log, end]


ORDER, FOLDER = "in de opdracht", "in de map van het project"


INGEST = ("codeersheets inlezen", "ingest_coding")
MISTAKES: dict[str, tuple[Callable[[Path], object], str, list[str]]] = {
    "a typo in a key": (
        edit("config.yaml", "tie_rule:", "tierule:"),
        "",
        reading(
            "config.yaml, rij *, kolom wijken > spangen > tierule: gevonden: een onbekende "
            "sleutel; verwacht: een van *. Bedoelt u 'tie_rule'?"
        ),
    ),
    "a tab in the settings": (
        edit("config.yaml", "city: ", "city:\n\t"),
        "",
        reading(
            "config.yaml, rij *: gevonden: een tab in plaats van spaties; verwacht: geldige YAML. *"
        ),
    ),
    "a wrong name of a folder": (
        renamed,
        "",
        reading(
            f"data/{KEY}: gevonden: deze map is er niet; verwacht: de map die config.yaml noemt. "
            f"Bedoelt u '{KEY}-oud'?"
        ),
    ),
    "a year without a workbook": (
        lambda project: (project / BOOK).unlink(),
        "",
        reading(
            f"{BOOK}: gevonden: dit bestand is er niet; verwacht: de werkmap met codeersheets van "
            f"2024. Maak het met: snakemake new_year --config year=2024 wijk={KEY}, of haal het "
            "jaar weg bij years in config.yaml."
        ),
    ),
    "an order with a typo": (
        nothing,
        "new_yaer",
        reading(
            "opdracht new_yaer: gevonden: dit kan niet gemaakt worden; verwacht: een opdracht of "
            "een bestand in results/. Bedoelt u 'new_year'? Wat u kunt vragen, staat in: "
            "snakemake help",
            about=ORDER,
        ),
    ),
    "a new year without saying which": (
        nothing,
        "new_year",
        working(
            "werkmap van een nieuw jaar maken",
            "new_year",
            "--config, kolom year: gevonden: niets. Geef het mee: snakemake new_year --config *",
            end="De werkmap is niet gemaakt. Herstel dit en geef de opdracht opnieuw.",
            about=ORDER,
        ),
    ),
    "spaces round the sign of a setting": (
        nothing,
        "new_year --config year = 2025",
        reading(
            "--config: gevonden: year = 2025; verwacht: sleutel=waarde, zonder spaties, en de "
            "opdracht ervoor. Bedoelt u: snakemake new_year --config year=2025",
            about=ORDER,
        ),
    ),
    "an unknown figure in a text": (
        edit(LESSON, "Waar kinderen", '{{ figure("netwerktrend") }} Waar kinderen'),
        "",
        reading(f"{LESSON}, rij *: gevonden: de figuur 'netwerktrend' staat niet in de kop; *"),
    ),
    "no rights to write": (
        edit(FILES, "os.access(folder, os.W_OK)", 'folder.name != "results"'),
        "",
        reading(
            "*/results: gevonden: in deze map mag u niet schrijven; verwacht: een map met "
            "schrijfrechten. Vraag om schrijfrechten, of kopieer het project naar een eigen map.",
            about=FOLDER,
        ),
    ),
    "a full disk": (
        edit(FILES, "FREE = 200 * MB", "FREE = 10**12 * MB"),
        "",
        reading(
            "*: gevonden: de schijf is vol: * MB vrij; verwacht: ten minste *. Maak ruimte.",
            about=FOLDER,
        ),
    ),
    "a missing sheet": (
        without_sheet,
        "",
        working(
            *INGEST,
            f"{BOOK}, blad relaties: gevonden: dit blad ontbreekt; wel gevonden: initiatieven, "
            "citaten, codeurs, werkwijze; verwacht: een blad 'relaties'. Voeg het blad toe; het "
            "mag leeg zijn onder de kopregel.",
        ),
    ),
    "a misspelt partner": (
        cell("relaties", 0, "van", "Voetbalclub Sparta Jeugt"),
        "",
        working(
            *INGEST,
            f"{BOOK}, blad relaties, rij 2, kolom van: gevonden: 'Voetbalclub Sparta Jeugt'; "
            "verwacht: een partij van blad initiatieven van dit jaar. Bedoelt u 'Voetbalclub "
            "Sparta Jeugd'? Verbeter de cel, of zet het in aliassen.csv.",
        ),
    ),
    "a number that Excel made a date of": (
        cell("initiatieven", 0, "eigenaarschap", "3.5"),
        "",
        working(
            *INGEST,
            f"{BOOK}, blad initiatieven, rij 2, kolom eigenaarschap: gevonden: '3.5'; verwacht: *. "
            "Verbeter de waarde.",
        ),
    ),
    "a file that is only in the cloud": (
        lambda project: (project / BOOK).write_bytes(b""),
        "",
        working(
            *INGEST,
            f"{BOOK}: gevonden: een leeg bestand; verwacht: een werkmap (.xlsx, .xls of .ods) "
            "zonder wachtwoord. Open het bestand in Excel of LibreOffice en bewaar het opnieuw. "
            "In OneDrive: kies eerst 'Altijd behouden op dit apparaat'.",
        ),
    ),
    "a number in words from nowhere": (
        edit(LESSON, "Daar begint het gesprek.", "Daar begint tachtig procent van de gesprekken."),
        "print_draft --config sectie=50-les-kinderen",
        reading(
            f"{LESSON}, rij *: gevonden: het getal 'tachtig procent'; verwacht: een getal uit een "
            "tabel. Vraag het op met num(), pct() of fact(), of haal het weg."
        ),
    ),
    "a percentage from nowhere": (
        edit(LESSON, "Daar begint het gesprek.", "Daar begint 80 % van de gesprekken."),
        "",
        reading(
            f"{LESSON}, rij *: gevonden: het getal '80 %'; verwacht: een getal uit een tabel. *"
        ),
    ),
    "a number from nowhere": (
        edit(LESSON, "Daar begint het gesprek.", "Daar beginnen 80 gesprekken."),
        "",
        working(
            "rapport samenstellen",
            "compose_report",
            f"{LESSON}: gevonden: het getal 80 in “Daar beginnen 80 gesprekken.”; verwacht: "
            "een getal uit een tabel. Vraag het op met num(), pct() of fact(), of haal het weg.",
        ),
    ),
}


def screen(project: Path, *order: str) -> tuple[int, list[str]]:
    """The status of a run, and the lines on the screen without how far it is and empty ones."""
    done = quick_snakemake(project, *order)
    lines = [line for line in done.stdout.splitlines() if line]
    return done.returncode, [line for line in lines if not UNDER_WAY.fullmatch(line)]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_screen_after_a_mistake_is_dutch_and_says_what_to_do(
    small_project: Path, mistake: str
) -> None:
    spoil, order, expected = MISTAKES[mistake]
    spoil(small_project)
    status, lines = screen(small_project, *order.split())
    assert status != 0 and len(lines) == len(expected), lines
    for line, pattern in zip(lines, expected, strict=True):
        assert fnmatchcase(line, pattern.replace("[", "[[]")), f"{line}\nis not\n{pattern}"


def test_a_quote_that_may_not_be_printed_is_told_at_the_end(small_project: Path) -> None:
    cell("citaten", 0, "plaats", "voorin")(small_project)
    cell("citaten", 0, "toestemming", "nee")(small_project)
    status, lines = screen(small_project, f"results/{KEY}/tables/actors.csv")
    told = next(line for line in lines if line.startswith(f"  - {BOOK}, blad citaten, rijen 2, "))
    assert status == 0 and told.endswith(
        "kolom plaats: gevonden: een plaats, en het mag niet; verwacht: toestemming ja en "
        "herleidbaar nee. Het citaat wordt niet gedrukt. Vraag toestemming, of maak plaats leeg."
    )
    shape = r"  (- |en nog |Alles staat in ).*|\d+ waarschuwingen over .*|Klaar in .*"
    shape += r"|results/spangen/tables/actors.csv|Alles bij elkaar: results/index.html"
    assert all(re.fullmatch(shape, line) for line in lines), lines


@pytest.mark.parametrize("mark", ["~$2024.xlsx", ".~lock.2024.xlsx#"])
def test_a_workbook_that_is_open_is_told_before_anything_is_done(
    small_project: Path, mark: str
) -> None:
    (small_project / f"data/{KEY}/{mark}").write_bytes(b"anna")
    status, lines = screen(small_project, f"results/{KEY}/tables/actors.csv")
    assert status == 0 and lines[0] == (
        f"Let op: nog open in Excel of LibreOffice: {BOOK}. Wat daar niet is bewaard, doet niet "
        "mee."
    )


def test_sheets_as_a_dutch_excel_saves_them_give_the_same_tables(small_project: Path) -> None:
    table = small_project / f"results/{KEY}/tables/actors.csv"
    before = table.read_bytes()
    rows, heads = rows_of(small_project / BOOK)
    (small_project / BOOK).unlink()
    folder = (small_project / BOOK).with_suffix("")
    folder.mkdir()
    for name, head in heads.items():
        with (folder / f"{name}.csv").open("w", encoding="cp1252", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerows([head, *([row[column] for column in head] for row in rows[name])])
    status, lines = screen(small_project, str(table.relative_to(small_project)))
    assert status == 0, lines
    assert b"2024.xlsx" in before and table.read_text("utf-8-sig").count("\n") == before.count(
        b"\n"
    )


def test_a_decimal_point_in_a_budget_is_read_as_one(small_project: Path) -> None:
    path = small_project / f"data/{KEY}/governance.xlsx"
    rows, heads = rows_of(path)
    rows["budget"][0]["bedrag"] = "1200000.50"
    write_book(path, rows, heads)
    status, lines = screen(small_project, f"results/{KEY}/tables/budget.csv")
    assert status == 0, lines
    text = (small_project / f"results/{KEY}/tables/budget.csv").read_text("utf-8-sig")
    assert "1200000,5" in text


def test_a_draft_says_on_which_numbers_the_monitor_would_stop(small_project: Path) -> None:
    edit(LESSON, "Daar begint het gesprek.", "Daar beginnen 80 gesprekken.")(small_project)
    status, lines = screen(small_project, "print_draft", "--config", "sectie=50-les-kinderen")
    assert status == 0
    at = lines.index("Hierop stopt de monitor:")
    assert lines[at + 1].startswith(f"  - {LESSON}: gevonden: het getal 80 in")
    assert lines[-1] == f"results/{KEY}/concept.pdf"


def test_where_the_word_file_is_stands_there_also_when_there_is_nothing_to_do(
    small_project: Path,
) -> None:
    place = f"results/{KEY}/review/nakijken.docx"
    assert screen(small_project, "review_copy")[1][-1] == place
    assert screen(small_project, "review_copy")[1] == ["Er is niets te doen: alles is bij.", place]


def test_a_section_that_is_gone_is_gone_from_the_text(small_project: Path) -> None:
    (small_project / LESSON).unlink()
    status, lines = screen(small_project, f"results/{KEY}/report.html")
    assert status == 0, lines
    page = (small_project / f"results/{KEY}/report.html").read_text("utf-8")
    assert "Laat kinderen beginnen" not in page
    assert not any("monitor.pdf" in line for line in lines), "it was not made, and is older"
    head = "Niet meer in de monitor, want het bestand is weg (was dat de bedoeling?):"
    told = lines[lines.index(head) + 1]
    assert told == f"  - Laat kinderen beginnen ({LESSON})"
