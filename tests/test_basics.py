"""Tables on disk, Dutch notation, the modules behind a script, the log of a script."""

from __future__ import annotations

import ast
import errno
import importlib
import logging
import shutil
import subprocess
import time
from pathlib import Path

import pandas as pd
import pytest

from veerkracht import dutch, io
from veerkracht.charts import chart_names
from veerkracht.faults import Fault, InputError
from veerkracht.paths import ROOT
from veerkracht.workflow.followed_imports import constant, imported_names, own_modules
from veerkracht.workflow.log import errors_in, last_words, logged


def test_a_table_reads_back_as_written(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {
            "year": [2019, 2020],
            "value": [0.1, None],
            "name": ["Coöperatie; 'De Puntkomma'", "NA"],
            "note": [None, "regel 1\nregel 2"],
        }
    )
    path = tmp_path / "t.csv"
    io.write_table(table, path)
    back = io.read_table(path)
    assert back["name"].tolist() == table["name"].tolist()
    assert back["year"].tolist() == [2019, 2020]
    assert back["value"].tolist()[0] == 0.1
    assert pd.isna(back["value"].iloc[1]) and pd.isna(back["note"].iloc[0])
    assert back["note"].iloc[1] == "regel 1\nregel 2"


def test_dutch_excel_opens_the_table_and_runs_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    io.write_table(pd.DataFrame({"a": ["=HYPERLINK(1)", "-x", "goed"], "b": [1.5, 2, -3]}), path)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfa;b\n")
    assert b"'=HYPERLINK(1);1,5\n" in raw and b"'-x;2,0\n" in raw and b"goed;-3,0\n" in raw
    assert io.read_table(path)["a"].tolist() == ["=HYPERLINK(1)", "-x", "goed"]


def test_numbers_in_dutch() -> None:
    assert dutch.number(1234567.891, 1) == "1.234.567,9"
    assert dutch.number(-12.5, 1) == "−12,5"
    assert dutch.number(-0.001, 1) == "0,0"
    assert dutch.number(None) == dutch.number(float("nan")) == "niet te bepalen"
    assert dutch.signed(3) == "+3" and dutch.signed(-3) == "−3" and dutch.signed(0.01) == "0"
    assert dutch.percent(0.456) == "46\u00a0%"
    assert dutch.word(5) == "vijf" and dutch.word(21) == "21" and dutch.word(2.5) == "3"
    assert dutch.number(0.285, 2) == "0,29" and dutch.number(-2.5) == "−3"
    assert dutch.listing(["a", "b", "c"]) == "a, b en c"
    assert dutch.listing(["a"]) == "a" and dutch.listing(["a", "b"], "of") == "a of b"


def test_two_shares_get_the_decimals_that_tell_them_apart() -> None:
    assert [dutch.digits_apart(0.2, other) for other in (0.21, 0.203, 0.2003, 0.2)] == [0, 1, 2, 0]
    assert dutch.digits_apart(0.0042, 0.0033) == 1, "else both are printed as 0 %"
    assert dutch.digits_apart(None, 0.2) == 0


def test_counts_and_capitals_are_written_as_readers_write_them() -> None:
    assert [dutch.counted(n, "partij", "partijen") for n in (0, 1, 3, 34)] == [
        *("geen partijen", "één partij", "drie partijen", "34 partijen"),
    ]
    assert [dutch.sentence(text) for text in ("één jaar", "écht", "drie", "de VVE", "")] == [
        *("Eén jaar", "Écht", "Drie", "De VVE", ""),
    ]
    assert dutch.trend(10, 10.01) == "gelijk gebleven"
    assert dutch.trend(10, 11) == "gestegen" and dutch.trend(11, 10) == "gedaald"
    assert dutch.trend(None, 1) == "niet te bepalen"


def test_two_places_that_follow_each_other_have_none_between() -> None:
    assert dutch.span(1, 8) == "1\u00a0tot\u00a08" and dutch.span(1, 2) == "1\u00a0of\u00a02"


def test_own_modules_follow_imports_through_packages(tmp_path: Path) -> None:
    package = tmp_path / "pkg"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "a.py").write_text("from pkg import b\nimport os\n")
    (package / "b.py").write_text("def f():\n    import pkg.c\n")
    (package / "c.py").write_text("X: list[str] = [\n    't',\n]\nY = True\nO = Kind.ONE\n")
    (package / "unused.py").write_text("")
    script = tmp_path / "s.py"
    script.write_text("from pkg.a import anything\n")
    names = [path.name for path in own_modules(script, tmp_path)]
    assert names == ["__init__.py", "a.py", "b.py", "c.py", "s.py"]
    assert constant(package / "c.py", "X") == ["t"]
    assert constant(package / "c.py", "Y") is True
    assert constant(package / "c.py", "O") == "ONE"
    assert constant(package / "c.py", "Z") is False


def test_what_a_chart_asks_for_is_what_its_module_says() -> None:
    """The quick reader of lines against the modules themselves, for every chart."""
    for name in chart_names():
        module = importlib.import_module(f"veerkracht.charts.{name}")
        for key in ("TABLES", "ROLE", "BOUNDARIES", "BACKGROUND"):
            assert constant(Path(str(module.__file__)), key) == getattr(module, key, False), name
        assert constant(Path(str(module.__file__)), "ORIGIN") == module.ORIGIN.name, name


def test_the_imports_of_a_module_are_what_python_reads() -> None:
    """The quick reader of lines against a parse, for every module of the project and its tests."""
    for module in [*(ROOT / "scripts").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        names: set[str] = set()
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        assert names <= imported_names(module), module
        if "scripts" in module.parts:
            assert names == imported_names(module), module


def test_a_chart_depends_on_the_modules_of_its_family_only() -> None:
    scripts = ROOT / "scripts"
    modules = {path.stem for path in own_modules(scripts / "draw_figures.py", scripts)}
    assert {"design", "io"} <= modules
    assert not modules & {"network_map", "index_lines", "metrics"}


def test_faults_are_sorted_counted_and_placed() -> None:
    error = InputError(
        [
            Fault("b.xlsx", "relaties", 14, "naar", "'X'", "een bekende naam", "Bedoelt u 'Y'?"),
            Fault("a.xlsx", found="niets", expected="een werkmap"),
        ]
    )
    assert str(error).splitlines() == [
        "2 fouten in de invoer:",
        "  - a.xlsx: gevonden: niets; verwacht: een werkmap.",
        "  - b.xlsx, blad relaties, rij 14, kolom naar: gevonden: 'X'; verwacht: een bekende naam."
        " Bedoelt u 'Y'?",
    ]


def test_a_users_mistake_has_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "x.log"
    with pytest.raises(SystemExit), logged(str(log), "lezen"):
        raise InputError([Fault("a.xlsx", found="niets", expected="een werkmap")])
    shown = capsys.readouterr().err
    assert shown == "", "the run tells it, in one place"
    assert "begin: lezen" in log.read_text() and "a.xlsx" in log.read_text()
    words = last_words(errors_in([log], 0))
    assert "1 fout in de invoer:\n  - a.xlsx: gevonden: niets; verwacht: een werkmap." in words
    assert words.endswith("Herstel dit en geef de opdracht opnieuw.")
    assert "a.xlsx" not in last_words(errors_in([log], time.time() + 60)), (
        "an error of an earlier run"
    )


def test_another_error_logs_its_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "x.log"
    with pytest.raises(SystemExit), logged(str(log), "rekenen"):
        logging.getLogger("ander").warning("let op")
        raise ValueError("stuk")
    shown = capsys.readouterr().err
    assert shown == ""
    assert "Traceback" in log.read_text() and "let op" in log.read_text()
    words = last_words(errors_in([log], 0))
    assert "rekenen (ValueError: stuk)" in words and "Traceback" not in words


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "De schijf is vol. Maak ruimte"),
        (PermissionError(errno.EACCES, "Permission denied", "a.pdf"), "a.pdf: u hebt hier geen"),
        (FileNotFoundError(errno.ENOENT, "No such file", "a.pdf"), "schrijven (FileNotFoundError"),
    ],
)
def test_what_the_system_refuses_is_told_in_a_sentence(
    tmp_path: Path, error: OSError, told: str
) -> None:
    log = tmp_path / "x.log"
    with pytest.raises(SystemExit), logged(str(log), "schrijven"):
        raise error
    assert last_words(errors_in([log], 0)).strip().startswith(told)


SCALE = [(0.0, "nauwelijks"), (0.02, "licht"), (0.1, "duidelijk"), (0.3, "sterk")]


@pytest.mark.parametrize(
    ("before", "after", "bounded", "words"),
    [
        (100, 100, False, "gelijk gebleven"),
        (100, 101.9, False, "nauwelijks gestegen"),
        (100, 102, False, "licht gestegen"),
        (100, 90, False, "duidelijk gedaald"),
        (100, 130, False, "sterk gestegen"),
        (0, 3, False, "sterk gestegen"),
        (0.2, 0.3, True, "duidelijk gestegen"),  # a tenth, though 0.3 - 0.2 falls short of it
        (-0.08, -0.05, True, "licht gestegen"),  # a third of the first value, yet a small step
        (-10, -13, False, "sterk gedaald"),
        (None, 1, False, "niet te bepalen"),
        (1, float("nan"), True, "niet te bepalen"),
    ],
)
def test_a_change_in_words_on_one_scale(
    before: float | None, after: float | None, bounded: bool, words: str
) -> None:
    assert dutch.change(before, after, SCALE, bounded) == words


def test_a_checkout_that_changes_line_ends_changes_no_byte(tmp_path: Path) -> None:
    """As git on Windows does: config.yaml, aliassen.csv and print.css got other bytes there."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("dit is geen kopie van git")
    options = ("-c", "core.autocrlf=true", "-c", "core.eol=crlf")
    clone = ["git", "clone", "-q", "--depth", "1", *options, f"file://{ROOT}", str(tmp_path / "x")]
    subprocess.run(clone, check=True)
    done = subprocess.run(
        ["git", "ls-files", "--eol"], cwd=tmp_path / "x", capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert len(lines) > 100
    assert [line for line in lines if line.startswith("i/lf") and "w/lf" not in line] == []
