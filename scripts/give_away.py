"""The tables that everybody may have, in one folder with their description."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "openbare tabellen klaarzetten") as log:
    from veerkracht.editions.given_away import PACKAGE_FILE, data_package, give_away

    folder = Path(snakemake.output.folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = give_away(snakemake.input.tables)
    description = data_package(files, snakemake.params.edition, snakemake.wildcards.wijk)
    for name, content in {**files, PACKAGE_FILE: description}.items():
        (folder / name).write_bytes(content)
    log.info("%d tabellen", len(files))
