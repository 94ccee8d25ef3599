"""Every PDF conforms to PDF/A-3a and PDF/UA-1 in one file: veraPDF finds no failed check."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import vera
from printed_report import document

from veerkracht.editions import pdf, pdf_faults, standards

# One worker, one download.
pytestmark = pytest.mark.xdist_group("verapdf")


def without_accessibility(file: pikepdf.Pdf) -> None:
    xmp = file.Root.Metadata.read_bytes()
    file.Root.Metadata.write(xmp.replace(standards.UA_METADATA, b""))


def without_schema(file: pikepdf.Pdf) -> None:
    xmp = file.Root.Metadata.read_bytes()
    only = standards.UA_METADATA.partition(b'<rdf:Description rdf:about="" xmlns:pdfaExtension')[0]
    file.Root.Metadata.write(xmp.replace(standards.UA_METADATA, only))


def without_scopes(file: pikepdf.Pdf) -> None:
    for tag in pdf_faults.walk_structure(file.Root.StructTreeRoot):
        if tag.S == "/TH":
            del tag.A.Scope
            del tag.ID


def without_alternative(file: pikepdf.Pdf) -> None:
    for tag in pdf_faults.walk_structure(file.Root.StructTreeRoot):
        if tag.S == "/Figure":
            del tag.Alt


def without_relation(file: pikepdf.Pdf) -> None:
    for attachment in file.Root.AF:
        del attachment.AFRelationship


# What is done to the file, the standard that is broken by it, and the clause.
DAMAGES: list[tuple[Callable[[pikepdf.Pdf], None], str, str]] = [
    (without_accessibility, "ua1", "5-1"),
    (without_schema, "3a", "6.6.2.3"),
    (without_scopes, "ua1", "7.5-"),
    (without_alternative, "ua1", "7.3-1"),
    (without_relation, "3a", "6.8-"),
]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[str]]:
    """The broken rules for each (name of the file, standard): Java is started once."""
    if reason := vera.class_path()[1]:
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("pdf")
    html, assets = document(folder)
    tables = [("tabel.csv", b"a;b\n1;2\n", "Tabel")]
    files = pdf.print_parts(html, assets, date=dt.date(2024, 3, 31), attachments=tables)
    for number, data in enumerate(files):
        (folder / f"file-{number}.pdf").write_bytes(data)
    for damage, _, _ in DAMAGES:
        with pikepdf.open(io.BytesIO(files[0])) as file:
            damage(file)
            file.save(folder / f"{damage.__name__}.pdf")
    failed = vera.failed_checks(*sorted(folder.glob("*.pdf")))
    return {(Path(path).stem, kind): rules for (path, kind), rules in failed.items()}


def test_the_whole_and_its_parts_conform_to_both(
    judged: dict[tuple[str, str], list[str]],
) -> None:
    good = {key: rules for key, rules in judged.items() if key[0].startswith("file")}
    assert good == {(f"file-{n}", kind): [] for n in range(3) for kind in ("3a", "ua1")}


@pytest.mark.parametrize(("damage", "kind", "clause"), DAMAGES)
def test_a_broken_file_fails(
    judged: dict[tuple[str, str], list[str]],
    damage: Callable[[pikepdf.Pdf], None],
    kind: str,
    clause: str,
) -> None:
    """Or the test above could not fail."""
    rules = judged[damage.__name__, kind]
    assert any(f"| {clause}" in rule for rule in rules), rules
