"""What the data allow the report to say: claims, and changes tested three ways."""

import gc
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "beweringen toetsen") as log:
    # Thousands of small networks are kept: to look for rings in them so often took a fifth of the
    # time.
    gc.set_threshold(200_000)
    from veerkracht import io
    from veerkracht.claims.declared import read_claims
    from veerkracht.claims.judge import judge

    config = snakemake.params.config
    wijk = config["wijken"][snakemake.wildcards.wijk]
    claims = read_claims(snakemake.input.claims, wijk["years"])
    judged = judge(io.read_tables(snakemake.input.tables), config, wijk, claims)
    io.write_tables(judged, dict(snakemake.output.items()))
    outcomes = judged["claims"]["outcome"].value_counts()
    log.info("%s", ", ".join(f"{n} {o}" for o, n in outcomes.items()))
