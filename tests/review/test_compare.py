"""Two editions compared: exactly what was changed is told, and why."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml
from edition_folder import write_edition
from second_wijk import OTHERS
from small_project import KEY
from workbooks import write_book
from workflow_runs import rows_of

from veerkracht import io
from veerkracht.faults import InputError
from veerkracht.paths import TEMPLATES
from veerkracht.review.compare import (
    CLAIM,
    INPUT,
    NUMBER,
    PICTURE,
    SENTENCE,
    TABLE,
    Difference,
    compare,
)
from veerkracht.review.comparison_page import TILES, as_table, page
from veerkracht.review.edition import Edition, earlier, read_edition
from veerkracht.review.keys import key_columns
from veerkracht.review.places import archived, find_edition
from veerkracht.tables.claims import COMPARED

pytestmark = pytest.mark.xdist_group("compare")
Changed = Callable[[Callable[[Path], None]], tuple[Edition, list[Difference]]]
CELL = "2023.xlsx!initiatieven!"


@pytest.fixture
def changed(base: Path, tmp_path: Path) -> Changed:
    """The edition after a change in a copy of the project, and what the comparison says."""

    def edit_and_compare(edit: Callable[[Path], None]) -> tuple[Edition, list[Difference]]:
        project = shutil.copytree(base / "monitor", tmp_path / "monitor")
        edit(project)
        now = read_edition(write_edition(project, KEY, tmp_path / "nu"))
        return now, compare(read_edition(base / "eerst"), now)

    return edit_and_compare


def of(differences: list[Difference], kind: str) -> list[Difference]:
    return [one for one in differences if one.kind == kind]


def one_cell(project: Path) -> None:
    """In 2023 a party of residents was ticked as a formal one."""
    path = project / f"data/{KEY}/2023.xlsx"
    rows, heads = rows_of(path)
    row = next(row for row in rows["initiatieven"] if row["naam"] == OTHERS[1])
    assert row["soort"] == "informeel"
    row["soort"] = "formeel"
    write_book(path, rows, heads)


def one_alias(project: Path) -> None:
    with (project / f"data/{KEY}/aliassen.csv").open("a", encoding="utf-8") as file:
        file.write(f"{OTHERS[2]};De Fietsschool;hernoemd;;;;;\n")


def one_setting(project: Path) -> None:
    path = project / "config.yaml"
    config = yaml.safe_load(path.read_text("utf-8"))
    config["noise"]["level"] = 60
    path.write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")


def one_text(project: Path) -> None:
    path = next((project / f"data/{KEY}/teksten").glob("*.md"))
    path.write_text(path.read_text("utf-8") + "\nDeze slotzin is nieuw.\n", "utf-8")


def test_the_same_edition_has_no_differences(base: Path) -> None:
    edition = read_edition(base / "eerst")
    assert edition.claims and edition.trail and edition.tables and edition.record
    assert compare(edition, edition) == []


def test_one_cell_is_found_and_explains_all_that_moved(base: Path, changed: Changed) -> None:
    now, differences = changed(one_cell)
    rows = [one for one in of(differences, INPUT) if one.why == "gegevens" and one.what == "anders"]
    cells = [one for one in rows if one.place == "actors"]
    assert len(cells) == 1 and cells[0].name.startswith(CELL)
    assert (cells[0].before, cells[0].after) == ("soort informeel", "soort formeel")
    place = cells[0].name
    moved = [one for kind in (NUMBER, TABLE) for one in of(differences, kind)]
    assert len(moved) > 10 and of(differences, NUMBER)
    assert {one.why for one in moved} == {f"gegevens: {place}"}
    assert all(place in one.why for one in of(differences, CLAIM))
    # A year that was given already is given anew: that is flagged, for every figure of it.
    tables = of(differences, TABLE)
    assert all(one.past for one in tables if one.place == "network_metrics")
    told = {one.name.split(":")[0] for one in tables if one.place == "network_metrics"}
    assert told == rows_that_differ(base / "eerst", now.folder) and told
    assert all("2023" in name for name in told)


def rows_that_differ(then: Path, now: Path) -> set[str]:
    """Year and measure of the rows of network_metrics that differ: worked out with pandas."""
    old, new = (io.read_table(f / "openbaar/network_metrics.csv") for f in (then, now))
    both = old.merge(new, on=["year", "metric"], suffixes=("", "_now"))
    assert len(both) == len(old) == len(new)
    other = both[both["value"].fillna(-9) != both["value_now"].fillna(-9)]
    return {f"{year} {metric}" for year, metric in zip(other["year"], other["metric"], strict=True)}


def test_sentences_differ_where_their_numbers_moved(base: Path, changed: Changed) -> None:
    _, differences = changed(one_cell)
    numbers = {(one.place, one.after) for one in of(differences, NUMBER)}
    sentences = of(differences, SENTENCE)
    assert sentences and {one.what for one in sentences} <= {"anders", "erbij", "weg"}
    for section, printed in numbers:
        texts = [one.after for one in sentences if one.place == section]
        assert any(printed.lower() in text.lower() for text in texts), (section, printed)
    assert all(CELL in one.why for one in sentences)


def test_a_decision_on_a_name_explains_what_it_moved(changed: Changed) -> None:
    _, differences = changed(one_alias)
    reasons = {one.why for one in of(differences, INPUT) if one.place == "actors"}
    assert reasons == {"naam", "gegevens"} or reasons == {"naam"}
    assert any("besluit over een naam: 20" in one.why for one in of(differences, TABLE))
    assert any("De Fietsschool" in one.after for one in of(differences, SENTENCE))
    # A row that came says which it is on the side that has it.
    rows = [one for one in of(differences, INPUT) if one.place == "actors" and one.what != "anders"]
    assert rows and all(bool(one.after) == (one.what == "erbij") for one in rows)
    assert all(bool(one.before) != bool(one.after) for one in rows)


def test_a_setting_explains_what_no_row_does(changed: Changed) -> None:
    _, differences = changed(one_setting)
    (setting,) = of(differences, INPUT)[:1]
    assert (setting.name, setting.before, setting.after) == ("noise.level", "6", "60")
    others = [one for one in differences if one.kind not in (INPUT, "figuur")]
    assert others and all("instelling noise.level" in one.why for one in others)


def test_a_sentence_more_is_all_that_differs(changed: Changed) -> None:
    _, differences = changed(one_text)
    (sentence,) = of(differences, SENTENCE)
    assert (sentence.what, sentence.after) == ("erbij", "Deze slotzin is nieuw.")
    assert sentence.why.startswith(f"tekst: data/{KEY}/teksten/")
    assert {one.kind for one in differences} == {SENTENCE, INPUT}


def test_the_page_answers_first_and_escapes(base: Path, changed: Changed) -> None:
    now, differences = changed(one_cell)
    then = read_edition(base / "eerst")
    html = page(then, now, differences, TEMPLATES)
    past = sum(one.past for one in of(differences, TABLE))
    assert f"{past} eerder uitgegeven cijfers zijn anders" in html
    assert html.index('class="alarm"') < html.index('class="tiles"') < html.index('id="waardoor"')
    bad = "<script>alert(1)</script>"
    hostile = [Difference(kind, "anders", "ties", bad, "houdt", "", bad) for kind in TILES]
    hostile += [
        Difference(kind, "anders", "ties", bad, bad, bad, bad) for kind in set(TILES) - {CLAIM}
    ]
    assert bad not in page(then, now, hostile, TEMPLATES)
    table = as_table(then, differences)
    assert list(table.columns) == COMPARED.names and len(table) == len(differences)
    assert "Er is geen eerdere uitgave om mee te vergelijken." in page(None, now, [], TEMPLATES)
    assert "Er is niets veranderd." in page(then, then, [], TEMPLATES)


def test_the_page_shows_the_cell_and_calls_a_figure_by_its_title(
    base: Path, changed: Changed, tmp_path: Path
) -> None:
    now, differences = changed(one_cell)
    cell = next(one for one in of(differences, INPUT) if one.place == "actors")
    html = page(read_edition(base / "eerst"), now, differences, TEMPLATES)
    row = re.search(rf"<tr>(?:(?!</tr>).)*{re.escape(cell.name)}.*?</tr>", html, re.DOTALL)
    assert row and "<td>soort informeel</td><td>soort formeel</td>" in row[0]
    then = shutil.copytree(base / "eerst", tmp_path / "toen")
    for folder, shade in ((then, b"licht"), (now.folder, b"donker")):
        (folder / "figures").mkdir()
        (folder / "figures/ladder.png").write_bytes(shade)
        (folder / "figures/ladder.json").write_text('{"title": "Wie <beslist>"}', "utf-8")
    both = read_edition(then), read_edition(now.folder)
    (picture,) = of(compare(*both), PICTURE)
    assert (picture.place, picture.name) == ("Wie <beslist>", "ladder")
    html = page(*both, [picture], TEMPLATES)
    assert "<h3>Wie &lt;beslist&gt;</h3>" in html and "<h3>ladder</h3>" not in html
    assert 'src="verschil/ladder.png"' in html and 'src="../figures/ladder.png"' in html


def test_what_leads_to_a_person_is_not_shown(base: Path) -> None:
    """A cell that somebody filled with a telephone number, and later mended."""
    edition = read_edition(base / "eerst")
    record = json.loads(json.dumps(edition.record))
    rows = record["rijen"]["actors"]
    rows["rijen"][0][rows["kolommen"].index("form")] = "bel 06-12345678"
    then = replace(edition, record=record)
    (cell,) = [one for one in compare(then, edition) if one.kind == INPUT]
    assert "06-12345678" not in cell.before and "telefoonnummer" in cell.before


def test_an_edition_archived_as_it_is_now_is_passed_over(base: Path, tmp_path: Path) -> None:
    now = read_edition(base / "eerst")
    for name in ("2025.9", "2025.10", "2026.1", "niet-af"):
        shutil.copytree(base / "eerst", tmp_path / name / "data")
    claims = tmp_path / "2025.10/data/claims.csv"
    claims.write_text(claims.read_text("utf-8-sig").replace("houdt", "houdt niet"), "utf-8-sig")
    folders = archived(tmp_path)
    assert [folder.name for folder in folders] == ["2025.9", "2025.10", "2026.1"]
    found = earlier(now, folders)
    assert found is not None and found.folder == tmp_path / "2025.10/data"
    assert earlier(now, [tmp_path / "2025.9"]) is None


def test_an_edition_of_before_the_record_says_so(base: Path, changed: Changed) -> None:
    now, _ = changed(one_cell)
    then = read_edition(base / "eerst")
    bare = Edition(then.folder, then.report, then.claims, then.tables, then.trail, {}, {})
    reasons = {one.why for one in compare(bare, now) if one.kind == NUMBER}
    assert reasons == {"niet te herleiden: de eerdere uitgave heeft geen invoer.json"}


def test_a_folder_without_an_edition_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        find_edition(tmp_path / "nergens")
    assert "deze map is er niet" in str(caught.value) and "tegen=" in str(caught.value)


def test_nothing_personal_is_in_the_record(base: Path) -> None:
    """Digests of rows, never what the sheets keep inside."""
    text = (base / "eerst/invoer.json").read_text("utf-8")
    assert "anarie" not in text and "codings" not in text


@pytest.mark.parametrize(
    ("name", "keys"),
    [("network_metrics", ["year", "metric"]), ("ties", ["year", "actor_a", "actor_b"])],
)
def test_a_row_is_known_by_its_first_columns(
    name: str, keys: list[str], example: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    lines = example[name].astype(str).to_dict("records")
    assert key_columns(name, lines) == keys  # type: ignore[arg-type]
