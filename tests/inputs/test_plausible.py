"""Values that cannot be stop, values that are unlikely are asked about, and a total is no area."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from veerkracht.city.gaps import check_years
from veerkracht.faults import STOP, WARNING, Fault, InputError
from veerkracht.inputs.governance import read_governance
from veerkracht.inputs.indicators.exports import read_indicators
from veerkracht.inputs.values import is_total

AREAS = ("Noord", "Zuid", "Oost", "West", "Midden", "Rotterdam")


def export(
    tmp_path: Path, values: list[str], unit: str = "procent", year: int = 2022, last: str = ""
) -> tuple[pd.DataFrame, list[Fault]]:
    """A long export with one value an area, and the remarks on it."""
    lines = ["gebied;jaar;indicator;waarde"]
    lines += [f"{area};{year};X;{value}" for area, value in zip(AREAS, values, strict=False)]
    lines += [last] if last else []
    path = tmp_path / "x.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    odd: list[Fault] = []
    source: dict[str, Any] = {"layout": "long", "edition": "2022", "unit": unit}
    try:
        return read_indicators(path, source, odd), odd
    except InputError as error:
        return pd.DataFrame(), error.faults


USUAL = ["55,0", "48,1", "60,2", "51,3", "44,9", "52,0"]


@pytest.mark.parametrize(
    ("unit", "value", "level", "told"),
    [
        ("index", "1040", STOP, "index van 0 tot en met 200"),
        ("index", "990", STOP, "Staat de komma goed?"),
        ("index", "-87", STOP, "-87 bij X, Noord, 2022 (regel 2)"),
        ("index", "87.123", STOP, "87123"),
        ("procent", "550", STOP, "procent van 0 tot en met 100"),
        ("procent", "-1", STOP, "procent van 0"),
        ("aandeel", "1,2", STOP, "aandeel van 0 tot en met 1"),
        ("procent", "0,55", WARNING, "Is dit een deel van 1 tussen percentages?"),
    ],
)
def test_a_value_beyond_its_unit_or_all_others(
    unit: str, value: str, level: str, told: str, tmp_path: Path
) -> None:
    others = ["0,5"] * 5 if unit == "aandeel" else USUAL[1:]
    _, found = export(tmp_path, [value, *others], unit)
    assert [fault.level for fault in found] == [level]
    assert told in str(found[0])


@pytest.mark.parametrize("values", [USUAL, ["0,5", "0,8", "1,2", "0,9", "2", "1"], ["0"] * 6])
def test_values_that_are_small_or_alike_are_not_asked_about(
    values: list[str], tmp_path: Path
) -> None:
    assert export(tmp_path, values)[1] == []


@pytest.mark.parametrize(
    ("head", "values", "told"),
    [
        ("RelatieveBevolkingsgroei_12", ["-12,5", "140,0"], ""),
        ("Ontwikkeling bedrijven (%)", ["-3,1", "2,0"], ""),
        ("Bevolkingsgroei (%)", ["-101", "2,0"], "procent van -100"),
        ("Ontwikkelingsachterstand (%)", ["-3,1", "2,0"], "zet dan 'groei'"),
        ("Groen in de buurt (%)", ["-3,1", "2,0"], "procent van 0"),
    ],
)
def test_a_change_in_percent_may_be_below_zero(
    head: str, values: list[str], told: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    lines = [f"BU0599011{n};Buurt {n};{value}" for n, value in enumerate(values)]
    path.write_text("\n".join([f"Codering;Regio;{head}", *lines]) + "\n", encoding="utf-8")
    source: dict[str, Any] = {"layout": "cbs", "edition": "2022", "unit": "procent"}
    if told:
        with pytest.raises(InputError, match=told):
            read_indicators(path, source)
    else:
        numbers = [float(value.replace(",", ".")) for value in values]
        assert read_indicators(path, source)["value"].tolist() == numbers


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            ["0,55", "48,1", "0,602", "51,3", "44,9", "0,52"],
            3,
        ),  # as many as there are of the others
        (["0,55", "0,481", "0,602", "0,513", "0,449", "0,52"], 1),  # all of them
        (["0,55", "0,481"], 0),
        (["0,6", "1,2", "0,8", "3,1", "2,2", "1,9"], 0),
    ],
)
def test_parts_of_1_among_percentages_are_asked_about(
    values: list[str], told: int, tmp_path: Path
) -> None:
    _, found = export(tmp_path, values)
    assert [fault.level for fault in found] == [WARNING] * told


@pytest.mark.parametrize(
    ("unit", "ours"),
    [("%", "procent"), ("Percentage", "procent"), ("indexpunt (2014=100)", "index")],
)
def test_a_unit_in_words_of_the_export_has_the_same_bounds(
    unit: str, ours: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    text = "gebied;jaar;indicator;waarde;eenheid\nNoord;2022;X;{};{}\n"
    path.write_text(text.format("87", unit), encoding="utf-8")
    source = {"layout": "long", "edition": "2022"}
    assert read_indicators(path, source)["unit"].tolist() == [ours]
    path.write_text(text.format("1040", unit), encoding="utf-8")
    with pytest.raises(InputError, match=f"{ours} van 0"):
        read_indicators(path, source)


def test_a_point_read_as_thousands_among_counts(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    lines = [f"{area};wijk;2022;X;{value}" for area, value in zip(AREAS, USUAL, strict=True)]
    text = "\n".join(["gebied;niveau;jaar;indicator;waarde", *lines, "Diep;wijk;2022;X;51.123"])
    path.write_text(text + "\n", encoding="utf-8")
    odd: list[Fault] = []
    read_indicators(path, {"layout": "long", "edition": "2022"}, odd)
    assert ["Zie decimal in config.yaml" in fault.advice for fault in odd] == [True]


def test_a_year_that_is_to_come_stops(tmp_path: Path) -> None:
    _, found = export(tmp_path, USUAL, year=2090)
    assert len(found) == 6 and "een jaar tot en met" in found[0].expected


def test_a_jump_between_two_measurements_is_asked_about(tmp_path: Path) -> None:
    lines = [f"{area};{year};SI;{90 + number}" for number, area in enumerate(AREAS)
             for year in (2014, 2016) if (area, year) != ("Zuid", 2016)]  # fmt: skip
    path = tmp_path / "x.csv"
    text = "\n".join(["gebied;jaar;indicator;waarde", *lines, "Zuid;2016;SI;19"])
    path.write_text(text + "\n", encoding="utf-8")
    odd: list[Fault] = []
    read_indicators(path, {"layout": "long", "edition": "2022", "unit": "index"}, odd)
    assert [fault.level for fault in odd] == [WARNING]
    assert "19 bij SI, Zuid, 2016" in odd[0].found and "in 2014 was het 91" in odd[0].expected


@pytest.mark.parametrize(
    "name",
    ["Totaal", "Gemiddelde", "TOTAAL Rotterdam", "Gemiddeld (wijken)", "Stadsgemiddelde", "Gem.",
     "Alle wijken", "Mediaan", "Wijktotaal Rotterdam"],
)  # fmt: skip
def test_a_total_is_no_area(name: str, tmp_path: Path) -> None:
    table, odd = export(tmp_path, USUAL, last=f"{name};2022;X;52,3")
    assert set(table["area"]) == set(AREAS)
    assert [fault.level for fault in odd] == [WARNING] and f"'{name}'" in odd[0].found


@pytest.mark.parametrize(
    "name",
    ["Totem", "Noord", "Somerset", "Het Gemiddelde Plein", "Gem. Rotterdam", "Alle Hens Plein"],
)
def test_an_area_that_begins_like_a_total_is_one(name: str) -> None:
    assert not is_total(name)


@pytest.mark.parametrize("post", ["Totaal", "Totale kosten", "Alle posten", "Saldo"])
def test_a_total_among_the_posts_of_a_budget_stops(post: str, tmp_path: Path) -> None:
    import wijk
    from workbooks import write_book

    posts = [{"jaar": 2022, "post": post, "bedrag": 5} for post in ("oproep", post)]
    book = wijk.GOVERNANCE | {"budget": posts}
    with pytest.raises(InputError, match=f"rij 3, kolom post: gevonden: '{post}'"):
        read_governance(write_book(tmp_path / "g.xlsx", book))


def test_an_amount_that_can_be_two_things_is_asked_about(tmp_path: Path) -> None:
    import wijk
    from workbooks import write_book

    def read(amount: object) -> float:
        book = wijk.GOVERNANCE | {"budget": [{"jaar": 2022, "post": "oproep", "bedrag": amount}]}
        return float(
            read_governance(write_book(tmp_path / "g.xlsx", book))["budget"]["amount"].iloc[0]
        )

    for text in ("1,200", "1.200"):
        told = rf"kolom bedrag: gevonden: '{text}'.*1200, of 1,2\."
        with pytest.raises(InputError, match=told):
            read(text)
    texts = {"1,20": 1.2, "1200000.50": 1200000.5, "1.200.000": 1200000}
    assert {text: read(text) for text in texts} == texts
    assert read(1.234) == 1.234


def test_a_decision_that_is_to_come_is_asked_about(tmp_path: Path) -> None:
    import wijk
    from workbooks import write_book

    book = dict(wijk.GOVERNANCE)
    book["besluiten"] = [book["besluiten"][0] | {"jaar": 2090}]
    odd: list[Fault] = []
    read_governance(write_book(tmp_path / "g.xlsx", book), odd)
    assert [(fault.row, fault.column, fault.level) for fault in odd] == [(2, "jaar", WARNING)]


def course(**years: list[str]) -> pd.DataFrame:
    """A table of indicators: the areas that have a value, by year."""
    rows = [(area, int(year[1:]), 80.0, None) for year, areas in years.items() for area in areas]
    return pd.DataFrame(rows, columns=["area", "year", "value", "level"])


def test_a_measurement_without_the_city_stops() -> None:
    table = course(y2016=["Noord", "Rotterdam"], y2024=["Noord", "Zuid", "Rotterdan"])
    with pytest.raises(InputError, match="geen waarde van Rotterdam in 2024") as caught:
        check_years(table, ["Noord"], "Rotterdam", "x.csv")
    assert "Bedoelt u 'Rotterdan'?" in str(caught.value)


def test_a_measurement_without_an_area_of_the_wijk_is_asked_about() -> None:
    table = course(y2016=["Noord", "Rotterdam"], y2024=["Nord", "Zuid", "Rotterdam"])
    odd = check_years(table, ["Noord"], "Rotterdam", "x.csv")
    assert [fault.level for fault in odd] == [WARNING]
    assert "geen waarde van Noord in 2024, wel van 3 andere gebieden" in odd[0].found


def test_a_source_without_the_city_or_with_whole_years_is_left_alone() -> None:
    table = course(y2016=["Noord", "Zuid"], y2024=["Noord", "Zuid"])
    assert check_years(table, ["Noord"], "Rotterdam", "x.csv") == []


def test_what_so_few_answered_that_it_tells_of_persons_is_not_given(tmp_path: Path) -> None:
    head = "gebied;jaar;indicator;leeftijd;waarde;n;ondergrens;bovengrens\n"
    rows = [f"{area};2022;Eenzaam;18+;55,5;{n};49,9;61,1\n" for area, n in zip(AREAS, (3, 9, 10))]  # noqa: B905
    path = tmp_path / "ggd.csv"
    path.write_text(head + "".join(rows), encoding="utf-8")
    odd: list[Fault] = []
    table = read_indicators(path, {"layout": "ggd", "edition": "2022"}, odd).set_index("area")
    for area in ("Noord", "Zuid"):
        assert table.loc[area, ["value", "low", "high"]].isna().all()
        assert table.loc[area, "mark"] == "onderdrukt"
    assert table.loc["Oost", "value"] == 55.5
    assert ["2 waarden van minder dan 10 antwoorden" in fault.found for fault in odd] == [True]
