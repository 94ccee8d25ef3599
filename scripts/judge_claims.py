"""What the data allow the report to say: claims, and changes tested three ways."""

from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "beweringen toetsen") as log:
    from veerkracht import io
    from veerkracht.claims.case import Case
    from veerkracht.claims.register import judge_claims
    from veerkracht.network import evidence
    from veerkracht.words import slug

    config = snakemake.params.config
    wijk = config["wijken"][snakemake.wildcards.wijk]
    tables = io.read_tables(snakemake.input.tables)
    network = evidence.Evidence(tables["actors"], tables["ties"], wijk["tie_rule"])
    claims = judge_claims(Case.of(network, tables, wijk, config))
    left_out = [wijk["municipality"], *wijk.get("commissioners", [])]
    without = {slug(name): name for name in left_out}
    pair = (tables["actors"], tables["ties"])
    io.write_table(claims, snakemake.output.claims)
    io.write_table(evidence.measure_changes(network), snakemake.output.changes)
    io.write_table(evidence.measure_turnover(*pair), snakemake.output.turnover)
    io.write_table(evidence.measure_levels(network), snakemake.output.levels)
    io.write_table(evidence.measure_sensitivity(*pair, without), snakemake.output.sensitivity)
    log.info("%s", ", ".join(f"{n} {o}" for o, n in claims["outcome"].value_counts().items()))
