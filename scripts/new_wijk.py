"""The data folder of a new wijk, and on the screen its block of config.yaml."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.faults import Fault, InputError, order
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "een nieuwe wijk maken") as log:
    from veerkracht.inputs.new_wijk import config_block, make_wijk

    request = snakemake.params
    if not request.wijk:
        advice = f"Geef hem mee: {order('new_wijk --config wijk=spangen')}"
        raise InputError([Fault("--config", column="wijk", found="niets", advice=advice)])
    folder = Path("data") / request.wijk
    names = make_wijk(folder, request.years)
    log.info("%s: %s", folder, ", ".join(names))
    print(f"{folder} is gemaakt: {', '.join(names)}.")
    print("Zet dit in config.yaml onder wijken:\n")
    print(config_block(request.wijk, request.years, request.city), flush=True)
