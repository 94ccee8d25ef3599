"""The formats of the files that we keep: media type, and name and number in PRONOM.

A table, and no package that looks into files: these are all formats that we write or read. A test
holds the table against what such a package finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Format:
    """A format: `puid` is its number in PRONOM, empty where PRONOM has none."""

    name: str
    media: str
    puid: str = ""


FORMATS = {
    ".pdf": Format("Acrobat PDF/A - Portable Document Format 3a", "application/pdf", "fmt/479"),
    ".csv": Format("Comma Separated Values", "text/csv", "x-fmt/18"),
    ".html": Format("Hypertext Markup Language 5", "text/html", "fmt/471"),
    ".svg": Format("Scalable Vector Graphics 1.1", "image/svg+xml", "fmt/92"),
    ".png": Format("Portable Network Graphics 1.0", "image/png", "fmt/11"),
    ".json": Format("JSON Data Interchange Format", "application/json", "fmt/817"),
    ".geojson": Format("GeoJSON", "application/geo+json", "fmt/1367"),
    ".yaml": Format("YAML", "application/yaml", "fmt/818"),
    ".cff": Format("Citation File Format", "application/yaml"),
    ".md": Format("Markdown", "text/markdown", "fmt/1149"),
    ".txt": Format("Plain Text File", "text/plain", "x-fmt/111"),
    ".xml": Format("Extensible Markup Language 1.0", "application/xml", "fmt/101"),
    ".gexf": Format("Extensible Markup Language 1.0", "application/xml", "fmt/101"),
    ".graphml": Format("Extensible Markup Language 1.0", "application/xml", "fmt/101"),
    ".zip": Format("ZIP Format", "application/zip", "x-fmt/263"),
    ".xlsx": Format(
        "Microsoft Excel for Windows 2007 onwards",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "fmt/214",
    ),
    ".bundle": Format("Git bundle", "application/octet-stream"),
    ".lock": Format("TOML", "application/toml"),
}
OTHER = Format("onbekend", "application/octet-stream")


def format_of(name: str) -> Format:
    """The format of a file by its name; of a name that says nothing, plain text or unknown."""
    path = PurePosixPath(name)
    if not path.suffix:
        return FORMATS[".txt"]
    return FORMATS.get(path.suffix.lower(), OTHER)
