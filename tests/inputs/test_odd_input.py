"""Odd input that can be read gives what its clean twin gives, with a warning where it should."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import wijk
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from wijk import FILE, YEAR, Wijk, cells, changed
from workbooks import party

from veerkracht import io
from veerkracht.defuse import defuse, restore
from veerkracht.faults import WARNING
from veerkracht.inputs.coding.years import Coding
from veerkracht.inputs.containers import decode, read_csv, read_workbook
from veerkracht.inputs.letters import damage
from veerkracht.inputs.rows import read_rows
from veerkracht.inputs.schemas import Field, Schema, schema
from veerkracht.inputs.values import clean
from veerkracht.personal import kind_in

TABLES = ("actors", "ties", "quotes", "codings", "unresolved")


def same(a: Coding, b: Coding, but: str = "") -> None:
    """Both give the same tables; references to rows may differ when `but` says so."""
    for name in TABLES:
        left, right = getattr(a, name), getattr(b, name)
        drop = [column for column in ("origin", "file", "row") if but and column in left]
        pd.testing.assert_frame_equal(left.drop(columns=drop), right.drop(columns=drop))


@pytest.fixture
def twin(tmp_path: Path) -> Coding:
    return wijk.read(Wijk().write(tmp_path / "schoon"))


def upper_heads(w: Wijk) -> None:
    for name in w.book:
        fields = list(schema(name).fields)
        w.heads[name] = [f" {title.upper()}  " for title in reversed(fields)]
    # The name of a party stands first in the twin; order says nothing.


def title_above(w: Wijk) -> None:
    def after(folder: Path) -> None:
        sheets = {}
        for name, rows in w.book.items():
            head = list(schema(name).fields)
            sheets[name] = (head, rows)
        import xlsxwriter

        book = xlsxwriter.Workbook(str(folder / FILE))
        for name, (head, rows) in sheets.items():
            page = book.add_worksheet(name)
            page.write(0, 0, "Codeersheets van het onderzoek")
            page.write_row(2, 0, head)
            for number, row in enumerate(rows, start=3):
                for column, field in enumerate(head):
                    if row.get(field, "") != "":
                        page.write(number, column, row[field])
        book.close()

    w.after = after


READS: dict[str, Callable[[Wijk], object]] = {
    "spaces around and within a name": cells("relaties", 0, van="  Naaiatelier  "),
    "a non-breaking space": cells("initiatieven", 0, soort="\u00a0informeel\u00a0"),
    "a zero-width sign": cells("initiatieven", 0, soort="inform\u200beel\ufeff"),
    "decomposed accents": cells(
        "initiatieven", 1, naam=unicodedata.normalize("NFD", "Café Één")
    ),
    "numbers as text": cells("initiatieven", 0, start="2017", lat="51,911", eigenaarschap=" 4 "),
    "a decimal point in text": cells("initiatieven", 0, lat="51.911", lon="4.442"),
    "capitals in a choice": cells("initiatieven", 0, soort="INFORMEEL", bewonersgeleid="Ja"),
    "a ticked box": cells("initiatieven", 0, bewonersgeleid=True),
    "another separator": cells("initiatieven", 0, partners="Café Één | Gemeente"),
    "a line break in a list": cells("initiatieven", 0, thema="voedsel\nontmoeting"),
    "empty parts in a list": cells("initiatieven", 0, partners="; Café Één;; Gemeente;"),
    "headers in another order and case": upper_heads,
    "an unused sheet with notes": lambda w: w.book.update({"codeboek": []}),
    "empty rows below": lambda w: w.book["relaties"].extend([{}, {"van": "   "}, {}]),
    "a formula with a result": lambda w: setattr(
        w, "touch", lambda b, s: s["relaties"].write_formula(1, 3, "=1+1", None, 2)
    ),
    "a date format on numbers that are none": cells("initiatieven", 0, eigenaarschap=4.0),
    "an actor that stopped": lambda w: w.book["initiatieven"].append(
        {"naam": "Oud", "soort": "formeel", "ligging": "binnen", "eind": YEAR - 1}
    ),
    "a title above the header": title_above,
}  # fmt: skip


@pytest.mark.parametrize("name", READS)
def test_it_reads_as_its_clean_twin(name: str, twin: Coding, tmp_path: Path) -> None:
    folder = changed(READS[name], tmp_path / "vreemd")
    other = wijk.read(folder)
    same(twin, other, but="rows" if name == "a title above the header" else "")
    assert other.warnings == []


def hide_row(book: Any, sheets: dict[str, Any]) -> None:
    sheets["relaties"].set_row(1, None, None, {"hidden": True})


def other_sheet(w: Wijk) -> None:
    w.book["Kladblok"] = [{"a": 1}]
    w.heads["Kladblok"] = ["a"]


def idle_decision(w: Wijk) -> None:
    w.texts["aliassen.csv"] += "Zwembad;Gemeente;spelling;;;;;\n"


WARNED: dict[str, tuple[Callable[[Wijk], object], str]] = {
    "a hidden row": (
        lambda w: setattr(w, "touch", hide_row),
        "blad relaties, rij 2: gevonden: een verborgen rij",
    ),
    "another sheet": (other_sheet, "blad Kladblok: gevonden: een ander blad"),
    "a person as a party": (
        lambda w: w.book["initiatieven"].append(party("Mevrouw Jansen")),
        "rij 6, kolom naam: gevonden: 'Mevrouw Jansen'; verwacht: een partij, geen persoon",
    ),
    "partners without a talk": (
        cells("initiatieven", 2, partners="Naaiatelier"),
        "rij 4, kolom partners: gevonden: 'Naaiatelier'",
    ),
    "one talk of two parties": (
        cells("initiatieven", 3, interview="7"),
        "rij 5, kolom interview: gevonden: '7'",
    ),
    "a second coding of no talk": (
        lambda w: [row.update(interview="77") for row in w.book["codeurs"][:1]],
        "blad codeurs, rij 2, kolom interview: gevonden: '77'",
    ),
    "a decision that nothing needs": (
        idle_decision,
        "aliassen.csv, rij 2, kolom variant: gevonden: 'Zwembad'",
    ),
    "names that look alike": (
        lambda w: w.book["initiatieven"].append(party("Naaiatelierr")),
        "verwacht: een naam die niet op 'Naaiatelier' lijkt",
    ),
}


@pytest.mark.parametrize("name", WARNED)
def test_what_is_odd_is_told_and_stops_nothing(name: str, tmp_path: Path) -> None:
    change, told = WARNED[name]
    warnings = wijk.read(changed(change, tmp_path / "vreemd")).warnings
    assert [w.level for w in warnings] == [WARNING]
    assert told in str(warnings[0]), warnings[0]


def test_an_interview_number_that_became_a_date_is_told(tmp_path: Path) -> None:
    import datetime as dt

    other = wijk.read(
        changed(cells("initiatieven", 0, interview=dt.date(2023, 7, 1)), tmp_path / "v")
    )
    assert "Excel heeft er een datum van gemaakt" in " ".join(map(str, other.warnings))


# Other containers -------------------------------------------------------------------------------


def as_csv(folder: Path, encoding: str, delimiter: str, end: str) -> None:
    """The workbook in `folder` as a folder of .csv."""
    target = folder / str(YEAR)
    target.mkdir()
    for name, sheet in read_workbook(folder / FILE).items():
        lines = []
        for row in sheet.cells:
            texts = [
                clean(cell).replace(".", ",") if isinstance(cell, float) else clean(cell)
                for cell in row
            ]
            quoted = [
                f'"{t.replace(chr(34), chr(34) * 2)}"' if any(s in t for s in ';,\t\n"') else t
                for t in texts
            ]
            lines.append(delimiter.join(quoted))
        (target / f"{name}.csv").write_bytes((end.join(lines) + end).encode(encoding))
    (folder / FILE).unlink()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(("delimiter", "end"), [(";", "\r\n"), (",", "\n"), ("\t", "\r")])
def test_a_folder_of_csv_reads_as_the_workbook(
    twin: Coding, tmp_path: Path, encoding: str, delimiter: str, end: str
) -> None:
    folder = Wijk().write(tmp_path / "csv")
    as_csv(folder, encoding, delimiter, end)
    other = wijk.read(folder)
    same(twin, other, but="rows")
    assert other.ties["origin"].str.contains("2023/relaties.csv!relaties!2").any()
    # Windows-1252 can not be told from other old encodings: so it is said.
    assert bool(other.warnings) == (encoding == "cp1252")


def test_an_ods_reads_as_the_workbook(twin: Coding, tmp_path: Path) -> None:
    folder = Wijk().write(tmp_path / "ods")
    wijk.as_ods(folder)
    other = wijk.read(folder)
    same(twin, other, but="rows")
    assert other.ties["origin"].str.contains("2023.ods!relaties!2").any()


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ({"row_style": 'table:visibility="collapse"'}, "rij 2: gevonden: een verborgen rij"),
        ({"cell_style": 'table:number-rows-spanned="2"'}, "kolom soort: gevonden: samengevoegde"),
        ({"cell_style": 'office:x="1"', "shown": "#REF!"}, "rij 2, kolom soort: gevonden: '#REF!'"),
    ],
)  # fmt: skip
def test_what_an_ods_hides_is_told(style: dict[str, str], told: str, tmp_path: Path) -> None:
    folder = Wijk().write(tmp_path / "ods")
    wijk.as_ods(folder, **style)
    assert any(told in str(fault) for fault in wijk.remarks(folder))


@pytest.mark.skipif(
    subprocess.run(["which", "soffice"], capture_output=True).returncode != 0,
    reason="LibreOffice staat hier niet",
)
def test_what_libreoffice_saves_reads_as_the_workbook(twin: Coding, tmp_path: Path) -> None:
    folder = Wijk().write(tmp_path / "lo")
    profile = f"-env:UserInstallation=file://{tmp_path}/profiel"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / FILE)], check=True, capture_output=True)
    same(twin, wijk.read(folder), but="rows")


# Any table, any encoding, any layout ------------------------------------------------------------

COLUMNS = ("naam", "waarde", "lijst")
KINDS = {"lijst": "list"}
FIELDS = {name: Field(name, type=KINDS.get(name, "string")) for name in COLUMNS}
SCHEMA = Schema("proef", "", "", FIELDS)
LATIN = st.text(
    st.characters(codec="cp1252", exclude_categories=["Cc", "Cf", "Cs", "Zs", "Zl", "Zp"],
                  exclude_characters="ÃÂâ\ufffd"),
    max_size=12,
).filter(lambda text: "_x" not in text and not damage(text))  # fmt: skip
# What leads to a person is refused, and must be: tests/test_personal.py, test_personal_columns.py.
WORDS = (
    st.lists(LATIN, max_size=3)
    .map(lambda words: " ".join(" ".join(words).split()))
    .filter(lambda text: not kind_in(text))
)


def is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]),
    delimiter=st.sampled_from([";", ",", "\t"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    title=st.booleans(),
    order=st.permutations(COLUMNS),
)
def test_any_table_reads_back_the_same(
    tmp_path: Path, rows: list[tuple[str, str, str]], encoding: str, delimiter: str, end: str,
    title: bool, order: list[str],
) -> None:  # fmt: skip
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    lines = ["Een titel boven de tabel"] if title else []
    lines.append(delimiter.join(order))
    for row in rows:
        values = dict(zip(COLUMNS, row, strict=True))
        lines.append(delimiter.join(quoted(values[name]) for name in order))
    text = end.join(lines) + end
    # Old letters that by chance are valid UTF-8 ("Ä¡" is "ġ") can not be told from it by anyone.
    assume(encoding != "cp1252" or text.isascii() or not is_utf8(text.encode(encoding)))
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    sheet = read_csv(path, COLUMNS)
    found = [tuple(row.values.values()) for row in read_rows(sheet, SCHEMA)]
    expected = [
        (naam, waarde, [part for part in (" ".join(p.split()) for p in
                                          lijst.replace("|", ";").split(";")) if part])
        for naam, waarde, lijst in rows
        if any((naam, waarde, lijst))
    ]  # fmt: skip
    assert found == expected
    assert not [fault for fault in sheet.faults if fault.level != WARNING]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_clean_text_is_stable_and_holds_nothing_invisible(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    kinds = {unicodedata.category(s) for s in once if s not in " \n"}
    assert not kinds & {"Cc", "Cf", "Zs"}


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    texts=st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=20)
    )
)
def test_no_text_runs_as_a_formula_and_all_come_back(tmp_path: Path, texts: list[str]) -> None:
    """A text of digits alone comes back as a number: that is what a table is for."""
    kept = [f"x{t}" if t[:1].isdigit() else t for t in texts if t.strip()]
    table = pd.DataFrame({"tekst": [*kept, "slot"]})
    io.write_table(table, tmp_path / "t.csv")
    raw = pd.read_csv(
        tmp_path / "t.csv", sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig"
    )
    assert not raw["tekst"].str.match(r"[=+\-@\t]").any()
    assert io.read_table(tmp_path / "t.csv")["tekst"].tolist() == table["tekst"].tolist()


@pytest.mark.parametrize("text", ["'=1", "''=1", "=1", "'x", "@a", "\uff1d1"])
def test_an_apostrophe_of_its_own_comes_back(text: str) -> None:
    assert restore(defuse(text)) == text
    assert str(defuse(text)).startswith("'")


def test_text_without_a_byte_order_mark_is_known_by_its_zeros() -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        assert decode("naam;soort\nCafé;x".encode(encoding))[0] == "naam;soort\nCafé;x"
