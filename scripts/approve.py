"""An edition signed off: what was seen, by whom, when."""

import datetime as dt
from typing import TYPE_CHECKING

from veerkracht.config import check_wijk
from veerkracht.faults import Fault, InputError
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "akkoord vastleggen") as log:
    from veerkracht.archive.contents import orders
    from veerkracht.archive.sign import approve

    asked = snakemake.params
    check_wijk(asked.wijk, dict.fromkeys(asked.known))
    if not asked.who:
        advice = 'Geef uw naam mee: snakemake approve --config door="A. Jansen"'
        raise InputError([Fault("--config", column="door", found="niets", advice=advice)])
    for order in orders(asked.wijken, snakemake.input.settings, False):
        path, number = approve(order, asked.who, dt.date.today())
        log.info("%s: %s", path, number)
        print(f"{path}: akkoord van {asked.who} met controlegetal {number}.", flush=True)
