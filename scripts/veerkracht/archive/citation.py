"""How to refer to an edition: CITATION.cff for people, DataCite for Zenodo and DANS."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

DATACITE = "http://datacite.org/schema/kernel-4"
LICENSES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY-NC 4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


@dataclass(frozen=True)
class Edition:
    """One edition of one wijk: what every description of it tells."""

    wijk: str
    name: str
    version: str
    date: str
    heading: str
    publisher: str
    url: str
    license: str

    @classmethod
    def of(cls, settings: Mapping[str, Any], wijk: str, version: str) -> Edition:
        """From config.yaml."""
        block = settings["edition"]
        return cls(
            wijk,
            settings["wijken"][wijk]["name"],
            version,
            block["date"],
            block["title"],
            block["publisher"],
            block["url"],
            block["license"],
        )

    @property
    def title(self) -> str:
        """The title with the wijk and the version."""
        return f"{self.heading} {self.name}, uitgave {self.version}"

    @property
    def identifier(self) -> str:
        """What names this edition and no other; who deposits it adds a DOI."""
        return identifier(self.wijk, self.version)


def identifier(wijk: str, version: str) -> str:
    """What names a version of the monitor of a wijk."""
    return f"veerkrachtmonitor:{wijk}:{version}"


def citation(edition: Edition) -> bytes:
    """CITATION.cff of the edition, as a report."""
    words = {
        "cff-version": "1.2.0",
        "message": "Gebruikt u deze uitgave, verwijs er dan zo naar.",
        "type": "dataset",
        "title": edition.title,
        "version": edition.version,
        "date-released": edition.date,
        "license": edition.license.replace(" ", "-"),
        "authors": [{"name": edition.publisher}],
        "identifiers": [{"type": "other", "value": edition.identifier}],
    }
    if edition.license not in LICENSES:  # the format knows names of an official list only
        del words["license"]
    return yaml.safe_dump(words, allow_unicode=True, sort_keys=False).encode()


def datacite(
    edition: Edition, summary: str, corrects: str | None, sources: Iterable[Mapping[str, str]]
) -> bytes:
    """The metadata that DataCite asks for (schema 4.5), as JSON; the DOI comes with the deposit.

    `corrects`: the version before this one; `sources`: blocks of config.yaml that it came from.
    """
    related: list[dict[str, Any]] = []
    if corrects:
        related.append(
            {
                "relatedItemType": "Report",
                "relationType": "IsNewVersionOf",
                "titles": [{"title": f"{edition.heading} {edition.name}, uitgave {corrects}"}],
            }
        )
    for source in sources:
        item: dict[str, Any] = {
            "relatedItemType": "Dataset",
            "relationType": "IsDerivedFrom",
            "titles": [{"title": source["title"]}],
            "publisher": source["publisher"],
        }
        if source["edition"].isdecimal():
            item["publicationYear"] = source["edition"]
        related.append(item)
    rights = {"rights": edition.license, "lang": "nl"}
    if address := LICENSES.get(edition.license):
        rights["rightsUri"] = address
    words = {
        "schemaVersion": DATACITE,
        "types": {"resourceTypeGeneral": "Report", "resourceType": "Monitor met gegevens"},
        "creators": [{"name": edition.publisher, "nameType": "Organizational"}],
        "titles": [{"title": edition.title, "lang": "nl"}],
        "publisher": {"name": edition.publisher, "lang": "nl"},
        "publicationYear": edition.date[:4],
        "dates": [{"date": edition.date, "dateType": "Issued"}],
        "language": "nl",
        "version": edition.version,
        "alternateIdentifiers": [
            {"alternateIdentifier": edition.identifier, "alternateIdentifierType": "eigen kenmerk"}
        ],
        "descriptions": [{"description": summary, "descriptionType": "Abstract", "lang": "nl"}],
        "geoLocations": [{"geoLocationPlace": edition.name}],
        "rightsList": [rights],
        "relatedItems": related,
    }
    return (json.dumps(words, ensure_ascii=False, indent=1) + "\n").encode()
