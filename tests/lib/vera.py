"""veraPDF, the reference validator of PDF/A and PDF/UA, at the service of the tests."""

from __future__ import annotations

import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent / "verapdf"


@functools.cache
def class_path() -> tuple[str, str]:
    """The path of Java classes of veraPDF, or the reason why there is none (the other is empty).

    Maven fetches them into its own cache, from which they come when there is no network.
    """
    # A JRE alone cannot run a source file: the compiler shows that there is a JDK.
    for program in ("java", "javac", "mvn"):
        if not shutil.which(program):
            return "", f"veraPDF oordeelt niet: het programma {program} staat niet op deze computer"
    for options in (["--offline"], []):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "path")
            run = ["mvn", "--quiet", "--batch-mode", *options, f"--file={FOLDER / 'pom.xml'}"]
            run += ["dependency:build-classpath", f"-Dmdep.outputFile={path}"]
            done = subprocess.run(run, capture_output=True, timeout=600)
            if done.returncode == 0:
                return path.read_text(encoding="utf-8").strip(), ""
    return "", "veraPDF oordeelt niet: Maven kon het niet ophalen"


def failed_checks(*files: Path) -> dict[tuple[str, str], list[str]]:
    """What veraPDF says of `files`: for (path, standard) the broken rules, none if it conforms.

    The standards are 3a (PDF/A-3a) and ua1 (PDF/UA-1). Only after `class_path` gave no reason.
    """
    run = ["java", "-XX:TieredStopAtLevel=1", "-cp", class_path()[0], str(FOLDER / "Validate.java")]
    done = subprocess.run([*run, *map(str, files)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    failed: dict[tuple[str, str], list[str]] = {}
    for line in done.stdout.splitlines():
        kind, path, standard, *fields = line.split("\t")
        if kind == "checked":
            assert int(fields[0]) > 100, line
            failed[path, standard] = []
        else:
            failed[path, standard].append(" | ".join(fields))
    return failed
