# What makes a start quick. Both lean on the insides of Snakemake; a test says when they changed.
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(workflow.basedir) / "scripts"))

from snakemake.persistence import PersistenceBase
from snakemake.script import PythonScript

from veerkracht.workflow.kept_steps import Step
from veerkracht.workflow.ready import Ready


def start_steps_at_once():
    """Run the scripts of rules as forks of a process that has loaded the libraries.

    Where a step made the same before, from the same, that is laid back.
    """
    usual, ready = PythonScript.execute_script, Ready()

    def execute_script(self, fname, edit=False):
        step = step_of(self)
        key = step.key() if step else ""
        if step and not forced() and step.lay_back(key):
            if SCREEN:
                SCREEN.laid_back.add(self.jobid)
            return
        elsewhere = self.conda_env or self.container_img or self.env_modules
        status = None if elsewhere else ready.run(os.path.abspath(fname))
        if status is None:
            usual(self, fname, edit)
        elif status:
            raise subprocess.CalledProcessError(status, f"python {fname}")
        if step:
            step.keep(key)

    PythonScript.execute_script = execute_script


def step_of(job):
    """What is known of a step of the monitor, from its script; None of what makes something else."""
    made = [*job.log, *job.output]
    if (
        job.rulename in MADE
        or not job.log
        or not all(path.startswith("results/") for path in made)
    ):
        return None
    told = repr((sorted(job.wildcards.items()), sorted(job.params.items())))
    return Step(job.rulename, told, tuple(map(str, job.input)), tuple(map(str, made)))


def forced():
    """Whether somebody wants steps made that need not be."""
    asked = workflow.dag_settings
    return bool(asked.forceall or asked.forcetargets or asked.forcerun)


# Snakemake loads pandas at every start, in case a parameter is a table. Ours are not.
PersistenceBase._serialize_param_pandas = PersistenceBase._serialize_param_builtin
