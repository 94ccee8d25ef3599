"""The page where everybody starts: each wijk with what is ready, what failed and why.

Standard library only: it is written inside Snakemake itself, also when a run failed.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

# What a wijk ends with -> where it stands, in the folder of the wijk; a name may be a pattern.
READY = (
    ("Folder", "samenvatting.pdf", "de kern, voor bewoners"),
    ("Folder voor de drukker", "samenvatting-druk.pdf", "met 3 mm afloop en snijtekens"),
    ("Monitor", "monitor.pdf", "met methode en bijlagen"),
    ("Deel", "delen/deel-*.pdf", "een deel als eigen bestand"),
    ("Poster", "posters/netwerk.pdf", "het netwerk van het laatste jaar, A3"),
    ("Poster van alle jaren", "posters/netwerk-alle-jaren.pdf", "alle jaren op één vel, A3"),
    ("Poster van elk jaar", "posters/netwerk-per-jaar.pdf", "een vel per jaar, A3"),
    ("Webpagina", "web/index.html", "om op een scherm te lezen, met alle tabellen"),
    ("Nakijken", "review/index.html", "van elk getal naar zijn rij, van elke zin naar haar bewijs"),
    ("Wat veranderde", "review/verschil.html", "ten opzichte van de vorige uitgave"),
    ("Fouten", "review/controle.html", "wat niet klopt in de invoer"),
)
PAGE = """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{tokens}
body {{ font: 17px/1.5 var(--sans), system-ui, sans-serif; color: var(--ink);
  background: var(--paper); margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 64rem; }}
h1 {{ font: 600 2.2rem/1.15 var(--serif), Georgia, serif; color: var(--navy); margin: 0 0 .25rem; }}
h2 {{ font: 600 1.4rem/1.2 var(--serif), Georgia, serif; margin: 0; }}
p {{ margin: .25rem 0; color: var(--grey); }}
section {{ background: var(--white); border-top: 4px solid var(--green); margin-top: 2rem;
  padding: 1.25rem 1.5rem 1.5rem; }}
section.failed {{ border-color: var(--outside); }}
ul {{ list-style: none; padding: 0; margin: 1rem 0 0; display: grid; gap: .75rem 2rem;
  grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); }}
li a {{ font-weight: 600; }}
li span {{ color: var(--grey); display: block; font-size: .9rem; }}
a {{ color: var(--navy); }}
a:focus-visible {{ outline: 3px solid var(--green); outline-offset: 2px; }}
.why {{ color: var(--ink); background: var(--crisis); padding: .75rem 1rem; margin: 1rem 0 0;
  white-space: pre-wrap; overflow-wrap: anywhere; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{publisher}</p>
{wijken}
</main>
</body>
</html>
"""


@dataclass(frozen=True)
class Wijk:
    """A wijk as it stands after a run: `errors` of this run, `odd` remarks on its input."""

    key: str
    name: str
    errors: list[str] = field(default_factory=list)
    odd: int = 0


def start_page(results: Path, edition: dict[str, str], wijken: Iterable[Wijk], tokens: str) -> str:
    """The page, with links from the folder `results`; `tokens` is the style sheet of the design."""
    return PAGE.format(
        title=html.escape(edition["title"]),
        publisher=html.escape(f"{edition['publisher']}. Wat er klaarstaat, per wijk."),
        tokens=tokens,
        wijken="\n".join(_wijk(results, wijk) for wijk in wijken),
    )


def _wijk(results: Path, wijk: Wijk) -> str:
    """A wijk: how it stands, and a link to each result that is there."""
    state = "" if not wijk.errors else ' class="failed"'
    lines = [f'<section{state} id="{html.escape(wijk.key)}"><h2>{html.escape(wijk.name)}</h2>']
    if wijk.errors:
        lines.append("<p>Niet gemaakt. Wat hieronder staat, is van een eerdere opdracht.</p>")
        lines += [f'<div class="why">{html.escape(error)}</div>' for error in wijk.errors]
    elif wijk.odd:
        times = "1 keer" if wijk.odd == 1 else f"{wijk.odd} keer"
        lines.append(f"<p>Klaar. Er is {times} iets om na te kijken.</p>")
    else:
        lines.append("<p>Klaar.</p>")
    lines.append("<ul>")
    for label, pattern, more in READY:
        for path in sorted((results / wijk.key).glob(pattern)):
            pages = path.with_suffix(".pages")
            size = f", {pages.read_text().strip()} pagina's" if pages.is_file() else ""
            name = f"{label} {path.stem.rpartition('-')[2]}" if "*" in pattern else label
            link = html.escape(path.relative_to(results).as_posix())
            lines.append(
                f'<li><a href="{link}">{html.escape(name)}</a>'
                f"<span>{html.escape(more)}{size}</span></li>"
            )
    return "\n".join([*lines, "</ul></section>"])
