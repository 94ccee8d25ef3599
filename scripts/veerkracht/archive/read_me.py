"""LEESMIJ.md: what is in a bag, and how to make the edition again from it alone."""

from __future__ import annotations

from veerkracht.archive.citation import Edition
from veerkracht.archive.code_bundle import Code

READ_ME = """\
# {title}

{summary}

| wat | waar |
|---|---|
| de monitor en de folder | `monitor.pdf`, `samenvatting.pdf`; per deel `delen/` |
| posters van het netwerk (A3) | `posters/` |
| voor het web | `web/index.html` |
| openbare tabellen, met hun beschrijving | `openbaar/`, `openbaar/datapackage.json` |
| figuren | `figures/` |
| beweringen met toets en uitkomst; elk getal met zijn rij | `claims.csv`, `review/herkomst.csv` |
| instellingen | `config.yaml` |
| software, met haar versies | `code/`, `colofon.json` |
| verwijzen | `CITATION.cff`, `datacite.json` |
| elk bestand beschreven voor e-depots (MDTO) | `*.mdto.xml`; het geheel: `uitgave.mdto.xml` |
| het geheel beschreven voor machines (RO-Crate) | `ro-crate-metadata.json` |

{code}

## Opnieuw maken
{again}
"""
FROM_BUNDLE = """\
Haal de software uit het pakket en geef de opdracht; `PAKKET` is de map waarin
`bagit.txt` staat, met haar volledige pad.

```
git clone PAKKET/data/code/veerkrachtmonitor.bundle veerkrachtmonitor
cp PAKKET/data/config.yaml veerkrachtmonitor/ && cd veerkrachtmonitor
python3 -m venv .uv && .uv/bin/pip install -q uv
.uv/bin/uv run snakemake prove --config editie=PAKKET
```
"""
FROM_ZIP = FROM_BUNDLE.replace(
    "git clone PAKKET/data/code/veerkrachtmonitor.bundle veerkrachtmonitor",
    "unzip -q PAKKET/data/code/veerkrachtmonitor.zip -d veerkrachtmonitor",
)
WITH_CLOSED = """
De gesprekken zijn persoonlijk en zitten hier niet in. Wie het besloten pakket mag lezen, zet
`besloten=PAKKET2` achter de opdracht.
"""


def read_me(edition: Edition, summary: str, code: Code, is_open: bool) -> bytes:
    """The page, as Markdown; `is_open`: what was delivered is in the bag too."""
    again = FROM_BUNDLE if code.commit else FROM_ZIP
    again += "" if is_open else WITH_CLOSED
    told = f"Code: {code.note}."
    page = READ_ME.format(title=edition.title, summary=summary, code=told, again=again)
    return page.encode()
