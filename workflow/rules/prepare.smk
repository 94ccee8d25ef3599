# Prepare: what is made for the researcher, and stays outside the monitor itself.


# No output: Snakemake would delete a workbook that stands there, and would make an empty one of
# its own accord when a year has none.
rule new_year:
    """The workbook of a new year: snakemake new_year --config year=2025. Never overwrites."""
    input:
        schemas=SHEET_SCHEMAS,
        code=code("new_year"),
    log:
        f"results/{REQUEST['wijk']}/logs/new_year.log",
    conda:
        "../../environment.yml"
    params:
        year=REQUEST["year"],
        target=f"data/{REQUEST['wijk']}/{REQUEST['year']}.xlsx",
        source=REQUEST["bron"],
        workbooks=earlier_workbooks(),
        aliases=present(f"data/{REQUEST['wijk']}/aliassen.csv"),
        corrections=present(f"data/{REQUEST['wijk']}/correcties.yaml"),
    message:
        f"{REQUEST['wijk']}: werkmap van {REQUEST['year']} maken"
    script:
        "../../scripts/new_year.py"


rule write_dictionary:
    """The data dictionary of every sheet: snakemake docs/gegevens.md."""
    input:
        schemas=SHEET_SCHEMAS,
        code=code("write_dictionary"),
    output:
        page="docs/gegevens.md",
    log:
        "results/stad/logs/write_dictionary.log",
    conda:
        "../../environment.yml"
    message:
        "gegevenswoordenboek schrijven"
    script:
        "../../scripts/write_dictionary.py"
