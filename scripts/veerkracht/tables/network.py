"""Tables of the floor `network`: what is measured on actors and ties."""

from __future__ import annotations

from veerkracht.tables.table import (
    ACTOR,
    CLAIMS,
    END,
    KIND,
    LABEL,
    LOCATION,
    MAP,
    METRIC,
    NAME,
    REPORT,
    START,
    YEAR,
    Table,
    number,
    text,
    whole,
)

NETWORK_METRICS = Table(
    "network_metrics",
    "Maten van het netwerk als geheel, per jaar",
    made_by="measure_network",
    public=True,
    read_by=(CLAIMS, REPORT),
    parents={"actors": ("year",), "ties": ("year",)},
    columns=(
        YEAR,
        METRIC,
        LABEL,
        text("dimension", "kenmerk van veerkracht waar de maat bij hoort"),
        number("value", "waarde, in de eenheid van kolom unit; leeg als zij niet bestaat"),
        text("unit", "eenheid"),
        text("direction", "welke kant sterker is"),
        text("core", "kernmaat: ja of nee"),
    ),
)
ACTOR_METRICS = Table(
    "actor_metrics",
    "Maten van elke partij in het netwerk, per jaar",
    made_by="measure_network",
    public=True,
    read_by=(CLAIMS, REPORT, MAP),
    parents={"actors": ("year", "actor"), "ties": ("year", "actor")},
    columns=(
        YEAR,
        ACTOR,
        NAME,
        KIND,
        LOCATION,
        whole("degree", "verbindingen"),
        number("betweenness", "hoe vaak de partij tussen andere in staat, van 0 tot 1"),
        number("eigenvector", "invloed: verbonden met verbonden partijen, van 0 tot 1"),
        whole("rank", "plaats op invloed"),
        number("weighted_degree", "partners, elk geteld naar de eigen invloed (0 tot 1)"),
        text("influential", "half zo veel daarvan als de eerste van het eerste jaar: ja of nee"),
        number("constraint", "hoe ingesloten de partij is (Burt)"),
        number("effective_size", "partners die niet aan elkaar hangen (Burt)"),
        whole("rank_change", "plaatsen gestegen sinds het jaar ervoor"),
    ),
)
LAYOUT = Table(
    "layout",
    "Vaste plaats van elke partij op de netwerkkaart",
    made_by="layout_network",
    read_by=(MAP,),
    columns=(
        ACTOR,
        number("x", "plaats van links", "mm"),
        number("y", "plaats van onderen", "mm"),
    ),
)
NETWORK_CHANGES = Table(
    "network_changes",
    "Verandering van het netwerk, drie keer bekeken",
    made_by="judge_claims",
    public=True,
    read_by=(REPORT,),
    columns=(
        START,
        END,
        METRIC,
        LABEL,
        number("observed", "verandering zoals waargenomen"),
        number("panel", "verandering bij de partijen die in beide jaren zijn gesproken"),
        number("low", "ondergrens van de middelste 90 % bij gelijke inspanning"),
        number("high", "bovengrens van de middelste 90 % bij gelijke inspanning"),
        number("share", "trekkingen met een verandering in de waargenomen richting", "aandeel"),
    ),
)
TURNOVER = Table(
    "turnover",
    "Partijen en verbindingen die kwamen, bleven en gingen",
    made_by="judge_claims",
    public=True,
    read_by=(REPORT,),
    columns=(
        START,
        END,
        whole("entries", "partijen die erbij kwamen"),
        whole("exits", "partijen die verdwenen"),
        whole("stays", "partijen die bleven"),
        whole("new_ties", "nieuwe verbindingen"),
        whole("lost_ties", "verdwenen verbindingen"),
        whole("kept_ties", "gebleven verbindingen"),
        number("jaccard", "gebleven verbindingen van alle in beide jaren", "aandeel"),
        whole("stayers_before", "verbindingen tussen blijvers in het eerste jaar"),
        whole("stayers_after", "verbindingen tussen blijvers in het laatste jaar"),
    ),
)
LEVELS = Table(
    "levels",
    "Maten van het netwerk met hun standaardfout, per jaar",
    made_by="judge_claims",
    public=True,
    read_by=(REPORT,),
    columns=(
        YEAR,
        METRIC,
        LABEL,
        number("value", "waarde"),
        number("error", "standaardfout over de gesprekken"),
        whole("interviews", "gesprekken in het jaar"),
        whole("panel", "gesproken partijen die ook het jaar ervoor zijn gesproken"),
    ),
)
SENSITIVITY = Table(
    "sensitivity",
    "Uitkomsten bij andere keuzes in de berekening",
    made_by="judge_claims",
    public=True,
    read_by=(REPORT,),
    columns=(
        text("choice", "de keuze"),
        METRIC,
        LABEL,
        number("start", "waarde in het eerste jaar"),
        number("end", "waarde in het laatste jaar"),
    ),
)
TABLES = (
    NETWORK_METRICS,
    ACTOR_METRICS,
    LAYOUT,
    NETWORK_CHANGES,
    TURNOVER,
    LEVELS,
    SENSITIVITY,
)
