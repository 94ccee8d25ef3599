"""Labels of OBI read as words after "het aandeel"."""

import pytest

from veerkracht.city.labels import plain_label, share_label


@pytest.mark.parametrize(
    ("label", "words"),
    [
        (
            "% bewoners dat zegt tevreden te zijn met de kwaliteit van hun leven",
            "bewoners dat zegt tevreden te zijn met de kwaliteit van hun leven",
        ),
        ("% bewoners dat wekelijks sport ", "bewoners dat wekelijks sport"),
        (
            "% bewoners dat zegt met het huishoudinkomen moelijk rond te kunnen komen",
            "bewoners dat zegt met het huishoudinkomen moeilijk rond te kunnen komen",
        ),
        ("woningen met overbewoning", "woningen met overbewoning"),
    ],
)
def test_a_label_reads_as_words_in_a_sentence(label: str, words: str) -> None:
    assert plain_label(label) == words


def test_alone_it_says_of_what_it_is_a_share() -> None:
    assert share_label("% bewoners dat wekelijks sport ") == "aandeel bewoners dat wekelijks sport"
    assert share_label("% woningen met overbewoning") == "woningen met overbewoning"
