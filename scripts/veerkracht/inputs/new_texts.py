"""What a researcher starts the text of a new year from: the general text, and a claim of it."""

from __future__ import annotations

from pathlib import Path

NOTE = """\
{{# De tekst van {year}. Zo zegt zij wat ook zonder dit bestand in de monitor komt: verander wat u
wilt. Tussen accolades staan getallen en beweringen; zie docs/handleiding.md, Teksten. #}}
"""
CLAIMS = """\
netwerk-groeide-in-{year}:
  zegt: Er zijn in {year} meer partijen en meer samenwerkingen dan een jaar eerder.
  toets: verandering
  hoger: [actors, ties]
  jaar: {year}
  tegen: vorige
"""
SENTENCE = """\
{{% bewering "netwerk-groeide-in-{year}" -%}}
{{% houdt %}}Het netwerk groeide.
{{%- wijst %}}Het netwerk lijkt te groeien.
{{%- onbewezen %}}Er zijn meer partijen en samenwerkingen in beeld.
{{%- niet onbekend %}}
{{%- einde %}}
"""


def write_year_text(path: Path, year: int, general: str) -> bool:
    """Write the text of `year` to start from: the general one, with its claims as tags.

    Gives False, and writes nothing, when the file exists.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(NOTE.format(year=year) + general)
    except FileExistsError:
        return False
    return True


def claims_block(year: int) -> str:
    """A claim on `year` against the year before, for beweringen.yaml of the wijk."""
    return CLAIMS.format(year=year)


def sentence(year: int) -> str:
    """The sentence of that claim, with a wording for every outcome."""
    return SENTENCE.format(year=year)
