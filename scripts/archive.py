"""Each edition into its bag, once."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.faults import Fault, InputError
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "uitgaven bewaren", about="bij het bewaren") as log:
    from veerkracht.archive.code_bundle import read_code
    from veerkracht.archive.contents import orders
    from veerkracht.archive.keep import keep, keep_closed

    faults: list[Fault] = []
    code = None if snakemake.params.closed else read_code(Path())
    for order in orders(snakemake.params.wijken, snakemake.input.settings, snakemake.params.draft):
        try:
            told = keep(order, code) if code else keep_closed(order)
            log.info("%s", told)
            print(told, flush=True)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
