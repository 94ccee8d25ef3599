"""A wijk from configuration and city-wide sources alone: the shipped one, and the real files."""

from __future__ import annotations

import copy
import html as entities
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from folders import REAL_DATA, real_data
from plain import Tables, chart_context, compute_tables, declared, read_sources
from section_texts import monitor_page

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.claims.case import Case
from veerkracht.claims.judge import judge_claims
from veerkracht.editions.artwork import artwork
from veerkracht.editions.pdf import as_assets, print_pdf
from veerkracht.governance.measures import measure_governance
from veerkracht.lookups.lookups import Lookups
from veerkracht.network.evidence import Evidence
from veerkracht.network.exchange import SHAPE, SIZE
from veerkracht.paths import ROOT
from veerkracht.report.fill import fill
from veerkracht.report.sections import figure_names, read_sections, text_folders

EDUCATION = ["opleidingsniveauLaag", "opleidingsniveauMiddelbaar", "opleidingsniveauHoog"]
SITE = {"gebied": "wijk", "jaar": "meting", "uitgave": "editie"}


def report(tables: Tables, config: dict[str, Any], key: str) -> str:
    """The finished page of a wijk."""
    return monitor_page(*filling(tables, config, key))


def web(tables: Tables, config: dict[str, Any], key: str) -> str:
    """The text of a wijk as the web has it, with the tables to look things up in."""
    parts = fill(*filling(tables, config, key)).of("web").parts
    return "".join(section["html"] for part in parts for section in part["sections"])


def filling(tables: Tables, config: dict[str, Any], key: str) -> tuple[Any, ...]:
    """What a report of a wijk is filled from."""
    wijk = config["wijken"][key]
    sections = read_sections(*text_folders(key, ROOT))
    figures = {
        name: {"title": f"titel van {name}", "alt": "beschrijving", "source": "bron"}
        for name in figure_names(sections, wijk["years"])
    }
    extra = {"input_hash": "0", "versions": []}
    return sections, Lookups.of(tables, wijk, config), figures, ROOT / "templates", extra


def plain(page: str) -> str:
    page = re.sub(r"<(style|script).*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_wijk_without_interviews_says_what_is_missing(
    quiet: Tables, settings: dict[str, Any]
) -> None:
    text = plain(report(quiet, settings, "carnisse"))
    for words in (
        "Sociale Index",
        "De wijk in het kort",
        "Over gesprekken met initiatieven",
        "zijn voor Carnisse geen gegevens",
        "De wijk naast de stad, in cijfers. Veerkracht zelf is hier nog niet gemeten.",
        "Veerkracht zelf meet hij niet",
        "Op de Sociale Index raakte Carnisse verder achter op Rotterdam: van 18 punten eronder in "
        "2014 naar 31 in 2024.",
    ):
        assert words in text, words
    for words in (
        "Deel 2",
        "Negen lessen",
        "Bospolder-Tussendijken",
        "BoTu",
        "Voorbeeldgegevens",
        "Delfshaven Helpt",
        "programma wil",
        "Veerkrachtig",
        "verzonnen",
        "None",
        "nan",
        "&#",  # a sign that was made safe twice, as a macro that prints a number does
    ):
        assert words not in text, words
    claims = quiet["claims"].set_index("claim")
    assert claims.loc["meer-initiatieven", "evidence"] == "er zijn geen gesprekken"
    assert set(claims["outcome"]) - {"niet te bepalen"}  # those on the city's figures are tested


def test_governance_is_judged_without_interviews(
    quiet: Tables, example: Tables, settings: dict[str, Any]
) -> None:
    """The sheets of governance say of themselves which years they are about."""
    names = ("decisions", "tasks", "events", "facts", "budget", "bodies")
    tables = {**quiet, **{name: example[name] for name in names}}
    tables |= measure_governance(tables)
    wijk = settings["wijken"]["carnisse"]
    case = Case.of(Evidence(tables["actors"], tables["ties"]), tables, wijk, settings)
    claims = judge_claims(case, declared("carnisse", wijk)).set_index("claim")
    outcomes = claims["outcome"].to_dict()
    assert {
        outcomes[name]
        for name in (
            "meer-zeggenschap",
            "verder-dan-raadplegen",
            "meer-lokaal-werk",
            "bewoners-over-geld",
        )
    } == {"houdt"}
    assert claims["end"].dropna().to_dict()["meer-zeggenschap"] == 2023
    assert claims.loc["meer-initiatieven", "evidence"] == "er zijn geen gesprekken"


NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")


def orphans(page: str, looked_up: str, config: dict[str, Any]) -> list[str]:
    """The numbers in the prose of parts 2 and 3 that stand in no table of the report.

    `looked_up`: the page that has the tables to look things up in, which paper does not.
    """
    cells = " ".join(re.findall(r"<td[^>]*>(.*?)</td>", page + looked_up, re.DOTALL))
    printed = set(NUMBER.findall(entities.unescape(re.sub(r"<[^>]+>", " ", cells))))
    # What is set in config.yaml is told in the method.
    printed |= {str(value) for value in config["noise"].values()}
    # And so is how often interviews are exchanged, from the code that does it.
    printed |= {str(design.times) for design in (SIZE, SHAPE)}
    # Five in a hundred of the changes that were tested, which the method says itself.
    tested = re.search(r"<data[^>]*>(\d+)</data> getoetste\s+veranderingen", page)
    printed |= {dutch.number(int(tested[1]) * 0.05, 1)} if tested else set()
    wanted = []
    for part in ("sociale-index", "governance"):
        block = re.search(rf'id="{part}" data-part.*', page, re.DOTALL)
        prose = re.sub(r"<table.*?</table>", "", block[0] if block else "", flags=re.DOTALL)
        for value, text in re.findall(r'<data id="[^"]*" value="([^"]*)">(.*?)</data>', prose):
            number = NUMBER.search(text)
            wanted.append((number[0] if number else str(int(float(value))), abs(float(value))))
    assert len(wanted) > 20
    # A table may hold more decimals than the sentence: then it holds them of the same value.
    return [
        text
        for text, value in wanted
        if text not in printed and not {dutch.number(value, n) for n in (1, 2)} & printed
    ]


def test_every_number_on_the_index_and_governance_stands_in_a_table(
    example: Tables, quiet: Tables, settings: dict[str, Any]
) -> None:
    for tables, key in ((example, "voorbeeld"), (quiet, "carnisse")):
        pages = report(tables, settings, key), web(tables, settings, key)
        assert orphans(*pages, settings) == [], key


@pytest.fixture(scope="module")
def real(settings: dict[str, Any]) -> tuple[dict[str, Any], Tables]:
    """The settings with the real files as sources, nothing of the example; and these sources."""
    config = copy.deepcopy(settings)
    base = {"publisher": "OBI", "title": "t"}
    config["sources"] = {
        "wijkprofiel": {
            **base,
            "file": str(REAL_DATA / "obi/wijkprofiel-2014-2016.xls"),
            "layout": "obi",
            "edition": "2016",
            "role": ["index", "themes", "vulnerability"],
        },
        "site": {
            **base,
            "file": str(REAL_DATA / "obi/sociale-index-site-2026.csv"),
            "layout": "long",
            "role": ["index"],
            "edition": "2026",
            "unit": "index",
            "decimal": "punt",
            "columns": SITE,
        },
        "cbs": {
            **base,
            "file": str(REAL_DATA / "cbs/kerncijfers-buurten-rotterdam-2022.geojson"),
            "layout": "cbs",
            "edition": "2022",
            "role": ["vulnerability"],
            "indicators": {
                EDUCATION[0]: {"label": "Laag opgeleid", "per": EDUCATION},
                "percentageHuurwoningen": {"label": "Huur", "weight": "woningvoorraad"},
            },
        },
    }
    config["vulnerability"] = [
        {"label": "een lage opleiding", "source": "cbs", "indicator": EDUCATION[0]},
        {"label": "een huurwoning", "source": "cbs", "indicator": "percentageHuurwoningen"},
        {"label": "schulden", "source": "wijkprofiel", "indicator": "schuldhulpstand_p"},
    ]
    return config, read_sources(ROOT, config)


def with_wijk(config: dict[str, Any], name: str) -> dict[str, Any]:
    wijk = {
        **{"name": name, "short_name": name, "example": False, "areas": [name], "years": []},
        **{"municipality": "", "protagonists": [], "tie_rule": "union", "programme": None},
    }
    return {**config, "wijken": {"wijk": wijk}}


@real_data
@pytest.mark.parametrize(
    "name",
    # Both wijk and gebied; a group of wijken; hardly anyone lives there; also on the site.
    [
        "Feijenoord",
        "Oude Westen",
        "Rozenburg",
        "Strand en duin",
        "OudMathenesse/Witte Dorp",
        "Spangen",
    ],
)
def test_any_wijk_of_the_real_files_gets_a_report(
    name: str, real: tuple[dict[str, Any], Tables]
) -> None:
    config, sources = real
    config = with_wijk(config, name)
    tables = compute_tables(ROOT, config, "wijk", sources)
    text = plain(report(tables, config, "wijk"))
    ways = rf"raakte {name} verder achter op|kwam {name} dichter bij|afstand van {name} tot|"
    ways += rf"liep {name} verder uit op|voorsprong van {name} op|"
    told = re.search(rf"Op de Sociale Index .*?({ways}lag {name} \d+ punten)", text)
    compared = told and "van de 71 vergeleken wijken" in text
    assert compared or name == "Spangen"
    assert "Deel 1" not in text and "Wat de index verschoof" in text
    assert not re.search(r"\bNone\b|\bnan\b", text)
    assert (tables["contributions"]["gap_points"].sum()) == pytest.approx(
        tables["index_course"].query("indicator == 'SI'")["change"].iloc[0], abs=1e-9
    )


@real_data
def test_every_one_of_the_71_wijken_has_its_tables(real: tuple[dict[str, Any], Tables]) -> None:
    config, sources = real
    import pandas as pd

    from veerkracht.city.gaps import compute_gaps
    from veerkracht.city.measure import measure_index
    from veerkracht.city.scoring import read_rules

    names = sources["wijkprofiel"].query("level == 'wijk'")["area"].unique()
    assert len(names) == 71
    rules = read_rules(ROOT / "workflow/obi-indicatoren.csv")
    for name in names[::7]:
        wijk = with_wijk(config, name)["wijken"]["wijk"]
        gaps = pd.concat(
            compute_gaps(table, [name], "Rotterdam", source=key) for key, table in sources.items()
        ).reset_index(drop=True)
        tables = measure_index(sources, gaps, rules, config, wijk)
        assert len(tables["indicator_changes"]) == 94 and len(tables["alike"]) > 0, name


@real_data
def test_a_real_wijk_prints(real: tuple[dict[str, Any], Tables], tmp_path: Path) -> None:
    import importlib

    config, sources = real
    config = with_wijk(config, "Hillesluis")
    tables = compute_tables(ROOT, config, "wijk", sources)
    context = chart_context(ROOT, config, "wijk")
    # Not the short chart of the folder: the same lines stand on the next page.
    shown = {
        "index_lines",
        "index_scale",
        "strip",
        "index_gaps",
        "contributions",
        "alike",
        "vulnerability",
    }
    for name in shown:
        chart = importlib.import_module(f"veerkracht.charts.{name}")
        design.save(chart.draw(tables, context), tmp_path / f"{name}.svg")
    page = as_assets(report(tables, config, "wijk"))
    assert set(re.findall(r"figures/(\w+)\.svg", page)) == shown
    assets = {name: ROOT / "templates" / name for name in ("tokens.css", "print.css")}
    for name, drawing in artwork(tables, config["sources"], config["city"]).items():
        (tmp_path / f"{name}.svg").write_text(drawing, encoding="utf-8")
    assets |= {"figures": tmp_path, "beeld": tmp_path}
    pdf = print_pdf(page, assets, date=date(2026, 11, 24))
    assert pdf.startswith(b"%PDF-1.7")
