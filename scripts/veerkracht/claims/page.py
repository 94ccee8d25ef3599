"""The library of tests as Markdown: docs/beweringen.md."""

from __future__ import annotations

from veerkracht.claims.signatures import metric_names, signatures

HEAD = """# Beweringen

Een zin over een verandering hoort bij een bewering. Wat van elke wijk te vragen is, staat in
`templates/beweringen.yaml`; het eigen verhaal van een wijk in
`data/<wijk>/teksten/beweringen.yaml` (een naam die er al is, vervangt die bewering). Een bewering
van 2024 is vijf regels onder een naam:

```yaml
netwerk-krimpt-in-2024:
  zegt: Er zijn minder partijen dan een jaar eerder.
  toets: verandering
  lager: [actors]
  jaar: 2024
  tegen: vorige
```

In een tekst:

```
{% bewering "netwerk-krimpt-in-2024" %}
{% houdt %}Het netwerk kromp.
{% waargenomen niet onbekend %}
{% einde %}
```

Volgt tekst op een andere manier uit een bewering, zet haar dan tussen
`{% filter bewering("netwerk-krimpt-in-2024") %}` en `{% endfilter %}`: dan staat zij bij haar
bewering in `claims.csv`. Een zin over verandering zonder bewering staat als waarschuwing in
`review/index.html`.

- `jaar`: een jaartal, `eerste`, `laatste` (als u niets zegt) of `elk jaar`. Met `elk jaar` vraagt
  een tekst `{% bewering "gemeente-centraal", year %}`; een verandering is in het eerste jaar niet
  te bepalen.
- `tegen`: het jaar waarmee een verandering vergelijkt: een jaartal, `eerste` (als u niets zegt) of
  `vorige` (als u niets zegt bij `elk jaar`).
- `partij: gemeente` is de gemeente uit `config.yaml`; anders een naam zoals in de gegevens.
- `item` mag: de plaats in een publicatie.

Wat niet klopt, wordt gemeld voordat het werk begint, met de regel. Deze pagina is gemaakt uit de
code: `snakemake docs/beweringen.md`.

## Toetsen

Tussen [ ] staat wat alleen geldt als u het vraagt.
"""
ABOUT = {"year": "één jaar (`jaar`)", "years": "twee jaren (`jaar`, `tegen`)", "": "alle jaren"}


def tests_page() -> str:
    """Every test with its text and parameters, and the names of the measures."""
    lines = [HEAD]
    for name, test in sorted(signatures().items()):
        about = ABOUT.get(test.about, "andere beweringen")
        lines += [f"### {name}", "", test.text.replace("_", "-"), "", f"Gaat over {about}.", ""]
        for key, parameter in test.parameters.items():
            needed = "verplicht" if parameter.needed else "mag"
            lines.append(f"- `{key}` ({parameter.kind}): {needed}")
        lines += [""] if test.parameters else []
    measures = ", ".join(f"`{name}`" for name in metric_names())
    last = f"{measures}. Wat zij zijn: [gegevens.md](gegevens.md)."
    return "\n".join([*lines, "## Maten", "", last, ""])
