"""Prose that hangs on a comparison outside a claim is told, and the shipped texts have none."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import FOLDERS

from veerkracht.faults import WARNING
from veerkracht.paths import TEMPLATES
from veerkracht.report.bare_comparisons import bare_comparisons

TAG = '{% bewering "groei" %}{% houdt %}'
COMPARED = '{% if net("ties", 2023) > net("ties", 2019) %}Er zijn meer.{% endif %}'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (COMPARED, "tekst die afhangt van een vergelijking"),
        (
            "{% set a, b = 1, 2 %}{% if x and a <= b %}{{ a }}{% else %}Minder.{% endif %}",
            "tekst die",
        ),
        ('Het werd {{ "meer" if nu > toen else "minder" }}.', "tekst die afhangt"),
        ('{{ trend(toen, nu, "meer", "minder") }}', "een berekend woord (trend)"),
        ('{{ change_word("ties", 2019, 2023) }}', "een berekend woord (change_word)"),
        (f"{TAG}{COMPARED}{{% niet %}}{COMPARED}{{% einde %}}", ""),
        (f'{{% filter bewering("groei") %}}{COMPARED}{{% endfilter %}}', ""),
        ("{% if nu > toen %}{{ nu }} {{ toen }}{% endif %}", ""),
        ("{% if gap < 0 %}Onder.{% endif %}{% if -1 < gap %}Boven.{% endif %}", ""),
        ("{% if years | length > fewest | length %}Jaren.{% endif %}", ""),
        ("{% if change | abs < noise_change %}Te klein.{% endif %}", ""),
        ("{% if end < wijk.programme.start %}Van voor het programma.{% endif %}", ""),
        ('{% if "x" in facts and nu == toen %}Gelijk.{% endif %}', ""),
    ],
)
def test_prose_on_a_comparison_is_told_at_its_line(tmp_path: Path, text: str, found: str) -> None:
    path = tmp_path / "10-proef.md"
    path.write_text(f"---\ntitle: Proef\npart: lessen\n---\nEen regel.\n{text}\n")
    told = bare_comparisons([tmp_path])
    assert [(t.file, t.row, t.level) for t in told] == ([(str(path), 6, WARNING)] if found else [])
    assert all(t.found.startswith(found) for t in told)


@pytest.mark.parametrize("folders", [FOLDERS, (TEMPLATES / "sections",)])
def test_the_shipped_texts_have_none(folders: tuple[Path, ...]) -> None:
    assert [str(told) for told in bare_comparisons(folders)] == []
