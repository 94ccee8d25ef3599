"""The system libraries that WeasyPrint needs: what is absent must be said before the work begins.

Loads neither WeasyPrint nor anything else that is heavy.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import os
from collections.abc import Iterable

# The names under which WeasyPrint 70 looks for each library (weasyprint/text/ffi.py).
LIBRARIES = {
    "gobject": (
        "libgobject-2.0-0",
        "gobject-2.0-0",
        "gobject-2.0",
        "libgobject-2.0.so.0",
        "libgobject-2.0.0.dylib",
    ),
    "pango": (
        "libpango-1.0-0",
        "pango-1.0-0",
        "pango-1.0",
        "libpango-1.0.so.0",
        "libpango-1.0.dylib",
    ),
    "pangoft2": (
        "libpangoft2-1.0-0",
        "pangoft2-1.0-0",
        "pangoft2-1.0",
        "libpangoft2-1.0.so.0",
        "libpangoft2-1.0.dylib",
    ),
    "harfbuzz": (
        "libharfbuzz-0",
        "harfbuzz",
        "harfbuzz-0.0",
        "libharfbuzz.so.0",
        "libharfbuzz.0.dylib",
    ),
    "harfbuzz-subset": (
        "libharfbuzz-subset-0",
        "harfbuzz-subset",
        "harfbuzz-subset-0.0",
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
    ),
    "fontconfig": (
        "libfontconfig-1",
        "fontconfig-1",
        "fontconfig",
        "libfontconfig.so.1",
        "libfontconfig.1.dylib",
    ),
}

LIBRARIES_MESSAGE = (
    "De PDF kan niet worden gemaakt: op deze computer ontbreken bibliotheken voor het zetten van "
    "tekst. Installeer ze op Debian of Ubuntu met: sudo apt-get install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0 (of met conda: conda install -c conda-forge pango)."
)


def missing_libraries() -> list[str]:
    """Names of the system libraries that WeasyPrint needs and this computer does not have.

    Cheap: nothing but opening the libraries. Always empty on Windows, where WeasyPrint searches
    folders of its own.
    """
    if os.name == "nt":
        return []
    return [library for library, names in LIBRARIES.items() if not _opens(names)]


def _opens(names: Iterable[str]) -> bool:
    return bool(_library(names)) or any(ctypes.util.find_library(name) for name in names)


def _library(names: Iterable[str]) -> ctypes.CDLL | None:
    for name in names:
        with contextlib.suppress(OSError):
            return ctypes.CDLL(name)
    return None


def system_versions() -> list[tuple[str, str]]:
    """(name, version) of the system libraries that decide where lines break."""
    versions = []
    for name, function in (("pango", "pango_version_string"), ("harfbuzz", "hb_version_string")):
        if library := _library(LIBRARIES[name]):
            tell = getattr(library, function)
            tell.restype = ctypes.c_char_p
            versions.append((name, tell().decode()))
    return versions
