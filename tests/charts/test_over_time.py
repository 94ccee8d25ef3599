"""Charts over time: the crises that they name, and the timeline itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from drawn_charts import (
    SPACE,
    Tables,
    covered_words,
    module,
    own_tables,
    svg,
    texts,
)
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from veerkracht.charts import NoDataError, crises, design
from veerkracht.governance.measures import WHO_NAME
from veerkracht.network.outcome import Outcome

Drawing = Callable[[str], str]
CRISES = pd.DataFrame(
    [(2020, 3, "eerste", "crisis", 2021), (2021, None, "open", "crisis", None),
     (2021, 6, "tweede", "crisis", 2023), (2030, 1, "later", "crisis", 2031),
     (2020, 5, "bestuur", "bestuur", None)],
    columns=["year", "month", "event", "kind", "until"],
).convert_dtypes()  # fmt: skip


def test_crises_stand_from_start_to_end_with_a_name_each() -> None:
    found = {crisis.name: crisis for crisis in crises.crises(CRISES, (2019.0, 2023.0))}
    assert set(found) == {"eerste", "open", "tweede"}
    # A year is a point: from that of the first year to that of the last, never before it.
    assert (found["eerste"].start, found["eerste"].end) == (2020, 2021)
    # What has no known end has none.
    assert found["tweede"].end == 2023 and found["open"].end is None
    # The earliest first.
    assert list(found) == ["eerste", "open", "tweede"]
    key = crises.key(list(found.values()))
    assert key == "Lichte grond: eerste (2020–2021) en tweede (2021–2023); stippellijn: open (2021)"
    # Where the axis has other years than these, that is said before the first.
    assert crises.key(list(found.values()), later=1) == key.replace(
        "Lichte grond:", "Lichte grond (naar veldwerkjaar):"
    )
    months = {c.name: c for c in crises.crises(CRISES, (2019.0, 2023.0), by_month=True)}
    assert months["eerste"].start == pytest.approx(2020 + 2 / 12) and months["eerste"].end == 2022
    # What goes on beyond the chart ends with it; one of a single year has some room.
    assert months["tweede"].end == 2023
    short = CRISES.assign(until=CRISES["until"].where(CRISES["until"] != 2021, 2020))
    (alone,) = [c for c in crises.crises(short, (2019.0, 2023.0)) if c.name == "eerste"]
    assert alone.end is not None and alone.start < 2020 < alone.end


def test_no_chart_of_years_shades_a_crisis_before_its_first_year(
    example: Tables, context: dict[str, Any]
) -> None:
    # The fieldwork of the index is a year before the measurement that is named after it.
    seen = {"barriers": 2020.0, "network_trend": 2020.0, "index_lines": 2021.0, "alike": 2021.0}
    for name, first in seen.items():
        figure = module(name).draw(own_tables(name, example), context)
        grounds = [
            patch.get_x()
            for axes in figure.axes
            for patch in axes.patches
            if isinstance(patch, Rectangle)
            and to_hex(patch.get_facecolor()) == design.CRISIS.lower()
        ]
        assert grounds and set(grounds) == {first}, name


YEARS = range(2019, 2024)
OVER_TIME = ("index_lines", "alike", "barriers", "network_trend", "timeline")


@pytest.mark.parametrize("name", OVER_TIME)
def test_every_chart_over_time_names_the_crises(
    name: str, example: Tables, context: dict[str, Any]
) -> None:
    drawing = svg(name, own_tables(name, example), context)
    shown = " ".join(texts(drawing))
    for crisis in ("coronacrisis", "energiecrisis", "toeslagenschandaal"):
        assert crisis in shown, crisis
    assert design.CRISIS.lower() in drawing.lower()


def test_events_that_stand_close_get_lanes_of_their_own(context: dict[str, Any]) -> None:
    events = pd.DataFrame(
        [(2020, month, f"gebeurtenis met een lange naam {month}", "bestuur", None)
         for month in (1, 2, 3)] + [(2022, None, "laat", "crisis", 2022)],
        columns=["year", "month", "event", "kind", "until"],
    )  # fmt: skip
    rights = pd.DataFrame(columns=["year", "subject", "who"])
    tables = {"events": events, "rights": rights}
    drawing = svg("timeline", tables, context)
    root = ElementTree.fromstring(drawing)
    heights = {}
    for node in root.iterfind(".//svg:text", SPACE):
        name = "".join(node.itertext()).strip()
        heights[name] = node.get("y")
    close = [str(heights[name]) for name in events["event"][:3]]
    assert len(set(close)) == 3
    assert "2022 laat (crisis, tot en met 2022)" in module("timeline").facts(tables, context).alt


def test_the_timeline_says_who_came_to_decide_and_when(
    example: Tables, context: dict[str, Any]
) -> None:
    """Only what passed into other hands, and not the rest of the subjects together."""
    shown = texts(svg("timeline", own_tables("timeline", example), context))
    assert {"koers", "budget", "initiatieven", "bewoners", "andere formele"} <= set(shown)
    assert not [words for words in shown if words.startswith("overig")]
    figure = module("timeline").draw(own_tables("timeline", example), context)
    axes = figure.axes[0]
    years = {str(t.get_gid()): t.get_position()[0] for t in axes.texts if t.get_gid()}
    lines = {line.subject: line for line in module("timeline")._lines(example["rights"], YEARS)}
    assert lines["koers"].deciders == [(2019, "gemeente"), (2021, "formeel"), (2023, "bewoners")]
    done = [(2019, "formeel"), (2021, "informeel")]
    assert lines["uitvoering"] == ("uitvoering", done, [2019, 2021, 2022])
    marks = {str(line.get_gid()): line for line in axes.lines if line.get_gid()}
    heights = {t.get_text(): t.get_position()[1] for t in axes.texts}
    for subject, line in lines.items():
        y = heights[subject.removeprefix("keuze van ")]
        # Each who came to decide has a mark and a word in the column of its year, on one row.
        row = [t for t in axes.texts if t.get_position()[1] == y]
        said = [(int(t.get_position()[0]), t.get_text()) for t in row]
        assert {(year, WHO_NAME[who]) for year, who in line.deciders} <= set(said)
    # Open is only who decided first.
    opened = [line for line in marks.values() if line.get_markerfacecolor() == design.WHITE]
    assert opened and all(2019 < line.get_xdata()[0] < 2020 for line in opened)
    assert all(0 < years[f"jaar-{year}"] - year < 0.2 for year in YEARS)
    said = module("timeline").facts(own_tables("timeline", example), context).title
    assert said == "Zes keer ging iemand anders besluiten; drie keer werden dat bewoners"
    rights = example["rights"]
    first = rights[rights["year"] == rights["year"].min()]
    tables = {"events": example["events"], "rights": first}
    assert not {"koers", "bewoners"} & set(texts(svg("timeline", tables, context)))


def test_a_line_of_who_decided_is_broken_where_nothing_was_recorded(
    example: Tables, context: dict[str, Any]
) -> None:
    """On the budget nothing is recorded in 2020 and 2021, on the course there is every year."""
    own = own_tables("timeline", example)
    lines = {line.subject: line for line in module("timeline")._lines(own["rights"], YEARS)}
    assert lines["budget"].years == [2019, 2022, 2023] and lines["koers"].years == [*YEARS]
    (axes,) = module("timeline").draw(own, context).axes
    heights = {t.get_text(): t.get_position()[1] for t in axes.texts}

    def broken(subject: str) -> list[bool]:
        row = [line for line in axes.lines if set(line.get_ydata()) == {heights[subject]}]
        return [line.is_dashed() for line in row if len(line.get_xdata()) == 2]

    assert broken("budget") == [True, False] and broken("koers") == [False] * 4
    assert "jaren ertussen niet vastgelegd" in heights and "besloot opnieuw" in heights
    # Each time that who decided did so again has its dot: on the course in 2020 and 2022.
    again = {
        subject: [
            int(str(line.get_gid()).removeprefix("opnieuw-"))
            for line in axes.lines
            if set(line.get_ydata()) == {heights[subject]} and "opnieuw" in str(line.get_gid())
        ]
        for subject in ("koers", "budget")
    }
    assert again["koers"] == [2020, 2022] and again["budget"] == [2023]
    # The key says what there is, and no more.
    rights = own["rights"][own["rights"]["subject"] == "koers"]
    rights = rights[rights["year"] >= 2022]
    shown = texts(svg("timeline", own | {"rights": rights}, context))
    assert "nam het over" in shown and "besloot eerst" in shown
    assert not {"jaren ertussen niet vastgelegd", "besloot opnieuw"} & set(shown)


def test_no_name_on_the_timeline_touches_another() -> None:
    lanes = module("timeline")._lanes
    assert lanes([(10.0, 40.0), (15.0, 45.0), (50.0, 60.0)]) == [0, 1, 0]
    # A name that runs to the left takes that room too, and two that nearly touch do not fit.
    assert lanes([(50.0, 70.0), (5.0, 50.5)]) == [1, 0]


def test_no_words_on_the_timeline_lie_over_others(example: Tables, context: dict[str, Any]) -> None:
    figure = module("timeline").draw(own_tables("timeline", example), context)
    assert [pair for pair in covered_words(figure) if not pair[1].startswith("lijn")] == []


def test_the_ten_stand_beside_their_place_of_a_year_before(
    example: Tables, context: dict[str, Any]
) -> None:
    """Counted apart: who of the ten was not among the ten, and who left them."""
    metrics = example["actor_metrics"]
    metrics = metrics[metrics["eigenvector"] > 0].sort_values(["rank", "actor"])
    ten = {year: list(part["name"][:10]) for year, part in metrics.groupby("year")}
    fresh = [name for name in ten[2020] if name not in ten[2019]]
    went = [name for name in ten[2019] if name not in ten[2020]]
    assert len(fresh) == 6
    tables, here = own_tables("rank_change", example), {**context, "year": 2020}
    said = module("rank_change").facts(tables, here)
    ends = example["rank_intervals"].query("year == 2020").set_index("actor")["high"]
    best = metrics[metrics["year"] == 2020].head(10)["actor"]
    assert (ends[best] <= 10).sum() == 2
    assert said.title == (
        "Twee van de tien horen vrij zeker bij de tien invloedrijkste van 2020; "
        "zes van de tien stonden er in 2019 niet bij"
    )
    # None, one or all of them read as well.
    ranges = example["rank_intervals"]
    for high, begins in ((99, "Geen van de tien hoort"), (10, "Alle tien horen")):
        other = tables | {"rank_intervals": ranges.assign(high=high)}
        told = module("rank_change").facts(other, {**context, "year": 2019}).title
        assert told == f"{begins} vrij zeker bij de tien invloedrijkste van 2019"
    one = module("rank_change").facts(tables, {**context, "year": 2023}).title
    assert one.startswith("Eén van de tien hoort vrij zeker bij")
    shown = texts(svg("rank_change", tables, here))
    assert {*ten[2020], *went} <= set(shown) and shown.count("erbij") == 1
    # A bar a range: from its first place to its last, on a scale where ten times is one length.
    figure = module("rank_change").draw(tables, here)
    bars = [bar for bar in figure.axes[0].patches if bar.get_gid() == "spreiding"]
    spans = [text for text in shown if "–" in text]
    assert len(bars) == len(spans) >= 10
    ratio = [np.log(int(b) / int(a)) for a, b in (span.split("–") for span in spans)]
    drawn = sorted(bar.get_width() - 0.8 for bar in bars)
    assert np.allclose(np.array(drawn) / drawn[-1], np.array(sorted(ratio)) / max(ratio))
    places = {series.label: series.points for series in said.series}
    assert [p.value for p in places["plaats van Gemeente Rotterdam"]] == [1.0, 3.0]
    # Nothing comes before the first year, and who is gone has no place.
    first = texts(svg("rank_change", tables, {**context, "year": 2019}))
    assert "erbij" not in first and set(ten[2019]) <= set(first)
    # The key explains each sign that there is, and no other.
    assert {"grijs: uit de tien", "stippel: erbij", "buiten de wijk"} <= set(shown)
    last = texts(svg("rank_change", tables, {**context, "year": 2023}))
    assert not {"grijs: uit de tien", "stippel: erbij", "buiten de wijk"} & set(last)
    assert "Delfshaven Helpt, niet meer genoemd" in last


def test_the_worked_example_tells_the_three_steps_and_the_outcome_of_its_claim(
    example: Tables, context: dict[str, Any]
) -> None:
    tables = own_tables("claim_example", example)
    claim = example["claims"].set_index("claim").loc["sterker-groot"]
    shown = texts(svg("claim_example", tables, context))
    told = Outcome(str(claim["outcome"])).told
    assert {"+87", "+29 tot +57", f"Dus: {told}"} <= set(shown)
    assert f"{round(claim['chance'] * 1000)} keer" in shown
    unsure = tables["claims"].assign(outcome="niet aangetoond", chance=0.4)
    shown = texts(svg("claim_example", tables | {"claims": unsure}, context))
    assert {"Dus: niet aangetoond", "400 keer", "50 keer"} <= set(shown)
    # What was not tested is no example of a test.
    with pytest.raises(NoDataError):
        module("claim_example").facts(
            tables | {"claims": tables["claims"].assign(chance=None)}, context
        )


def test_the_share_of_the_wijk_is_told_as_of_how_many(
    example: Tables, context: dict[str, Any]
) -> None:
    said = module("wijk_share").facts(own_tables("wijk_share", example), context)
    assert said.title == (
        "Bij de wijk in 2023: 3 van 4 besluiten, 7 van 8 taken en 43\u00a0% van het geld (300.000 "
        "van 700.000 euro)"
    )
    # Of money each column says how much of how much: 15 % of a million in 2021.
    shown = " ".join(texts(svg("wijk_share", own_tables("wijk_share", example), context)))
    assert "0,15 van 1" in shown and "0,3 van 0,7" in shown
    assert "informele partijen, in miljoen euro; hele kolom: al het geld" in shown
    course = example["governance_course"]
    tasks = {"governance_course": course[course["measure"] == "lokale_taken"]}
    assert module("wijk_share").facts(tasks, context).title == "Bij de wijk in 2023: 7 van 8 taken"
    assert len(module("wijk_share").draw(tasks, context).axes) == 1


def test_a_share_stands_before_its_whole_and_no_value_touches_another(
    example: Tables, context: dict[str, Any]
) -> None:
    """A whole of money is as high as there are euros, of things as high every year."""
    own = own_tables("wijk_share", example)
    course = own["governance_course"]
    sixth = course[course["year"] == 2023].assign(year=2024)
    for rows in (course, pd.concat([course, sixth])):
        figure = module("wijk_share").draw(own | {"governance_course": rows}, context)
        years = rows["year"].nunique()
        for axes in figure.axes:
            pale = [
                bar for bar in axes.patches if to_hex(bar.get_facecolor()) == design.PALE.lower()
            ]
            dark = [bar for bar in axes.patches if bar not in pale]
            assert len(pale) == len(dark) == years
            # Recorded: 1.2, 1.2, 1.0, 0.8 and 0.7 million.
            wholes = [1.2, 1.2, 1.0, 0.8, 0.7] if axes is figure.axes[2] else [1.2] * years
            if years == 5:
                heights = [bar.get_height() for bar in sorted(pale, key=lambda bar: bar.get_x())]
                assert heights == pytest.approx([whole / 1.2 for whole in wholes])
            assert all(bar.get_zorder() < dark[0].get_zorder() for bar in pale)
            # Each value stands above its whole.
            tops = sorted(bar.get_height() for bar in pale)
            assert sorted(text.xy[1] for text in axes.texts) == pytest.approx(tops)
            assert len({text.get_fontsize() for text in axes.texts}) == 1
        assert len({axes.get_ylim() for axes in figure.axes}) == 1
        assert len({text.get_fontsize() for axes in figure.axes for text in axes.texts}) == 1
        assert covered_words(figure) == []


def test_every_tested_change_has_one_outcome_in_the_chart_of_the_test(
    example: Tables, context: dict[str, Any]
) -> None:
    claims = example["claims"]
    tested = claims.loc[claims["chance"].notna(), "outcome"]
    said = module("claim_test").facts({"claims": claims}, context)
    counts = {series.label.partition(": ")[2]: series.points[0].value for series in said.series}
    assert sum(value or 0 for value in counts.values()) == len(tested) > 0
    assert counts["houdt"] == (tested == "houdt").sum()
    shown = texts(svg("claim_test", {"claims": claims}, context))
    assert {*(Outcome(name).told for name in counts), "onbekend"} <= set(shown)
    # What could not be determined was not tested: a count there would be of something else.
    assert "de tekst zwijgt; telt hier niet mee" in shown
    assert sum(text.isdigit() for text in shown) == len(counts)
    with pytest.raises(NoDataError):
        module("claim_test").facts({"claims": claims[claims["chance"].isna()]}, context)


def test_a_wijk_without_interviews_has_no_trend(quiet: Tables, context: dict[str, Any]) -> None:
    trend, tables = module("network_trend"), own_tables("network_trend", quiet)
    for step in (trend.draw, trend.facts):
        with pytest.raises(NoDataError):
            step(tables, context)


def test_who_is_followed_has_its_place_and_range_of_every_year(
    example: Tables, context: dict[str, Any]
) -> None:
    metrics = example["actor_metrics"].merge(example["rank_intervals"], on=["year", "actor"])
    wijk = context["wijk"]
    figure = module("followed_places").draw(own_tables("followed_places", example), context)
    said = module("followed_places").facts(example, context)
    names = [wijk["municipality"], *wijk["protagonists"]]
    there = [name for name in names if name in set(metrics["name"])]
    charts, (key,) = figure.axes[:-1], figure.axes[-1:]
    assert len(charts) == len(there) > 2
    words = " ".join(text.get_text() for text in key.texts)
    assert "plaats dat jaar" in words and words.endswith("10 naar 20. In 2023: 146 partijen.")
    told = {series.label: {p.year: p.value for p in series.points} for series in said.series}
    for axes, name in zip(charts, there, strict=True):
        own = metrics[metrics["name"] == name].sort_values("year")
        places = dict(zip(own["year"], own["rank"], strict=True))
        assert told[f"plaats van {name}"] == places
        # A year without the party is open in its line; the first place is above all others.
        line = next(line for line in axes.lines if len(line.get_xdata()) == 5)
        drawn = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
        assert {year: y for year, y in drawn.items() if y == y} == places
        assert axes.get_ylim()[0] > own["high"].max() and axes.get_ylim()[1] < 1
        # All on one scale, of logarithms: there the first places lie apart.
        assert axes.get_ylim() == charts[0].get_ylim() and axes.get_yscale() == "log"
        (bars,) = axes.collections
        spans = [segment[:, 1].tolist() for segment in bars.get_segments()]
        assert spans == own[["low", "high"]].astype(float).to_numpy().tolist()
        shown = [text.get_text() for text in axes.texts]
        # A number in its mark, but for a year as the one before; the last one has its own.
        numbers = [
            place
            for year, place in places.items()
            if places.get(year - 1) != place or year == max(places)
        ]
        assert [str(place) for place in numbers] == shown[: len(numbers)]
        assert " ".join(reversed(shown[len(numbers) :])) == name
    assert covered_words(figure) == []
    # The key has the small mark of who stays at its place only where there is one.
    assert "als het jaar ervoor" in words
    first = {**context["wijk"], "protagonists": []}
    (*_, key) = module("followed_places").draw(example, {**context, "wijk": first}).axes
    assert "als het jaar ervoor" not in {text.get_text() for text in key.texts}
    # Nothing is drawn of a range that is not known, nor an empty line.
    bare = {**example, "rank_intervals": example["rank_intervals"].iloc[:0]}
    assert not module("followed_places").draw(bare, context).axes[0].collections[0].get_paths()
    assert "tussen haakjes" in module("followed_places").facts(bare, context).alt
    assert module("followed_places").facts(bare, context).title.endswith("plaats 22 in 2023")
    assert said.title == f"{names[0]}: plaats 1 in 2019, plaats 22 (11 tot 68) in 2023"
    with pytest.raises(NoDataError):
        module("followed_places").facts(example, {"wijk": {"municipality": "", "protagonists": []}})
