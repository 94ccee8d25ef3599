"""Figures as SVG and as picture for sharing, and what each says: title, alt, source, numbers."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "figuren tekenen") as log:
    from veerkracht import io
    from veerkracht.charts import catalogue, design, picture
    from veerkracht.source_lines import notices

    wijk = snakemake.params.wijk
    context = {**snakemake.params, "example": wijk["example"]}
    for name in ("boundaries", "background"):
        if file := snakemake.input[name]:
            context[name] = json.loads(Path(file).read_text(encoding="utf-8"))
    tables = {Path(path).stem: io.read_table(path) for path in snakemake.input.data}
    outputs = zip(snakemake.output.svg, snakemake.output.png, snakemake.output.text, strict=True)
    for drawing, shared, text in outputs:
        name = Path(drawing).stem
        log.info("figuur %s", name)
        written, figure = catalogue.draw(name, tables, context)
        if figure is None:
            # A wijk without these data leaves out the section that shows them.
            Path(drawing).write_text(design.EMPTY, encoding="utf-8")
            picture.save_empty(shared)
        else:
            design.save(figure, drawing)
            notice = " · ".join(notices(wijk, snakemake.params.draft))
            words = picture.Words(wijk["name"], written["title"], written["source"], notice)
            picture.save(picture.draw_picture(figure, words), shared)
        lines = json.dumps(written, ensure_ascii=False, indent=1)
        Path(text).write_text(lines + "\n", encoding="utf-8")
