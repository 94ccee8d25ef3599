"""Files of other programs as rows of the coding workbook; a file is known by what is in it.

To load nothing in silence is the classic fault here: an importer that finds nothing raises.
"""

from __future__ import annotations

import dataclasses
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.containers import decode, read_csv, read_workbook
from veerkracht.inputs.foreign import foreign_kind, read_bytes
from veerkracht.inputs.other_programs import canvas
from veerkracht.inputs.other_programs.coded import (
    CODES,
    DOCUMENTS,
    TEXTS,
    Coded,
    codings_of,
    read_codings,
)
from veerkracht.inputs.other_programs.graphs import (
    read_graph,
    read_kumu_json,
    refuse_other_graphs,
)
from veerkracht.inputs.other_programs.networks import network_of
from veerkracht.inputs.other_programs.refi import read_qda
from veerkracht.inputs.other_programs.tables import (
    PROGRAMS,
    Rows,
    Table,
    open_zip,
    refuse,
    table_of,
)
from veerkracht.inputs.other_programs.xml_files import read_xml
from veerkracht.inputs.safety import OLE2, check_archive
from veerkracht.inputs.workbooks import own_sheet_advice


@dataclass
class _Found:
    """What the files hold: codings, nodes, edges, and who was interviewed."""

    coded: list[Coded] = field(default_factory=list)
    nodes: list[Table] = field(default_factory=list)
    edges: list[Table] = field(default_factory=list)
    interviewed: list[Table] = field(default_factory=list)

    def add(self, table: Table) -> None:
        """Put a table where it belongs; raises InputError for one that is of no program we know."""
        if canvas.is_about_interviewed(table):
            self.interviewed.append(table)
            return
        if canvas.is_canvas(table):
            table = canvas.with_kind(table)
        if table.ends():
            self.edges.append(table)
        elif table.first(TEXTS) and table.first(CODES) and table.first(DOCUMENTS):
            self.coded += read_codings(table)
        elif table.is_nodes():
            self.nodes.append(table)
        else:
            raise _unknown(table)


def import_files(path: Path) -> Rows:
    """Rows by sheet and column from a file, or a folder with the files of one program.

    Networks give `initiatieven` and `relaties`; coded texts give `codeurs`, and `citaten` for what
    is coded `citaat` or `quote` (without consent: that is for a person to say). Raises InputError
    for an unknown format, for an edge to a node that is not listed, and when nothing is found.
    """
    if _is_canvas_zip(path):
        return _import_zip(path)
    files = [path]
    if path.is_dir():
        # Leave alone what a system or an office program puts in a folder by itself.
        files = sorted(f for f in path.iterdir() if f.is_file() and f.name[:1] not in ".~")
        files = _without_twins(files)
    found = _Found()
    for file in files:
        _take(file, found)
    rows = _network(found) if found.nodes or found.edges or found.interviewed else {}
    rows |= codings_of(found.coded) if found.coded else {}
    if not any(rows.values()):
        names = ", ".join(file.name for file in files) or "een lege map"
        advice = "Exporteer opnieuw, en kies alle rijen."
        raise InputError(
            [
                Fault(
                    str(path),
                    found=f"geen enkele rij in {names}",
                    expected=f"een export van {PROGRAMS}",
                    advice=advice,
                )
            ]
        )
    return rows


def _take(file: Path, found: _Found) -> None:
    """Add what is in one file; raises InputError for a format that is not read, by its name."""
    if not file.is_file():
        raise refuse(file, "niets: dit bestand bestaat niet", f"een export van {PROGRAMS}")
    start = read_bytes(file, 4096)
    if foreign := foreign_kind(file, start):
        raise refuse(file, foreign[0], f"een export van {PROGRAMS}", foreign[1])
    text = decode(start)[0].lstrip()
    if start.startswith((b"PK", OLE2)):
        if _is_project(file):
            found.coded += read_qda(file)
            return
        sheets = list(read_workbook(file).values())
    elif "\0" in text:
        raise refuse(file, f"een bestand {file.suffix}".strip(), f"een export van {PROGRAMS}")
    elif text.startswith("<"):
        root = read_xml(file)
        if root.tag in ("gexf", "graphml"):
            for table in read_graph(file, root):
                _add_filled(table, found)
        else:
            found.coded += read_qda(file)
        return
    elif text.startswith(("{", "[")):
        for table in read_kumu_json(file, decode(read_bytes(file))[0]):
            _add_filled(table, found)
        return
    else:
        refuse_other_graphs(file, text)
        sheets = [read_csv(file, ())]
    for filled in filter(None, map(table_of, sheets)):
        found.add(filled)


def _add_filled(table: Table, found: _Found) -> None:
    if table.rows:
        found.add(table)


def _is_project(file: Path) -> bool:
    """Whether a zip is a project in REFI-QDA; raises InputError when it is nothing that we read."""
    if not zipfile.is_zipfile(file):
        if read_bytes(file, 2) == b"PK":
            raise refuse(file, "een beschadigd bestand", f"een export van {PROGRAMS}")
        return False
    with open_zip(file) as archive:
        names = archive.namelist()
    if file.suffix.lower() == ".qdpx" or any(name.lower().endswith(".qde") for name in names):
        return True
    if not any(name.startswith("xl/") or name == "content.xml" for name in names):
        raise refuse(file, f"een bestand {file.suffix}".strip(), f"een export van {PROGRAMS}")
    return False


def _network(found: _Found) -> Rows:
    """Actors and ties; of Network Canvas also who was interviewed, and each party once."""
    if not any(map(canvas.is_canvas, [*found.nodes, *found.edges, *found.interviewed])):
        return network_of(found.nodes, found.edges)
    rows = network_of(found.nodes, found.edges) if found.nodes or found.edges else {}
    asked = canvas.interviewed(found.interviewed, found.nodes)
    return rows | {"initiatieven": canvas.joined([*asked, *rows.get("initiatieven", [])])}


# Network Canvas ---------------------------------------------------------------------------------


def _without_twins(files: list[Path]) -> list[Path]:
    """The files without what Network Canvas also says in its lists: GraphML and a matrix."""
    names = [file.name for file in files]
    if not any("_attributeList_" in name for name in names):
        return files
    has_edges = any("_edgeList_" in name for name in names)
    return [
        file
        for file in files
        if file.suffix.lower() != ".graphml"
        and not (has_edges and "_adjacencyMatrix_" in file.name)
    ]


def _is_canvas_zip(path: Path) -> bool:
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    with open_zip(path) as archive:
        return any("_attributeList_" in name for name in archive.namelist())


def _import_zip(path: Path) -> Rows:
    """The files in a zip as Network Canvas makes it; faults name the zip and the file in it."""
    with open_zip(path) as archive:
        members = check_archive(path, archive, (".csv", ".graphml"))
    with tempfile.TemporaryDirectory() as folder:
        for name, content in members.items():
            target = Path(folder) / Path(name).name
            if target.exists():
                found, advice = f"twee bestanden {target.name}", "Pak de zip uit en kies er een."
                raise refuse(path, found, "elk bestand één keer", advice)
            target.write_bytes(content)
        try:
            return import_files(Path(folder))
        except InputError as error:
            faults = [
                dataclasses.replace(fault, file=f"{path}/{Path(fault.file).name}")
                for fault in error.faults
            ]
            raise InputError(faults) from error


def _unknown(table: Table) -> InputError:
    found = f"kolommen {', '.join(table.heads.values())[:120]}"
    advice = own_sheet_advice(Path(table.file))
    if canvas.is_canvas(table):
        advice = "Noem de variabele met de naam 'name', en exporteer de relaties als lijst."
    return InputError([table.fault(0, "", found, f"een export van {PROGRAMS}", advice)])
