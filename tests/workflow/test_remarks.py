"""What the terminal says of the warnings on the input."""

from __future__ import annotations

from veerkracht.faults import WARNING, Fault
from veerkracht.workflow.remarks import warnings_text


def note(file: str, row: int, found: str = "een plaats", column: str = "plaats") -> Fault:
    sheet = "citaten" if row else ""
    return Fault(file, sheet, row, column if row else "", found, "niets", level=WARNING)


def test_what_is_odd_for_one_reason_in_a_sheet_is_told_once_and_of_a_file_first() -> None:
    notes = [note("2022.xlsx", row) for row in (7, 4, 9)]
    notes += [note("2022.xlsx", 4, column="rol"), note("2023.xlsx", 4)]
    notes += [note("2024.xlsx", 0, "nog open")]
    assert warnings_text(notes, "spangen").splitlines() == [
        "6 waarschuwingen over de invoer van spangen:",
        "  - 2024.xlsx: gevonden: nog open; verwacht: niets.",
        "  - 2022.xlsx, blad citaten, rijen 4, 7 en 9, kolom plaats: gevonden: een plaats; "
        "verwacht: niets.",
        "  - 2022.xlsx, blad citaten, rij 4, kolom rol: gevonden: een plaats; verwacht: niets.",
        "  - 2023.xlsx, blad citaten, rij 4, kolom plaats: gevonden: een plaats; verwacht: niets.",
        "  Alles staat in results/spangen/review/index.html",
    ]


def test_of_other_values_the_first_stands_with_how_many_there_are() -> None:
    (_, line, _) = warnings_text([note("a", 2, "x"), note("a", 3, "y")], "w").splitlines()
    assert (
        line
        == "  - a, blad citaten, rijen 2 en 3, kolom plaats: gevonden: x (en 1 andere); "
        + ("verwacht: niets.")
    )


def test_what_is_left_is_counted_in_remarks() -> None:
    notes = [note(f"{n:02}", row) for n in range(12) for row in (1, 2)]
    assert "  en nog 4" in warnings_text(notes, "w").splitlines()
