"""Every column with free text, of every sheet: nothing personal goes further, or into a remark."""

from __future__ import annotations

import pytest

from veerkracht.inputs.rows import read_rows
from veerkracht.inputs.schemas import Field, Schema, all_schemas
from veerkracht.inputs.sheets import Sheet

NUMBER = "06.12.34.56.78"


def free_text() -> list[tuple[Schema, Field]]:
    """The columns in which anything can be written."""
    return [
        (sheet, field)
        for sheet in all_schemas()
        for field in sheet.fields.values()
        if field.type in ("string", "list") and not field.enum
    ]


def read_with(sheet: Schema, field: Field, text: object) -> Sheet:
    """A sheet with a row of examples and `text` in one column, as it is read."""
    examples = [text if f is field else f.example for f in sheet.fields.values()]
    page = Sheet("blad.csv", sheet.name, [list(sheet.fields), examples])
    read_rows(page, sheet)
    return page


@pytest.mark.parametrize(
    ("sheet", "field"), [pytest.param(s, f, id=f"{s.name}.{f.name}") for s, f in free_text()]
)
def test_what_leads_to_a_person_stops_at_its_cell_and_is_not_repeated(
    sheet: Schema, field: Field
) -> None:
    page = read_with(sheet, field, f"Bel {NUMBER} maar")
    told = [fault for fault in page.faults if fault.column == field.name]
    assert bool(told) is not field.restricted, "what stays inside may hold it, the rest may not"
    assert all((fault.row, fault.sheet) == (2, sheet.name) for fault in told)
    assert "34.56" not in " ".join(map(str, page.faults))


@pytest.mark.parametrize(
    ("sheet", "field"),
    [pytest.param(s, f, id=f"{s.name}.{f.name}") for s, f in free_text() if f.unquoted],
)
def test_what_may_tell_of_a_person_is_in_no_remark(sheet: Schema, field: Field) -> None:
    """A text that is refused for another reason: its letters are damaged."""
    page = read_with(sheet, field, "Janneke zei dat zij wegging: Ã«")
    assert page.faults and "Janneke" not in " ".join(map(str, page.faults))


def test_the_columns_that_go_no_further_are_known() -> None:
    """Who adds a column decides whether it is repeated; these are about persons."""
    inside = {f"{s.name}.{f.name}" for s, f in free_text() if f.unquoted}
    assert inside == {
        *("initiatieven.opmerking", "initiatieven.codeur", "relaties.codeur", "codeurs.codeur"),
        *("citaten.tekst", "citaten.rol", "aliassen.besluit_door", "aliassen.toelichting"),
        *("besluiten.bron", "budget.bron", "feiten.bron"),
    }
