"""A kept edition made again from its bag, and compared with it."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.faults import Fault, InputError, order
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

task = "een bewaarde uitgave opnieuw maken"
with logged(snakemake.log[0], task, about="bij het opnieuw maken") as log:
    from veerkracht.archive.prove import prove

    asked = snakemake.params
    if not asked.edition:
        advice = f"Geef haar mee: {order('prove --config editie=voorbeeld/2026.1')}"
        raise InputError([Fault("--config", column="editie", found="niets", advice=advice)])
    proof = prove(asked.edition, asked.closed, Path(snakemake.log.screen))
    log.info("%s", proof.told)
    print(proof.told, flush=True)
    if proof.faults:
        found, expected = "een andere inhoud dan er is bewaard", "hetzelfde bestand"
        raise InputError([Fault(name, found=found, expected=expected) for name in proof.faults])
