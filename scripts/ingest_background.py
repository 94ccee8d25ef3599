"""Water, streets, green and rail under the map of a wijk, in degrees."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.faults import Fault
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

odd: list[Fault] = []
with logged(snakemake.log[0], "ondergrond inlezen", snakemake.log.notes, odd) as log:
    from veerkracht.inputs.background import read_background

    drawn = read_background(snakemake.input.background, snakemake.params.attribution, odd)
    text = json.dumps(drawn, ensure_ascii=False)
    Path(snakemake.output.background).write_text(text + "\n", encoding="utf-8")
    log.info("%d elementen", len(drawn["features"]))
