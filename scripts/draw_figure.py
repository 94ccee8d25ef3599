"""One figure as SVG and as picture for sharing, with its title, alternative text and source."""

import importlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

name = snakemake.wildcards.figure
with logged(snakemake.log[0], f"figuur {name} tekenen") as log:
    from veerkracht import io
    from veerkracht.charts import NoDataError, design, picture
    from veerkracht.source_lines import notices

    module, _, year = name.partition("-")
    chart = importlib.import_module(f"veerkracht.charts.{module}")
    wijk = snakemake.params.wijk
    context = {**snakemake.params, "example": wijk["example"]}
    if year:
        context["year"] = int(year)
    if boundaries := snakemake.input.boundaries:
        from veerkracht.inputs.boundaries import read_boundaries

        context["boundaries"] = read_boundaries(boundaries)
    tables = {Path(path).stem: io.read_table(path) for path in snakemake.input.data}
    try:
        title, alt = chart.describe(tables, context)
        source = chart.source(tables, context)
        figure = chart.draw(tables, context)
        design.save(figure, snakemake.output.svg)
        notice = " · ".join(notices(wijk, snakemake.params.draft))
        words = picture.Words(wijk["name"], title, source, notice)
        picture.save(picture.draw_picture(figure, words), snakemake.output.png)
    except NoDataError:
        # A wijk without these data leaves out the section that shows them.
        title, alt, source = "", "", ""
        Path(snakemake.output.svg).write_text(design.EMPTY, encoding="utf-8")
        picture.save_empty(snakemake.output.png)
    told = json.dumps({"title": title, "alt": alt, "source": source}, ensure_ascii=False, indent=1)
    Path(snakemake.output.text).write_text(told + "\n", encoding="utf-8")
