"""All coding workbooks of a wijk: actors, ties and quotes over the years."""

from typing import TYPE_CHECKING

from veerkracht.run import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "codeersheets inlezen") as log:
    from veerkracht import io
    from veerkracht.coding import read_coding

    coding = read_coding(
        dict(zip(snakemake.params.years, snakemake.input.workbooks, strict=True)),
        aliases=snakemake.input.aliases,
        corrections=snakemake.input.corrections,
        tie_rule=snakemake.params.tie_rule,
    )
    io.write_table(coding.actors, snakemake.output.actors)
    io.write_table(coding.ties, snakemake.output.ties)
    io.write_table(coding.quotes, snakemake.output.quotes)
    io.write_table(coding.codings, snakemake.output.codings)
    io.write_table(coding.changes, snakemake.output.changes)
    log.info("%d partijjaren, %d verbindingen", len(coding.actors), len(coding.ties))
