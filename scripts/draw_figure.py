"""One figure as SVG and as picture for sharing, and what it says: title, alt, source, numbers."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

name = snakemake.wildcards.figure
with logged(snakemake.log[0], f"figuur {name} tekenen") as log:
    from veerkracht import io
    from veerkracht.charts import catalogue, design, picture
    from veerkracht.source_lines import notices

    wijk = snakemake.params.wijk
    context = {**snakemake.params, "example": wijk["example"]}
    if boundaries := snakemake.input.boundaries:
        context["boundaries"] = json.loads(Path(boundaries).read_text(encoding="utf-8"))
    tables = {Path(path).stem: io.read_table(path) for path in snakemake.input.data}
    written, figure = catalogue.draw(name, tables, context)
    if figure is None:
        # A wijk without these data leaves out the section that shows them.
        Path(snakemake.output.svg).write_text(design.EMPTY, encoding="utf-8")
        picture.save_empty(snakemake.output.png)
    else:
        design.save(figure, snakemake.output.svg)
        notice = " · ".join(notices(wijk, snakemake.params.draft))
        words = picture.Words(wijk["name"], written["title"], written["source"], notice)
        picture.save(picture.draw_picture(figure, words), snakemake.output.png)
    lines = json.dumps(written, ensure_ascii=False, indent=1)
    Path(snakemake.output.text).write_text(lines + "\n", encoding="utf-8")
