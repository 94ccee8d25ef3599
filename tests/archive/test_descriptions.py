"""What a bag tells archives and machines: MDTO, formats, DataCite, CITATION.cff."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml
from mdto_rules import faults

from veerkracht.archive import mdto
from veerkracht.archive.citation import Edition, citation, datacite
from veerkracht.archive.formats import format_of
from veerkracht.archive.mdto import Described, sidecars

EDITION = Edition(
    *("spangen", "Spangen", "2026.2", "2026-11-30", "Monitor Veerkracht"),
    *("Veldacademie", "www.veldacademie.nl", "CC BY 4.0"),
)
ABOUT = Described(
    *("m:spangen:2026.2", "Veldacademie", "Monitor & meer", "Wat <erin> zit", "Spangen"),
    *("2026-11-30", (2019, 2023), "Gemeente", ("Persoonsgegevens", "AVG")),
    retention="P10Y",
    related=(("m:spangen:2026.1", "Eerder", "Vervangt"),),
)


def parts(xml: bytes) -> dict[str, str]:
    tree = ElementTree.fromstring(xml)
    return {node.tag.partition("}")[2]: node.text or "" for node in tree.iter()}


def test_mdto_has_its_elements_in_order() -> None:
    written = sidecars(ABOUT, {"monitor.pdf": b"%PDF", "code/x.bundle": b"#"})
    assert set(written) == {f"{n}.mdto.xml" for n in ("uitgave", "monitor.pdf", "code/x.bundle")}
    for name, xml in written.items():
        assert faults(xml) == [], name
    whole = parts(written["uitgave.mdto.xml"])
    assert whole["termijnLooptijd"] == "P10Y" and whole["omschrijving"] == "Wat <erin> zit"
    assert b"<begripCode>V</begripCode>" in written["uitgave.mdto.xml"]
    file = parts(written["monitor.pdf.mdto.xml"])
    assert file["omvang"] == "4" and file["checksumDatum"] == "2026-11-30T12:00:00Z"
    assert b"<begripCode>fmt/479</begripCode>" in written["monitor.pdf.mdto.xml"]


def test_what_is_kept_for_good_has_no_term() -> None:
    lasting = Described(**{**ABOUT.__dict__, "retention": "", "related": ()})
    xml = sidecars(lasting, {})["uitgave.mdto.xml"]
    assert faults(xml) == [] and b"<begripCode>B</begripCode>" in xml
    assert b"bewaartermijn" not in xml


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("waardering", "taal", "informatieobject"),
        ("archiefvormer", "onzin", "onzin"),
        ("begripCode>V<", "begripCode>B<", "bewaartermijn"),
        ("termijnLooptijd", "termijnEinddatum", ""),
    ],
)
def test_the_rules_find_what_is_wrong(old: str, new: str, told: str) -> None:
    """The test of the test: an order, a name and a term that MDTO does not take."""
    xml = sidecars(ABOUT, {})["uitgave.mdto.xml"].decode().replace(old, new)
    found = faults(xml.encode())
    assert bool(found) == bool(told) and told in " ".join(found)


def test_the_order_in_the_code_is_that_of_the_rules() -> None:
    from mdto_rules import RULES

    assert {name: mdto.ORDER[name] for name in RULES} == RULES


def schema_of_datacite() -> Any:
    file = resources.files("datacite").joinpath("schemas/datacite-v4.5.json")
    return json.loads(file.read_text("utf-8"))


def test_datacite_takes_the_metadata() -> None:
    sources = [{"title": "Index", "publisher": "OBI", "edition": "2026"}]
    sources += [{"title": "Gezondheid", "publisher": "GGD", "edition": "voorbeeld"}]
    for corrects in (None, "2026.1"):
        words = json.loads(datacite(EDITION, "Samenvatting", corrects, sources))
        jsonschema.Draft7Validator(schema_of_datacite()).validate(words)
        kinds = [item["relationType"] for item in words["relatedItems"]]
        assert kinds == ["IsNewVersionOf"] * bool(corrects) + ["IsDerivedFrom"] * 2
    assert words["rightsList"][0]["rightsUri"].startswith("https://creativecommons.org/")


def test_a_citation_names_the_edition() -> None:
    words = yaml.safe_load(citation(EDITION))
    assert words["title"] == "Monitor Veerkracht Spangen, uitgave 2026.2"
    assert words["license"] == "CC-BY-4.0" and words["version"] == "2026.2"
    own = Edition(**{**EDITION.__dict__, "license": "eigen voorwaarden"})
    assert "license" not in yaml.safe_load(citation(own))


def test_a_format_follows_from_the_name() -> None:
    assert (
        format_of("a/b.PDF").puid == "fmt/479" and format_of("code/Snakefile").media == "text/plain"
    )
    assert format_of("x.onzin").puid == ""
