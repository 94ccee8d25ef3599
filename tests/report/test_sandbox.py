"""A text can neither run code nor load anything: texts are mailed around."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from jinja2 import TemplateError

from veerkracht.faults import InputError
from veerkracht.report.sandbox import TextEnvironment, foreign_html
from veerkracht.report.text_trees import read_trees

CODE = [
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ look.__self__ }}",
    "{{ table.to_csv('weg.csv') }}",
    "{{ '%s'|attr('__class__') }}",
    "{{ '<script>'|safe }}",
    "{% for n in range(999999999) %}.{% endfor %}",
    "{{ numbers.append(4) }}",
]


@pytest.mark.parametrize("text", CODE)
def test_a_text_cannot_run_code(text: str, tmp_path: Path) -> None:
    names = {"table": pd.DataFrame({"a": [1]}), "look": tmp_path.exists, "numbers": [1]}
    with pytest.raises((TemplateError, OverflowError)):
        TextEnvironment().from_string(text).render(**names)
    assert not Path("weg.csv").exists()


FOREIGN = [
    "<script>alert(1)</script>",
    '<iframe src="file:///etc/passwd"></iframe>',
    "<img src=x onerror=alert(1)>",
    '<p onclick="alert(1)">tekst</p>',
    '<p style="background: url(http://x)">tekst</p>',
    '<a href="javascript:alert(1)">tekst</a>',
    '<a href="file:///etc/passwd">tekst</a>',
    '<link rel="stylesheet" href="https://x">',
    "<svg><use href='#a'/></svg>",
    "<{{ 'script' }}>alert(1)",
    "<scr{{ '' }}ipt>alert(1)",
    '<p {{ "onclick" }}="alert(1)">tekst',
    '<p class="a" \n onmouseover="alert(1)">tekst</p>',
    "<script",
    "<!DOCTYPE html>",
    "<object data=x></object>",
]
SOUND = [
    "Minder dan < 5 jaar, en 3 <4.",
    '<p class="lead">tekst</p>',
    "<!-- <script> mag in commentaar -->",
    '<a href="https://www.cbs.nl/x?a=1">tekst</a> en <a href="#groei">tekst</a>',
    "<https://www.cbs.nl> en <mailto:info@cbs.nl>",
    "{% if a < b %}x{% endif %}{{ a <b }}",
    '<table><tr><th scope="col">a</th></tr></table><br/>',
    '<div class="{{ soort }}">tekst</div>',
]


@pytest.mark.parametrize("text", FOREIGN)
def test_html_of_another_kind_is_told_at_its_line(text: str, tmp_path: Path) -> None:
    assert list(foreign_html(text))
    (tmp_path / "01-a.md").write_text(f"---\ntitle: Een\npart: kern\n---\nGoed.\n\n{text}\n")
    with pytest.raises(InputError) as caught:
        read_trees([tmp_path])
    told = [fault for fault in caught.value.faults if "HTML" in fault.expected]
    assert told and told[0].row == 7


@pytest.mark.parametrize("text", SOUND)
def test_html_of_a_text_may_stand_there(text: str) -> None:
    assert list(foreign_html(text)) == []
