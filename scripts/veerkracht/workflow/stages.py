"""The rules in the order of the work, by stage: read from the files of the rules themselves."""

from __future__ import annotations

import re

from veerkracht.paths import ROOT

# File of rules -> what its stage is called, in the order of the work.
NAMES = {
    "inputs": "lezen",
    "network": "netwerk meten",
    "city": "wijk naast stad",
    "governance": "zeggenschap",
    "claims": "beweringen toetsen",
    "charts": "tekenen",
    "report": "tekst vullen",
    "editions": "afdrukken",
    "review": "nakijken",
}
RULE = re.compile(r"^ *rule (\w+):\n +\"\"\"(.+?)\"\"\"", re.MULTILINE)


def stages() -> list[tuple[str, list[str]]]:
    """Each stage with its rules; of a family of rules the first part of the name.

    What is made by request alone has no place in a run: it names `snakemake` in its docstring.
    """
    found = []
    for name, title in NAMES.items():
        text = (ROOT / "workflow" / "rules" / f"{name}.smk").read_text(encoding="utf-8")
        rules = [rule for rule, words in RULE.findall(text) if "snakemake " not in words]
        rules += sorted(set(re.findall(r"f\"(\w+?)_\{", text)))
        found.append((title, rules))
    return found
