"""What the pages on the Sociale Index say follows the data, and goes with them."""

from __future__ import annotations

import html as entities
import re
import shutil
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from even_wijken import even
from folders import SECTIONS
from section_texts import monitor_page

from veerkracht import dutch
from veerkracht.lookups.lookups import Lookups
from veerkracht.network.outcome import Outcome
from veerkracht.report.sections import read_sections

Tables = dict[str, pd.DataFrame]
Page = Callable[..., str]
EXTRA = {"input_hash": "x", "versions": []}
FIGURES = ("strip", "index_gaps", "contributions", "alike", "index_lines", "index_scale")
DRAWN = {name: {"title": name, "alt": name, "source": name} for name in FIGURES}


@pytest.fixture
def page(example: Tables, settings: dict[str, Any], tmp_path: Path) -> Page:
    """The text of one section; `changed`: tables, `wijk` and `noise`: settings."""

    def fill(
        section: str, changed: Tables | None = None, wijk: str = "voorbeeld", **noise: float
    ) -> str:
        shutil.copy(SECTIONS / section, tmp_path)
        shutil.copytree(SECTIONS / "bevinding", tmp_path / "bevinding", dirs_exist_ok=True)
        # What a section refers to must be there.
        for name, part in (("68-tabellen", "bijlagen"), ("30-wijk-en-stad", "sociale-index")):
            if not section.startswith(name):
                stub = f"---\ntitle: {name[3:]}\npart: {part}\n---\n.\n"
                (tmp_path / f"{name}.md").write_text(stub)
        given = settings | {"noise": settings["noise"] | noise}
        lookups = Lookups.of(example | (changed or {}), settings["wijken"][wijk], given)
        html = monitor_page(read_sections(tmp_path), lookups, DRAWN, SECTIONS.parent, EXTRA)
        # The mark of a number stands within a sentence, any other between two.
        words = re.sub(r"<[^>]+>", " ", re.sub(r"</?data[^>]*>", "", html))
        return " ".join(entities.unescape(words).split())

    return fill


def test_better_than_alike_yet_no_nearer_to_the_city_is_explained(
    example: Tables, page: Page
) -> None:
    """Published: the city 110 and 100, Tussendijken 88 and 83; the five wijken 14 down."""
    section = "33-vergelijkbare-wijken.md"
    # They went too far apart to say that Tussendijken did better.
    assert "Toch is de afstand" not in page(section)
    alike = even(example["alike"])
    told = page(section, {"alike": alike})
    assert (
        "Toch is de afstand van Tussendijken tot Rotterdam niet aantoonbaar veranderd: Rotterdam "
        "daalde 10 punten en Tussendijken 5, en dat verschil valt binnen de marge."
    ) in told
    assert "Toch is de afstand van Bospolder" not in told
    claims = example["claims"]
    goal = claims["claim"] == "doel-niet-dichterbij"
    ends = alike["year"].max() + alike["year"].min()
    for changed in (
        {
            "claims": claims.assign(outcome=claims["outcome"].mask(goal, "houdt niet")),
            "alike": alike,
        },
        # The years of the others backwards: they rose.
        {"alike": alike.assign(year=ends - alike["year"])},
        {"alike": alike.assign(value=alike["value"].where(alike["year"] < 2024, 100.0))},
    ):
        assert "Toch is de afstand" not in page(section, changed)
    # Wijk and city two points up, the others fourteen down: the gap stood still, yet neither fell.
    gaps = example["index_gaps"].copy()
    last = (gaps["source"] == "sociale_index") & (gaps["year"] == 2024)
    gaps.loc[last, "city"] = 112.0
    gaps.loc[last & (gaps["area"] == "Tussendijken"), "value"] = 90.0
    gaps.loc[last, "gap"] = gaps.loc[last, "value"] - 112
    told = page(section, {"index_gaps": gaps, "alike": alike})
    assert "Toch is" not in told
    # Five points are more than a noise of four: then it did come nearer.
    assert "Toch is de afstand" not in page(section, {"alike": alike}, change=4)


def test_the_page_says_how_many_of_how_many_wijken_are_beside_it(
    example: Tables, page: Page
) -> None:
    section = "33-vergelijkbare-wijken.md"
    told = page(section)
    # By hand: -15 and -5 beside a mean of -14; t of Student 2.776 times the spread of the five.
    assert (
        "Van 2018 tot 2024 was het verschil met het gemiddelde van de vijf wijken die er het meest "
        "op leken −1,0 punten in Bospolder en +9,0 in Tussendijken. Pas boven 18,6 punten is "
        "toeval onwaarschijnlijk."
    ) in told
    assert (
        "De vijf zijn gekozen op de thema’s van 2016, uit negen andere wijken met cijfers. Een "
        "maatstaf, geen bewijs."
    ) in told
    assert (
        "Twee van de vijf, Zuidwijk en Nieuwe Westen, zijn volgens de gemeente van een ander type. "
        "Naast die van hetzelfde type (Carnisse, Delfshaven, Oud Mathenesse / Witte Dorp en "
        "Spangen) is het verschil vanaf 2018 +1 in Bospolder en +11 in Tussendijken"
    ) in told
    assert "in 2016 leek het op Tussendijken niet meer dan een willekeurige wijk" in told
    assert "leek het op Bospolder" not in told
    # Published in 2018 and 2024: Carnisse 77 and 69, Rotterdam 110 and 100.
    assert "van 2018 tot 2024 was de verandering daar −10 punten" in told
    alike = example["alike"]
    # Beside the same wijken they stand in the chart; else the text lists those of each area.
    assert "Carnisse −8" not in told
    own = (alike["area"] == "Bospolder") & (alike["other"] == "Spangen")
    told = page(section, {"alike": alike[~own]})
    for area, others in (
        ("De vier naast Bospolder", "Nieuwe Westen −12 en Oud Mathenesse / Witte Dorp −21"),
        (
            "De vijf naast Tussendijken",
            "Nieuwe Westen −12, Spangen −20 en Oud Mathenesse / Witte Dorp −21",
        ),
    ):
        assert (
            f"{area} , met de verandering 2018–2024 in punten: Carnisse −8, Zuidwijk −9, {others}. "
            "Rotterdam: −10."
        ) in told
    # Beside four wijken chance reaches farther than beside five: -8, -9, -12 and -21, t 3.182.
    room = 3.182 * statistics.stdev([8, 9, 12, 21]) * 1.25**0.5
    assert (
        "het gemiddelde van de wijken die er het meest op leken −2,5 punten in Bospolder en +9,0 "
        f"in Tussendijken. Pas boven {dutch.number(room, 1)} punten in Bospolder en 18,6 in "
        "Tussendijken is toeval onwaarschijnlijk."
    ) in told
    assert "Zij zijn gekozen op de thema’s van 2016, uit negen andere wijken" in told
    few = alike[alike["other"].isin(["Zuidwijk", "Spangen"]) & (alike["group"] == "gelijkend")]
    told = page(section, {"alike": few})
    assert "het gemiddelde van de twee wijken die er het meest op leken" in told
    one = few[few["other"] == "Zuidwijk"]
    told = page(section, {"alike": one})
    assert "was het verschil met de wijk die er het meest op leek −6,0 punten in Bospolder" in told
    assert "De wijk is gekozen op de thema’s van 2016, uit negen andere wijken" in told
    assert "hetzelfde type" not in told and "willekeurige wijk" not in told


def test_the_theme_that_moved_most_past_its_margin_has_a_sentence(
    example: Tables, page: Page
) -> None:
    """Published: Meedoen (bewoners) 97.94 and 47.30 in Tussendijken, 100 and 98.05 in the city."""
    said = "Het verst uiteen, en buiten de marge, liggen 2014 en 2016 bij"
    told = page("31-themas.md")
    assert (
        f"{said} Meedoen (bewoners) in Tussendijken: −2 en −51 punten vergeleken met Rotterdam."
        in told
    )
    # Of wide margins none is sure, and nothing is said.
    wide = example["contributions"].assign(margin=100.0)
    assert said not in page("31-themas.md", {"contributions": wide})


def test_a_theme_of_one_question_is_none_that_moved_most(
    example: Tables, settings: dict[str, Any]
) -> None:
    """Though it is past its margin: of nine themes the eight others are left, largest first."""
    sure = {**example, "contributions": example["contributions"].assign(margin=0.0)}
    moved = Lookups.of(sure, settings["wijken"]["voorbeeld"], settings).indicators.moved(
        "Bospolder"
    )
    assert moved is not None and len(moved.themes) == 8
    assert "Oordeel kwaliteit van leven" not in {theme.label for theme in moved.themes}
    far = [abs(float(theme.after) - float(theme.before)) for theme in moved.themes]
    assert far == sorted(far, reverse=True)


def test_what_moved_most_is_said_of_a_single_area_with_its_two_shares(
    quiet: Tables, page: Page
) -> None:
    """Of more areas it would be a list of old figures: there it is not said."""
    told = page("31-themas.md")
    assert "Het verst vooruit" not in told and "Het verst achteruit" not in told
    told = page("31-themas.md", quiet, "carnisse").replace("\u00a0", " ")
    # Published: a smaller share, and so better.
    assert "in Carnisse het aandeel woningen met overbewoning (14 % → 10 %)" in told
    changes = quiet["indicator_changes"]
    still = quiet | {"indicator_changes": changes.assign(moved="gelijk")}
    told = page("31-themas.md", still, "carnisse")
    for word in ("vooruit", "achteruit"):
        assert f"In Carnisse ging geen indicator aantoonbaar {word}." in told
    own = quiet | {"indicator_changes": changes[changes["moved"].ne("beter")]}
    told = page("31-themas.md", own, "carnisse")
    assert "In Carnisse ging geen indicator aantoonbaar vooruit. Het verst achteruit: in" in told


def test_a_half_of_the_index_is_named_beyond_its_margin(example: Tables, page: Page) -> None:
    """The largest first, in plain words: what went down or up, when, and that it was before."""
    section, parts = "32-wat-verschoof.md", example["contributions"]
    assert (
        "In Tussendijken ging het oordeel van bewoners omlaag (−9,4 punten vergeleken met "
        "Rotterdam); in Bospolder ging wat registraties tellen omhoog (+6,1). Dat was van 2014 tot "
        "2016, voor het programma: het vertrekpunt, niet de uitkomst."
    ) in page(section)
    turned = page(section, {"contributions": parts.assign(gap_points=-parts["gap_points"])})
    assert "in Bospolder ging wat registraties tellen omlaag (−6,1)" in turned
    wide = page(section, {"contributions": parts.assign(margin=parts["margin"] * 10)})
    assert (
        "ging geen van beide helften, vergeleken met Rotterdam, buiten haar marge omhoog of omlaag"
        in wide
    )
    assert "Dat was" not in wide


def test_the_page_says_what_a_later_series_has_for_the_same_years(
    example: Tables, page: Page
) -> None:
    """Published later: Bospolder 83 and 87 beside 100 and 104, Tussendijken 86 and 78."""
    section, gaps = "32-wat-verschoof.md", example["index_gaps"]
    assert (
        "Dit zijn punten van de uitgave van 2016. In de latere reeks ( wijk-en-stad ) ging de "
        "afstand tot Rotterdam in die jaren van −17 naar −17 in Bospolder en van −14 naar −26 in "
        "Tussendijken."
    ) in page(section)
    later = (gaps["source"] == "sociale_index") & (gaps["year"] == 2016)
    assert "latere reeks" not in page(section, {"index_gaps": gaps[~later]})


def test_the_heaviest_indicators_are_named_only_beyond_their_own_margin(
    example: Tables, page: Page
) -> None:
    section, changes = "32-wat-verschoof.md", example["indicator_changes"]
    told = page(section)
    assert "buiten hun marge, aan elke kant: in Bospolder “woningen nabij het Centrum" in told
    assert "in Tussendijken “woningen nabij het Centrum" in told
    assert "(+1,2) en “ervaart geen discriminatie in en buiten de buurt” (−2,2)." in told
    still = page(section, {"indicator_changes": changes.assign(moved="gelijk")})
    assert "In Bospolder en Tussendijken ligt geen van de indicatoren die het zwaarst" in still


def test_the_other_wijken_of_the_strip_have_their_names_below_it(page: Page) -> None:
    told = page("31-themas.md")
    assert "Andere wijken waarvan scores beschikbaar zijn: Carnisse, Delfshaven, Middelland" in told
    assert told.count("Zuidwijk") == told.count("Bewoners: naar hun oordeel gevraagd") == 1


def test_the_lead_on_themes_begins_with_those_of_more_than_one_question(
    example: Tables, page: Page
) -> None:
    told = page("31-themas.md")
    assert "Waar het verschil zat in 2016" in told
    assert (
        "Op thema’s met meer dan één vraag stonden Bospolder en Tussendijken in 2016 het verst "
        "onder Rotterdam op Capaciteiten (bewoners): −38 en −60 punten. Op Oordeel "
        "kwaliteit van leven, één vraag, was dat −47 en −75."
    ) in told
    gaps = example["index_gaps"]
    satisfied = gaps["indicator"] == "As"
    less = gaps.assign(gap=gaps["gap"].mask(satisfied, -1.0))
    told = page("31-themas.md", {"index_gaps": less})
    assert "Het verst onder Rotterdam stonden Bospolder en Tussendijken in 2016 op Cap" in told
    assert "één vraag, was dat" not in told


def test_what_would_close_the_gap_is_one_sum_for_all_areas(page: Page) -> None:
    """An arithmetic, no demand: said once."""
    told = page("31-themas.md")
    assert (
        "In 2016 lag Bospolder 16,1 punten onder Rotterdam (in de latere reeks −17) en "
        "Tussendijken 27,8 (−26). Brengt men de zwaarste indicatoren één voor één op het peil van "
        "de stad, dan is het verschil na 17 (Bospolder) en 43 (Tussendijken) van de 94 weg. "
        "De zwaarste: "
    ) in told
    assert "moeten" not in told


def test_the_method_says_from_where_a_difference_counts_and_why(page: Page) -> None:
    """In the text, before the table that has it too; eight times the root of 1 + 1/5 is 8,8."""
    told = page("62-methode-index.md")
    said = (
        "Een verschil met de stad telt vanaf 6 punten, een verandering vanaf 8: zoveel kan de "
        "index ongeveer schelen door wie er antwoordde."
    )
    worked = (
        "naast gelijkende wijken 8 maal de wortel van 1\u00a0+\u00a01/5: 8,8, of hun grotere "
        "spreiding (Student)"
    )
    told, worked = (" ".join(words.split()) for words in (told, worked))
    assert 0 < told.index(said) < told.index(worked)
    assert "telt vanaf 5 punten, een verandering vanaf 9:" in page(
        "62-methode-index.md", level=5, change=9
    )


@pytest.mark.parametrize("path", sorted(SECTIONS.glob("6[0-3]-*.md")), ids=lambda path: path.stem)
def test_a_table_of_the_method_stands_below_the_text_that_speaks_of_it(path: Path) -> None:
    """At the end of its part: no running text goes on below a table."""
    text = path.read_text(encoding="utf-8")
    below = text[text.find("{{ table(") :] if "{{ table(" in text else ""
    assert "###" not in below
    for words in ("De tabel onder dit deel zegt", "de wortel", "telt vanaf"):
        assert words not in below


def test_a_change_and_a_level_that_point_apart_are_said_apart(
    example: Tables, quiet: Tables, page: Page
) -> None:
    """Published for Carnisse: 59 % near a Vraagwijzer in 2016, the city 41 %, and furthest back."""
    section = "31-themas.md"
    told = page(section, quiet, wijk="carnisse")
    assert (
        "Het verst achteruit: in Carnisse het aandeel woningen nabij de Vraagwijzer (87 % → "
        "59 %). Dat is de "
        "verandering; in de stand van 2016 helpt dat aandeel de score nog: 59 %, tegen 41 % in de "
        "stad."
    ) in told.replace("\u00a0", " ")
    parts = quiet["contributions"]
    near = parts["name"] == "woningen nabij de Vraagwijzer"
    weighed = parts.assign(level_points=parts["level_points"].where(~near, 0.0))
    assert "Dat is de verandering" not in page(
        section, quiet | {"contributions": weighed}, wijk="carnisse"
    )
    assert "Dat is de verandering" not in page(section)


def test_a_wijk_without_interviews_tells_first_what_became_of_its_gap(
    quiet: Tables, page: Page
) -> None:
    """Published: 18 points below the city in 2014, 33 in 2018 and 31 in 2024."""
    section = "09-wijk-in-cijfers.md"
    told = page(section, quiet, wijk="carnisse")
    said = (
        "Op de Sociale Index raakte Carnisse verder achter op Rotterdam: van 18 punten eronder in "
        "2014 naar 31 in 2024."
    )
    # In the same breath, for that is what the years in between come to.
    assert f"{said} Sinds 2018 (33 eronder) is geen verandering aan te tonen." in told
    gaps = quiet["index_gaps"]
    ends = gaps["year"].max() + gaps["year"].min()
    back = page(section, quiet | {"index_gaps": gaps.assign(year=ends - gaps["year"])}, "carnisse")
    assert "kwam Carnisse dichter bij Rotterdam: van 31 punten eronder in 2014 naar 18" in back
    # 60 points higher it is 42 and then 29 above the city: that is no falling behind.
    above = gaps.assign(gap=gaps["gap"] + 60, value=gaps["value"] + 60)
    high = page(section, quiet | {"index_gaps": above}, "carnisse")
    told = (
        "werd de voorsprong van Carnisse op Rotterdam kleiner: van +42 punten in 2014 naar +29 in "
        "2024. Sinds 2018 (+27) is geen verandering aan te tonen."
    )
    assert told in high and "raakte Carnisse" not in high
    still = page(section, quiet, wijk="carnisse", change=20)
    assert "veranderde de afstand van Carnisse tot Rotterdam niet aantoonbaar" in still
    assert "achter op" not in still.partition("Sinds")[0] and "verder achter" not in still
    assert "Sinds 2018 (33 eronder) evenmin." in still
    once = quiet | {"index_gaps": gaps[gaps["year"] == 2024]}
    once |= {"index_course": quiet["index_course"].iloc[:0]}
    for name in (section, "30-wijk-en-stad.md"):
        one = page(name, once, wijk="carnisse")
        assert "In 2024 lag Carnisse 31 punten onder Rotterdam op de Sociale Index." in one


def test_the_page_of_the_index_has_the_scores_behind_that_and_does_not_say_it_again(
    quiet: Tables, page: Page
) -> None:
    """Published: 82 and 100 in 2014, 69 and 100 in 2024."""
    told = page("30-wijk-en-stad.md", quiet, wijk="carnisse")
    scores = (
        "In 2014 had Carnisse op de Sociale Index een score van 82 en Rotterdam van 100; in 2024 "
        "was dat 69 en 100."
    )
    assert scores in told and "van 18 punten eronder" not in told
    assert "andere monitors" not in told
    # The back has the finding with both its reserves: a reader may see no other page.
    back = page("71-flaptekst-cijfers.md", quiet, wijk="carnisse")
    assert (
        "Sinds 2018 (33 eronder) is geen verandering aan te tonen. Naast vijf wijken die erop "
        "leken, kan het verschil sinds 2014 toeval zijn. Wat niet is aangetoond, heet in deze "
        "monitor ook zo."
    ) in back
    assert "wijken die erop leken" not in page("72-bevinding.md")


def test_a_fall_that_wijken_alike_had_too_is_said_beside_the_finding(
    quiet: Tables, page: Page
) -> None:
    """By hand: -13 beside a mean of -2.2 since 2014, which may be chance up to 25.9."""
    said = "Naast vijf wijken die erop leken, kan het verschil sinds 2014 toeval zijn."
    section = "09-wijk-in-cijfers.md"
    assert said in page(section, quiet, wijk="carnisse")
    # Where it is more than chance, or no fall is shown, it is not said.
    lower = quiet["index_gaps"]
    last = (lower["area"] == "Carnisse") & (lower["year"] == 2024)
    lower = lower.assign(value=lower["value"].where(~last, 40), gap=lower["gap"].where(~last, -60))
    assert said not in page(section, quiet | {"index_gaps": lower}, wijk="carnisse")
    assert said not in page(section, quiet, wijk="carnisse", change=20)


def test_beside_one_wijk_it_is_said_how_many_of_the_others_went_down(
    quiet: Tables, page: Page
) -> None:
    """Published for the five: nine to twenty-one points less in 2024 than in 2018."""
    section = "33-vergelijkbare-wijken.md"
    told = page(section, quiet, wijk="carnisse")
    assert "Alle vijf gelijkende wijken gingen in die jaren omlaag." in told
    alike = quiet["alike"]
    up = (alike["other"] == "Zuidwijk") & (alike["year"] == 2024)
    changed = alike.assign(value=alike["value"].mask(up, 150.0))
    told = page(section, quiet | {"alike": changed}, wijk="carnisse")
    assert "Vier van de vijf gelijkende wijken gingen in die jaren omlaag." in told
    assert "gelijkende wijken gingen" not in page(section)


def test_two_outcomes_are_a_sentence_and_not_a_table_of_two_rows(quiet: Tables, page: Page) -> None:
    """A wijk without interviews has three claims."""
    claims = quiet["claims"].copy()
    claims["outcome"] = ["houdt", "houdt niet", "houdt", *["onbekend"] * (len(claims) - 3)]
    claims["outcome"] = claims["outcome"].replace("onbekend", str(Outcome.UNKNOWN))
    told = page("67-beweringen.md", quiet | {"claims": claims}, wijk="carnisse")
    assert (
        "Bij de drie beweringen van deze uitgave is de uitkomst houdt stand (twee keer) en houdt "
        "geen stand (één keer). Wat standhoudt, staat zonder voorbehoud in de tekst."
    ) in told
    assert "Beweringen naar uitkomst" not in told and "De tabel" not in told
    # With interviews there are more of them, and a table.
    assert "Beweringen naar uitkomst" in page("67-beweringen.md")
