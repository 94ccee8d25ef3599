"""What a chart may say only under a reservation, and the counts that belong with its numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from drawn_charts import Tables, covered_words, module, own_tables, svg, texts
from matplotlib.colors import to_hex

from veerkracht.charts import NoDataError, design

Drawing = Callable[[str], str]
pytestmark = pytest.mark.xdist_group("charts")


def test_a_mark_is_open_only_where_it_may_be_as_high_as_the_city(
    example: Tables, context: dict[str, Any]
) -> None:
    """What is surely below the city is full, as what is surely above it."""
    rows = example["vulnerability"].assign(worse="nee", city=45.0, margin=1.0)
    rows["value"] = [19.0 if label.endswith("corporatie") else 45.5 for label in rows["label"]]
    changed = own_tables("vulnerability", example) | {"vulnerability": rows}
    (axes,) = module("vulnerability").draw(changed, context).axes
    # Those of the key stand above the axes.
    dots = [line for line in axes.lines if line.get_marker() in "os" and line.get_ydata()[0] > 0]
    for dot in dots:
        assert (dot.get_mfc() == design.WHITE) == (dot.get_xdata()[0] == 45.5)
    assert len(dots) == 12
    shown = texts(svg("vulnerability", changed, context))
    assert shown.count("19\u00a0%") == 2 and "open: niet aantoonbaar anders" in shown
    # What is worse when it is lower does not stand above the city.
    lower = changed | {"vulnerability": rows.assign(worse="ja", value=19.0)}
    assert "aantoonbaar onder Rotterdam" in module("vulnerability").facts(lower, context).title


def test_a_number_of_answers_that_is_the_same_for_all_is_said_once(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    answers = [text for text in texts(drawing("health")) if "antwoorden" in text]
    told = ["Bospolder-Tussendijken met marge (285 antwoorden)", "Rotterdam met marge (9.100 ant"]
    assert len(answers) == 2 and all(map(str.startswith, answers, told))
    rows = example["health"].copy()
    rows.loc[rows.index[-1], "n"] = 280
    apart = own_tables("health", example) | {"health": rows}
    drawn = svg("health", apart, context)
    assert len([text for text in texts(drawn) if "antwoorden" in text]) == 5 + 1


def test_a_mean_rung_says_of_how_many_decisions(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    """It stands in no chart, and in a title only where nothing came back every year."""
    assert not [words for words in texts(drawing("ladder")) if "gemiddeld" in words]
    own = own_tables("ladder", example)
    title = module("ladder").facts(own, context).title
    # A mean moves with what is decided on: what came back every year says more.
    assert title == (
        "De invloed van bewoners: bij koers van informeren naar meebeslissen; "
        "bij keuze van initiatieven van raadplegen naar zelf beslissen"
    )
    others = own | {"rights": own["rights"].assign(subject="overig")}
    title = module("ladder").facts(others, context).title
    assert "1,5 in 2019 (vier besluiten)" in title and "5,0 in 2023 (vier besluiten)" in title


def test_the_title_of_the_index_says_where_a_gap_is_within_the_margin(
    example: Tables, context: dict[str, Any]
) -> None:
    own = own_tables("index_lines", example)
    title = module("index_lines").facts(own, context).title
    assert title == "In 2024 ligt Bospolder 16 en Tussendijken 17 punten onder Rotterdam"
    near = own["index_gaps"].assign(gap=-3.0)
    title = module("index_lines").facts(own | {"index_gaps": near}, context).title
    assert title.count("3 punten onder Rotterdam (binnen de marge)") == 2


def test_the_gap_of_all_areas_has_its_mark_at_both_ends_of_the_course(
    example: Tables, context: dict[str, Any]
) -> None:
    """Published: 17 points below the city in 2018 and in 2024, by inhabitants."""
    own = own_tables("brief_index", example)
    (axes,) = module("brief_index").draw(own, context).axes
    (last,) = [line for line in axes.lines if line.get_gid() == "samen"]
    assert round(float(last.get_ydata()[0])) == -17
    # On its year, between the last marks of the areas, and none hides another.
    marks = [
        line for line in axes.lines if line.get_marker() in ("o", "s") and len(line.get_xdata()) > 1
    ]
    ends = sorted(float(np.asarray(line.get_xdata())[-1]) for line in marks)
    step = ends[1] - ends[0]
    assert len(ends) == 2 and step > 0 and sum(ends) / 2 == pytest.approx(2024)
    assert last.get_xdata()[0] == 2024
    left, right = axes.get_xlim()
    wide = axes.get_position().width * axes.figure.get_size_inches()[0] * 72 / (right - left)
    own_size = last.get_markersize() + last.get_markeredgewidth()
    assert step / 2 * wide >= (own_size + marks[0].get_markersize()) / 2
    # And the title says what became of it.
    title = module("brief_index").facts(own, context).title
    assert title.endswith("17 punten onder Rotterdam; sinds 2018 niet aantoonbaar anders")
    wide_apart = {**context, "noise": {**context["noise"], "change": 0.1}}
    assert "sinds" in module("brief_index").facts(own, wide_apart).title
    own["index_course"] = own["index_course"].assign(gap_base=-30.0)
    assert "sinds" not in module("brief_index").facts(own, context).title
    words = [text.get_text() for text in axes.texts]
    assert words.count("samen −17") == 2
    # Without a programme nothing asks for them together.
    free = {**context, "wijk": {**context["wijk"], "programme": None}}
    (axes,) = module("brief_index").draw(own, free).axes
    assert not [line for line in axes.lines if line.get_gid() == "samen"]
    assert not [text for text in axes.texts if text.get_text().startswith("samen")]


def test_a_barrier_is_named_most_in_every_year_or_the_title_does_not_say_so(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    """No title has two shares of which nobody knows whether they differ."""
    own = own_tables("barriers", example)
    title = module("barriers").facts(own, context).title
    said = "Geld is elk jaar de meest genoemde drempel"
    # Its margin meets those of others, and coders agreed too little on it (alfa 0,64): those that
    # lead in every year are told together. In 2019 it and time led, in 2020 it and room.
    assert title == (
        "In deze gesprekken zijn geld, ruimte en tijd elk jaar de meest genoemde drempels; "
        "hun volgorde staat niet vast"
    )
    rows = own["barrier_course"]
    many = own | {"barrier_course": rows.assign(spoken=9999)}
    assert module("barriers").facts(many, context).title == title
    for alpha in (0.7, None):
        judged = many | {"agreement": own["agreement"].assign(alpha=alpha)}
        assert module("barriers").facts(judged, context).title == said
        few = judged | {"barrier_course": rows}
        assert module("barriers").facts(few, context).title == title
    # Of three there are no others to lead, and of two none: then it is told alone, with doubt.
    fewer = rows[rows["barrier"].isin(["geld", "ruimte", "tijd"])]
    alone = module("barriers").title_of(own | {"barrier_course": fewer})
    assert alone == f"{said}, al is de voorsprong niet zeker"
    last = (rows["year"] == rows["year"].max()) & (rows["barrier"] == "geld")
    changed = own | {"barrier_course": rows.assign(share=rows["share"].mask(last, 0.0))}
    assert "meest genoemde" not in module("barriers").facts(changed, context).title


def test_every_barrier_has_its_own_chart_with_how_sure_it_is(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    """On one scale; hand-checked after Wilson: 13 of 20 is 65 %, from 43 to 82."""
    own = own_tables("barriers", example)
    panels = module("barriers").draw(own, context).axes
    names = list(own["barriers"]["barrier"])
    assert len(panels) == len(names) == 5 and len({axes.get_ylim() for axes in panels}) == 1
    for axes, name in zip(panels, names, strict=True):
        rows = own["barrier_course"]
        rows = rows[rows["barrier"] == name].sort_values("year")
        upright = [line for line in axes.lines if len(set(line.get_xdata())) == 1]
        margins = [list(line.get_ydata()) for line in upright]
        margins = [bounds for bounds in margins if len(bounds) == 2 and bounds != [0, 1]]
        assert len(margins) == len(rows) == 5
        for (low, high), share in zip(margins, rows["share"], strict=True):
            assert 0 < low < share < high < axes.get_ylim()[1]
    first = [
        list(line.get_ydata()) for line in panels[0].lines if list(line.get_xdata()) == [2019] * 2
    ]
    assert first == [pytest.approx([0.4329, 0.8188], abs=0.0001)]
    shown = texts(drawing("barriers"))
    assert {"Ruimte", "65 %", "46 %"} <= {words.replace("\u00a0", " ") for words in shown}

    # Where coders agreed too little the line is broken, and words below the name say so; the alfa
    # of each stands in the appendix. An open mark means chance below, and so nothing here.
    def looks(tables: Tables) -> list[bool]:
        drawn = module("barriers").draw(tables, context).axes
        dots = [[line for line in axes.lines if line.get_marker() == "o"] for axes in drawn]
        assert all(line.get_markerfacecolor() == design.INK for (line,) in dots)
        long = [[line for line in axes.lines if len(line.get_xdata()) == 5] for axes in drawn]
        return [line.get_linestyle() == "-" for line, _ in long]

    told_unsure = [
        [text.get_text() for text in axes.texts][1] == "codering onzeker" for axes in panels
    ]
    assert told_unsure == [True, False, False, True, True]
    assert looks(own) == [False, True, True, False, False]
    told = " ".join(shown)
    assert "20 in 2019, 23 in 2020" in told and "Codering onzeker: twee onderzoekers" in told
    sure = own | {"agreement": own["agreement"].assign(alpha=0.7)}
    drawn = " ".join(texts(svg("barriers", sure, context)))
    assert "odering onzeker" not in drawn and all(looks(sure))


def test_the_folder_lists_the_barriers_of_every_year_named_most_first(
    example: Tables, context: dict[str, Any]
) -> None:
    """The title speaks of every year: so does the chart. What it tells is dark, in every year."""
    own = own_tables("brief_barriers", example)
    (axes,) = module("brief_barriers").draw(own, context).axes
    rows = own["barrier_course"]
    boxes: dict[int, list[tuple[float, str]]] = {}
    for patch in axes.patches:
        name, _, told = str(patch.get_gid()).rpartition("-")
        boxes.setdefault(int(told), []).append((patch.get_y(), name))
    assert list(boxes) == [2019, 2020, 2021, 2022, 2023]
    order = ["geld", "ruimte", "tijd", "vrijwilligers", "regels"]
    for year, listed in boxes.items():
        here = rows[rows["year"] == year].set_index("barrier")["share"]
        # What is even stands as in the text.
        expected = sorted(order, key=lambda name: (-here[name], order.index(name)))
        assert [name for _, name in sorted(listed)] == expected, year
    # Hand-counted: the order of space and time turns three times.
    second = [sorted(boxes[year])[1][1] for year in boxes]
    assert second == ["tijd", "ruimte", "ruimte", "tijd", "tijd"]
    title = module("brief_barriers").facts(own, context).title
    assert "zijn geld, ruimte en tijd elk jaar de meest genoemde" in title
    looks = {str(patch.get_gid()): to_hex(patch.get_facecolor()) for patch in axes.patches}
    dark = {gid for gid, colour in looks.items() if colour == design.GREY.lower()}
    assert dark == {f"{name}-{year}" for name in order[:3] for year in boxes}
    assert len(set(looks.values())) == 2
    shown = texts(svg("brief_barriers", own, context))
    # How many named each, of how many: 20, 23, 29, 29 and 26.
    counts = rows["named"].map(lambda count: f"{int(count)}").tolist()
    assert sorted(words for words in shown if words.isdigit() and len(words) < 3) == sorted(counts)
    spoken = [words for words in shown if words.endswith(" initiatieven")]
    assert spoken == [f"{count} initiatieven" for count in (20, 23, 29, 29, 26)]
    told = " ".join(shown)
    assert "Donker: wat elk jaar het meest is genoemd." in told
    # What coders doubted stands in the text beside it.
    assert "alfa" not in told and "codeurs" not in told
    one = own | {"barrier_course": rows[rows["year"] == 2023]}
    with pytest.raises(NoDataError):
        module("brief_barriers").facts(one, context)


def test_words_of_what_is_below_the_city_stand_on_its_own_side(
    quiet: Tables, settings: dict[str, Any]
) -> None:
    """9 % lies left of the 12 % of the city: so do its words, clear of the name beside it."""
    here = {**settings, "wijk": settings["wijken"]["carnisse"]}
    (axes,) = module("vulnerability").draw(own_tables("vulnerability", quiet), here).axes
    at = {text.get_text().replace("\u00a0", " "): text for text in axes.texts}
    words = at["9 %"]
    assert words.get_ha() == "right" and words.get_position()[0] < 9
    # The city has its own number in a column, in the margin right of all lines.
    assert at["12 %"].get_ha() == "right" and at["12 %"].get_position()[0] > axes.get_xlim()[1]


def test_a_figure_of_health_is_as_far_from_the_city_as_its_line(
    example: Tables, context: dict[str, Any]
) -> None:
    """With the margins of both: a band behind the stroke of the city, whiskers at the dot."""
    own = own_tables("health", example)
    (axes,) = module("health").draw(own, context).axes
    rows = own["health"][own["health"]["year"] == own["health"]["year"].max()]
    spans = [sorted(set(line.get_xdata())) for line in axes.lines]
    for row in rows.to_dict("records"):
        assert sorted((row["city"], row["value"])) in spans
        assert [row["low"], row["high"]] in spans
    bands = [area.get_datalim(axes.transData).intervalx for area in axes.collections]
    for row in rows.to_dict("records"):
        margin = pytest.approx([row["city_low"], row["city_high"]])
        assert any(list(band) == margin for band in bands)


def test_shares_of_two_charts_are_drawn_on_one_scale(
    example: Tables, context: dict[str, Any]
) -> None:
    """They stand on facing pages: as wide, and from nothing to what either of them needs."""
    both = [module(n).draw(own_tables(n, example), context) for n in ("vulnerability", "health")]
    first, second = (figure.axes[0] for figure in both)
    assert first.get_xlim() == second.get_xlim() == (0, 90)
    ends = [(axes.get_position().x0, axes.get_position().x1) for axes in (first, second)]
    assert ends[0] == pytest.approx(ends[1])
    # Of health, too, what may be as high as the city is open: of the five one.
    dots = [line for line in second.lines if line.get_marker() == "o" and line.get_ydata()[0] > 0]
    faces = [dot.get_mfc() for dot in dots]
    assert len(faces) == 5 and faces.count(design.WHITE) == 1


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (
            "all",
            "Vier van de vijf gezondheidscijfers zijn aantoonbaar ongunstiger dan in Rotterdam",
        ),
        ("most", "Vier van de vijf gezondheidscijfers verschillen aantoonbaar van Rotterdam"),
        (
            "turned",
            "Drie van de vijf gezondheidscijfers zijn aantoonbaar ongunstiger dan in Rotterdam, "
            "één gunstiger",
        ),
    ],
)
def test_health_is_worse_only_where_the_worse_side_is_known(
    example: Tables, context: dict[str, Any], known: str, said: str
) -> None:
    own, sides = own_tables("health", example), context["health"]
    turned = [
        {**item, "worse": "lager"} if item["indicator"] == "Eenzaam" else item for item in sides
    ]
    health = {"all": sides, "most": sides[1:], "turned": turned}[known]
    there = {**context, "health": health}
    assert module("health").facts(own, there).title == f"{said} (verzonnen, 2022)"
    # Which side is worse heads the figures of which it is, each under its own.
    (axes,) = module("health").draw(own, there).axes
    at = {text.get_text(): text.get_position()[1] for text in axes.texts}
    heads = {"hoger": "Hoger is ongunstig", "lager": "Lager is ongunstig"}
    below = {item["indicator"]: heads[item["worse"]] for item in health}
    for name in own["health"]["indicator"].unique():
        above = [head for head in (*heads.values(), "Niet gunstig of ongunstig") if head in at]
        nearest = max((head for head in above if at[head] < at[name]), key=at.__getitem__)
        assert nearest == below.get(name, "Niet gunstig of ongunstig")
    # Where no side is known there is nothing to head.
    (axes,) = module("health").draw(own, {**context, "health": []}).axes
    assert not any("ongunstig" in text.get_text() for text in axes.texts)


def test_what_is_named_again_stands_over_what_chance_gives(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    """On one scale; within the bar of chance a dot is open, and the title counts the others."""
    own = own_tables("named_again", example)
    said = module("named_again").facts(own, context)
    assert said.title == (
        "Bij alle vijf drempels is terugkeren geen toeval (codering van drie onzeker); "
        "bij hulpbronnen kan het dat zijn"
    )
    assert {"21 van 22", "13 van 29"} <= set(texts(drawing("named_again")))
    # Both kinds on one scale, of which both ends are told.
    (axes,) = module("named_again").draw(own, context).axes
    assert axes.get_xlim() == (0, 1)
    assert [tick.get_text() for tick in axes.get_xticklabels()][::4] == ["0\u00a0%", "100\u00a0%"]
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    bars = [line for line in axes.lines if line not in dots]
    ends = [tuple(sorted(set(line.get_xdata()))) for line in bars]
    assert len(dots) == len(ends) == len(own["barriers"]) + len(own["resources"]) == 11
    assert dots[0].get_xdata()[0] == pytest.approx(21 / 22)
    chance = pd.concat([own["barriers"], own["resources"]])[["chance_low", "chance_high"]]
    assert ends == [pytest.approx(tuple(row)) for row in chance.to_numpy()]
    within = [
        low <= dot.get_xdata()[0] <= high for dot, (low, high) in zip(dots, ends, strict=True)
    ]
    assert [dot.get_markerfacecolor() == design.WHITE for dot in dots] == within
    assert within == [False] * 5 + [True] * 6
    # Counted from the double coding: alpha below two thirds. Of resources nothing is known.
    words = [text.get_text() for text in axes.texts]
    unsure = [words[place - 1] for place, word in enumerate(words) if word == "codering onzeker"]
    assert unsure == ["Geld", "Vrijwilligers", "Regels"]
    alphas = own["agreement"].set_index("code")["alpha"]
    assert [alphas[f"belemmering: {name.lower()}"] < 2 / 3 for name in unsure] == [True] * 3
    assert covered_words(axes.figure) == []
    # A bound that moves past a dot opens it, and the title tells of one less.
    four, none = [1.0, 0.71, 0.76, 0.63, 0.5], [1.0] * 5
    some = [1.0, 0.4, 1.0, 1.0, 0.46, 1.0]

    def title(barriers: list[float], resources: list[float]) -> str:
        high = {"barriers": barriers, "resources": resources}
        moved = {name: own[name].assign(chance_high=ends) for name, ends in high.items()}
        return str(module("named_again").facts(own | moved, context).title)

    assert title(four, some) == (
        "Bij vier van de vijf drempels is terugkeren geen toeval (codering van twee onzeker); "
        "bij twee van de zes hulpbronnen ook niet"
    )
    assert title(none, some) == (
        "Bij drempels kan terugkeren toeval zijn; bij twee van de zes hulpbronnen is het dat niet"
    )
    assert title(none, [1.0] * 6) == (
        "Bij drempels kan terugkeren toeval zijn; bij hulpbronnen ook"
    )
    one = {name: own[name].head(1) for name in own}
    assert module("named_again").facts(own | one, context).title == (
        "Bij de drempel is terugkeren geen toeval (codering van één onzeker); "
        "bij de hulpbron kan het dat zijn"
    )
    for name in ("barriers", "resources"):
        with pytest.raises(NoDataError):
            module("named_again").facts(own | {name: own[name].head(0)}, context)
