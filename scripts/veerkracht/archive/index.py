"""archive/{wijk}/index.html: every edition that is kept, with what it holds and who approved it."""

from __future__ import annotations

import html
from pathlib import Path

from veerkracht.archive.approval import Approval
from veerkracht.archive.bag import digest_of, read_info
from veerkracht.archive.citation import Edition
from veerkracht.archive.versions import kept

# What a reader opens first, of those that are in a bag.
LINKS = {
    "monitor.pdf": "monitor",
    "samenvatting.pdf": "samenvatting",
    "posters/netwerk.pdf": "poster",
    "web/index.html": "voor het web",
    "erratum.html": "erratum",
    "openbaar/datapackage.json": "tabellen",
    "claims.csv": "beweringen",
    "LEESMIJ.md": "wat erin zit",
}
PAGE = """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 "Source Sans 3", system-ui, sans-serif; color: #1d2b36; background: #fff;
  max-width: 56rem; margin: 2rem auto; padding: 0 1.5rem; }}
h1 {{ font-size: 1.75rem; margin: 0 0 .25rem; }}
h2 {{ font-size: 1.25rem; margin: 0 0 .5rem; }}
section {{ border-top: 2px solid #1d2b36; padding: 1rem 0 1.25rem; margin-top: 1.5rem; }}
ul.links {{ list-style: none; padding: 0; margin: 0 0 .75rem; display: flex; flex-wrap: wrap;
  gap: .25rem 1.25rem; }}
a {{ color: #00566b; }}
dl {{ display: grid; grid-template-columns: 9rem 1fr; gap: .15rem 1rem; margin: 0; }}
dt {{ color: #44545f; }}
dd {{ margin: 0; overflow-wrap: anywhere; }}
code {{ font-size: .85rem; }}
@media (max-width: 32rem) {{ dl {{ grid-template-columns: 1fr; }} dd {{ margin-bottom: .5rem; }} }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{count}</p>
{sections}
</main>
</body>
</html>
"""


def write_index(home: Path, edition: Edition, approval: Approval | None) -> None:
    """Write the list of editions in `home`, newest first; `approval`: the one that is in data/."""
    versions = kept(home)
    count = "1 bewaarde uitgave." if len(versions) == 1 else f"{len(versions)} bewaarde uitgaven."
    page = PAGE.format(
        title=html.escape(f"{edition.heading} {edition.name}: uitgaven"),
        count=count,
        sections="\n".join(_section(home / version, approval) for version in reversed(versions)),
    )
    draft = home / ".index.html.bezig"
    draft.write_text(page, encoding="utf-8")
    draft.replace(home / "index.html")


def _section(bag: Path, approval: Approval | None) -> str:
    """One edition: its links, and what its bag says of it."""
    info = read_info(bag)
    links = [
        f'<li><a href="{bag.name}/data/{name}">{word}</a></li>'
        for name, word in LINKS.items()
        if (bag / "data" / name).is_file()
    ]
    state = info.get("Akkoord", "")
    if approval and (approval.version, approval.digest) == (bag.name, info.get("Inhoud-SHA256")):
        later = "" if state == approval.told else " (na het bewaren)"
        state = f"{approval.told}{later}"
    size, _, count = info["Payload-Oxum"].partition(".")
    rows = {
        "Uitgegeven": info["Bagging-Date"],
        "Akkoord": state,
        "Inhoud": f"{count} bestanden, {int(size) / 1e6:.1f} MB".replace(".", ","),
        "Code": info["Code"],
        "Kenmerk": info["External-Identifier"],
        "Controlegetal": f"<code>{digest_of(bag)}</code>",
    }
    told = "".join(
        f"<dt>{key}</dt><dd>{value if key == 'Controlegetal' else html.escape(value)}</dd>"
        for key, value in rows.items()
    )
    return (
        f'<section id="uitgave-{bag.name}"><h2>Uitgave {bag.name}</h2>'
        f'<ul class="links">{"".join(links)}</ul><dl>{told}</dl></section>'
    )
