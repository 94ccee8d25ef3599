"""The validator of RO-Crate without internet: it gets the context from the package `rocrate`."""

from __future__ import annotations

import io
import json
from email.message import Message
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.response import addinfourl

import pytest

CONTEXT = "https://w3id.org/ro/crate/1.1/context"


class _Answer:
    status_code = 200
    headers = {"Content-Type": "application/ld+json"}  # noqa: RUF012

    def __init__(self, content: bytes) -> None:
        self.content = content

    def json(self) -> Any:
        return json.loads(self.content)


def issues(folder: Path, patch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What a validator has to say of a crate as a Workflow Run Crate: severity -> remarks.

    Its profiles are in the package; only the context, which it would fetch, is handed to it.
    """
    import rdflib.parser
    from rocrate_validator import services
    from rocrate_validator.utils.http import HttpRequester

    content = resources.files("rocrate").joinpath("data/ro-crate.jsonld").read_bytes()
    # That package has the context of version 1.3, which calls the terms of Bioschemas otherwise.
    content = content.replace(b"https://bioschemas.org/terms/", b"https://bioschemas.org/")

    def opened(request: Any) -> addinfourl:
        assert request.full_url == CONTEXT
        headers = Message()
        headers["Content-Type"] = "application/ld+json"
        return addinfourl(io.BytesIO(content), headers, request.full_url, 200)

    def got(self: object, url: str, **options: object) -> _Answer:
        assert url == CONTEXT
        return _Answer(content)

    patch.setattr(rdflib.parser, "_urlopen", opened)
    patch.setattr(HttpRequester, "get", got, raising=False)
    settings = services.ValidationSettings(
        rocrate_uri=str(folder),
        profile_identifier="workflow-run-crate",
        requirement_severity="REQUIRED",
    )
    found: dict[str, list[str]] = {}
    for issue in services.validate(settings).get_issues():
        found.setdefault(issue.severity.name, []).append(f"{issue.check.name}: {issue.message}")
    return found
