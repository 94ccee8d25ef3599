"""Tables of the floors `claims` and `report`: what may be said, where it is said, on which rows."""

from __future__ import annotations

from veerkracht.tables.table import REPORT, Table, number, text, whole

CLAIMS_JUDGED = (
    text("claim", "naam van de bewering"),
    text("item", "plaats in de publicatie"),
    text("statement", "de bewering"),
    text("test", "waarop zij is getoetst"),
    text("party", "partij over wier plaats in het netwerk zij gaat; leeg bij andere"),
    text("outcome", "uitkomst van de toets"),
    whole("start", "eerste jaar waarop zij slaat"),
    whole("end", "laatste jaar waarop zij slaat"),
    number("share", "aandeel van de trekkingen bij evenveel vragen waarin zij opgaat"),
    number("chance", "kans op zo'n verandering als er niets veranderde, het vragen gelijkgemaakt"),
    text("asked", "wat er tussen deze jaren aan het vragen veranderde; leeg als dat niets was"),
    text("evidence", "de cijfers waarop de uitkomst rust"),
)
CLAIMS = Table(
    "claims",
    "Beweringen in de tekst, met toets en uitkomst",
    made_by="judge_claims",
    public=True,
    read_by=(REPORT,),
    columns=CLAIMS_JUDGED,
)
CLAIMS_PLACED = Table(
    "claims_placed",
    "Elke bewering met haar toets, uitkomst, bewijs en de secties waar zij staat",
    made_by="compose_report",
    path="results/{wijk}/claims.csv",
    columns=(
        *CLAIMS_JUDGED,
        text("places", "teksten die haar gebruiken"),
        text("sentences", "de zinnen die zij draagt, elk na haar sectie"),
    ),
)
TRAIL = Table(
    "herkomst",
    "Elk getal in de tekst, met zijn rij in een tabel en de rijen van de sheets daarachter",
    made_by="compose_report",
    path="results/{wijk}/review/{name}.csv",
    columns=(
        whole("getal", "volgnummer in de tekst"),
        text("sectie", "sectie"),
        text("gedrukt", "zoals het er staat"),
        number("waarde", "het getal zelf"),
        text("tabel", "tabel waar het vandaan komt"),
        text("rijen", "rijen van die tabel"),
        text("waar", "waaraan die rijen te herkennen zijn"),
        text("herkomst", "rijen van de sheets daarachter"),
    ),
)
COMPARED = Table(
    "verschil",
    "Wat anders is dan in een eerdere uitgave, met waardoor",
    made_by="compare_editions",
    path="results/{wijk}/review/{name}.csv",
    columns=(
        text("soort", "bewering, getal, zin, tabel, figuur of invoer"),
        text("wat", "anders, erbij of weg"),
        text(
            "plaats",
            "sectie, tabel of bestand; van een bewering wat zij zegt, van een figuur haar titel",
        ),
        text("naam", "bewering, rij, titel van de sectie of naam van de figuur"),
        text("toen", "in de eerdere uitgave"),
        text("nu", "in deze uitgave"),
        text("waardoor", "gegevens met hun rij, besluit, instelling, tekst of programma"),
        text("eerder_uitgegeven", "is het een cijfer over een jaar dat er al was: ja of nee"),
        text("eerdere_uitgave", "waarmee deze uitgave is vergeleken"),
    ),
)
REMARKS = Table(
    "opmerkingen",
    "Opmerkingen en wijzigingen van nakijkers, uit hun Word-bestanden",
    made_by="read_remarks",
    path="results/{wijk}/review/{name}.csv",
    columns=(
        text("bestand", "het Word-bestand"),
        text("wie", "wie het opmerkte"),
        text("wanneer", "dag"),
        text("soort", "opmerking, toegevoegd of weggehaald"),
        text("sectie", "sectie"),
        text("zin", "de zin, zoals review/index.html haar noemt"),
        text("plaats", "de zin zoals zij in de monitor staat"),
        text("opmerking", "de opmerking, of de woorden die erbij kwamen of weggingen"),
    ),
)
TABLES = (CLAIMS, CLAIMS_PLACED, TRAIL, COMPARED, REMARKS)
