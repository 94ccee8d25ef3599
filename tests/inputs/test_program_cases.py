"""Exports of other programs as they arrive: read value by value, or refused by their own name."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from veerkracht.faults import InputError
from veerkracht.inputs.other_programs.importing import import_files

CASES = Path(__file__).parent / "cases"
TWO = ["Buurtkeuken", "Wijkteam"]
TIE = {"van": "Buurtkeuken", "naar": "Wijkteam"}


def names(rows: dict[str, list[dict[str, object]]]) -> list[object]:
    return [row["naam"] for row in rows["initiatieven"]]


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        import_files(path)
    return str(caught.value)


def test_a_list_of_edges_with_names_alone(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    path.write_text("Source;Target;Weight\nBuurtkeuken;Wijkteam;2\n")
    rows = import_files(path)
    assert names(rows) == TWO and rows["relaties"] == [{**TIE, "sterkte": 2}]
    for ends in ("1;2", "n0;n1"):
        path.write_text(f"Source;Target\n{ends}\n")
        assert "relaties zonder lijst met partijen" in refused(path)


@pytest.mark.parametrize("end", ["csv", "graphml", "gexf"])
def test_two_nodes_of_one_name_are_told(end: str, tmp_path: Path) -> None:
    """They would become one party, with a tie to itself."""
    texts = {
        "csv": "Id,Label\nn0,Wijkteam\nn1,Wijkteam\n",
        "graphml": """<graphml><key id="k" for="node" attr.name="label"/><graph>
            <node id="n0"><data key="k">Wijkteam</data></node>
            <node id="n1"><data key="k">Wijkteam</data></node></graph></graphml>""",
        "gexf": """<gexf><graph><nodes><node id="n0" label="Wijkteam"/>
            <node id="n1" label="Wijkteam"/></nodes></graph></gexf>""",
    }
    path = tmp_path / f"nodes.{end}"
    path.write_text(texts[end])
    assert "'Wijkteam' met id n1, en ook met id n0; verwacht: een eigen naam" in refused(path)
    path.write_text(texts[end].replace("Wijkteam", "Buurtkeuken", 1))
    assert names(import_files(path)) == TWO


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


def test_a_comma_in_a_code_of_atlas_ti_is_settled_by_the_number_of_codes(tmp_path: Path) -> None:
    text = (CASES / "25-atlas-comma-in-code" / "atlas.csv").read_text("utf-8-sig").splitlines()
    path = tmp_path / "atlas.csv"
    path.write_text("\n".join([text[0], text[2]]), encoding="utf-8")
    assert "rij 2, kolom Codes" in refused(path)
    assert "2 codes, zoals Number of Codes zegt" in refused(path)
    document = "Document,Quotation Content,Codes,Number of Codes\nG1,een tekst,geld,0\n"
    path.write_text(document, encoding="utf-8")
    assert "0 codes, zoals Number of Codes zegt" in refused(path)


def test_a_category_of_qualcoder_stands_before_its_code(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text("codename,category,owner,filename,seltext\ngeld,belemmering,B,Gesprek 7,x\n")
    assert import_files(path)["codeurs"][0]["code"] == "belemmering: geld"


def test_a_database_of_a_program_says_what_to_export(tmp_path: Path) -> None:
    path = tmp_path / "project.mx24"
    path.write_bytes(b"SQLite format 3\0" + bytes(50))
    assert "een database (SQLite)" in refused(path)
