"""RO-Crate: the bag as a run of a workflow, for machines (Workflow Run Crate 0.5).

Written by hand: the package `rocrate` puts the time of today and random names in what it writes,
and brings packages that ask the internet.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from veerkracht.archive.citation import LICENSES, Edition
from veerkracht.archive.formats import format_of

CRATE = "ro-crate-metadata.json"
WORKFLOW = "code/Snakefile"
PROFILES = (
    "https://w3id.org/ro/wfrun/process/0.5",
    "https://w3id.org/ro/wfrun/workflow/0.5",
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0",
)
CONTEXT = [
    "https://w3id.org/ro/crate/1.1/context",
    {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"},
]
SNAKEMAKE = "https://w3id.org/workflowhub/workflow-ro-crate#snakemake"
# Of these folders the files are what went in; of the rest, what came out.
ASKED = ("invoer/", "config.yaml")
BIOSCHEMAS = "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"
MIT = "https://spdx.org/licenses/MIT"
PRONOM = "https://www.nationalarchives.gov.uk/PRONOM/"
Entity = dict[str, Any]


def crate(
    edition: Edition, summary: str, files: Mapping[str, bytes], versions: Iterable[tuple[str, str]]
) -> bytes:
    """The metadata of the crate with `files` (name -> content; with Snakefile as `WORKFLOW`).

    `versions`: (name, version) of the software that made them.
    """
    graph: list[Entity] = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "conformsTo": [_to("https://w3id.org/ro/crate/1.1"), _to(PROFILES[-1])],
            "about": _to("./"),
        },
        _root(edition, summary, files),
        _action(edition, files),
        _workflow(files[WORKFLOW], edition.version),
        {
            "@id": SNAKEMAKE,
            "@type": "ComputerLanguage",
            "name": "Snakemake",
            "identifier": _to("https://snakemake.readthedocs.io"),
            "url": _to("https://snakemake.readthedocs.io"),
            "version": dict(versions).get("snakemake", ""),
        },
        {
            "@id": "#uitgever",
            "@type": "Organization",
            "name": edition.publisher,
            "url": edition.url,
        },
        {"@id": "#licentie", "@type": "CreativeWork", **_license(edition.license)},
        {"@id": BIOSCHEMAS, "@type": "CreativeWork", "name": "Bioschemas ComputationalWorkflow"},
        {"@id": MIT, "@type": "CreativeWork", "name": "MIT"},
        *({"@id": profile, "@type": "CreativeWork", **_profile(profile)} for profile in PROFILES),
        *_formats(files),
        *(_file(name, content) for name, content in sorted(files.items()) if name != WORKFLOW),
    ]
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)
    return text.encode() + b"\n"


def _root(edition: Edition, summary: str, names: Iterable[str]) -> Entity:
    """The edition itself, with all its files."""
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": edition.title,
        "description": summary,
        "identifier": edition.identifier,
        "version": edition.version,
        "inLanguage": "nl",
        "datePublished": edition.date,
        "license": _to("#licentie"),
        "publisher": _to("#uitgever"),
        "author": _to("#uitgever"),
        "conformsTo": [_to(profile) for profile in PROFILES],
        "mainEntity": _to(WORKFLOW),
        "mentions": _to("#opdracht"),
        "hasPart": [_to(name) for name in sorted(names)],
    }


def _action(edition: Edition, names: Iterable[str]) -> Entity:
    """The run that made it: what went in, and what came out."""
    made = [_to(name) for name in sorted(names) if not name.startswith(("code/", *ASKED))]
    given = [_to(name) for name in sorted(names) if name.startswith(ASKED)]
    return {
        "@id": "#opdracht",
        "@type": "CreateAction",
        "name": f"Opdracht waarmee {edition.title} is gemaakt",
        "instrument": _to(WORKFLOW),
        "agent": _to("#uitgever"),
        "endTime": edition.date,
        "description": f"snakemake; {edition.title}",
        "object": given[0] if len(given) == 1 else given,
        "result": made,
    }


def _to(name: str) -> Entity:
    return {"@id": name}


def _file(name: str, content: bytes) -> Entity:
    form = format_of(name)
    return {
        "@id": name,
        "@type": "File",
        "name": name.rpartition("/")[2],
        "contentSize": str(len(content)),
        "encodingFormat": [form.media, _to(PRONOM + form.puid)] if form.puid else form.media,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _formats(names: Iterable[str]) -> list[Entity]:
    known = {form.puid: form.name for form in map(format_of, names) if form.puid}
    return [
        {"@id": PRONOM + puid, "@type": "WebSite", "name": name}
        for puid, name in sorted(known.items())
    ]


def _workflow(content: bytes, version: str) -> Entity:
    return {
        **_file(WORKFLOW, content),
        "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"],
        "name": "Veerkrachtmonitor",
        "description": "Van codeersheets en indicatorexports naar een monitor.",
        "version": version,
        "conformsTo": _to(BIOSCHEMAS),
        "programmingLanguage": _to(SNAKEMAKE),
        "license": _to(MIT),
    }


def _license(name: str) -> Entity:
    address = LICENSES.get(name)
    return {"name": name, "description": f"Licentie: {name}"} | (
        {"url": address} if address else {}
    )


def _profile(address: str) -> Entity:
    name, version = address.split("/")[-2:]
    return {"name": f"Profiel {name} van RO-Crate", "version": version}
