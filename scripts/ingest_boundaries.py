"""The boundaries of the areas of a wijk and of those around it, in degrees."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.faults import Fault
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

odd: list[Fault] = []
with logged(snakemake.log[0], "grenzen inlezen", snakemake.log.notes, odd) as log:
    from veerkracht.inputs.boundaries import read_boundaries

    params = snakemake.params
    areas = read_boundaries(snakemake.input.boundaries, params.wijk, params.city, odd)
    text = json.dumps(areas, ensure_ascii=False)
    Path(snakemake.output.boundaries).write_text(text + "\n", encoding="utf-8")
    log.info("%d gebieden", len(areas["features"]))
