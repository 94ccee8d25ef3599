"""The network of every year for Gephi and Kumu."""

from pathlib import Path
from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "netwerken bewaren voor andere programma's") as log:
    from veerkracht import io
    from veerkracht.network.export import comma_text, export_graph, gexf, graphml, kumu

    tables = io.read_tables(snakemake.input.tables)
    actors, ties = tables["actors"], tables["ties"]
    folder = Path(snakemake.output.folder)
    folder.mkdir(parents=True)
    for year in sorted(actors["year"].unique()):
        graph = export_graph(actors, ties, year)
        (folder / f"{year}.graphml").write_text(graphml(graph), encoding="utf-8")
        (folder / f"{year}.gexf").write_text(gexf(graph), encoding="utf-8")
        for name, table in zip(("elements", "connections"), kumu(graph), strict=True):
            text = comma_text(table)
            (folder / f"{year}-kumu-{name}.csv").write_text(text, encoding="utf-8", newline="")
        log.info("%d: %d partijen, %d samenwerkingen", year, len(graph), graph.number_of_edges())
