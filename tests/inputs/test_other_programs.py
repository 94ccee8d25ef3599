"""Files of other programs become rows of the coding workbook; nothing is loaded in silence."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from veerkracht.faults import InputError
from veerkracht.inputs.other_programs.importing import import_files

QDE = """<?xml version="1.0" encoding="utf-8"?>
<Project name="BoTu" xmlns="{space}">
<Users><User guid="u1" name="onderzoeker A"/></Users>
<CodeBook><Codes>
  <Code guid="c1" name="belemmering" isCodable="false">
    <Code guid="c2" name="geld" isCodable="true"/></Code>
  <Code guid="c3" name="Citaat: ontmoeting" isCodable="true"/>
</Codes></CodeBook>
<Cases><Case guid="k1"/></Cases>
<Sources><TextSource guid="s1" name="Gesprek 7" plainTextPath="internal://s1.txt">
  <PlainTextSelection guid="p1" name="" startPosition="0" endPosition="9" creatingUser="u1">
    <Coding guid="g1" creatingUser="u1"><CodeRef targetGUID="c2"/></Coding></PlainTextSelection>
  <PlainTextSelection guid="p2" startPosition="10" endPosition="29">
    <Coding guid="g2" creatingUser="u1"><CodeRef targetGUID="{code}"/></Coding>
  </PlainTextSelection>
</TextSource></Sources>
</Project>"""
TEXT = "\ufeffGéén geld\nWij kennen elkaar 🙂."


def files(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    return folder


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def project(
    path: Path, code: str = "c3", space: str = "urn:QDA-XML:project:1.0", **extra: str
) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("een naam.qde", QDE.format(code=code, space=space))
        archive.writestr("sources/s1.txt", TEXT)
        for name, text in extra.items():
            archive.writestr(name, text)
    return path


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        import_files(path)
    return str(caught.value)


def test_kumu(tmp_path: Path) -> None:
    rows = import_files(
        files(
            tmp_path / "kumu",
            elements="Label,Type,Tags,Description,Website\n"
            "Buurtkeuken,Informeel,voedsel|ontmoeting,in de kelder,www.keuken.nl\n"
            '"Huis, De Voordeur",stichting,,,\n',
            connections="From,To,Direction,Type,Strength\n"
            'Buurtkeuken,"Huis, De Voordeur",undirected,advies,3\n',
        )
    )
    assert rows["initiatieven"] == [
        {
            **{"naam": "Buurtkeuken", "soort": "Informeel", "thema": "voedsel; ontmoeting"},
            **{"website": "www.keuken.nl", "opmerking": "Description: in de kelder"},
        },
        {"naam": "Huis, De Voordeur", "organisatievorm": "stichting"},
    ]
    tie = {"van": "Buurtkeuken", "naar": "Huis, De Voordeur", "soort": "advies", "sterkte": 3}
    assert rows["relaties"] == [tie]


def test_kumu_in_one_workbook(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "kumu.xlsx",
        Elements=[["Label", "Type"], ["A", "formeel"], ["B", "informeel"]],
        Connections=[["From", "To", "Type"], ["A", "B", "samenwerking"]],
    )
    rows = import_files(path)
    assert [row["soort"] for row in rows["initiatieven"]] == ["formeel", "informeel"]
    assert rows["relaties"] == [{"van": "A", "naar": "B", "soort": "samenwerking"}]


def test_gephi_translates_ids_and_knows_that_undirected_is_no_kind(tmp_path: Path) -> None:
    rows = import_files(
        files(
            tmp_path / "gephi",
            nodes="Id;Label;timeset;kind\n1;Buurtkeuken;;informeel\n2;Gemeente;;formeel\n",
            edges="Source;Target;Type;Id;Label;timeset;Weight\n1;2;Undirected;0;advies;;2.0\n",
        )
    )
    assert rows["initiatieven"][0] == {"naam": "Buurtkeuken", "soort": "informeel"}
    tie = {"van": "Buurtkeuken", "naar": "Gemeente", "soort": "advies", "sterkte": 2}
    assert rows["relaties"] == [tie]


def test_network_canvas_joins_on_its_own_keys_and_undoes_its_apostrophes(tmp_path: Path) -> None:
    folder = files(
        tmp_path / "nc",
        x_attributeList_Partij="nodeID,networkCanvasEgoUUID,networkCanvasUUID,name,lat,lon\n"
        "1,e1,aa-1,'+Buren,51.91,4.44\n2,e1,aa-2,Gemeente,,\n",
        x_edgeList_Kent="edgeID,from,to,networkCanvasEgoUUID,networkCanvasUUID,"
        "networkCanvasSourceUUID,networkCanvasTargetUUID\n1,1,2,e1,bb-1,aa-1,aa-2\n",
    )
    rows = import_files(folder)
    kind = {"organisatievorm": "Partij"}
    assert rows["initiatieven"] == [{"naam": "+Buren", "lat": 51.91, "lon": 4.44, **kind},
                                    {"naam": "Gemeente", **kind}]  # fmt: skip
    assert rows["relaties"] == [{"van": "+Buren", "naar": "Gemeente", "soort": "Kent"}]


CODED = {"interview": "Gesprek 7", "waarde": "ja"}


def test_atlas_ti_splits_several_codes_and_leaves_consent_to_people(tmp_path: Path) -> None:
    head = ["ID", "Quotation Name", "Document", "Quotation Content", "Codes", "Created by"]
    row = ["1:1", "x", "Gesprek 7", "Wij  kennen\nelkaar.", "citaat\nontmoeting, buiten", "Anna"]
    rows = import_files(workbook(tmp_path / "atlas.xlsx", Quotations=[head, row]))
    assert rows["codeurs"] == [
        CODED | {"code": "citaat", "codeur": "Anna"},
        CODED | {"code": "ontmoeting, buiten", "codeur": "Anna"},
    ]
    assert rows["citaten"] == [
        {
            **{"citaat": "citaat-1", "tekst": "Wij kennen elkaar.", "interview": "Gesprek 7"},
            **{"toestemming": "nee", "herleidbaar": "ja"},
        }
    ]


def test_taguette(tmp_path: Path) -> None:
    text = "id,document,tag,content\n1,Gesprek 7,geld,Geen geld\n2,Gesprek 7,geld,Nooit geld\n"
    rows = import_files(files(tmp_path / "t", highlights=text))
    assert rows["codeurs"] == [CODED | {"code": "geld", "codeur": ""}]
    assert rows["citaten"] == []


def test_qualcoder(tmp_path: Path) -> None:
    text = '"cid","codename","owner","filename","seltext"\n"1","geld","B","Gesprek 7","Geen"\n'
    rows = import_files(files(tmp_path / "q", codes=text))
    assert rows["codeurs"] == [CODED | {"code": "geld", "codeur": "B"}]


@pytest.mark.parametrize("space", ["urn:QDA-XML:project:1.0", "urn:QDA-XML:project:1.5", ""])
def test_refi_qda_reads_nested_codes_users_and_the_text_between_positions(
    tmp_path: Path, space: str
) -> None:
    rows = import_files(project(tmp_path / "p.qdpx", space=space))
    assert rows["codeurs"] == [
        CODED | {"code": "belemmering: geld", "codeur": "onderzoeker A"},
        CODED | {"code": "Citaat: ontmoeting", "codeur": "onderzoeker A"},
    ]
    # Positions count characters: the smiling face is one, the BOM is none.
    assert [row["tekst"] for row in rows["citaten"]] == ["Wij kennen elkaar 🙂"]


def test_all_unknown_ends_come_at_once(tmp_path: Path) -> None:
    folder = files(
        tmp_path / "k",
        elements="Label,Type\nBuurtkeuken,informeel\n,formeel\n",
        connections="From,To\nBuurtkeuke,Buurtkeuken\nBuurtkeuken,Onbekend\n",
    )
    text = refused(folder)
    assert "3 fouten" in text
    assert "connections.csv, rij 2, kolom From: gevonden: 'Buurtkeuke'" in text
    assert "Bedoelt u 'Buurtkeuken'?" in text
    assert "connections.csv, rij 3, kolom To: gevonden: 'Onbekend'" in text
    assert "elements.csv, rij 3, kolom Label: gevonden: ''" in text


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("leeg", "Label,Type\n", "geen enkele rij in leeg.csv"),
        ("codes", "id,document,tag,content\n", "geen enkele rij"),
        ("anders", "datum,bedrag\n1,2\n", "kolommen datum, bedrag"),
    ],
)
def test_what_holds_nothing_or_is_not_known_raises(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    assert told in refused(files(tmp_path / "map", **{name: text}))


def test_an_empty_folder_and_another_kind_of_file_raise(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    assert "een lege map" in refused(tmp_path / "leeg")
    (tmp_path / "foto.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert "een bestand .png" in refused(tmp_path / "foto.png")


def test_a_codebook_alone_holds_no_codings(tmp_path: Path) -> None:
    path = tmp_path / "codes.qdc"
    path.write_text('<CodeBook><Codes><Code guid="1" name="geld"/></Codes></CodeBook>')
    assert "een codeboek met 1 code, maar geen enkele codering" in refused(path)


def test_a_project_that_is_not_sound_is_refused(tmp_path: Path) -> None:
    assert "code c9" in refused(project(tmp_path / "a.qdpx", code="c9"))
    assert "2 bestanden .qde" in refused(project(tmp_path / "b.qdpx", **{"nog.qde": "<a/>"}))
    assert "buiten het bestand: '../x.txt'" in refused(
        project(tmp_path / "c.qdpx", **{"../x.txt": ""})
    )
    evil = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert "een DOCTYPE" in refused(project(tmp_path / "d.qdpx", **{"nog.qde": evil}))
    (tmp_path / "e.qdpx").write_bytes(project(tmp_path / "f.qdpx").read_bytes()[:300])
    assert "e.qdpx: gevonden:" in refused(tmp_path / "e.qdpx")


GEXF = """<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph>
<attributes class="node"><attribute id="0" title="soort" type="string">
<default>informeel</default></attribute></attributes>
<attributes class="edge"><attribute id="0" title="kind" type="string">
<default>advies</default></attribute></attributes>
<nodes><node id="a" label="Naaiatelier"><nodes><node id="b" label="Gemeente"><attvalues>
<attvalue for="0" value="formeel"/></attvalues></node></nodes></node></nodes>
<edges><edge id="0" source="a" target="b"/></edges></graph></gexf>"""
GRAPHML = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="l" for="node" attr.name="label"/>
<key id="s" for="node" attr.name="soort"><default>informeel</default></key>
<key id="k" for="edge" attr.name="kind"><default>advies</default></key>
<graph><node id="a"><data key="l">Naaiatelier</data></node>
<node id="b"><data key="l">Gemeente</data><data key="s">formeel</data></node>
<edge source="a" target="b"/></graph></graphml>"""


@pytest.mark.parametrize(("name", "text"), [("n.gexf", GEXF), ("n.graphml", GRAPHML)])
def test_what_a_graph_says_by_default_counts(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    rows = import_files(path)
    assert [(row["naam"], row["soort"]) for row in rows["initiatieven"]] == [
        ("Naaiatelier", "informeel"),
        ("Gemeente", "formeel"),
    ]
    assert rows["relaties"] == [{"van": "Naaiatelier", "naar": "Gemeente", "soort": "advies"}]


YED = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:y="http://www.yworks.com/xml/graphml">
<key attr.name="thema" for="node" id="d5"/><key for="node" id="d6" yfiles.type="nodegraphics"/>
<key for="edge" id="d9" yfiles.type="edgegraphics"/>
<graph edgedefault="directed" id="G">
<node id="n0"><data key="d5">voedsel</data><data key="d6"><y:ShapeNode><y:Fill color="#FFCC00"/>
<y:NodeLabel fontSize="12">Buurtkeuken<y:LabelModel/></y:NodeLabel></y:ShapeNode></data></node>
<node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel>De
Brug</y:NodeLabel></y:ShapeNode></data></node>
<edge id="e0" source="n0" target="n1"><data key="d9"><y:PolyLineEdge>
<y:EdgeLabel>samenwerking</y:EdgeLabel></y:PolyLineEdge></data></edge></graph></graphml>"""


def test_labels_in_the_drawing_of_yed_are_the_names(tmp_path: Path) -> None:
    path = tmp_path / "n.graphml"
    path.write_text(YED, encoding="utf-8")
    rows = import_files(path)
    assert rows["initiatieven"] == [
        {"naam": "Buurtkeuken", "thema": "voedsel"},
        {"naam": "De Brug"},
    ]
    assert rows["relaties"] == [{"van": "Buurtkeuken", "naar": "De Brug", "soort": "samenwerking"}]


CANVAS = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
xmlns:nc="http://schema.networkcanvas.com/xmlns">
<key id="label" for="all" attr.name="label"/>
<key id="networkCanvasType" for="all" attr.name="networkCanvasType"/>
<key id="networkCanvasUUID" for="all" attr.name="networkCanvasUUID"/>
<key id="networkCanvasSourceUUID" for="edge" attr.name="networkCanvasSourceUUID"/>
<key id="networkCanvasTargetUUID" for="edge" attr.name="networkCanvasTargetUUID"/>
<key id="v1" for="node" attr.name="thema_voedsel"/>
<key id="v2" for="graph" attr.name="naam_partij"/>
<graph nc:caseId="P7"><data key="networkCanvasUUID">e</data><data key="v2">Buurtkeuken</data>
<node id="1"><data key="networkCanvasUUID">a</data><data key="networkCanvasType">Stichting</data>
<data key="label">Naaiatelier</data><data key="v1">true</data></node>
<node id="2"><data key="networkCanvasUUID">b</data><data key="networkCanvasType">Loket</data>
<data key="label">Gemeente</data><data key="v1">false</data></node>
<edge source="1" target="2"><data key="networkCanvasType">verwijst_door</data>
<data key="networkCanvasUUID">c</data><data key="networkCanvasSourceUUID">a</data>
<data key="networkCanvasTargetUUID">b</data></edge></graph></graphml>"""


def test_network_canvas_as_graphml_alone_keeps_kinds_and_who_was_interviewed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "nc.graphml"
    path.write_text(CANVAS, encoding="utf-8")
    rows = import_files(path)
    asked = {"naam": "Buurtkeuken", "geinterviewd": "ja", "interview": "P7"}
    assert rows["initiatieven"] == [
        asked | {"partners": "Naaiatelier; Gemeente"},
        {"naam": "Naaiatelier", "thema": "voedsel", "organisatievorm": "Stichting"},
        {"naam": "Gemeente", "organisatievorm": "Loket"},
    ]
    tie = {"van": "Naaiatelier", "naar": "Gemeente", "soort": "verwijst_door"}
    assert rows["relaties"] == [tie]


@pytest.mark.parametrize("end", ["", "_2", " (1)"])
def test_a_kind_of_network_canvas_may_have_several_words(end: str, tmp_path: Path) -> None:
    head = "networkCanvasEgoUUID,networkCanvasUUID"
    (tmp_path / f"g_1_attributeList_Stichting_of_bv{end}.csv").write_text(
        f"nodeID,{head},name,plaats_x,plaats_y\n1,e,a,Naaiatelier,0.3,0.4\n2,e,b,Gemeente,0,1\n"
    )
    (tmp_path / f"g_1_edgeList_verwijst_door{end}.csv").write_text(
        f"edgeID,from,to,{head},networkCanvasSourceUUID,networkCanvasTargetUUID\n1,1,2,e,c,a,b\n"
    )
    rows = import_files(tmp_path)
    assert rows["initiatieven"] == [
        {"naam": name, "organisatievorm": "Stichting_of_bv"} for name in ("Naaiatelier", "Gemeente")
    ]
    assert [tie["soort"] for tie in rows["relaties"]] == ["verwijst_door"]


@pytest.mark.parametrize("path_", ["belemmering\\geld\\subsidie", "belemmering > geld > subsidie"])
def test_the_path_of_a_code_of_maxqda(path_: str, tmp_path: Path) -> None:
    path = tmp_path / "segmenten.csv"
    path.write_text(f"Document name;Code;Segment\nGesprek 1;{path_};Geen geld.\n")
    assert import_files(path)["codeurs"][0]["code"] == "belemmering: geld: subsidie"


@pytest.mark.parametrize(
    ("cell", "codes", "remark"),
    [
        ("voedsel, sociale cohesie", "voedsel; sociale cohesie", ""),
        ("Zorg voedsel", "Zorg; voedsel", ""),
        ("sociale cohesie", "sociale cohesie", ""),
        ("voedsel | zorg", "voedsel; zorg", ""),
        ("zorg, welzijn", "zorg, welzijn", "thema 'zorg, welzijn': één code of meer?"),
        ("zorg voor elkaar", "zorg voor elkaar", ""),
    ],
)
def test_commas_and_spaces_part_codes_that_stand_alone_elsewhere(
    cell: str, codes: str, remark: str, tmp_path: Path
) -> None:
    rows = [cell, "voedsel", "zorg", "sociale cohesie"]
    lines = [f'{n},Partij {"abcd"[n]},"{text}"' for n, text in enumerate(rows)]
    path = tmp_path / "knopen.csv"
    path.write_text("\n".join(["Id,Label,thema", *lines]) + "\n")
    first = import_files(path)["initiatieven"][0]
    assert (first["thema"], first.get("opmerking", "")) == (codes, remark)
