# What makes a start quick. Both lean on the insides of Snakemake; a test says when they changed.
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(workflow.basedir) / "scripts"))

from snakemake.persistence import PersistenceBase
from snakemake.script import PythonScript

from veerkracht.workflow.ready import Ready


def start_steps_at_once():
    """Run the scripts of rules as forks of a process that has loaded the libraries."""
    usual, ready = PythonScript.execute_script, Ready()

    def execute_script(self, fname, edit=False):
        elsewhere = self.conda_env or self.container_img or self.env_modules
        status = None if elsewhere else ready.run(os.path.abspath(fname))
        if status is None:
            usual(self, fname, edit)
        elif status:
            raise subprocess.CalledProcessError(status, f"python {fname}")

    PythonScript.execute_script = execute_script


# Snakemake loads pandas at every start, in case a parameter is a table. Ours are not.
PersistenceBase._serialize_param_pandas = PersistenceBase._serialize_param_builtin
