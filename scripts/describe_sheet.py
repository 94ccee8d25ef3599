"""A proposal for the description of an own sheet, on the screen, to paste in config.yaml."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "een sheet beschrijven") as log:
    from veerkracht.inputs.describe_sheet import describe_sheet

    request = snakemake.params
    block = describe_sheet(Path(request.file), request.wijk)
    log.info("%s:\n%s", request.file, block)
    print(f"Zet dit in config.yaml onder de wijk {request.wijk}, en kijk het na:\n")
    print(block, flush=True)
