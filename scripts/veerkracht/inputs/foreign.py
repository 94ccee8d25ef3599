"""Files that are something else than their name says, or that cannot be opened at all."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from veerkracht.faults import Fault, InputError

AS_XLSX = "Open het in het programma waar het vandaan komt en bewaar het als .xlsx."
LFS = b"version https://git-lfs"
WEB_PAGE = re.compile(rb"(<!doctype\s+html|<html|<head|<body|<table|<meta)\b", re.IGNORECASE)
EXCEL_XML = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet")
# By the first bytes of a file: what it is, and what to do.
BY_START = (
    (b"%PDF", "een PDF", "Vraag de tabel op als Excel of CSV."),
    (b"SQLite format 3", "een database (SQLite)", "Exporteer uit het programma zelf."),
    (b"$FL2", "een bestand van SPSS (.sav)", "Exporteer uit SPSS naar Excel of CSV."),
    (b"\x1f\x8b", "een ingepakt bestand (.gz)", "Pak het eerst uit."),
    (b"7z\xbc\xaf", "een ingepakt bestand (.7z)", "Pak het eerst uit."),
    (b"Rar!", "een ingepakt bestand (.rar)", "Pak het eerst uit."),
)
# By a part of a zip: what it is, and what to do.
BY_MEMBER = (
    ("xl/workbook.bin", "een binaire werkmap van Excel (.xlsb)", "Bewaar het in Excel als .xlsx."),
    ("index/document.iwa", "een werkmap van Apple Numbers",
     "Kies in Numbers Archief > Exporteer naar > Excel."),
    ("index.zip", "een werkmap van Apple Numbers",
     "Kies in Numbers Archief > Exporteer naar > Excel."),
    ("word/document.xml", "een document van Word", "Zet de tabel in een werkmap (.xlsx)."),
    ("ppt/presentation.xml", "een presentatie", "Zet de tabel in een werkmap (.xlsx)."),
)  # fmt: skip


def read_bytes(path: Path, count: int = -1) -> bytes:
    """The first `count` bytes of a file, all of them unless said; raises InputError."""
    try:
        with path.open("rb") as file:
            return file.read(count)
    except OSError as error:
        advice = "Sluit het in andere programma's, en geef uzelf het recht om het te lezen."
        found = "dit bestand is niet te openen"
        if isinstance(error, FileNotFoundError):
            found, advice = "dit bestand is er niet", "Zet het bestand daar neer."
        fault = Fault(str(path), found=found, expected="een leesbaar bestand", advice=advice)
        raise InputError([fault]) from error


def foreign_kind(path: Path, start: bytes) -> tuple[str, str] | None:
    """What a file is that is no workbook or table, by its first bytes, and what to do with it."""
    for sign, found, advice in BY_START:
        if start.startswith(sign):
            return found, advice
    if start.startswith(LFS):
        advice = "Haal het bestand zelf op (git lfs pull), en zet dat hier neer."
        return "een verwijzing van Git LFS in plaats van het bestand", advice
    if start.startswith(b"PK"):
        return _kind_of_zip(path)
    head = start[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip()
    if WEB_PAGE.match(head):
        advice = "Open het in Excel en bewaar het als .xlsx, of download het bestand opnieuw."
        return "een webpagina", advice
    if head.startswith(b"<?xml") and EXCEL_XML.search(head):
        return "een werkmap in XML (Excel 2003)", AS_XLSX
    return None


def _kind_of_zip(path: Path) -> tuple[str, str] | None:
    """What a zip is that is no workbook which can be read; None when it may be one."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError):  # RuntimeError: a later zip
        return None
    kinds = ((found, advice) for member, found, advice in BY_MEMBER if member in names)
    return next(kinds, None)
