"""What changed since an earlier edition: page, table, and old figures."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "vergelijken met een eerdere uitgave") as log:
    from veerkracht import io
    from veerkracht.review.compare import compare
    from veerkracht.review.comparison_page import as_table, changed_figures, page
    from veerkracht.review.edition import earlier, read_edition

    now = read_edition(Path(snakemake.input.parts).parent)
    then = earlier(now, map(Path, snakemake.params.editions))
    differences = compare(then, now) if then else []
    io.write_table(as_table(then, differences), snakemake.output.table)
    html = page(then, now, differences, Path("templates"))
    Path(snakemake.output.page).write_text(html, encoding="utf-8")
    figures = Path(snakemake.output.figures)
    figures.mkdir()
    for name, path in changed_figures(then, differences).items():
        shutil.copyfile(path, figures / f"{name}.png")
    log.info("%d verschillen met %s", len(differences), then.folder if then else "niets")
