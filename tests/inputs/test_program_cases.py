"""Exports of other programs as they arrive: read value by value, or refused by their own name."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from veerkracht.faults import InputError
from veerkracht.inputs.other_programs.importing import import_files

CASES = Path(__file__).parent / "program_cases"
TWO = ["Buurtkeuken", "Wijkteam"]
TIE = {"van": "Buurtkeuken", "naar": "Wijkteam"}


def case(name: str) -> Path:
    return next(CASES.glob(f"*/{name}"))


def names(rows: dict[str, list[dict[str, object]]]) -> list[object]:
    return [row["naam"] for row in rows["initiatieven"]]


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        import_files(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "tie"),
    [
        ("gexf/n.gexf", {**TIE, "sterkte": 2}),
        ("gexf/n.graphml", TIE),
        ("gephi-id", TIE),
        ("gephi-label", {**TIE, "sterkte": 1}),
        ("kumu-project.json", {**TIE, "soort": "samenwerking"}),
        ("kumu-blueprint.json", {**TIE, "soort": "samenwerking"}),
    ],
)
def test_a_network_of_two_reads(name: str, tie: dict[str, Any]) -> None:
    rows = import_files(case(name))
    assert names(rows) == TWO
    assert rows["relaties"] == [tie]


@pytest.mark.parametrize("name", ["kumu-project.json", "kumu-blueprint.json"])
def test_kumu_json_keeps_kind_and_tags(name: str) -> None:
    parties = import_files(case(name))["initiatieven"]
    assert parties[0] == {"naam": "Buurtkeuken", "soort": "informeel", "thema": "voedsel"}


def test_a_list_of_nodes_below_a_blank_line() -> None:
    assert names(import_files(case("knopen.csv"))) == ["Buurtkeuken"]


def test_a_list_of_edges_with_names_alone(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    path.write_text("Source;Target;Weight\nBuurtkeuken;Wijkteam;2\n")
    rows = import_files(path)
    assert names(rows) == TWO and rows["relaties"] == [{**TIE, "sterkte": 2}]
    for ends in ("1;2", "n0;n1"):
        path.write_text(f"Source;Target\n{ends}\n")
        assert "relaties zonder lijst met partijen" in refused(path)


@pytest.mark.parametrize("head", ["name", "label", "naam"])
def test_a_graph_whose_nodes_are_numbered_is_read_by_its_labels(head: str, tmp_path: Path) -> None:
    path = tmp_path / "n.graphml"
    text = f'''<graphml><key id="k" for="node" attr.name="{head}" attr.type="string"/><graph>
        <node id="n0"><data key="k">Buurtkeuken</data></node>
        <node id="n1"><data key="k">Wijkteam</data></node>
        <edge source="n0" target="n1"/></graph></graphml>'''
    path.write_text(text)
    rows = import_files(path)
    assert names(rows) == TWO and rows["relaties"] == [TIE]
    path.write_text(text.replace(f'attr.name="{head}"', 'attr.name="kleur"'))
    assert "een naam" in refused(path)


def test_a_zip_that_is_damaged_or_says_a_file_twice_is_refused(tmp_path: Path) -> None:
    path, name = tmp_path / "n.zip", "g_attributeList_Initiatief.csv"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "networkCanvasUUID,name\nu1,Buurtkeuken\n")
        archive.writestr(f"sub/{name}", "networkCanvasUUID,name\nu2,Wijkteam\n")
    assert f"twee bestanden {name}" in refused(path)
    path.write_bytes(path.read_bytes().replace(b"Buurtkeuken", b"Buurtkeukex"))
    assert "een beschadigd bestand" in refused(path)


@pytest.mark.parametrize(
    ("end", "told"), [("gml", "GML"), ("net", "Pajek"), ("dl", "UCINET"), ("vna", "NetDraw")]
)
def test_a_network_that_is_not_read_is_called_by_its_name(end: str, told: str) -> None:
    text = refused(case(f"gexf/n.{end}"))
    assert told in text and "als CSV" in text


def test_network_canvas_says_kinds_in_file_names_and_joins_a_party_of_two_interviews() -> None:
    rows = import_files(case("nc-dubbel"))
    parties = {row["naam"]: row for row in rows["initiatieven"]}
    assert list(parties) == ["Buurtkeuken", "Naaiatelier", "Wijkteam", "Speeltuin", "Gemeente"]
    assert parties["Buurtkeuken"] == {
        **{"naam": "Buurtkeuken", "geinterviewd": "ja", "interview": "gesprek_1"},
        "partners": "Wijkteam; Speeltuin",
    }
    assert parties["Wijkteam"] == {
        **{"naam": "Wijkteam", "thema": "voedsel", "organisatievorm": "Initiatief"}
    }
    assert parties["Speeltuin"]["thema"] == "ontmoeting"
    assert sorted((tie["van"], tie["naar"], tie["soort"]) for tie in rows["relaties"]) == [
        ("Wijkteam", "Gemeente", "conflict"),
        ("Wijkteam", "Speeltuin", "conflict"),
        ("Wijkteam", "Speeltuin", "samenwerking"),
    ]


@pytest.mark.parametrize("name", ["nc-gml", "nc-matrix", "networkCanvasExport.zip"])
def test_network_canvas_in_a_zip_and_beside_what_says_it_twice(name: str) -> None:
    rows = import_files(case(name))
    assert names(rows) == ["Wijkteam", "Speeltuin"]
    kinds = [(tie["van"], tie["naar"], tie["soort"]) for tie in rows["relaties"]]
    assert kinds == [("Wijkteam", "Speeltuin", "samenwerking")]


def test_an_interview_without_a_name_keeps_its_number(tmp_path: Path) -> None:
    head = "networkCanvasEgoUUID,networkCanvasCaseID"
    (tmp_path / "a_ego.csv").write_text(f"{head}\ne1,gesprek 3\n")
    parties = import_files(tmp_path)["initiatieven"]
    assert parties[0]["naam"] == "Gesprek gesprek 3" and "opmerking" in parties[0]


@pytest.mark.parametrize("sealed", ['"12,45,233,1,9,8,77,3,24"', "ENCRYPTED"])
def test_names_that_are_exported_encrypted_are_told_at_once(sealed: str, tmp_path: Path) -> None:
    head = "nodeID,networkCanvasEgoUUID,networkCanvasUUID,name"
    path = tmp_path / "a_attributeList_Partij.csv"
    path.write_text(f"{head}\n1,e1,u1,{sealed}\n")
    text = refused(tmp_path)
    assert "rij 2, kolom name: gevonden: een versleutelde naam" in text


def test_refi_tells_codes_of_one_name_and_documents_of_one_name_apart() -> None:
    rows = import_files(case("gelijke-codes.qdpx"))
    assert [(row["interview"], row["code"]) for row in rows["codeurs"]] == [
        ("Gesprek 1", "belemmering: geld"),
        ("Gesprek 1", "hulpbron: geld"),
        ("Gesprek 1 (2)", "belemmering: geld"),
    ]


def test_a_comma_in_a_code_of_atlas_ti_is_settled_by_the_number_of_codes(tmp_path: Path) -> None:
    rows = import_files(case("atlas.csv"))
    codes = [row["code"] for row in rows["codeurs"]]
    assert codes == ["belemmering: geld, tijd en ruimte", "hulpbron: vrijwilligers"]
    text = case("atlas.csv").read_text("utf-8-sig").splitlines()
    path = tmp_path / "atlas.csv"
    path.write_text("\n".join([text[0], text[2]]), encoding="utf-8")
    assert "rij 2, kolom Codes" in refused(path)
    assert "2 codes, zoals Number of Codes zegt" in refused(path)
    document = "Document,Quotation Content,Codes,Number of Codes\nG1,een tekst,geld,0\n"
    path.write_text(document, encoding="utf-8")
    assert "0 codes, zoals Number of Codes zegt" in refused(path)


@pytest.mark.parametrize(
    ("name", "code"), [("maxqda.csv", "belemmering: geld"), ("maxqda-pl.csv", "geld")]
)
def test_coded_segments_of_maxqda(name: str, code: str) -> None:
    assert import_files(case(name))["codeurs"] == [
        {"interview": "Gesprek 1", "code": code, "codeur": "onderzoeker A", "waarde": "ja"}
    ]


def test_a_category_of_qualcoder_stands_before_its_code(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text("codename,category,owner,filename,seltext\ngeld,belemmering,B,Gesprek 7,x\n")
    assert import_files(path)["codeurs"][0]["code"] == "belemmering: geld"


def test_a_database_of_a_program_says_what_to_export(tmp_path: Path) -> None:
    path = tmp_path / "project.mx24"
    path.write_bytes(b"SQLite format 3\0" + bytes(50))
    assert "een database (SQLite)" in refused(path)
