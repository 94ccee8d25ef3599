"""The ways in which people lay out a sheet of their own, each read or refused; and its proposal."""

from __future__ import annotations

import copy
import csv
from pathlib import Path
from typing import Any

import any_format
import own_sheet
import pytest
import yaml
from own_sheet import said
from test_own_sheets import WIJK, check_every_value, read, refused

from veerkracht.config import check_config, read_yaml
from veerkracht.faults import InputError
from veerkracht.files import check_files
from veerkracht.inputs.coding.description import check_descriptions
from veerkracht.inputs.coding.years import Coding
from veerkracht.inputs.describe_sheet import describe_sheet
from veerkracht.inputs.workbooks import check_request, in_folder, own_files
from veerkracht.paths import ROOT

SCHEMA = read_yaml(ROOT / "workflow/schemas/config.schema.yaml")
SMALL: dict[str, Any] = {
    "bestand": "sheet.xlsx",
    "jaar": "Jaar",
    "kolommen": {"naam": "Naam", "soort": "Type", "partners": "Partners"},
    "ontbreekt": {"ligging": "binnen", "geinterviewd": "ja"},
}
HEAD = ["Jaar", "Naam", "Type", "Partners"]


def write(folder: Path, *rows: list[Any], name: str = "sheet.xlsx", **sheets: Any) -> None:
    any_format.write(folder / name, {"Blad1": list(rows), **sheets})


def ties(coding: Coding) -> dict[tuple[int, str, str], tuple[Any, ...]]:
    ties = coding.ties.astype(object).where(coding.ties.notna(), None).to_dict("records")
    return {(t["year"], t["actor_a"], t["actor_b"]): (t["strength"], t["origin"]) for t in ties}


def names(coding: Coding) -> dict[int, list[str]]:
    years = coding.actors["year"].unique().tolist()
    return {y: sorted(coding.actors.loc[coding.actors["year"] == y, "name"]) for y in years}


def test_a_file_or_a_sheet_a_year_is_read_as_one_sheet_is(tmp_path: Path) -> None:
    a, b = ["A", "formeel", "B"], ["B", "formeel", ""]
    write(tmp_path, HEAD, [2020, *a], [2020, *b], ["3-5-2021", *b], [2021, *a])
    write(tmp_path, HEAD[1:], a, b, name="codering-2020.xlsx")
    write(tmp_path, HEAD[1:], b, a, name="codering-2021.xlsx")
    any_format.write(tmp_path / "per.ods", {"2020": [HEAD[1:], a, b], "2021": [HEAD[1:], b, a]})
    parts = {key: SMALL[key] for key in ("kolommen", "ontbreekt")}
    one = read(tmp_path, SMALL, [2020, 2021])
    files = read(tmp_path, {**parts, "bestand": "codering-{jaar}.xlsx"}, [2020, 2021])
    sheets = read(tmp_path, {**parts, "bestand": "per.ods", "blad": "{jaar}"}, [2020, 2021])
    assert names(one) == names(files) == names(sheets) == {2020: ["A", "B"], 2021: ["A", "B"]}
    assert ties(one) == {
        (2020, "a", "b"): (None, "sheet.xlsx!Blad1!2"),
        (2021, "a", "b"): (None, "sheet.xlsx!Blad1!5"),
    }
    assert ties(files)[2021, "a", "b"] == (None, "codering-2021.xlsx!Blad1!3")
    assert ties(sheets)[2021, "a", "b"] == (None, "per.ods!2021!3")


def test_years_that_do_not_fit_are_told(tmp_path: Path) -> None:
    write(tmp_path, HEAD, [2019, "A", "formeel", ""], ["vorig", "B", "formeel", ""])
    told = refused(tmp_path, SMALL, [2020])
    assert "rij 3, kolom Jaar: gevonden: 'vorig'; verwacht: een jaartal" in told
    assert "rij 1, kolom Jaar: gevonden: geen rij van 2020, wel van 2019" in told
    words = {"woorden": {2020: ["vorig"]}}
    coding = read(tmp_path, SMALL | words, [2020])
    assert names(coding) == {2020: ["B"]}
    assert [w.found for w in coding.warnings if w.column == "Jaar"] == ["1 keer 2019"]
    write(tmp_path, HEAD, [2021, "A", "formeel", ""], name="van-2020.xlsx")
    yearly = SMALL | {"bestand": "van-{jaar}.xlsx"}
    assert "gevonden: '2021'; verwacht: 2020, het jaar van het" in refused(tmp_path, yearly, [2020])


def test_a_row_a_tie_keeps_the_row_of_every_tie(tmp_path: Path) -> None:
    rows = [[2020, "A", "formeel", "B"], [2020, "A", "", "C"], [2020, "B", "informeel", ""],
            [2020, "C", "informeel", "A"]]  # fmt: skip
    write(tmp_path, HEAD, *rows)
    coding = read(tmp_path, SMALL | {"lang": True}, [2020])
    assert coding.actors["kind"].tolist() == ["formeel", "informeel", "informeel"]
    assert ties(coding) == {
        (2020, "a", "b"): (None, "sheet.xlsx!Blad1!2"),
        (2020, "a", "c"): (None, "sheet.xlsx!Blad1!3|sheet.xlsx!Blad1!5"),
    }
    assert "elke partij één keer per jaar" in refused(tmp_path, SMALL, [2020])
    rows[1][2] = "informeel"
    write(tmp_path, HEAD, *rows)
    told = refused(tmp_path, SMALL | {"lang": True}, [2020])
    assert "rij 3, kolom Type: gevonden: 'informeel'; verwacht: 'formeel', zoals in rij 2" in told


def test_a_row_a_code_goes_to_the_column_that_its_kind_says(tmp_path: Path) -> None:
    kinds = {**SMALL, "lang": {"soort": "Codesoort", "waarde": "Code"}}
    kinds["kolommen"] = {"naam": "Naam", "soort": "Type", "thema": "Thema"}
    kinds["kolommen"]["belemmeringen"] = "Knelpunt"
    rows = [["A", "formeel", "Thema", "eten"], ["A", "formeel", "Knelpunt", "geld"],
            ["A", "formeel", "thema", "taal"], ["B", "formeel", "Sfeer", "goed"]]  # fmt: skip
    head = ["Jaar", "Naam", "Type", "Codesoort", "Code"]
    write(tmp_path, head, *([2020, *row] for row in rows))
    coding = read(tmp_path, kinds, [2020])
    found = coding.actors[["name", "themes", "barriers"]].astype(object).fillna("").values.tolist()
    assert found == [["A", "eten|taal", "geld"], ["B", "", ""]]
    assert [w.found for w in coding.warnings if w.column == "Codesoort"] == ["'Sfeer'"]
    rows[1][2] = "Knelpunten"
    write(tmp_path, head, *([2020, *row] for row in rows))
    told = refused(tmp_path, kinds, [2020])
    assert "rij 3, kolom Codesoort: gevonden: 'Knelpunten'" in told
    assert "Knelpunt staat er niet. Bedoelt u 'Knelpunt'?" in told


def test_other_sheets_and_files_have_their_own_headings(tmp_path: Path) -> None:
    write(
        tmp_path, HEAD, [2020, "A", "formeel", ""], [2020, "B", "formeel", ""],
        Banden=[["Ronde", "Wie", "Met wie", "Hoe hecht"], [2020, "A", "B", "zeer"]],
    )  # fmt: skip
    (tmp_path / "citaten.csv").write_text(
        "Jaar,Citaat,Spreker,Akkoord,Herkenbaar\n2020,Fijn hier.,buur,x,nee\n2020,Weg.,buur,,nee\n"
    )
    own = SMALL | {
        "relaties": {
            "blad": "Banden", "jaar": "Ronde",
            "kolommen": {"van": "Wie", "naar": "Met wie", "sterkte": "Hoe hecht"},
        },
        "citaten": {
            "bestand": "citaten.csv", "jaar": "Jaar",
            "kolommen": {"tekst": "Citaat", "rol": "Spreker", "toestemming": "Akkoord",
                         "herleidbaar": "Herkenbaar"},
        },
        "woorden": {3: ["zeer"], "ja": ["x"]},
        "blad": "Blad1",
    }  # fmt: skip
    told = refused(tmp_path, own, [2020])
    assert "citaten.csv, rij 3, kolom Akkoord: gevonden: ''; verwacht: een van ja, nee" in told
    text = (tmp_path / "citaten.csv").read_text()
    (tmp_path / "citaten.csv").write_text(text.replace(",,", ",nee,"))
    coding = read(tmp_path, own, [2020])
    assert ties(coding) == {(2020, "a", "b"): (3, "sheet.xlsx!Banden!2")}
    quotes = coding.quotes[["quote", "text", "role", "year"]].values.tolist()
    assert quotes == [["2020-2", "Fijn hier.", "buur", 2020]]


def test_another_sign_between_values_than_in_other_years_is_refused(tmp_path: Path) -> None:
    own = copy.deepcopy(SMALL)
    own["kolommen"] = {"naam": "Naam", "soort": "Type", "thema": "Partners"}
    rows = [[year, f"{name}{year}", "formeel", sign.join(("eten", "taal"))]
            for year, sign in ((2020, "; "), (2021, ", ")) for name in "ABC"]  # fmt: skip
    write(tmp_path, HEAD, *rows)
    told = refused(tmp_path, own, [2020, 2021])
    assert "kolom Partners: gevonden: 3 cellen met ',', geen met ';', '|', een nieuwe regel" in told
    assert "zoals in 2020. Scheidt ',' hier?" in told
    both = read(tmp_path, own | {"scheiding": [";", ","]}, [2020, 2021])
    assert set(both.actors["themes"]) == {"eten|taal"}
    told = refused(tmp_path, own | {"scheiding": ","}, [2020, 2021])
    assert "rij 2, kolom Partners: gevonden: ';'; verwacht: waarden gescheiden door ','" in told
    alone = read(tmp_path, own, [2021])  # nothing to hold it against: asked, not refused
    assert any("Scheidt ',' waarden?" in warning.advice for warning in alone.warnings)


def test_a_partner_without_a_row_may_not_be_a_slip_or_two_names(tmp_path: Path) -> None:
    own = SMALL | {"genoemd": {"soort": "formeel", "ligging": "buiten"}}
    rows = [
        [2020, "Buurtkeuken", "informeel", "Woonstad; Gemeente"],
        [2020, "Tuin", "informeel", ""],
    ]
    write(tmp_path, HEAD, *rows)
    coding = read(tmp_path, own, [2020])
    kinds = dict(zip(coding.actors["name"], coding.actors["location"], strict=True))
    assert kinds == {"Buurtkeuken": "binnen", "Tuin": "binnen", "Gemeente": "buiten",
                     "Woonstad": "buiten"}  # fmt: skip
    log = coding.changes[["change", "found", "row", "year"]].values.tolist()
    assert ["alleen genoemd", "Woonstad", 2, 2020] in log
    assert "Voeg de partij toe aan blad Blad1" in refused(tmp_path, SMALL, [2020])
    for slip in ("Buurtkeukn", "Tuin / Woonstad", "School, Kerk"):
        write(tmp_path, HEAD, *rows, [2020, "Koor", "informeel", slip])
        told = refused(tmp_path, own, [2020])
        assert f"rij 4, kolom Partners: gevonden: '{slip}'" in told
        assert ("Zet ',' dan bij scheiding" in told) == ("," in slip)
    write(tmp_path, HEAD, *rows, [2020, "Koor", "informeel", "Buurtkeukn"])
    aliases = tmp_path / "aliassen.csv"
    head = "variant;actor;soort;vanaf;tot;besluit_door;datum;toelichting\n"
    aliases.write_text(head + "Buurtkeukn;Buurtkeuken;verschillend;;;;;\n")
    assert "Buurtkeukn" in names(read(tmp_path, own, [2020], aliases=aliases))[2020]
    aliases.write_text(head + "Buurtkeukn;Buurtkeuken;spelling;;;;;\n")
    assert (2020, "buurtkeuken", "koor") in ties(read(tmp_path, own, [2020], aliases=aliases))


def test_a_coalition_that_is_only_named_is_a_membership(tmp_path: Path) -> None:
    own = SMALL | {"genoemd": {"soort": "formeel"}}
    write(tmp_path, HEAD, [2020, "A", "formeel", "Wijkcoalitie"])
    coding = read(tmp_path, own, [2020], memberships=["Wijkcoalitie"])
    assert coding.actors[["name", "memberships"]].values.tolist() == [["A", "Wijkcoalitie"]]


def test_one_sheet_may_hold_ties_and_quotes_beside_its_parties(tmp_path: Path) -> None:
    head = ["Jaar", "Naam", "Type", "Thema", "Sinds", "Partner", "Sterkte", "Citaat", "Mag", "Wie"]
    write(
        tmp_path,
        head,
        [2020, "Tuin en Huis", "formeel", "eten en -", "3-4-2011", "", "", "Fijn.", "ja", "buur"],
        [2020, "Tuin en Huis", "", "taal", "", "B", 2, "", "", ""],
        [2020, "B", "formeel", "eten en groen", 2012, "", "", "", "", ""],
    )
    quotes = {"tekst": "Citaat", "rol": "Wie", "toestemming": "Mag", "herleidbaar": "Anoniem"}
    own = SMALL | {
        "lang": True,
        "scheiding": "en",
        "kolommen": {"naam": "Naam", "soort": "Type", "thema": "Thema", "start": "Sinds"},
        "relaties": {"kolommen": {"van": "Naam", "naar": "Partner", "sterkte": "Sterkte"}},
        "citaten": {"kolommen": quotes},
        "woorden": {"leeg": ["-"]},
    }
    told = refused(tmp_path, own, [2020]).splitlines()
    assert "rij 1, kolom Anoniem: gevonden: deze kop staat er niet" in told[1] and len(told) == 2
    quotes |= {"herleidbaar": "Mag"}
    assert "een andere kop dan toestemming" in refused(tmp_path, own, [2020])
    del own["citaten"]
    coding = read(tmp_path, own, [2020])
    found = coding.actors[["name", "themes", "start"]].values.tolist()
    assert found == [["B", "eten|groen", 2012], ["Tuin en Huis", "eten|taal", 2011]]
    assert ties(coding) == {(2020, "b", "tuin-en-huis"): (2, "sheet.xlsx!Blad1!3")}


@pytest.mark.parametrize("container", any_format.FORMATS)
def test_what_the_container_hides_is_told_under_the_own_heading(
    tmp_path: Path, container: str
) -> None:
    formula = any_format.Odd("formula") if container != "xls" else any_format.Odd("error", "#N/A")
    error = any_format.Odd("error", "#N/A")
    first, second = [error, 2020, "A", "formeel", formula], [2, 2020, "B", "formeel", ""]
    lines: list[list[Any]] = [["Nr", *HEAD], first, second, [3, 2019, "C", "formeel", formula]]
    path = tmp_path / f"sheet.{container}"
    any_format.write(path, {"Blad1": lines}, hidden_rows=[3])
    told = refused(tmp_path, SMALL | {"bestand": path.name}, [2020]).splitlines()
    assert len(told) == 2 and "blad Blad1, rij 2, kolom Partners: gevonden: " in told[1]
    lines[1][4] = ""
    any_format.write(path, {"Blad1": lines}, hidden_rows=[3])
    coding = read(tmp_path, SMALL | {"bestand": path.name}, [2020])
    assert [(w.row, w.found) for w in coding.warnings if "verborgen" in w.found] == [
        (3, "een verborgen rij")
    ]


def test_two_sheets_with_these_headings_are_asked_about(tmp_path: Path) -> None:
    row = [2020, "A", "formeel", ""]
    write(tmp_path, HEAD, row, Kopie=[HEAD, row])
    assert "bladen met deze koppen: Blad1 en Kopie" in refused(tmp_path, SMALL, [2020])
    assert names(read(tmp_path, SMALL | {"blad": "kopie"}, [2020])) == {2020: ["A"]}
    assert "Bedoelt u 'Kopie'?" in refused(tmp_path, SMALL | {"blad": "Kopi"}, [2020])


def test_a_correction_names_the_own_sheet_row_and_heading(tmp_path: Path) -> None:
    write(tmp_path, HEAD, [2020, "A", "formeel", ""], [2021, "A", "formeel", ""])
    item = {"bestand": "sheet.xlsx", "blad": "Blad1", "rij": 3, "kolom": "Type", "wie": "B",
            "verwacht": "formeel", "wordt": "informeel", "waarom": "vergissing"}  # fmt: skip
    file = tmp_path / "correcties.yaml"
    file.write_text(yaml.safe_dump([item]))
    coding = read(tmp_path, SMALL, [2020, 2021], corrections=file)
    assert coding.actors["kind"].tolist() == ["formeel", "informeel"]
    assert coding.changes[["row", "becomes", "year"]].values.tolist() == [[3, "informeel", 2021]]
    del item["rij"]
    file.write_text(yaml.safe_dump([item | {"sleutel": 2020}]))
    coding = read(tmp_path, SMALL, [2020, 2021], corrections=file)
    assert coding.actors["kind"].tolist() == ["informeel", "formeel"]
    file.write_text(yaml.safe_dump([item | {"sleutel": "A"}]))
    assert "geen rij met 'A'" in refused(tmp_path, SMALL, [2020, 2021], corrections=file)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kolommen": {"naam": "Naam", "soort": "Type", "partnrs": "Partners"}},
         "kolom wijken > w > codering > kolommen > partnrs: gevonden: een onbekende kolom"),
        ({"kolommen": {"naam": "Naam", "soort": "Type", "partnrs": "Partners"}},
         "Bedoelt u 'partners'?"),
        ({"kolommen": {"naam": "Naam", "soort": "naam"}}, "'naam'; verwacht: een andere kop dan"),
        ({"kolommen": {"soort": "Type"}}, "kolommen > naam: gevonden: niets"),
        ({"ontbreekt": {"ligging": "binnen"}}, "een kop voor geinterviewd (een van ja, nee)"),
        ({"ontbreekt": {"ligging": "bine", "geinterviewd": "ja"}}, "Bedoelt u 'binnen'?"),
        ({"ontbreekt": {"ligging": "binnen", "geinterviewd": "ja", "eigenaarschap": 9}},
         "ontbreekt > eigenaarschap: gevonden: '9'; verwacht: een geheel getal van 1 tot en met 5"),
        ({"woorden": {"informel": ["bewoners"]}}, "Bedoelt u 'informeel'?"),
        ({"woorden": {"formeel": ["x"], "informeel": ["X"]}}, "één betekenis in kolom soort"),
        ({"jaar": ""}, "codering > jaar: gevonden: niets"),
    ],
)  # fmt: skip
def test_a_description_that_cannot_be_right_is_told(change: dict[str, Any], told: str) -> None:
    block = {key: value for key, value in (SMALL | change).items() if value != ""}
    with pytest.raises(InputError) as caught:
        check_descriptions({"w": {"codering": block, "years": [2020, 2021]}}, "x.yaml")
    assert told in str(caught.value)


def test_a_fault_in_a_description_has_its_line(tmp_path: Path) -> None:
    text = (ROOT / "config.yaml").read_text("utf-8")
    block = "    codering:\n      bestand: x.csv\n      kolomen: {naam: Naam}\n"
    text = text.replace("    tie_rule: union", f"{block}    tie_rule: union", 1)
    path = tmp_path / "config.yaml"
    path.write_text(text, "utf-8")
    line = text.split("\n").index("      kolomen: {naam: Naam}") + 1
    with pytest.raises(InputError) as caught:
        check_config(read_yaml(path), SCHEMA, str(path))
    place = "kolom wijken > voorbeeld > codering"
    assert f"{path}, rij {line}, {place} > kolomen: gevonden: een onbekende" in str(caught.value)
    assert f"{path}, rij {line - 2}, {place} > kolommen: gevonden: niets" in str(caught.value)
    path.write_text(text.replace("kolomen:", "kolommen:"), "utf-8")
    config = read_yaml(path)
    check_config(config, SCHEMA, str(path))
    with pytest.raises(InputError) as caught:
        check_descriptions({"voorbeeld": config["wijken"]["voorbeeld"]}, str(path))
    assert f"{path}, rij {line}, {place} > kolommen > soort: gevonden: niets" in str(caught.value)


def test_every_file_of_a_description_must_be_there(tmp_path: Path) -> None:
    own = SMALL | {"bestand": "c-{jaar}.csv", "relaties": {"bestand": "banden.csv", "kolommen": {}}}
    files = own_files(in_folder(own, Path("data/w"), tmp_path), [2020, 2021])
    assert set(files) == {"data/w/c-2020.csv", "data/w/c-2021.csv", "data/w/banden.csv"}
    with pytest.raises(InputError) as caught:
        check_files(files, tmp_path)
    assert "c-2020.csv: gevonden: dit bestand is er niet; verwacht: de eigen" in str(caught.value)


def test_a_new_year_of_own_sheets_is_no_workbook(tmp_path: Path) -> None:
    request = {"wijk": "w", "year": 2022, "bron": None}
    wijken = {"w": {"codering": SMALL | {"bestand": "data/w/sheet.xlsx"}}}
    with pytest.raises(InputError, match=r"Zet de rijen van 2022 in data/w/sheet\.xlsx"):
        check_request(request, wijken, tmp_path)


# The proposal -----------------------------------------------------------------------------------


@pytest.mark.parametrize("container", ["csv", *any_format.FORMATS])
def test_the_proposal_for_a_sheet_reads_it_right_once_it_is_looked_over(
    tmp_path: Path, container: str
) -> None:
    """What it asks is answered as the researcher would: a second sign, a place, what is a kind."""
    folder = tmp_path / "data/spangen"
    folder.mkdir(parents=True)
    rows = said(40, [2020, 2021], 2)
    table = own_sheet.lines(rows)[1:]
    path = folder / f"initiatieven.{container}"
    if container == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(table)
    else:
        any_format.write(path, {"Overzicht": table})
    text = describe_sheet(path, "spangen").replace(str(tmp_path), "")
    block = yaml.safe_load(text)
    assert block["years"] == [2020, 2021]
    codering = block["codering"]
    manual = {key: heads if isinstance(heads, str) else heads[0]
              for key, heads in WIJK["codering"]["kolommen"].items()}  # fmt: skip
    assert codering["kolommen"] == manual and codering["jaar"] == "Jaar gesprek"
    assert "# Niet geplaatst, wordt niet gelezen: Nr, E-mail." in text
    assert "'/' staat in" in text and "# partners zonder eigen rij (" in text
    asked = {key: WIJK["codering"][key] for key in ("scheiding", "ontbreekt", "genoemd")}
    codering |= {"bestand": path.name, **asked}
    sheet = path.name if container == "csv" else f"{path.name}!Overzicht"
    check_every_value(read(folder, codering, [2020, 2021]), rows, sheet)


def test_a_date_says_the_year_and_yes_or_no_is_no_number_of_an_interview(tmp_path: Path) -> None:
    write(tmp_path, ["Datum gesprek", "Initiatief (naam)", "Interview?"], ["3-4-2021", "A", "Ja"])
    block = yaml.safe_load(describe_sheet(tmp_path / "sheet.xlsx", "spangen"))
    assert block["years"] == [2021] and block["codering"]["jaar"] == "Datum gesprek"
    columns = {"naam": "Initiatief (naam)", "geinterviewd": "Interview?"}
    assert block["codering"]["kolommen"] == columns


def test_rows_a_code_are_proposed_as_long(tmp_path: Path) -> None:
    head = ["Jaar", "Naam", "Type", "Codesoort", "Code"]
    rows = [[2020, "A", "formeel", kind, code] for kind, code in
            (("Thema", "eten"), ("Knelpunt", "geld"), ("Sfeer", "goed"))]  # fmt: skip
    write(tmp_path, head, *rows)
    text = describe_sheet(tmp_path / "sheet.xlsx", "spangen")
    codering = yaml.safe_load(text)["codering"]
    assert codering["lang"] == {"soort": "Codesoort", "waarde": "Code"}
    assert codering["kolommen"]["belemmeringen"] == "Knelpunt"
    assert "  # …: Sfeer   # welke kolom is dit?" in text
    codering |= {"ontbreekt": {"ligging": "binnen", "geinterviewd": "ja"}}
    actors = read(tmp_path, codering, [2020]).actors
    assert actors[["themes", "barriers"]].values.tolist() == [["eten", "geld"]]
    write(tmp_path, HEAD, *([2020, "A", "formeel", party] for party in "BC"))
    assert "lang: true   # een naam" in describe_sheet(tmp_path / "sheet.xlsx", "spangen")


def test_what_cannot_be_placed_is_said(tmp_path: Path) -> None:
    write(tmp_path, ["Naam", "Type", "Met"], ["A", "hybride", "B"], ["B", "formeel", "A"])
    text = describe_sheet(tmp_path / "sheet.xlsx", "spangen")
    assert "# zet het bestand in data/spangen/" in text and "partners: Met" in text
    assert "# Niet gevonden: het jaar." in text
    assert "# Niet geplaatst: soort 'hybride' (1). Zet het bij een van formeel, informeel." in text
    with pytest.raises(InputError, match=r"een bestand dat er is.*describe_sheet --config"):
        describe_sheet(tmp_path / "weg.xlsx", "spangen")
