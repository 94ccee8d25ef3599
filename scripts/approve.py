"""An edition signed off: what was seen, by whom, when."""

import datetime as dt
from typing import TYPE_CHECKING

from veerkracht.config import check_wijk
from veerkracht.faults import Fault, InputError, order
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "akkoord vastleggen", about="bij het akkoord") as log:
    from veerkracht.archive.contents import orders
    from veerkracht.archive.sign import approve

    asked = snakemake.params
    check_wijk(asked.wijk, dict.fromkeys(asked.known))
    if not asked.who:
        command = order('approve --config door="A. Jansen"')
        advice = f"Geef uw naam mee: {command}"
        raise InputError([Fault("--config", column="door", found="niets", advice=advice)])
    for edition in orders(asked.wijken, snakemake.input.settings, False):
        path, number = approve(edition, asked.who, dt.date.today())
        log.info("%s: %s", path, number)
        print(f"{path}: akkoord van {asked.who} met controlegetal {number}.", flush=True)
