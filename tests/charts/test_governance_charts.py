"""Charts of governance: who decides, on which rung, in which bodies; and who lasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from drawn_charts import SPACE, Tables, covered_words, module, own_tables, svg, texts
from matplotlib.colors import to_hex
from matplotlib.patches import FancyArrowPatch

from veerkracht.charts import NoDataError, design
from veerkracht.governance.measures import WHO_NAME

Drawing = Callable[[str], str]


def test_decision_rights_show_who_decides_and_what_is_not_recorded(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    picture = drawing("decision_rights")
    shown = texts(picture)
    # What is not recorded is left blank, and said once.
    assert shown.count("leeg: niet vastgelegd") == 1 and "niet vastgelegd" not in shown
    # The municipality is formal too: beside it stand the others.
    names = {"gemeente", "andere formele", "informeel", "bewoners"}
    assert names == set(WHO_NAME.values()) <= set(shown) and "formeel" not in shown
    assert "vet: wie besloot; eronder: hoe bewoners meededen" in shown
    said = module("decision_rights").facts(example, context)
    title, alt = said.title, said.alt
    assert title == (
        "In 2023 namen bewoners of informele partijen drie van de vier vastgelegde besluiten: "
        "koers, budget en keuze van initiatieven"
    )
    assert "2019 gemeente (informeren)" in alt
    mine = example["rights"].assign(who="gemeente")
    title = module("decision_rights").facts(example | {"rights": mine}, context).title
    assert "geen van de vier vastgelegde besluiten" in title


def test_the_ladder_has_a_dot_for_every_decision(example: Tables, drawing: Drawing) -> None:
    root = ElementTree.fromstring(drawing("ladder"))
    group = root.find(".//svg:g[@id='ladder']", SPACE)
    assert group is not None
    # The colour of a dot says who decides; one more of each stands in the key.
    uses = [str(node.attrib) for node in group.iterfind(".//svg:use", SPACE)]
    decided = example["rights"]["who"].value_counts()
    assert decided.sum() == len(example["decisions"]) == 18
    for who, (colour, _) in design.WHO.items():
        assert sum(colour.lower() in use for use in uses) == decided[who] + 1, who


def test_who_decides_has_the_shape_of_its_kind_on_the_maps(
    example: Tables, context: dict[str, Any]
) -> None:
    """A square is formal and a circle informal, as between parties."""
    shapes = {"gemeente": "s", "formeel": "s", "informeel": "o", "bewoners": "o"}
    colours = {to_hex(ground): who for who, (ground, _) in design.WHO.items()}
    found = set()
    for name in ("ladder", "timeline", "brief_decisions"):
        figure = module(name).draw(own_tables(name, example), context)
        seen = {
            (who, line.get_marker())
            for axes in figure.axes
            for line in axes.lines
            if line.get_marker() != "None" and (who := colours.get(to_hex(line.get_color())))
        }
        assert seen == {(who, shapes[who]) for who, _ in seen}, name
        assert "bewoners" in dict(seen), name
        found |= set(dict(seen))
    assert found == set(shapes)


def test_who_is_still_named_adds_up_to_the_parties_of_every_year(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    own = own_tables("still_named", example)
    said = module("still_named").facts(own, context)
    assert said.title == "Van de 59 partijen van 2019 zijn er 55 in 2023 nog genoemd"
    stayed, others = said.series
    parties = own["actors"].groupby("year").size()
    for old, new in zip(stayed.points, others.points, strict=True):
        assert (old.value or 0) + (new.value or 0) == parties[old.year]
    assert {"59", "55", "91"} <= set(texts(drawing("still_named")))
    first = own["actors"].query("year == 2019")
    with pytest.raises(NoDataError):
        module("still_named").facts({"actors": first}, context)
    same = pd.concat([first, first.assign(year=2020)])
    title = module("still_named").facts({"actors": same}, context).title
    assert title == "Alle 59 partijen van 2019 zijn in 2020 nog genoemd"


def test_a_mark_of_the_ladder_lies_within_its_rung(
    example: Tables, context: dict[str, Any]
) -> None:
    axes = module("ladder").draw(own_tables("ladder", example), context).axes[0]
    rungs = example["rights"].dropna(subset=["rung"])
    marks = [line for line in axes.lines if line.get_gid() == "besluit"]
    assert len(marks) == len(rungs)
    # A bar a rung, and all of a mark within one.
    bars = [(bar.get_y(), bar.get_y() + bar.get_height()) for bar in axes.patches]
    # Koers and keuze van initiatieven were decided on in all five years: a line from each on.
    lines = [line for line in axes.lines if line.get_gid() == "verloop"]
    assert len(lines) == 2 * 4
    half = module("ladder").SIZE * design.POINT / 2
    lefts: dict[float, int] = {}
    for line in marks:
        y, x = float(line.get_ydata()[0]), round(float(line.get_xdata()[0]), 3)
        assert sum(low <= y - half and y + half <= high for low, high in bars) == 1
        lefts[x] = lefts.get(x, 0) + 1
    # The marks of a year stand in one line.
    assert sorted(lefts.items()) == list(
        zip(sorted(lefts), rungs.groupby("year").size(), strict=True)
    )


def test_phases_are_dated_and_now_is_no_date(context: dict[str, Any]) -> None:
    rows = [(2019, "begin", "a", None, ""), (2021, "nu", "b", None, "")]
    bodies = pd.DataFrame(rows, columns=["year", "phase", "body", "above", "who"])
    shown = texts(svg("organisation", {"bodies": bodies}, context))
    assert {"2019–2020", "vanaf 2021", "begin"} <= set(shown) and "nu" not in shown


def test_bodies_stand_below_the_one_they_report_to_and_a_circle_ends(
    context: dict[str, Any],
) -> None:
    rows = [
        (2019, "begin", "werkgroep", "stuurgroep", "formeel"),
        (2019, "begin", "stuurgroep", None, "gemeente"),
        (2023, "nu", "a", "b", "bewoners"),
        (2023, "nu", "b", "a", "informeel"),
    ]
    bodies = pd.DataFrame(rows, columns=["year", "phase", "body", "above", "who"])
    phases = module("organisation")._phases({"bodies": bodies})
    assert phases[0] == (
        "begin",
        2019,
        [(0, "stuurgroep", "gemeente"), (1, "werkgroep", "formeel")],
    )
    assert sorted(body for _, body, _ in phases[1][2]) == ["a", "b"]
    assert {"stuurgroep", "werkgroep", "a", "b"} <= set(
        texts(svg("organisation", {"bodies": bodies}, context))
    )


def test_a_body_of_the_top_is_followed_and_what_is_new_or_gone_is_said(
    context: dict[str, Any],
) -> None:
    rows = [
        (2019, "begin", "stuurgroep", None, "gemeente"),
        (2019, "begin", "werkgroep", "stuurgroep", "formeel"),
        (2021, "kantelen", "stuurgroep", None, "gemeente"),
        (2021, "kantelen", "raad", "stuurgroep", "informeel"),
        (2023, "overdragen", "raad", None, "bewoners"),
        (2023, "overdragen", "stuurgroep", "raad", "gemeente"),
    ]
    bodies = pd.DataFrame(rows, columns=["year", "phase", "body", "above", "who"])
    figure = module("organisation").draw({"bodies": bodies}, context)
    (axes,) = figure.axes
    shown = [text.get_text() for text in axes.texts]
    assert shown.count("nieuw") == 1 and "weg: werkgroep" in shown
    # From column to column: the group twice, the council from its first column on.
    arrows = [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]
    assert len(arrows) == 3
    assert covered_words(figure) == []
