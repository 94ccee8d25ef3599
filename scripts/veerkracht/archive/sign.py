"""Sign an edition off: what was seen is written down, with who says so and when."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from veerkracht.archive.approval import FILE, Approval, digest, digests
from veerkracht.archive.contents import Order, read
from veerkracht.archive.versions import version_of


def approve(order: Order, who: str, today: dt.date) -> tuple[Path, str]:
    """Write data/{wijk}/akkoord.yaml for the edition as it is; gives the file and its number.

    An earlier approval goes: a file has one.
    """
    files = digests(read(order.results, order.wijk))
    number = digest(files)
    version = version_of(order.settings, order.wijk)
    signed = Approval(who, today.isoformat(), version, number, files)
    path = Path("data") / order.wijk / FILE
    draft = path.with_name(f".{FILE}.bezig")
    draft.write_text(signed.as_yaml(), encoding="utf-8")
    draft.replace(path)
    return path, number
