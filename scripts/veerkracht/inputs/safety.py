"""A look into a workbook before it is read: what its container hides from a reader of cells.

A reader of cells turns `#REF!` and a formula without a stored result into empty text, says nothing
of hidden rows and merged cells, and unpacks whatever it is given.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.binary_workbooks import inspect_xls
from veerkracht.inputs.foreign import foreign_kind, read_bytes
from veerkracht.inputs.oddities import Oddity

MAX_UNPACKED = 500_000_000
MAX_MEMBERS = 5_000
MAX_ROWS = 250_000
# A reader lays out the whole rectangle up to the last cell: one stray cell can take 50 GB.
MAX_CELLS = 10_000_000
CHUNK = 1 << 20
OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
# In UTF-8 and in both kinds of UTF-16.
DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
RESAVE = "Open het bestand in Excel of LibreOffice en bewaar het opnieuw."
CLOUD = "In OneDrive: kies eerst 'Altijd behouden op dit apparaat'."
REFERENCE = re.compile("([A-Z]+)([0-9]+)")
PLACE = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})([0-9]{1,7})"')
HIDDEN = re.compile(rb'<(?:\w+:)?row [^>]*\bhidden="(?:1|true)"[^>]*>')
MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*\bref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')


def inspect(path: Path) -> list[Oddity]:
    """What a reader of cells would not tell of a workbook; raises InputError when it is unsafe.

    Looks into .xlsx, .ods and .xls alike.
    """
    start = read_bytes(path, 4096)
    if start.startswith(OLE2):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise _refuse(path, "een werkmap met een wachtwoord", "Haal het wachtwoord eraf.")
        return inspect_xls(path)
    if foreign := foreign_kind(path, start):
        raise _refuse(path, *foreign)
    if not start.startswith(b"PK"):
        if not start:
            raise _refuse(path, "een leeg bestand", f"{RESAVE} {CLOUD}")
        kind = "een tekstbestand" if b"\0" not in start else ""
        advice = "Geef het de naam .csv, of bewaar het als werkmap." if kind else RESAVE
        raise _refuse(path, kind or "een bestand dat niet als werkmap te lezen is", advice)
    try:
        with zipfile.ZipFile(path) as archive:
            members = _unpack(path, archive)
    except (zipfile.BadZipFile, EOFError, RuntimeError, OSError) as error:
        raise _refuse(path, "een beschadigd of afgebroken bestand", RESAVE) from error
    except Exception as error:  # zlib and lzma raise errors of their own on damaged data
        if isinstance(error, InputError):
            raise
        raise _refuse(path, "een beschadigd bestand", RESAVE) from error
    try:
        if "content.xml" in members:
            if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
                raise _refuse(path, "een werkmap met een wachtwoord", "Haal het wachtwoord eraf.")
            return _inspect_ods(path, members["content.xml"])
        return _inspect_xlsx(path, members)
    except ElementTree.ParseError as error:
        raise _refuse(path, "een beschadigd bestand", RESAVE) from error


def check_archive(
    path: Path, archive: zipfile.ZipFile, wanted: tuple[str, ...]
) -> dict[str, bytes]:
    """The unpacked members whose name ends with one of `wanted`; raises InputError when unsafe.

    Unsafe: too large when unpacked (measured while unpacking: declared sizes can lie), too many
    members, a member that would land outside its folder, XML with a document type.
    """
    contents: dict[str, bytes] = {}
    total = 0
    if len(archive.infolist()) > MAX_MEMBERS:
        raise _refuse(path, f"meer dan {MAX_MEMBERS} onderdelen", RESAVE)
    for info in archive.infolist():
        name = PurePosixPath(info.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in info.filename:
            raise _refuse(path, f"een onderdeel buiten het bestand: '{info.filename[:80]}'", RESAVE)
        keep = info.filename.endswith(wanted)
        parts: list[bytes] = []
        with archive.open(info) as member:
            while chunk := member.read(CHUNK):
                total += len(chunk)
                if total > MAX_UNPACKED:
                    size = MAX_UNPACKED // 1_000_000
                    raise _refuse(path, f"uitgepakt meer dan {size} MB", RESAVE)
                # A document type can only stand at the start.
                if not parts and any(sign in chunk for sign in DOCTYPES):
                    raise _refuse(path, f"een DOCTYPE in onderdeel '{info.filename[:80]}'", RESAVE)
                parts += [chunk] if keep or not parts else []
        if keep:
            contents[info.filename] = b"".join(parts)
    return contents


def _unpack(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    return check_archive(path, archive, (".xml", ".rels"))


def _refuse(path: Path, found: str, advice: str) -> InputError:
    expected = "een werkmap (.xlsx, .xls of .ods) zonder wachtwoord"
    return InputError([Fault(str(path), found=found, expected=expected, advice=advice)])


# Excel ------------------------------------------------------------------------------------------


def _inspect_xlsx(path: Path, members: dict[str, bytes]) -> list[Oddity]:
    oddities = []
    percents = _percent_styles(members.get("xl/styles.xml", b""))
    for sheet, member in _sheet_members(members).items():
        data = members.get(member, b"")
        _check_size(path, sheet, data)
        # Most sheets have none of these: a plain search first keeps a large sheet cheap.
        if b't="e"' in data or b"<f" in data or b":f" in data:
            oddities += _odd_cells(sheet, data)
        oddities += _percent_cells(sheet, data, percents)
        for match in HIDDEN.finditer(data) if b"hidden=" in data else ():
            number = re.search(rb'\br="([0-9]+)"', match.group())
            oddities.append(Oddity(sheet, int(number[1]) if number else 0, 0, "hidden"))
        for match in MERGED.finditer(data):
            first, last = (f"{match[i].decode()}{match[i + 1].decode()}" for i in (1, 3))
            place = (int(match[2]), _column(match[1]))
            oddities.append(Oddity(sheet, *place, "merged", f"{first}:{last}"))
    return oddities


def _check_size(path: Path, sheet: str, data: bytes) -> None:
    """Raise InputError when a sheet has too many rows, or a cell far away from the rest."""
    advice = "Wis alles onder en rechts van de tabel, of splits het bestand."
    count = data.count(b"<row ")
    if count > MAX_ROWS:
        expected = f"ten hoogste {MAX_ROWS} rijen"
        raise InputError([Fault(str(path), sheet, 0, "", f"{count} rijen", expected, advice)])
    cells = PLACE.findall(data)
    columns = {letters: _column(letters) for letters in sorted({letters for letters, _ in cells})}
    last = max(map(int, {row for _, row in cells}), default=0)
    if last * (max(columns.values(), default=0) + 1) > MAX_CELLS:
        far = max(cells, key=lambda cell: (int(cell[1]), columns[cell[0]]))
        wide = max(cells, key=lambda cell: (columns[cell[0]], int(cell[1])))
        found = " en ".join(dict.fromkeys(b"".join(cell).decode() for cell in (far, wide)))
        expected = f"een tabel van ten hoogste {MAX_CELLS} cellen"
        fault = Fault(
            str(path), sheet, found=f"cellen tot in {found}", expected=expected, advice=advice
        )
        raise InputError([fault])


def _odd_cells(sheet: str, data: bytes) -> list[Oddity]:
    """Cells with an error, and formulas without a stored result."""
    oddities = []
    for _, cell in ElementTree.iterparse(io.BytesIO(data)):
        if not cell.tag.endswith("}c"):
            continue
        value = cell.findtext("{*}v") or ""
        place = REFERENCE.fullmatch(cell.get("r", ""))
        kind = cell.get("t", "n")
        # A formula may well have an empty text as its result: then the cell says `t="str"`.
        is_open = cell.find("{*}f") is not None and not value and kind != "str"
        if place and (kind == "e" or is_open):
            where = (int(place[2]), _column(place[1].encode()))
            oddities.append(Oddity(sheet, *where, "error" if kind == "e" else "formula", value))
        cell.clear()
    return oddities


def _percent_styles(data: bytes) -> set[str]:
    """The numbers of the cell styles of an .xlsx that show a number as a percentage."""
    if not data:
        return set()
    root = ElementTree.fromstring(data)
    # 9 and 10 are the percentages that Excel itself numbers; other formats stand in the file.
    formats = {"9", "10"} | {
        node.get("numFmtId", "")
        for node in root.iterfind("{*}numFmts/{*}numFmt")
        if "%" in node.get("formatCode", "")
    }
    styles = root.iterfind("{*}cellXfs/{*}xf")
    return {str(place) for place, xf in enumerate(styles) if xf.get("numFmtId") in formats}


def _percent_cells(sheet: str, data: bytes, styles: set[str]) -> Iterator[Oddity]:
    """Numbers that a sheet of an .xlsx shows as a percentage: 0.45 stands there as 45 %."""
    for style in sorted(styles):
        if f's="{style}"'.encode() not in data:
            continue
        cell = rb'<(?:\w+:)?c r="([A-Z]+)([0-9]+)" s="%s"(?: t="n")?>' % style.encode()
        for match in re.finditer(cell, data):
            yield Oddity(sheet, int(match[2]), _column(match[1]), "percent")


def _sheet_members(members: dict[str, bytes]) -> dict[str, str]:
    """Sheet name -> member of the zip, in the order of the workbook."""
    if "xl/workbook.xml" not in members:
        return {}
    targets = {}
    for node in ElementTree.fromstring(members.get("xl/_rels/workbook.xml.rels", b"<a/>")):
        target = node.get("Target", "")
        targets[node.get("Id")] = target.lstrip("/") if target[:1] == "/" else f"xl/{target}"
    sheets = {}
    for node in ElementTree.fromstring(members["xl/workbook.xml"]).iter():
        if node.tag.endswith("}sheet"):
            key = next((value for name, value in node.items() if name.endswith("}id")), None)
            sheets[node.get("name", "")] = targets.get(key, "")
    return sheets


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


# LibreOffice ------------------------------------------------------------------------------------

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
ODS_SIGNS = (
    b"-spanned=",
    b"rows-repeated=",
    b'visibility="',
    b'value-type="error"',
    b'value-type="percentage"',
    b"table:formula",
    b"#REF!",
    b"#N/A",
    b"Err:",
)


def _inspect_ods(path: Path, data: bytes) -> list[Oddity]:
    """Hidden rows, merged cells and errors in the content of an .ods; refuses too many rows."""
    if not any(sign in data for sign in ODS_SIGNS):
        return []
    oddities = []
    for table in ElementTree.fromstring(data).iter(f"{TABLE}table"):
        sheet = table.get(f"{TABLE}name", "")
        number = filled = 0
        for row in table.iter(f"{TABLE}table-row"):
            if row.get(f"{TABLE}visibility") in ("collapse", "filter") and _filled(row):
                oddities.append(Oddity(sheet, number + 1, 0, "hidden"))
            column = 0
            for cell in row:
                across = int(cell.get(f"{TABLE}number-columns-spanned", "1"))
                down = int(cell.get(f"{TABLE}number-rows-spanned", "1"))
                if across > 1 or down > 1:
                    text = f"{down} bij {across} cellen"
                    oddities.append(Oddity(sheet, number + 1, column, "merged", text))
                kinds = [value for name, value in cell.items() if name.endswith("}value-type")]
                words = "".join(cell.itertext())
                place = (sheet, number + 1, column)
                if "error" in kinds or re.fullmatch(r"#\w+[!?/]?\w*|Err:\d+", words):
                    oddities.append(Oddity(*place, "error", words))
                elif cell.get(f"{TABLE}formula") and not kinds:
                    oddities.append(Oddity(*place, "formula"))
                elif "percentage" in kinds:
                    oddities.append(Oddity(*place, "percent"))
                column += int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            repeated = int(row.get(f"{TABLE}number-rows-repeated", "1"))
            number += repeated
            filled += repeated if _filled(row) else 0
            if filled > MAX_ROWS:
                expected = f"ten hoogste {MAX_ROWS} rijen"
                found, advice = f"meer dan {MAX_ROWS} rijen", "Splits het bestand."
                raise InputError([Fault(str(path), sheet, 0, "", found, expected, advice)])
    return oddities


def _filled(row: ElementTree.Element) -> bool:
    return any(text.strip() for text in row.itertext())
