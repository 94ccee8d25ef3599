"""A process that has loaded Snakemake: for each request it forks a child that runs a command.

Loading takes longer than most commands of the tests. On stdin a request a line, as JSON: options,
the folder to run in and the file for all that the screen shows; on stdout the status it ended with.
"""

from __future__ import annotations

import json
import os
import sys

# What the Snakefile needs of other makers; our own modules come from the folder it runs in.
import jinja2  # noqa: F401
import pandas  # noqa: F401
import snakemake.cli

for line in sys.stdin:
    request = json.loads(line)
    child = os.fork()
    if child:
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
        continue
    os.chdir(request["folder"])
    screen = os.open(request["screen"], os.O_WRONLY)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(screen, 1)
    os.dup2(screen, 2)
    sys.argv = ["snakemake", *request["options"]]
    sys.path[0] = ""
    snakemake.cli.main()  # ends the child
