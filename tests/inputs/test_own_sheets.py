"""A researcher's own sheet by its description: every value as it stands there, or refused."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from pathlib import Path
from typing import Any

import any_format
import hypothesis.strategies as st
import own_sheet
import pandas as pd
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from own_sheet import YEARS, Said, said, write_sheet

from veerkracht.config import check_config, read_yaml
from veerkracht.faults import InputError
from veerkracht.inputs.coding.description import check_descriptions
from veerkracht.inputs.coding.years import Coding, read_coding
from veerkracht.inputs.other_programs.importing import import_files
from veerkracht.inputs.workbooks import in_folder
from veerkracht.paths import ROOT
from veerkracht.words import slug

MANUAL = (ROOT / "docs/handleiding.md").read_text("utf-8")
BLOCK = next(b for b in re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL) if "codering:" in b)
WIJK: dict[str, Any] = yaml.safe_load(BLOCK)


def read(folder: Path, codering: dict[str, Any], years: Any = YEARS, **options: Any) -> Coding:
    check_descriptions({"w": {"codering": codering, "years": list(years)}}, "nergens.yaml")
    own = in_folder(codering, folder, folder)
    return read_coding(dict.fromkeys(years), own=own, **options)


def refused(folder: Path, codering: dict[str, Any], years: Any = YEARS, **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        read(folder, codering, years, **options)
    return str(caught.value)


def several(cell: Any) -> tuple[str, ...]:
    return tuple(sorted(cell.split("|"))) if isinstance(cell, str) else ()


def pairs(rows: list[Said]) -> dict[tuple[int, str, str], tuple[str, ...]]:
    """Year and both ends of every tie that is named -> who named it."""
    found: dict[tuple[int, str, str], set[str]] = {}
    for row in rows:
        for partner in row.partners:
            ends = sorted((slug(row.name), slug(partner)))
            found.setdefault((row.year, ends[0], ends[1]), set()).add(slug(row.name))
    return {key: tuple(sorted(sides)) for key, sides in found.items()}


def records(table: pd.DataFrame) -> list[dict[Any, Any]]:
    """The rows of a table; what is missing is None."""
    return table.astype(object).where(table.notna(), None).to_dict("records")


def check_every_value(coding: Coding, rows: list[Said], file: str) -> None:
    """Every party, year, value and tie of the sheet, with its row, and nothing beside them."""
    actors = records(coding.actors)
    found = {
        (a["year"], a["name"]): (
            a["kind"], several(a["themes"]), several(a["target_groups"]), a["start"],
            a["interviewed"], several(a["resources"]), several(a["barriers"]), a["ownership"],
            a["location"], a["origin"],
        )
        for a in actors if a["name"] not in own_sheet.NAMED
    }  # fmt: skip
    assert found == {
        (r.year, r.name): (
            r.kind, r.themes, r.groups, r.start, r.interviewed, r.helps, r.barriers, r.ownership,
            "binnen", f"{file}!{r.row}",
        )
        for r in rows
    }  # fmt: skip
    named = [a for a in actors if a["name"] in own_sheet.NAMED]
    assert {(a["year"], a["name"], a["kind"], a["location"]) for a in named} == {
        (r.year, partner, "formeel", "onbekend")
        for r in rows for partner in r.partners if partner in own_sheet.NAMED
    }  # fmt: skip
    ties = {
        (t["year"], t["actor_a"], t["actor_b"]): several(t["named_by"])
        for t in records(coding.ties)
    }
    assert ties == pairs(rows)


def test_the_description_in_the_manual_is_sound_and_short() -> None:
    assert len(BLOCK.strip().splitlines()) <= 25
    config = read_yaml(ROOT / "config.yaml")
    config["wijken"]["voorbeeld"] |= WIJK | {"map_until": 2024}
    check_config(config, read_yaml(ROOT / "workflow/schemas/config.schema.yaml"), "config.yaml")
    check_descriptions({"voorbeeld": config["wijken"]["voorbeeld"]}, "config.yaml")


def test_five_years_of_150_initiatives_are_read_value_by_value(tmp_path: Path) -> None:
    rows = said()
    assert len(rows) == 750 and {row.year for row in rows} == set(WIJK["years"])
    write_sheet(tmp_path, rows)
    coding = read(tmp_path, WIJK["codering"])
    check_every_value(coding, rows, "initiatieven.xlsx!Overzicht")
    told = [warning.found for warning in coding.warnings if warning.row == 2]
    assert told == ["Nr, E-mail"], "what is not read is said, once"


def test_three_slips_in_the_sheet_are_told_at_its_own_cell(tmp_path: Path) -> None:
    rows = said(20, [2020, 2021])
    sheet = own_sheet.lines(rows)
    at = {heading: index for index, heading in enumerate(own_sheet.HEADINGS)}
    spoken = next(row for row in rows if row.interviewed == "ja")
    sheet[4 - 1][at["Type"]] = "bewonersinitatief"
    sheet[9 - 1][at["Zeggenschap (1-5)"]] = 7
    sheet[spoken.row - 1][at["Samenwerkingspartners"]] = "Buurtkeuke"
    any_format.write(tmp_path / "initiatieven.xlsx", {"Overzicht": sheet})
    told = refused(tmp_path, WIJK["codering"], [2020, 2021]).splitlines()
    assert told[0] == "3 fouten in de invoer:"
    place = f"  - {tmp_path}/initiatieven.xlsx, blad Overzicht, rij"
    assert told[1].startswith(f"{place} 4, kolom Type: gevonden: 'bewonersinitatief'; verwacht")
    assert "woorden: {formeel: [bewonersinitatief]}, met de code waar het voor staat" in told[1]
    assert told[2 if spoken.row < 9 else 3].startswith(
        f"{place} {spoken.row}, kolom Samenwerkingspartners: gevonden: 'Buurtkeuke'"
    )
    assert "Bedoelt u 'Buurtkeuken'?" in told[2 if spoken.row < 9 else 3]
    assert f"{place} 9, kolom Zeggenschap (1-5): gevonden: '7'" in "\n".join(told)


def test_who_offers_an_own_sheet_as_a_workbook_or_an_export_hears_how_it_is_read(
    tmp_path: Path,
) -> None:
    write_sheet(tmp_path, said(20, [2020]))
    path = (tmp_path / "initiatieven.xlsx").rename(tmp_path / "2020.xlsx")
    for take in (lambda: read_coding({2020: path}), lambda: import_files(path)):
        with pytest.raises(InputError) as refusal:
            take()
        (fault,) = refusal.value.faults
        assert f"describe_sheet --config bestand={path}" in fault.advice


# Versions of one sheet, as they were seen in a public one: the header and the signs drift ---------

VERSIONED = {
    "bestand": "versie.csv",
    "kolommen": {
        "naam": ["Naam initiatief", "Initiatief"], "soort": "Type", "thema": "Thema",
        "partners": "Samenwerkingspartners", "website": "Website",
    },
    "woorden": {"informeel": ["bewonersinitiatief"]},
    "ontbreekt": {"ligging": "binnen", "geinterviewd": "ja"},
}  # fmt: skip
HEAD = ["Nr", "Naam initiatief", "Type", "Thema", "Samenwerkingspartners", "Website"]
ROWS = [
    ["1", "Café Één", "bewonersinitiatief", "eten; taal", "Buurttuin; School", "www.een.nl"],
    ["2", "Buurttuin", "bewonersinitiatief", "groen", "Café Één", ""],
    ["3", "School", "formeel", "taal; sport", "Café Één; Buurttuin", "www.school.nl"],
]
READ = {
    "Café Één": ("informeel", ("eten", "taal")),
    "Buurttuin": ("informeel", ("groen",)),
    "School": ("formeel", ("sport", "taal")),
}
TIES = {("buurttuin", "cafe-een"): 2, ("cafe-een", "school"): 2, ("buurttuin", "school"): 1}


def renamed(**changes: str) -> list[list[str]]:
    return [[changes.get(text.split()[0], text) for text in HEAD], *ROWS]


def inside(sign: str) -> list[list[str]]:
    return [HEAD, *([cell.replace("; ", sign) for cell in row] for row in ROWS)]


def with_cell(row: int, column: int, text: str) -> list[list[str]]:
    table = [HEAD, *map(list, ROWS)]
    table[row][column] = text
    return table


def as_text(table: list[list[str]], delimiter: str) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(table)
    return file.getvalue()


PLAIN = [HEAD, *ROWS]
# What the version looks like -> what is told when it is refused; nothing: it is read right.
VERSIONS: dict[str, tuple[str, list[str]]] = {
    "01 comma's, puntkomma's in de cel": (as_text(PLAIN, ","), []),
    "02 puntkomma's": (as_text(PLAIN, ";"), []),
    "03 tabs": (as_text(PLAIN, "\t"), []),
    "04 hoofdletters en spaties": (as_text(renamed(Naam=" naam INITIATIEF", Type="TYPE"), ";"), []),
    "05 andere volgorde": (as_text([row[::-1] for row in PLAIN], ","), []),
    "06 een kop die wij kennen": (as_text(renamed(Naam="Initiatief"), ";"), []),
    "07 een kop die lijkt": (
        as_text(renamed(Samenwerkingspartners="Samenwerkingspartner"), ";"),
        ["rij 1, kolom Samenwerkingspartners: gevonden: deze kop staat er niet",
         "Bedoelt u 'Samenwerkingspartner'?"],
    ),
    "08 een nieuwe kop": (
        as_text(renamed(Type="Formeel of niet"), ","),
        ["rij 1, kolom Type: gevonden: deze kop staat er niet; wel en niet in de beschrijving: "
         "Nr, Formeel of niet"],
    ),
    "09 twee koppen voor één kolom": (
        as_text(renamed(Nr="Initiatief"), ","),
        ["rij 1, kolom Naam initiatief: gevonden: 'Initiatief' en 'Naam initiatief'"],
    ),
    "10 komma's in de cel": (
        as_text(inside(", "), ";"),
        ["rij 2, kolom Samenwerkingspartners: gevonden: 'Buurttuin, School'",
         "Zet ',' dan bij scheiding in config.yaml."],
    ),
    "11 strepen in de cel": (as_text(inside(" | "), ","), []),
    "12 een titel en een lege regel": ("Overzicht 2023\n\n" + as_text(PLAIN, ";"), []),
    "13 nummers opnieuw uitgedeeld": (
        as_text([HEAD, *([str(9 - n), *row[1:]] for n, row in enumerate(ROWS))], ","), [],
    ),
    "14 zoeken en vervangen in een adres": (
        as_text(with_cell(1, 5, "www.Café Één.nl"), ","),
        ["rij 2, kolom Website: gevonden: 'www.Café Één.nl'"],
    ),
    "15 een rij met de naam van een andere": (
        as_text(with_cell(2, 1, "School"), ";"),
        ["rij 4, kolom Naam initiatief: gevonden: 'School'; verwacht: elke partij één keer",
         "rij 2, kolom Samenwerkingspartners: gevonden: 'Buurttuin'"],
    ),
    "16 een veld te veel": (
        as_text(PLAIN, ",").replace("Buurttuin; School", "Buurttuin, School"),
        ["rij 2: gevonden: 7 velden; verwacht: 6 velden"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_is_read_right_or_refused_with_what_changed(tmp_path: Path, version: str) -> None:
    text, told = VERSIONS[version]
    (tmp_path / "versie.csv").write_text(text, "utf-8")
    if told:
        message = refused(tmp_path, VERSIONED, [2023])
        for part in told:
            assert part in message, message
        if "kop" in version:
            assert message.startswith("1 fout in"), "the rows below a heading that is gone"
        return
    coding = read(tmp_path, VERSIONED, [2023])
    actors = records(coding.actors)
    assert {a["name"]: (a["kind"], several(a["themes"])) for a in actors} == READ
    ties = records(coding.ties)
    assert {(t["actor_a"], t["actor_b"]): t["sides"] for t in ties} == TIES
    lines = text.split("\n")
    for actor in actors:
        assert actor["name"] in lines[int(actor["origin"].rsplit("!")[-1]) - 1]


# Any sheet --------------------------------------------------------------------------------------

PARTIES = ["Café Één", "Zorg, Welzijn en Meer", "Pier 80/Het Podium", "Team 1.5", "Team 15",
           'De "Esch"', "Tuin en Huis"]  # fmt: skip
TOPICS = ["eten", "taal", "sport", "groen"]
SIGNS = [";", ",", "/", "|", "en", "\n"]
CONTAINERS = ["csv;", "csv,", "csv\t", *any_format.FORMATS]
CELL = st.tuples(
    st.lists(st.sampled_from(TOPICS), unique=True, max_size=3),
    st.lists(st.integers(0, len(PARTIES) - 1), unique=True, max_size=4),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    cells=st.lists(CELL, min_size=len(PARTIES), max_size=len(PARTIES)),
    order=st.permutations(range(4)),
    sign=st.sampled_from(SIGNS),
    container=st.sampled_from(CONTAINERS),
    titles=st.sampled_from([[], [["Overzicht"]], [["Overzicht 2023"], []]]),
)
def test_any_sheet_reads_back_the_same_from_any_container(
    cells: list[tuple[list[str], list[int]]],
    order: list[int],
    sign: str,
    container: str,
    titles: list[list[Any]],
) -> None:
    """Every name, code and partner, whatever separates them and whatever signs names hold."""
    between = f" {sign} "
    table: list[list[Any]] = [["Naam", "Type", "Thema", "Partners"]]
    for name, (topics, partners) in zip(PARTIES, cells, strict=True):
        known = [PARTIES[number] for number in partners]
        table.append([name, "formeel", between.join(topics), between.join(known)])
    lines = [*titles, *([line[index] for index in order] for line in table)]
    columns = {"naam": "Naam", "soort": "Type", "thema": "Thema", "partners": "Partners"}
    filled = {"ligging": "binnen", "geinterviewd": "ja"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"s.{container[:4].rstrip(';,' + chr(9))}"
        if container.startswith("csv"):
            path.write_text(as_text(lines, container[3:]), "utf-8", newline="")
        else:
            any_format.write(path, {"Blad1": lines})
        codering = {"bestand": path.name, "kolommen": columns, "ontbreekt": filled}
        coding = read(Path(folder), codering | {"scheiding": sign}, [2023])
    themes = {name: tuple(sorted(c[0])) for name, c in zip(PARTIES, cells, strict=True)}
    assert {a["name"]: several(a["themes"]) for a in records(coding.actors)} == themes
    named = {
        (slug(name), slug(PARTIES[number]))
        for name, (_, partners) in zip(PARTIES, cells, strict=True)
        for number in partners if PARTIES[number] != name
    }  # fmt: skip
    found = set()
    for tie in records(coding.ties):
        for side in several(tie["named_by"]):
            found.add((side, ({tie["actor_a"], tie["actor_b"]} - {side}).pop()))
    assert found == named
