"""One section as a draft: laid out as in the monitor, without the rest and the checks."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.faults import STOP, Fault, InputError, order
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "concept afdrukken") as log:
    from veerkracht import io
    from veerkracht.editions.pdf import as_assets, assets_of, print_pdf
    from veerkracht.lookups.lookups import Lookups
    from veerkracht.report.fill import fill
    from veerkracht.report.filled import print_page
    from veerkracht.report.proofread import OF_A_SENTENCE, Context, proofread
    from veerkracht.report.sections import read_sections, text_folders
    from veerkracht.report.trail import Trail

    if not snakemake.params.section:
        advice = f"Geef het mee: {order('print_draft --config sectie=12-netwerk')}"
        raise InputError([Fault("--config", column="sectie", found="niets", advice=advice)])
    config, templates = snakemake.params.config, Path("templates")
    tables = io.read_tables([*snakemake.input.tables, *snakemake.input.sources])
    figures = io.read_texts(snakemake.input.texts)
    lookups = Lookups.of(tables, config["wijken"][snakemake.params.wijk], config)
    extra = {"input_hash": "concept", "versions": []}
    sections = read_sections(*text_folders(snakemake.params.wijk))
    trail = Trail()
    report = fill(
        sections, lookups, figures, templates, extra, trail, only=snakemake.params.section
    )
    target = Path(snakemake.output.pdf)
    day = date.fromisoformat(config["edition"]["date"])
    html = as_assets(print_page(report, "concept", templates))
    target.write_bytes(print_pdf(html, assets_of(target), date=day, draft=True))
    context = Context.of(lookups, trail, sections, extra, figures)
    faults = [note for note in proofread(report, context, OF_A_SENTENCE) if note.level == STOP]
    if faults:
        told = "\n".join(f"  - {fault}" for fault in faults)
        print(f"Hierop stopt de monitor:\n{told}", flush=True)
    log.info("%s: %d tekens", target, len(html))
