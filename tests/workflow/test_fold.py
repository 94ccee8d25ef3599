"""Lines for a terminal: broken between words, and no command in two."""

from __future__ import annotations

import io

import pytest

from veerkracht.workflow.fold import folded

LINE = (
    "  - data/spangen/2024.xlsx: gevonden: dit bestand is er niet; verwacht: de werkmap van 2024. "
    "Maak het met: .uv/bin/uv run snakemake new_year --config year=2024 wijk=spangen, of haal het "
    "jaar weg."
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_a_line_is_broken_between_words_and_a_command_never(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = folded(f"1 fout in de invoer:\n{LINE}", Terminal()).splitlines()
    assert " ".join(line.strip() for line in lines) == f"1 fout in de invoer: {LINE.strip()}"
    command = ".uv/bin/uv run snakemake new_year --config year=2024 wijk=spangen"
    assert sum(command in line for line in lines) == 1
    assert all(len(line) <= max(width, len(command) + 5) for line in lines)
    assert all(line.startswith("    ") for line in lines[2:])


def test_without_a_terminal_every_fault_is_one_line() -> None:
    assert folded(LINE, io.StringIO()) == LINE
