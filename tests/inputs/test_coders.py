"""Agreement between coders, against the examples that Krippendorff himself published."""

from __future__ import annotations

import pandas as pd
import pytest

from veerkracht.inputs.coders import coder_agreement

COLUMNS = ["year", "interview", "code", "coder", "value"]


def codings(**coders: str) -> pd.DataFrame:
    """One code; each coder's values for interview 1, 2, ...; `.` is not coded."""
    rows = [
        (2023, str(number), "geld", coder, value)
        for coder, values in coders.items()
        for number, value in enumerate(values.split())
        if value != "."
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_the_published_example_of_two_observers_and_ten_units() -> None:
    """Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, A: alpha = 0.095."""
    table = coder_agreement(codings(Meg="0 1 0 0 0 0 0 0 1 0", Owen="1 1 1 0 0 1 0 0 0 0"))
    row = table.iloc[0]
    assert row["alpha"] == pytest.approx(0.095, abs=0.0005)
    assert (row["n"], row["coders"], row["agreement"]) == (10, 2, 0.6)
    # Fourteen of the twenty judgements are 0.
    assert (row["value"], row["prevalence"]) == ("0", 0.7)


def test_the_published_example_of_four_observers_with_missing_values() -> None:
    """Krippendorff 2011, C: nominal alpha = 0.743; the unit that one observer coded is out."""
    table = coder_agreement(
        codings(
            A="1 2 3 3 2 1 4 1 2 . . .",
            B="1 2 3 3 2 2 4 1 2 5 . 3",
            C=". 3 3 3 2 3 4 2 2 5 1 .",
            D="1 2 3 3 2 4 4 1 2 5 1 .",
        )
    )
    assert table.loc[0, "alpha"] == pytest.approx(0.743, abs=0.0005)
    assert table.loc[0, "n"] == 11


def test_all_codes_together_close_the_table() -> None:
    one, two = codings(A="ja nee", B="ja nee"), codings(A="ja nee", B="nee ja")
    table = coder_agreement(pd.concat([one, two.assign(code="tijd")]))
    assert table["code"].tolist() == ["geld", "tijd", "alle codes"]
    assert table["agreement"].tolist() == [1, 0, 0.5]
    assert table["n"].tolist() == [2, 2, 4]
    assert table["alpha"].tolist()[0] == 1


@pytest.mark.parametrize(("values", "n"), [({"A": "ja ja", "B": "ja ja"}, 2), ({"A": "ja nee"}, 0)])
def test_what_cannot_be_known_says_so(values: dict[str, str], n: int) -> None:
    """One value only, or one coder only: alpha divides nothing by nothing."""
    row = coder_agreement(codings(**values)).iloc[0]
    assert pd.isna(row["alpha"]) and row["note"] == "niet te bepalen" and row["n"] == n


def test_yes_is_what_is_counted_also_when_it_is_rare() -> None:
    row = coder_agreement(codings(A="ja nee nee", B="nee nee nee")).iloc[0]
    assert row["value"] == "ja" and row["prevalence"] == pytest.approx(1 / 6)


def test_the_last_of_two_judgements_of_one_coder_counts() -> None:
    twice = pd.concat([codings(A="nee nee", B="ja nee"), codings(A="ja")])
    assert coder_agreement(twice).loc[0, "agreement"] == 1


def test_no_second_coding_gives_an_empty_table() -> None:
    assert coder_agreement(pd.DataFrame(columns=COLUMNS)).empty
