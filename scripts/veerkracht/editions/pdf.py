"""From one page of HTML to one PDF: tagged, closed to the outside, the same bytes everywhere."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import html as entities
import io
import logging
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.sax.saxutils import escape

from veerkracht.editions.beside import beside
from veerkracht.editions.last_words import keep_last_words
from veerkracht.editions.libraries import LIBRARIES_MESSAGE, missing_libraries
from veerkracht.editions.pdf_faults import find_faults
from veerkracht.editions.standards import as_attachments, finish
from veerkracht.editions.text_starts import start_texts
from veerkracht.paths import TEMPLATES

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

FONTS = TEMPLATES / "fonts"

# Files inside the PDF: name, content, description.
Attachments = Sequence[tuple[str, bytes, str]]

# Where a part of the report begins: its id, and the title of a part that is a PDF of its own too.
PART = re.compile(r'<\w+[^>]* id="([^"]+)"[^>]* data-part="([^"]*)"')

ERRATUM = re.compile(r'<section [^>]*id="erratum".*?</section>', re.DOTALL)
CONTENTS = re.compile(r'<section [^>]*id="inhoud"')

TEXT_BLOCKS = {"p", "li", "td", "th", "caption", "figcaption", "h1", "h2", "h3", "h4", "h5"}
DATA = re.compile(r"</?data[^>]*>")
LETTERS = re.compile(r"[\W\d_]+")  # what is no letter

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


def print_pdf(
    html: str,
    assets: Mapping[str, Path],
    *,
    date: dt.date,
    attachments: Attachments = (),
    draft: bool = False,
) -> bytes:
    """The PDF (PDF/A-3a and PDF/UA-1) of a complete HTML document.

    `assets` says where `asset:` addresses lead: a name to a file (`{"print.css": path}`) or the
    first part of a name to a folder (`{"figures": folder}` for `asset:figures/network.svg`). The
    stylesheet is an asset too, named by a `<link>` in the document. Nothing else can be loaded:
    no file, no network. Title, language and author are those of the HTML: `<title>`,
    `<html lang>` and `<meta name=author>`; `date` is the date of the edition and becomes the date
    of the PDF, so that no clock has a part in it. The identifier is a hash of the content.
    `attachments` are files inside the PDF, as `standards.attach` makes them.

    A `draft` is for the screen of who writes: no standard, no tags, no check of the file.

    Raises `PdfError` when a library or an asset is missing, when WeasyPrint warns about
    anything, or when `find_faults` finds a fault in a file.
    """
    return _print(html, assets, date, attachments, draft=draft)[0]


def print_parts(
    html: str, assets: Mapping[str, Path], *, date: dt.date, attachments: Attachments = ()
) -> list[bytes]:
    """The PDF of a document as `print_pdf` gives it, and after it that of each of its parts.

    A part begins at an element with `data-part`, its title, and runs to the next such element; an
    empty title begins something that is no PDF of its own. Its pages are those of the whole, laid
    out once, with their numbers, and closed by the last page of the whole.
    The attachments are in the whole only.
    """
    return _print(html, assets, date, attachments, split=True)


def _print(
    html: str,
    assets: Mapping[str, Path],
    date: dt.date,
    attachments: Attachments,
    split: bool = False,
    draft: bool = False,
) -> list[bytes]:
    """The PDF of the whole and, with `split`, those of its parts; a `draft` is not checked."""
    if missing := missing_libraries():
        raise PdfError([f"{LIBRARIES_MESSAGE} Niet gevonden: {', '.join(missing)}."])
    with _own_surroundings(date), _warnings() as warnings:
        from weasyprint import HTML
        from weasyprint.urls import FatalURLFetchingError

        try:
            page = HTML(string=html, base_url="asset:", url_fetcher=_fetcher(assets))
            document = page.render(pdf_variant=None if draft else "pdf/a-3a")
            warnings += find_lost(page.etree_element, document.pages)
            # Midday: a reader that shows the date in another time zone shows the same day.
            stamp = f"{date.isoformat()}T12:00:00Z"
            document.metadata.created = document.metadata.modified = stamp
            if draft:
                return [document.write_pdf()]
            starts = PART.findall(html) if split else []
            # Half of the time goes to drawing every figure again: beside the whole, not after it.
            with beside(lambda: _write_parts(document, starts)) as parts:
                files = [_write(document, attachments=as_attachments(attachments, date))]
                rest, warned = parts()
            files += rest
            warnings += warned
        except FatalURLFetchingError as error:
            raise PdfError([str(error)]) from None
    faults = [fault for data in files for fault in find_faults(data)]
    if reasons := [*warnings, *faults]:
        raise PdfError(reasons)
    return files


def _write_parts(document: Any, starts: list[tuple[str, str]]) -> tuple[list[bytes], list[str]]:
    """The PDF of each part that has a title, and what WeasyPrint warned of; `starts` as in PART."""
    files, whole = [], document.metadata.title
    with _warnings() as warnings:
        for (start, title), (end, _) in pairwise([*starts, ("", "")]):
            if title:
                document.metadata.title = f"{entities.unescape(title)} – {whole}"
                files.append(_write(_extract(document, start, end)))
    return files, warnings


def find_lost(root: Any, pages: Iterable[Any]) -> list[str]:
    """Text of the page (by its `root` element) that stands on none of the laid-out `pages`.

    WeasyPrint can drop a block without a word, where columns and the end of a page meet. Letters
    are counted, in the order of the text: hyphens, spaces and numbers of pages come and go.
    """
    laid = "".join(
        box.text
        for page in pages
        for child in page._page_box.children
        if not type(child).__name__.startswith("Margin")
        for box in child.descendants(placeholders=True)
        if hasattr(box, "text") and not box.element_tag.endswith("::marker")
    )
    letters = LETTERS.sub("", laid).casefold()
    lost = []
    for element in root.iter():
        if element.tag not in TEXT_BLOCKS:
            continue
        # A footnote stands elsewhere on the page than in the text.
        notes = [child for child in element.iter("span") if child.get("class") == "footnote"]
        texts = ["".join(part.itertext()) for part in (element, *notes)]
        for note in texts[1:]:
            texts[0] = texts[0].replace(note, "", 1)
        for text in texts:
            if LETTERS.sub("", text).casefold() in letters:
                continue
            shown = " ".join(text.split())[:60]
            lost.append(f"Deze tekst kwam niet op een pagina terecht: “{shown}…”.")
    return lost


def _write(document: Any, **options: Any) -> bytes:
    data: bytes = document.write_pdf(pdf_variant="pdf/a-3a", finisher=finish, **options)
    return data


def _extract(document: Any, start: str, end: str) -> Any:
    """The pages from the one with the anchor `start` to the one with `end`, and the last page.

    Links to pages that are left out go: their text stays.
    """
    place = {name: number for number, page in enumerate(document.pages) for name in page.anchors}
    pages = [*document.pages[place[start] : place.get(end, -1)], document.pages[-1]]
    pages = [copy.copy(page) for page in pages]  # the last one closes other parts too
    anchors = {name for page in pages for name in page.anchors}
    for page in pages:
        # A box keeps the link of the file written before: as a tag without an annotation.
        for *_, box in page.links:
            box.link_annotation = None
        page.links = [link for link in page.links if link[0] != "internal" or link[1] in anchors]
    return document.copy(pages)


def assets_of(page: Path) -> dict[str, Path]:
    """Where the `asset:` addresses of a page of the report lead: style, and drawings beside it."""
    shared = {name: TEMPLATES / name for name in ("tokens.css", "print.css")}
    beside = {name: page.parent / name for name in ("figures", "beeld")}
    return {**shared, **beside}


def as_assets(html: str) -> str:
    """The report with the addresses that a browser follows made into those of `print_pdf`.

    The marks around numbers are for the screen: WeasyPrint breaks lines badly before them.
    """
    return (
        keep_last_words(DATA.sub("", html))
        .replace('<img src="figures/', '<img src="asset:figures/')
        .replace('href="../../templates/', 'href="asset:')
    )


def bind(html: str, erratum: str = "") -> str:
    """The report with the section of the page `erratum`, if there is one, before its contents."""
    section = ERRATUM.search(erratum)
    return CONTENTS.sub(lambda match: f"{section[0]}\n{match[0]}", html) if section else html


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
            if path.suffix == ".svg":
                body = start_texts(body.decode()).encode()
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
