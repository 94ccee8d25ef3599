"""The rows that the text speaks of, marked: those it names under the same heading, and no other."""

from __future__ import annotations

from veerkracht.report.spoken_rows import KEY, MARKED, mark_spoken_rows

OTHER = '<tr data-spoken="De &amp; Co"><th>De &amp; Co</th></tr>'
ROWS = f'<tr data-spoken="2019"><th>2019</th></tr>{OTHER}'
TABLE = f'<table>{ROWS}</table>\n<p class="source">Bron: OBI.</p>'
PLAIN = TABLE.replace(' data-spoken="2019"', "").replace(' data-spoken="De &amp; Co"', "")


def test_a_row_that_the_text_names_is_marked_and_the_mark_is_explained() -> None:
    made = mark_spoken_rows(f"<p>In 2019 was het <span>zo</span>.</p>{TABLE}")
    assert f"{MARKED}<th>2019</th></tr><tr><th>De" in made
    assert f'<p class="source">{KEY}Bron' in made and "data-spoken" not in made


def test_signs_count_as_they_read_and_a_part_of_a_word_does_not() -> None:
    assert f"{MARKED}<th>De &amp; Co" in mark_spoken_rows(f"<li>Van De &amp; Co.</li>{TABLE}")
    assert mark_spoken_rows(f"<p>120191 en Wijde &amp; Co</p>{TABLE}").endswith(PLAIN)


def test_another_heading_or_a_caption_does_not_speak_of_a_row() -> None:
    text = f'<p>In 2019.</p><h3>Later</h3>{TABLE}<p class="figure-title">In 2019</p>'
    assert PLAIN in mark_spoken_rows(text)


def test_where_every_row_is_named_none_is_marked() -> None:
    assert mark_spoken_rows(f"<p>2019, De &amp; Co</p>{TABLE}").endswith(PLAIN)
