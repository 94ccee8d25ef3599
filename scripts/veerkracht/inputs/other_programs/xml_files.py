"""XML of other programs, read as text first: then what is parsed is what was looked at."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from veerkracht.inputs.containers import decode
from veerkracht.inputs.foreign import read_bytes
from veerkracht.inputs.other_programs.tables import PROGRAMS, refuse


def read_xml(file: Path) -> ElementTree.Element:
    """The root of a file of XML; raises InputError."""
    return parse_xml(file, read_bytes(file))


def parse_xml(file: Path, content: bytes) -> ElementTree.Element:
    """The root of XML in any encoding, without namespaces; raises InputError, also for a DTD."""
    text = decode(content)[0]
    if "<!DOCTYPE" in text:
        raise refuse(file, "een DOCTYPE", "XML zonder DOCTYPE")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise refuse(file, "iets anders dan XML", f"een export van {PROGRAMS}") from error
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]  # the namespace differs between versions
    return root
