"""What stays inside is found wherever it hides in a bag, and ordinary words are not."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pikepdf
import pytest
from workbooks import party, spoken, write_coding

from veerkracht.archive.leaks import Secret, leaks, plain, secrets

REMARK = "Mevrouw vertelde dat haar buurman dreigde. Kort."
INTERVIEW = plain("i-Huis van Nour")  # its number, as `spoken` gives it
QUOTE = "Ik durf hier niet meer naar buiten"
SECRET = Secret(plain("Mevrouw vertelde"), "2022.xlsx", "initiatieven", 2, "opmerking")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "2022.xlsx"
    rows = [
        spoken("Huis van Nour", opmerking=REMARK, codeur="Jan de Vries"),
        party("Speeltuin De Bal", opmerking="Huis van Nour", codeur="Jan de Vries"),
    ]
    said = {"rol": "ouder", "jaar": 2022, "toestemming": "nee", "herleidbaar": "nee"}
    quotes = [
        {"citaat": "a", "tekst": QUOTE, **said},
        {"citaat": "b", "tekst": "Dit mag iedereen lezen", **said, "toestemming": "ja"},
    ]
    write_coding(path, None, initiatieven=rows, citaten=quotes)
    return path


def test_remarks_coders_and_quotes_without_consent_are_secret(workbook: Path) -> None:
    found = secrets([workbook], None, ["Dit mag iedereen lezen"], "")
    assert {secret.text for secret in found} == {
        plain("Mevrouw vertelde dat haar buurman dreigde"),
        plain("Jan de Vries"),
        INTERVIEW,
        plain(QUOTE),
    }
    quote = next(secret for secret in found if secret.is_quote)
    assert (quote.sheet, quote.row, quote.column) == ("citaten", 2, "tekst")


def test_a_remark_that_the_texts_of_the_project_hold_too_is_ordinary(workbook: Path) -> None:
    ordinary = plain(f"Een sectie: {REMARK} En: {QUOTE}.")
    found = secrets([workbook], None, ["Dit mag iedereen lezen"], ordinary)
    # What a person said is never ordinary.
    assert {s.text for s in found} == {plain("Jan de Vries"), plain(QUOTE), INTERVIEW}


def test_columns_and_sheets_of_ones_own_are_secret(tmp_path: Path) -> None:
    path = tmp_path / "eigen.csv"
    path.write_text("Groep;Wie sprak;Notitie\nDe Kring;ja;Zij huilde om haar zoon\n")
    block = {"bestand": str(path), "kolommen": {"naam": "Groep", "geinterviewd": "Wie sprak"}}
    found = secrets([path], block, [], "")
    assert [(s.text, s.row, s.column) for s in found] == [
        (plain("Zij huilde om haar zoon"), 2, "Notitie")
    ]


def in_pdf(text: str, place: str) -> bytes:
    """A PDF with a text on its page, in an attachment, or told to machines."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    if place == "page":
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        first, _, last = text.partition(" ")
        lines = f"BT /F1 12 Tf 50 700 Td ({first[:4]}-) Tj 0 -20 Td ({first[4:]} {last}) Tj ET"
        page.Contents = pdf.make_stream(lines.encode())
    elif place == "attachment":
        pdf.attachments["t.csv"] = pikepdf.AttachedFileSpec(pdf, f"a;{text}".encode())
    elif place == "alt":
        pdf.Root.Told = pdf.make_indirect(pikepdf.Dictionary(Alt=text))
    else:
        pdf.docinfo["/Subject"] = text
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def zipped(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("diep/t.json", json.dumps({"a": [text]}))
    return out.getvalue()


TEXT = "Mevrouw vertelde"
HIDING = {
    "plat.csv": f"a;{TEXT}\n".encode(),
    "gebroken.html": b"<p>Mevrouw <b>ver&shy;telde</b></p>",
    "letters.html": b"<p>&#77;evrouw\nvertelde</p>",
    "alt.svg": f"<svg><title>{TEXT}</title></svg>".encode(),
    "escaped.json": json.dumps([TEXT.replace("M", "\u004d"), {"x": "Mevrouw\tvertelde"}]).encode(),
    "in.zip": zipped(TEXT),
    "blad.pdf": in_pdf(TEXT, "page"),
    "bijlage.pdf": in_pdf(TEXT, "attachment"),
    "alt.pdf": in_pdf(TEXT, "alt"),
    "over.pdf": in_pdf(TEXT, "docinfo"),
    "hoofdletters.md": b"MEVROUW  VERTELDE",
}


@pytest.mark.parametrize("name", HIDING)
def test_a_secret_is_found_in_every_kind_of_file(name: str) -> None:
    found = leaks([SECRET], {name: HIDING[name], "schoon.csv": b"a;b\n"})
    assert [fault.found for fault in found] == [f"deze tekst staat ook in {name}"]
    assert "evrouw" not in str(found[0]), "never the text itself"


def test_a_number_of_a_person_in_a_public_table_is_found() -> None:
    table = "naam;waarde\nBel 06-12345678;0,1234567890\nGoed;0612345678\n".encode("utf-8-sig")
    found = leaks([], {"openbaar/t.csv": table})
    assert [(fault.row, fault.column) for fault in found] == [(2, "naam")]
