"""Tables of the floor `governance`: who decides, who does the work, what hinders."""

from __future__ import annotations

from veerkracht.tables.table import (
    CLAIMS,
    LABEL,
    ORIGIN,
    REPORT,
    WHO,
    YEAR,
    Column,
    Table,
    number,
    text,
    whole,
)

RIGHTS = Table(
    "rights",
    "Wie over welk onderwerp besliste, per jaar",
    made_by="measure_governance",
    public=True,
    read_by=(REPORT,),
    columns=(
        YEAR,
        text("subject", "onderwerp: koers, budget, keuze van initiatieven, uitvoering of overig"),
        text("decision", "waarover"),
        WHO,
        text("rung", "trede van participatie"),
        ORIGIN,
    ),
)
GOVERNANCE_COURSE = Table(
    "governance_course",
    "Maten van de zeggenschap, per jaar",
    made_by="measure_governance",
    public=True,
    read_by=(CLAIMS, REPORT),
    parents={"decisions": ("year",), "tasks": ("year",), "budget": ("year",)},
    columns=(
        YEAR,
        text("measure", "kenmerk van de maat"),
        LABEL,
        number("value", "waarde, in de eenheid die het label noemt"),
        whole("n", "besluiten, taken of posten waarop zij rust"),
    ),
)
BARRIER = text("barrier", "belemmering")
NAMED = whole("named", "initiatieven die haar noemden")


def _again(code: Column) -> tuple[Column, ...]:
    """The columns on what initiatives named, and named again in a later year."""
    return (
        code,
        NAMED,
        whole("again", "daarvan: in twee jaren of meer"),
        number("share", "deel dat haar opnieuw noemde", "aandeel"),
        number("chance", "dat deel als initiatieven niet verschilden, gemiddeld", "aandeel"),
        number("chance_low", "kleinste deel dat dan nog toeval kan zijn", "aandeel"),
        number("chance_high", "grootste deel dat dan nog toeval kan zijn", "aandeel"),
    )


BARRIERS = Table(
    "barriers",
    "Belemmeringen die initiatieven in een later jaar opnieuw noemden",
    made_by="measure_governance",
    public=True,
    read_by=(CLAIMS, REPORT),
    parents={"actors": ("barrier",)},
    columns=_again(BARRIER),
)
BARRIER_COURSE = Table(
    "barrier_course",
    "Belemmeringen die initiatieven noemden, per jaar",
    made_by="measure_governance",
    public=True,
    read_by=(CLAIMS, REPORT),
    parents={"actors": ("barrier", "year")},
    columns=(
        BARRIER,
        YEAR,
        NAMED,
        whole("spoken", "gesproken initiatieven"),
        number("share", "deel van de gesproken initiatieven dat haar noemde", "aandeel"),
    ),
)
RESOURCES = Table(
    "resources",
    "Hulpbronnen die initiatieven in een later jaar opnieuw noemden",
    made_by="measure_governance",
    public=True,
    read_by=(REPORT,),
    parents={"actors": ("resource",)},
    columns=_again(text("resource", "hulpbron")),
)
TABLES = (RIGHTS, GOVERNANCE_COURSE, BARRIERS, BARRIER_COURSE, RESOURCES)
