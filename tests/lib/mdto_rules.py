"""The rules of MDTO 1.0.1 for what we write, held apart from the code that writes it.

The schema file was not at hand; these are the elements, their order and how often they may come, as
the library of the Regionaal Archief Rivierenland holds them against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree

NAMESPACE = "{https://www.nationaalarchief.nl/mdto}"
# ! must be there, * may come more than once.
RULES = {
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
}
FORMS = {
    "omvang": r"\d+",
    "checksumDatum": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "checksumWaarde": r"[0-9a-f]{64}",
    "taal": r"[a-z]{2,3}(-[A-Za-z0-9]+)*",
    "termijnLooptijd": r"P(\d+Y)?(\d+M)?(\d+D)?",
    "naam": r".{1,80}",
}
KINDS = {
    "verwijzingIdentificatie": "identificatie",
    **dict.fromkeys(
        (
            *("isRepresentatieVan", "heeftRepresentatie", "archiefvormer", "dekkingInRuimte"),
            *("begripBegrippenlijst", "gerelateerdInformatieobjectVerwijzing"),
        ),
        "verwijzing",
    ),
    **dict.fromkeys(
        (
            *("waardering", "aggregatieniveau", "bestandsformaat", "checksumAlgoritme"),
            *("dekkingInTijdType", "beperkingGebruikType"),
            "gerelateerdInformatieobjectTypeRelatie",
        ),
        "begrip",
    ),
}


def faults(xml: bytes) -> list[str]:
    """What in a file of MDTO is not as the rules want it."""
    root = ElementTree.fromstring(xml)
    if root.tag != f"{NAMESPACE}MDTO" or len(root) != 1:
        return [f"root {root.tag}"]
    found = [fault for node in root.iter() for fault in _faults(node)]
    value = root.find(f"{NAMESPACE}informatieobject/{NAMESPACE}waardering/{NAMESPACE}begripCode")
    term = root.find(f"{NAMESPACE}informatieobject/{NAMESPACE}bewaartermijn")
    if value is not None and (value.text == "V") != (term is not None):
        found.append(f"waardering {value.text} en bewaartermijn passen niet bij elkaar")
    return found


def _faults(node: ElementTree.Element) -> Iterator[str]:
    name = node.tag.removeprefix(NAMESPACE)
    if name in FORMS and not re.fullmatch(FORMS[name], node.text or ""):
        yield f"{name}: {node.text}"
    if not len(node) and not (node.text or "").strip():
        yield f"{name} is leeg"
    rules = RULES.get(KINDS.get(name, name))
    if rules is None:
        return
    allowed = {rule.rstrip("!*"): rule for rule in rules}
    runs = [(tag, len(list(same))) for tag, same in groupby(child.tag for child in node)]
    names = [tag.removeprefix(NAMESPACE) for tag, _ in runs]
    if unknown := [tag for tag in names if tag not in allowed]:
        yield f"{name} kent geen {', '.join(unknown)}"
        return
    if names != [tag for tag in allowed if tag in names]:
        yield f"{name} heeft een andere volgorde: {', '.join(names)}"
    for tag, rule in allowed.items():
        count = dict(zip(names, (n for _, n in runs), strict=True)).get(tag, 0)
        if ("!" in rule and not count) or ("*" not in rule and count > 1):
            yield f"{name} heeft {count} keer {tag}"
