"""What is typed after `snakemake`, looked at before Snakemake reads it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from veerkracht.workflow.first_look import FIRST, LOOKING, config_faults, look


class Terminal(io.StringIO):
    """A screen of 40 columns wide: the line of Snakemake takes three of them."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ctrl-C is put back after each test; in an empty folder nothing is made yet."""
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "typed",
    [
        [],
        ["-n", "results/spangen/monitor.pdf"],
        ["new_year", "--config", "year=2024", "wijk=spangen", "-n"],
        ["approve", "--config", "door=A. Jansen"],
        ["-C", "tegen=map", "--cores", "2"],
    ],
)
def test_an_order_that_snakemake_can_read_is_left_alone(typed: list[str]) -> None:
    assert not config_faults(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("new_year|--config|year|=|2024", "new_year --config year=2024"),
        ("new_year|--config|year=|2024|wijk =|spangen", "new_year --config year=2024 wijk=spangen"),
        ("new_year|--config|year|=2024|-n", "new_year -n --config year=2024"),
        ("--config|year=2024|new_year", "new_year --config year=2024"),
        ("approve|--config|door|=|A. Jansen", "approve --config 'door=A. Jansen'"),
        ("new_year|--config|year|2024", ""),
        ("print_draft|--config|sectie", ""),
    ],
)
def test_what_was_meant_is_told_where_it_can_be_seen(typed: str, meant: str) -> None:
    (fault,) = config_faults(typed.split("|"))
    assert fault.advice == (
        f"Bedoelt u: snakemake {meant}"
        if meant
        else "Zo schrijft u het: snakemake new_year --config year=2024. Zie snakemake help"
    )


def test_a_fault_stops_with_that_alone() -> None:
    stream = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        look(["--config", "year"], stream)
    assert stopped.value.code == 1
    assert stream.getvalue().startswith("1 fout in de opdracht:\n  - --config: gevonden: year;")


def test_on_a_terminal_the_first_line_of_snakemake_is_wiped_however_wide_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    stream = Terminal()
    look([], stream)
    assert len(FIRST) in range(81, 121)
    assert stream.getvalue() == f"\x1b[3F\x1b[J{LOOKING}\n"
    asked = Terminal()
    look(["help"], asked)
    assert asked.getvalue() == "\x1b[3F\x1b[J"


def test_ctrl_c_before_snakemake_listens_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    look([], io.StringIO())
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert capsys.readouterr().err.startswith("Afgebroken.")
