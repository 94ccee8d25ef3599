"""MDTO: what Dutch archives ask for, an XML file beside every file and one for the edition.

Names, order and rules are those of MDTO 1.0.1 of the Nationaal Archief. The schema file itself was
not at hand: ORDER is what the library mdto.py of the Regionaal Archief Rivierenland holds against
it, and a test holds what we write against ORDER.
"""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from veerkracht.archive.formats import format_of

NAMESPACE = "https://www.nationaalarchief.nl/mdto"
SIDECAR = ".mdto.xml"
PRONOM = "PRONOM-register"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
# Element -> its children in their order: ! must be there, * may come more than once.
ORDER: dict[str, tuple[str, ...]] = {
    "informatieobject": (
        *("identificatie!*", "naam!", "aggregatieniveau", "classificatie*", "trefwoord*"),
        *("omschrijving*", "raadpleeglocatie*", "dekkingInTijd*", "dekkingInRuimte*", "taal*"),
        *("event*", "waardering!", "bewaartermijn", "informatiecategorie", "isOnderdeelVan*"),
        *("bevatOnderdeel*", "heeftRepresentatie*", "aanvullendeMetagegevens*"),
        *("gerelateerdInformatieobject*", "archiefvormer!*", "betrokkene*", "activiteit*"),
        "beperkingGebruik!*",
    ),
    "bestand": (
        *("identificatie!*", "naam!", "omvang!", "bestandsformaat!", "checksum!*"),
        *("URLBestand", "isRepresentatieVan!"),
    ),
    "identificatie": ("identificatieKenmerk!", "identificatieBron!"),
    "verwijzing": ("verwijzingNaam!", "verwijzingIdentificatie"),
    "begrip": ("begripLabel!", "begripCode", "begripBegrippenlijst!"),
    "checksum": ("checksumAlgoritme!", "checksumWaarde!", "checksumDatum!"),
    "dekkingInTijd": (
        *("dekkingInTijdType!", "dekkingInTijdBegindatum!", "dekkingInTijdEinddatum"),
    ),
    "termijn": (
        *("termijnTriggerStartLooptijd", "termijnStartdatumLooptijd", "termijnLooptijd"),
        "termijnEinddatum",
    ),
    "beperkingGebruik": (
        *("beperkingGebruikType!", "beperkingGebruikNadereBeschrijving"),
        *("beperkingGebruikDocumentatie*", "beperkingGebruikTermijn"),
    ),
    "gerelateerdInformatieobject": (
        *("gerelateerdInformatieobjectVerwijzing!", "gerelateerdInformatieobjectTypeRelatie!"),
    ),
}
# Element -> the group whose children it has.
GROUPS = {
    **dict.fromkeys(("waardering", "aggregatieniveau", "bestandsformaat"), "begrip"),
    **dict.fromkeys(("checksumAlgoritme", "dekkingInTijdType", "beperkingGebruikType"), "begrip"),
    "gerelateerdInformatieobjectTypeRelatie": "begrip",
    **dict.fromkeys(("verwijzingIdentificatie",), "identificatie"),
    **dict.fromkeys(("isRepresentatieVan", "heeftRepresentatie", "archiefvormer"), "verwijzing"),
    **dict.fromkeys(("begripBegrippenlijst", "dekkingInRuimte"), "verwijzing"),
    "gerelateerdInformatieobjectVerwijzing": "verwijzing",
    **dict.fromkeys(("bewaartermijn", "beperkingGebruikTermijn"), "termijn"),
}
Tree = str | Mapping[str, "Tree | list[Tree]"]


@dataclass(frozen=True)
class Described:
    """What MDTO tells of one bag.

    `identifier` is that of the edition, given out by `source`; `years`: first and last of the
    data, or none; `retention`: how long (ISO 8601) what is temporary is kept, empty for good;
    `restriction`: its type, and the grounds; `related`: (identifier, name, relation) of others.
    """

    identifier: str
    source: str
    name: str
    summary: str
    place: str
    date: str
    years: tuple[int, int] | None
    creator: str
    restriction: tuple[str, str]
    retention: str = ""
    related: tuple[tuple[str, str, str], ...] = ()


def sidecars(about: Described, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Name -> XML: one beside every file, and `edition.mdto.xml` for the whole."""
    written = {
        f"{name}{SIDECAR}": write("bestand", _file(about, name, content))
        for name, content in sorted(files.items())
    }
    whole = write("informatieobject", _edition(about, sorted(files)))
    return {f"uitgave{SIDECAR}": whole, **written}


def _edition(about: Described, names: Iterable[str]) -> dict[str, Tree | list[Tree]]:
    """The children of informatieobject, with every file that is a representation of it."""
    kind, grounds = about.restriction
    kept = ("Tijdelijk te bewaren", "V") if about.retention else ("Blijvend te bewaren", "B")
    elements: dict[str, Tree | list[Tree]] = {
        "identificatie": _identified(about, about.identifier),
        "naam": about.name,
        "aggregatieniveau": _term("Dossier", "", "Begrippenlijst Aggregatieniveaus MDTO"),
        "omschrijving": about.summary,
        "dekkingInRuimte": {"verwijzingNaam": about.place},
        "taal": "nl",
        "waardering": _term(*kept, "Begrippenlijst Waarderingen MDTO"),
        "heeftRepresentatie": [
            {
                "verwijzingNaam": name,
                "verwijzingIdentificatie": _identified(about, f"{about.identifier}/{name}"),
            }
            for name in names
        ],
        "archiefvormer": {"verwijzingNaam": about.creator},
        "beperkingGebruik": {
            "beperkingGebruikType": _term(kind, "", "Begrippenlijst BeperkingGebruik MDTO"),
            "beperkingGebruikNadereBeschrijving": grounds,
        },
    }
    if about.years:
        first, last = about.years
        elements["dekkingInTijd"] = {
            "dekkingInTijdType": _term("Betreft", "", "Begrippenlijst DekkingInTijd MDTO"),
            "dekkingInTijdBegindatum": str(first),
            "dekkingInTijdEinddatum": str(last),
        }
    if about.retention:
        elements["bewaartermijn"] = {
            "termijnTriggerStartLooptijd": "Uitgave",
            "termijnStartdatumLooptijd": about.date,
            "termijnLooptijd": about.retention,
        }
    elements["gerelateerdInformatieobject"] = [
        {
            "gerelateerdInformatieobjectVerwijzing": {
                "verwijzingNaam": name,
                "verwijzingIdentificatie": _identified(about, other),
            },
            "gerelateerdInformatieobjectTypeRelatie": _term(
                relation, "", "Begrippenlijst TypeRelaties MDTO"
            ),
        }
        for other, name, relation in about.related
    ]
    return elements


def _file(about: Described, name: str, content: bytes) -> dict[str, Tree | list[Tree]]:
    """The children of bestand."""
    form = format_of(name)
    return {
        "identificatie": _identified(about, f"{about.identifier}/{name}"),
        "naam": name,
        "omvang": str(len(content)),
        "bestandsformaat": _term(form.name, form.puid, PRONOM),
        "checksum": {
            "checksumAlgoritme": _term("SHA-256", "", "Begrippenlijst ChecksumAlgoritme MDTO"),
            "checksumWaarde": hashlib.sha256(content).hexdigest(),
            "checksumDatum": f"{about.date}T12:00:00Z",
        },
        "isRepresentatieVan": {
            "verwijzingNaam": about.name,
            "verwijzingIdentificatie": _identified(about, about.identifier),
        },
    }


def _identified(about: Described, mark: str) -> Tree:
    return {"identificatieKenmerk": mark, "identificatieBron": about.source}


def _term(label: str, code: str, listed: str) -> Tree:
    coded = {"begripCode": code} if code else {}
    return {"begripLabel": label, **coded, "begripBegrippenlijst": {"verwijzingNaam": listed}}


def write(kind: str, children: Mapping[str, Tree | list[Tree]]) -> bytes:
    """One MDTO file: `kind` is informatieobject or bestand."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}MDTO")
    _grow(ET.SubElement(root, f"{{{NAMESPACE}}}{kind}"), kind, children)
    ET.indent(root)
    text = ET.tostring(root, "unicode")
    return f"{DECLARATION}\n{text}\n".encode()


def _grow(node: ET.Element, kind: str, children: Mapping[str, Tree | list[Tree]]) -> None:
    """Put the children under `node`, in the order of MDTO whatever their own."""
    order = [name.rstrip("!*") for name in ORDER[GROUPS.get(kind, kind)]]
    for name in sorted(children, key=order.index):
        given = children[name]
        for value in given if isinstance(given, list) else [given]:
            child = ET.SubElement(node, f"{{{NAMESPACE}}}{name}")
            if isinstance(value, str):
                child.text = value
            else:
                _grow(child, name, value)
