"""An edition into its bag: public, and closed with what is personal. Once, and never again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from veerkracht.archive import approval as approvals
from veerkracht.archive import contents, crate, index, leaks, mdto
from veerkracht.archive.bag import read_manifest, write_bag
from veerkracht.archive.citation import Edition, citation, datacite, identifier
from veerkracht.archive.code_bundle import Code
from veerkracht.archive.contents import CRATE, README, Order
from veerkracht.archive.read_me import read_me
from veerkracht.archive.versions import (
    ARCHIVE,
    CLOSED,
    before,
    next_version,
    number_of,
    version_of,
)
from veerkracht.faults import Fault, InputError

OPEN = ("Geen beperkingen", "Iedereen mag deze uitgave lezen en gebruiken, met bronvermelding.")
SUMMARY = "Monitor van sociale veerkracht in {name}{years}: {what}."
PUBLIC_WHAT = (
    "de publicatie in PDF en voor het web, de openbare tabellen, de figuren, de getoetste "
    "beweringen, en de software waarmee zij zijn gemaakt"
)
CLOSED_WHAT = (
    "de aangeleverde codeersheets en cijfers, en de tabellen en lijsten die daaruit volgen en niet "
    "openbaar zijn"
)


def keep(order: Order, code: Code, root: Path = Path()) -> str:
    """Write the public bag of an edition; gives what to tell, in Dutch.

    Raises InputError, and writes nothing, for a draft, for other content under a version that is
    kept, for content that changed after approval, and for what may not be public.
    """
    version = _version(order, root)
    edition = Edition.of(order.settings, order.wijk, version)
    home = root / ARCHIVE / order.wijk
    seen = contents.read(order.results, order.wijk)
    now = approvals.digests(seen)
    place = root / "data" / order.wijk / approvals.FILE
    approval = approvals.read_approval(place)
    target = home / version
    if target.exists():
        _same_or_refuse(target, now, contents.is_seen, order.wijk, next_version(version, home))
        index.write_index(home, edition, approval)
        return f"{target} is al bewaard, met deze inhoud."
    state = approvals.check(approval, version, now, place)
    signed = approval is not None and state == approval.told
    seen_by = {approvals.FILE: place.read_bytes()} if signed else {}
    summary = _summary(order, PUBLIC_WHAT)
    corrects = before(version, home)
    files = {
        **seen,
        **seen_by,
        **contents.behind(order, code),
        README: read_me(edition, summary, code, order.is_open),
        "CITATION.cff": citation(edition),
        "datacite.json": datacite(edition, summary, corrects, _sources(order)),
    }
    if not order.is_open:
        _refuse_leaks(order, files, code)
    files[CRATE] = crate.crate(edition, summary, files, contents.software().items())
    about = _described(order, edition, summary, corrects)
    files |= mdto.sidecars(about, files)
    info = {
        **_info(edition, summary),
        "Akkoord": state,
        "Inhoud-SHA256": approvals.digest(now),
        "Code": code.note,
    }
    write_bag(target, files, info)
    index.write_index(home, edition, approval)
    return f"{target} is bewaard ({len(files)} bestanden; {state}; {code.note})."


def keep_closed(order: Order, root: Path = Path()) -> str:
    """Write the closed bag of an edition: what was delivered, and what follows from it.

    Raises InputError where config.yaml does not say how long it is kept and why it is closed, and
    where other content is kept under this version.
    """
    if order.is_open:
        return f"{order.wijk}: het voorbeeld is verzonnen en heeft geen besloten pakket."
    version = _version(order, root)
    edition = Edition.of(order.settings, order.wijk, version)
    block = order.settings.get("archive", {})
    if missing := [key for key in ("retention", "restriction") if key not in block]:
        advice = (
            "Zet in config.yaml hoe lang de gesprekken bewaard blijven en waarom zij besloten zijn."
        )
        raise InputError(
            [
                Fault("config.yaml", column=f"archive > {key}", found="niets", advice=advice)
                for key in missing
            ]
        )
    home = root / CLOSED / order.wijk
    files = {**contents.read(order.internal, order.wijk), **contents.given(order)}
    target = home / version
    if target.exists():
        following = next_version(version, home)
        _same_or_refuse(
            target, approvals.digests(files), contents.is_payload, order.wijk, following
        )
        return f"{target} is al bewaard, met deze inhoud."
    summary = _summary(order, CLOSED_WHAT)
    about = mdto.Described(
        f"{edition.identifier}:besloten",
        edition.publisher,
        f"{edition.title} (besloten)",
        summary,
        edition.name,
        edition.date,
        _years(order),
        block.get("creator", edition.publisher),
        ("Persoonsgegevens", block["restriction"]),
        block["retention"],
        ((edition.identifier, edition.title, "Hoort bij"),),
    )
    files |= mdto.sidecars(about, files)
    info = _info(edition, summary)
    info["External-Identifier"] = about.identifier
    write_bag(target, files, info | {"Bewaartermijn": block["retention"]})
    return f"{target} is bewaard ({len(files)} bestanden, besloten)."


def _version(order: Order, root: Path) -> str:
    """The version that is asked for; InputError for a draft, and for a correction of nothing."""
    if order.settings.get("draft"):
        found, expected = "een concept", "een uitgave met alleen namen die herleid zijn"
        raise InputError([Fault("--config", column="draft", found=found, expected=expected)])
    version = version_of(order.settings, order.wijk)
    year, number = number_of(version)
    if number > 1 and not before(version, root / ARCHIVE / order.wijk):
        raise InputError(
            [
                Fault(
                    "config.yaml",
                    column=f"wijken > {order.wijk} > version",
                    found=version,
                    expected=f"{year}.1: van dat jaar is nog niets bewaard",
                    advice="Een hoger nummer verbetert een uitgave die in archive/ staat.",
                )
            ]
        )
    return version


def _same_or_refuse(
    target: Path,
    now: Mapping[str, str],
    counts: Callable[[str], bool],
    wijk: str,
    following: str,
) -> None:
    """InputError unless `target` holds the files `now` (name -> SHA-256), of those that count."""
    kept = {name: digest for name, digest in read_manifest(target).items() if counts(name)}
    if different := [name for name, _ in approvals.changes(kept, now)]:
        more = f" en nog {len(different) - 3}" if len(different) > 3 else ""
        raise InputError(
            [
                Fault(
                    str(target),
                    found=f"al bewaard, met een andere inhoud ({', '.join(different[:3])}{more})",
                    expected="een nieuwe versie voor wat veranderd is",
                    advice=f'Zet in config.yaml onder wijken > {wijk}: version: "{following}".',
                )
            ]
        )


def _refuse_leaks(order: Order, files: Mapping[str, bytes], code: Code) -> None:
    """InputError where a text that stays inside is in one of the files."""
    quotes = contents.quotes(order.wijk)
    texts = [content for name, content in code.here.items() if name.startswith("templates/")]
    ordinary = "\0".join(leaks.plain(text.decode("utf-8", "ignore")) for text in texts)
    codering = order.block.get("codering")
    hidden = leaks.secrets(map(Path, order.workbooks), codering, quotes, ordinary)
    searched = {**files, **{f"code: {name}": content for name, content in code.here.items()}}
    if faults := leaks.leaks(hidden, searched):
        raise InputError(faults)


def _sources(order: Order) -> list[dict[str, str]]:
    """What was taken from others: the exports of indicators, and what lies under the map."""
    sources = list(order.settings["sources"].values())
    if under := order.settings["wijken"][order.wijk].get("background"):
        title = "Ondergrond van de kaart van de wijk"
        sources.append({"title": title, "publisher": under["attribution"], "edition": ""})
    return sources


def _summary(order: Order, what: str) -> str:
    years = _years(order)
    span = f", {years[0]}–{years[1]}" if years else ""
    return SUMMARY.format(name=order.block["name"], years=span, what=what)


def _years(order: Order) -> tuple[int, int] | None:
    years = order.block.get("years")
    return (years[0], years[-1]) if years else None


def _described(
    order: Order, edition: Edition, summary: str, corrects: str | None
) -> mdto.Described:
    """What MDTO tells of the public bag."""
    creator = order.settings.get("archive", {}).get("creator", edition.publisher)
    related = []
    if corrects:
        title = f"{edition.heading} {edition.name}, uitgave {corrects}"
        related.append((identifier(order.wijk, corrects), title, "Vervangt"))
    return mdto.Described(
        edition.identifier,
        edition.publisher,
        edition.title,
        summary,
        edition.name,
        edition.date,
        _years(order),
        creator,
        OPEN,
        related=tuple(related),
    )


def _info(edition: Edition, summary: str) -> dict[str, Any]:
    return {
        "Source-Organization": edition.publisher,
        "External-Identifier": edition.identifier,
        "External-Description": summary,
        "Bagging-Date": edition.date,
        "Internal-Sender-Description": edition.title,
        "Uitgave": edition.version,
    }
