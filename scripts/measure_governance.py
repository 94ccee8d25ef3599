"""Who decides, who does the work and what hinders, a year."""

from typing import TYPE_CHECKING

from veerkracht.workflow.log import logged

if TYPE_CHECKING:
    from snakemake.script import snakemake

with logged(snakemake.log[0], "zeggenschap en drempels berekenen") as log:
    from veerkracht import io
    from veerkracht.governance import measures

    names = ("decisions", "tasks", "budget", "actors")
    decisions, tasks, budget, actors = (io.read_table(snakemake.input[name]) for name in names)
    course = measures.measure_governance(decisions, tasks, budget)
    barriers, barrier_course = measures.measure_barriers(actors)
    io.write_table(measures.decision_rights(decisions), snakemake.output.rights)
    io.write_table(course, snakemake.output.course)
    io.write_table(barriers, snakemake.output.barriers)
    io.write_table(barrier_course, snakemake.output.barrier_course)
    io.write_table(measures.measure_resources(actors), snakemake.output.resources)
    log.info("%d besluiten, %d drempels", len(decisions), len(barriers))
