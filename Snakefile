# Veerkrachtmonitor: van codeersheets en indicatorexports naar een monitor in PDF.
# Dit bestand is de inhoudsopgave; de regels zelf staan in workflow/rules/.
from snakemake.utils import min_version

min_version("9.27")


include: "workflow/rules/start.smk"
include: "workflow/rules/common.smk"


wildcard_constraints:
    wijk="[a-z0-9][a-z0-9-]*",
    source="[a-z][a-z0-9_]*",
    year="[0-9]{4}",


# Raw files are inputs of the target too: a year without its file must fail, never end in silence.
rule all:
    default_target: True
    input:
        expand("results/{wijk}/{result}", wijk=config["wijken"], result=RESULTS),
        [figure for wijk in config["wijken"] for figure in drawn(wijk)],
        expand(of_a_wijk(), wijk=config["wijken"]),
        source_tables(),
        [poster for wijk in config["wijken"] for poster in posters(wijk)],
        list(raw_files()),
    message:
        "de monitors zijn klaar"


include: "workflow/rules/inputs.smk"
include: "workflow/rules/network.smk"
include: "workflow/rules/city.smk"
include: "workflow/rules/governance.smk"
include: "workflow/rules/claims.smk"
include: "workflow/rules/charts.smk"
include: "workflow/rules/report.smk"
include: "workflow/rules/editions.smk"
include: "workflow/rules/archive.smk"
include: "workflow/rules/screen.smk"
include: "workflow/rules/review.smk"


# Content decides what is done again: a file with an older date, of a backup, may hold other things.
for each in workflow.rules:
    scripts = [SCRIPTS / Path(each.script).name] if each.script else []
    each.set_params(content=content, code=code(*scripts))


# At exit, so that these are the last words, after those of Snakemake itself.
onsuccess:
    atexit.register(print_outcome)


onerror:
    atexit.register(print_failure)
