"""Labels of OBI read as words after "het aandeel"."""

import pytest

from veerkracht.city.labels import plain_label


@pytest.mark.parametrize(
    ("label", "words"),
    [
        (
            "% bewoners dat zegt tevreden te zijn met de kwaliteit van hun leven",
            "bewoners die zeggen tevreden te zijn met de kwaliteit van hun leven",
        ),
        ("% bewoners dat wekelijks sport ", "bewoners dat wekelijks sport"),
        (
            "% bewoners dat zegt met het huishoudinkomen moelijk rond te kunnen komen",
            "bewoners die zeggen met het huishoudinkomen moeilijk rond te kunnen komen",
        ),
        ("woningen met overbewoning", "woningen met overbewoning"),
    ],
)
def test_a_label_reads_as_words_in_a_sentence(label: str, words: str) -> None:
    assert plain_label(label) == words
