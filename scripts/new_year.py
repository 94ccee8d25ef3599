"""A new year: its workbook, with last year's actors or what another program holds, and its text."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from veerkracht.faults import Fault, InputError, order
from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "een nieuwe werkmap maken") as log:
    from veerkracht.inputs.coding.years import read_coding
    from veerkracht.inputs.new_texts import claims_block, sentence, write_year_text
    from veerkracht.inputs.new_workbook import build_workbook, code_lists, last_actors
    from veerkracht.inputs.other_programs.importing import import_files

    request, year = snakemake.params, snakemake.params.year
    if year is None:
        advice = f"Geef het mee: {order('new_year --config year=2025')}"
        raise InputError([Fault("--config", column="year", found="niets", advice=advice)])
    known = read_coding(
        request.workbooks, aliases=request.aliases, corrections=request.corrections, draft=True
    ).actors
    rows: dict[str, list[dict[str, Any]]]
    if request.source:
        rows = import_files(Path(request.source))
    else:
        rows = {"initiatieven": last_actors(known, year)}
    content = build_workbook(year, rows, code_lists(known))
    # "x": a workbook that stands there is never overwritten.
    with Path(request.target).open("xb") as file:
        file.write(content)
    counts = ", ".join(f"{len(rows)} rijen op blad {name}" for name, rows in rows.items())
    print(f"{request.target} is gemaakt: {counts or 'leeg'}")
    general = Path(snakemake.input.general).read_text(encoding="utf-8")
    if write_year_text(Path(request.text), year, general):
        print(f"{request.text} is gemaakt: de algemene tekst, om te veranderen.")
    else:
        print(f"{request.text} bestaat al en is zo gelaten.")
    print(f"Een eigen bewering over {year} begint zo, in beweringen.yaml naast die map:\n")
    print(f"{claims_block(year)}\nen zo in de tekst:\n\n{sentence(year)}", flush=True)
    log.info("%s: %s", request.target, counts)
