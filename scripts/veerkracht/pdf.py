"""From one page of HTML to one PDF: tagged, closed to the outside, the same bytes everywhere.

This module can be imported without loading WeasyPrint, so that `missing_libraries` is able to
tell what is absent before the work begins.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import datetime as dt
import io
import logging
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.sax.saxutils import escape

from veerkracht.standards import as_attachments, find_faults, finish

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FONTS = TEMPLATES / "fonts"

# The names under which WeasyPrint 70 looks for each library (weasyprint/text/ffi.py).
LIBRARIES = {
    "gobject": (
        *("libgobject-2.0-0", "gobject-2.0-0", "gobject-2.0"),
        *("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    ),
    "pango": (
        *("libpango-1.0-0", "pango-1.0-0", "pango-1.0"),
        *("libpango-1.0.so.0", "libpango-1.0.dylib"),
    ),
    "pangoft2": (
        *("libpangoft2-1.0-0", "pangoft2-1.0-0", "pangoft2-1.0"),
        *("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    ),
    "harfbuzz": (
        *("libharfbuzz-0", "harfbuzz", "harfbuzz-0.0"),
        *("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    ),
    "harfbuzz-subset": (
        *("libharfbuzz-subset-0", "harfbuzz-subset", "harfbuzz-subset-0.0"),
        *("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    ),
    "fontconfig": (
        *("libfontconfig-1", "fontconfig-1", "fontconfig"),
        *("libfontconfig.so.1", "libfontconfig.1.dylib"),
    ),
}

LIBRARIES_MESSAGE = (
    "De PDF kan niet worden gemaakt: op deze computer ontbreken bibliotheken voor het zetten van "
    "tekst. Installeer ze op Debian of Ubuntu met: sudo apt-get install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0 (of met conda: conda install -c conda-forge pango)."
)


# Not guessed by the system, whose list of types differs from one computer to the next.
ASSET_TYPES = {
    ".css": "text/css",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}


class PdfError(Exception):
    """The PDF cannot be made or is not sound; `reasons` holds every cause, in Dutch."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = list(dict.fromkeys(reasons))
        super().__init__(str(self))

    def __str__(self) -> str:
        return "\n".join(["De PDF is niet gemaakt:", *(f"  - {text}" for text in self.reasons)])


def missing_libraries() -> list[str]:
    """Names of the system libraries that WeasyPrint needs and this computer does not have.

    Cheap: nothing but opening the libraries. Always empty on Windows, where WeasyPrint searches
    folders of its own.
    """
    if os.name == "nt":
        return []
    return [library for library, names in LIBRARIES.items() if not _opens(names)]


def _opens(names: Iterable[str]) -> bool:
    for name in names:
        with contextlib.suppress(OSError):
            ctypes.CDLL(name)
            return True
    return any(ctypes.util.find_library(name) for name in names)


def print_pdf(
    html: str,
    assets: Mapping[str, Path],
    *,
    date: dt.date,
    attachments: Sequence[tuple[str, bytes, str]] = (),
) -> bytes:
    """The PDF (PDF/A-3a and PDF/UA-1) of a complete HTML document.

    `assets` says where `asset:` addresses lead: a name to a file (`{"print.css": path}`) or the
    first part of a name to a folder (`{"figures": folder}` for `asset:figures/network.svg`). The
    stylesheet is an asset too, named by a `<link>` in the document. Nothing else can be loaded:
    no file, no network. Title, language and author are those of the HTML: `<title>`,
    `<html lang>` and `<meta name=author>`; `date` is the date of the edition and becomes the date
    of the PDF, so that no clock has a part in it. The identifier is a hash of the content.
    `attachments` are files inside the PDF, as `standards.attach` makes them.

    Raises `PdfError` when a library or an asset is missing, when WeasyPrint warns about
    anything, or when `find_faults` finds a fault in the result.
    """
    if missing := missing_libraries():
        raise PdfError([f"{LIBRARIES_MESSAGE} Niet gevonden: {', '.join(missing)}."])
    with _own_surroundings(date), _warnings() as warnings:
        from weasyprint import HTML
        from weasyprint.urls import FatalURLFetchingError

        try:
            page = HTML(string=html, base_url="asset:", url_fetcher=_fetcher(assets))
            document = page.render(pdf_variant="pdf/a-3a")
            # Midday: a reader that shows the date in another time zone shows the same day.
            stamp = f"{date.isoformat()}T12:00:00Z"
            document.metadata.created = document.metadata.modified = stamp
            data: bytes = document.write_pdf(
                pdf_variant="pdf/a-3a",
                finisher=finish,
                attachments=as_attachments(attachments, date),
            )
        except FatalURLFetchingError as error:
            raise PdfError([str(error)]) from None
    if reasons := [*warnings, *find_faults(data)]:
        raise PdfError(reasons)
    return data


def as_assets(html: str) -> str:
    """The report with the addresses that a browser follows made into those of `print_pdf`."""
    return html.replace('<img src="figures/', '<img src="asset:figures/').replace(
        'href="../../templates/', 'href="asset:'
    )


@contextlib.contextmanager
def _own_surroundings(date: dt.date) -> Iterator[None]:
    """Only our fonts and the date of the edition, whatever is installed or set here."""
    noon = dt.datetime(date.year, date.month, date.day, 12, tzinfo=dt.UTC)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        conf = Path(folder, "fonts.conf")
        conf.write_text(_fonts_conf(FONTS, Path(folder, "cache")), encoding="utf-8")
        ours = {"FONTCONFIG_FILE": str(conf), "SOURCE_DATE_EPOCH": str(int(noon.timestamp()))}
        theirs = {name: os.environ.get(name) for name in ours}
        os.environ.update(ours)
        try:
            yield
        finally:
            for name, value in theirs.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def _fonts_conf(fonts: Path, cache: Path) -> str:
    aliases = [("sans-serif", "Source Sans 3"), ("serif", "Source Serif 4")]
    return "\n".join(
        [
            '<?xml version="1.0"?>',
            '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
            "<fontconfig>",
            f"<dir>{escape(str(fonts))}</dir>",
            f"<cachedir>{escape(str(cache))}</cachedir>",
            *(
                f"<alias binding='same'><family>{generic}</family>"
                f"<prefer><family>{family}</family></prefer></alias>"
                for generic, family in aliases
            ),
            "</fontconfig>\n",
        ]
    )


@contextlib.contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collects what WeasyPrint logs from WARNING up: each record means a flaw in the PDF."""
    texts: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            texts.append(f"WeasyPrint meldt: {record.getMessage()}")

    logger = logging.getLogger("weasyprint")
    collector = Collector(logging.WARNING)
    level, propagate, disabled = logger.level, logger.propagate, logger.disabled
    logger.addHandler(collector)
    logger.setLevel(logging.WARNING)
    logger.propagate = logger.disabled = False
    try:
        yield texts
    finally:
        logger.removeHandler(collector)
        logger.setLevel(level)
        logger.propagate, logger.disabled = propagate, disabled


def _fetcher(assets: Mapping[str, Path]) -> URLFetcher:
    """Reads `asset:` addresses and refuses all others.

    Images are named after their address inside the PDF, so addresses must not hold the folder
    in which the project happens to stand.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class AssetFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            # Only the fatal error stops WeasyPrint: after any other the image is just left out.
            try:
                path = find_asset(url, assets)
                body = path.read_bytes()
            except (LookupError, OSError) as error:
                reason = error.args[0] if isinstance(error, LookupError) else error.strerror
                raise FatalURLFetchingError(f"{url} kan niet worden geladen: {reason}.") from None
            kind = ASSET_TYPES[path.suffix.lower()]
            return URLFetcherResponse(url, body, {"Content-Type": kind})

    return AssetFetcher()


def find_asset(url: str, assets: Mapping[str, Path]) -> Path:
    """The file behind an `asset:` address; `LookupError` with a Dutch reason if there is none."""
    scheme, _, rest = url.partition(":")
    if scheme != "asset":
        raise LookupError("alleen bestanden van de monitor zelf (asset:) zijn toegestaan")
    name = PurePosixPath(unquote(rest).partition("#")[0])
    if ".." in name.parts or name.is_absolute() or "\\" in str(name) or not name.parts:
        raise LookupError("dit is geen geldige naam van een bestand")
    if str(name) in assets:
        path = assets[str(name)]
    elif name.parts[0] in assets and len(name.parts) > 1:
        path = assets[name.parts[0]].joinpath(*name.parts[1:])
    else:
        raise LookupError("deze naam is niet bekend")
    if path.suffix.lower() not in ASSET_TYPES:
        raise LookupError(f"alleen {', '.join(ASSET_TYPES)} kan worden geladen")
    if not path.is_file():
        raise LookupError("dit bestand is er niet")
    return path


def count_pages(data: bytes) -> int:
    """The number of pages of a PDF."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)
