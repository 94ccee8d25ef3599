"""One figure as SVG, with its title and alternative text from the data."""

import importlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.run import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

name = snakemake.wildcards.figure
with logged(snakemake.log[0], f"figuur {name} tekenen") as log:
    from veerkracht import io
    from veerkracht.charts import NoDataError, style

    module, _, year = name.partition("-")
    chart = importlib.import_module(f"veerkracht.charts.{module}")
    context = {**snakemake.params, "example": snakemake.params.wijk["example"]}
    if year:
        context["year"] = int(year)
    if boundaries := snakemake.input.boundaries:
        from veerkracht.indicators import read_boundaries

        context["boundaries"] = read_boundaries(boundaries)
    tables = {Path(path).stem: io.read_table(path) for path in snakemake.input.data}
    try:
        title, alt = chart.describe(tables, context)
        style.save(chart.draw(tables, context), snakemake.output.svg)
    except NoDataError:
        # A wijk without these data leaves out the section that shows them.
        title, alt = "", ""
        Path(snakemake.output.svg).write_text(style.EMPTY, encoding="utf-8")
    text = json.dumps({"title": title, "alt": alt}, ensure_ascii=False, indent=1)
    Path(snakemake.output.text).write_text(text + "\n", encoding="utf-8")
