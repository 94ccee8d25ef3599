"""What people ask of `snakemake`: the commands, told on request, and what they must have meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from veerkracht.faults import Fault, InputError, order
from veerkracht.workflow.watch import WATCH

HELP = "help"
# What people do -> (the command, what is more to say of it).
COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("De monitors maken, of bijwerken na een wijziging", "", ""),
    ("Alleen zien wat er gedaan zou worden", "-n", ""),
    (
        "Een nieuw jaar beginnen",
        "new_year --config year=2026",
        "Met de partijen van vorig jaar. Uit een ander programma: zet bron=map erachter.",
    ),
    (
        "Een nieuwe wijk beginnen",
        "new_wijk --config wijk=spangen",
        "Met meer jaren: jaren=2025,2026 erachter.",
    ),
    (
        "Een eigen sheet laten lezen",
        "describe_sheet --config bestand=sheet.xlsx",
        "Stelt voor welke kop wat betekent.",
    ),
    (
        "Eén sectie afdrukken terwijl u schrijft",
        "print_draft --config sectie=12-netwerk",
        "Wordt results/<wijk>/concept.pdf.",
    ),
    (
        "De folder voor een drukker, met afloop en snijtekens",
        "print_booklet",
        "Wordt results/<wijk>/samenvatting-druk.pdf.",
    ),
    (
        "De tekst laten nalezen in Word",
        "review_copy",
        "Wordt results/<wijk>/review/nakijken.docx.",
    ),
    (
        "Opmerkingen uit Word teruglezen",
        "read_remarks --config bestand=nakijken.docx",
        "Zij komen in results/<wijk>/review/index.html.",
    ),
    (
        "Vergelijken met een eerdere uitgave",
        "--config tegen=map",
        "Wordt results/<wijk>/review/verschil.html.",
    ),
    (
        "Akkoord geven met een uitgave",
        'approve --config door="A. Jansen"',
        "Wat daarna verandert, wordt niet meer als akkoord bewaard.",
    ),
    (
        "Een uitgave bewaren, één keer",
        "archive",
        "De gesprekken, in een eigen pakket: --config archief=besloten erachter.",
    ),
    (
        "Een bewaarde uitgave opnieuw maken en vergelijken",
        "prove --config editie=voorbeeld/2026.1",
        "Van een echte wijk: besloten=<map van het besloten pakket> erachter.",
    ),
    (
        "Kijken terwijl u schrijft, tot Ctrl-C",
        WATCH,
        "Na elke wijziging is results/<wijk>/web/kijk.html nieuw; wat niet klopt, staat bovenaan.",
    ),
)
MORE = (
    "Met meer wijken met interviews zet u wijk=<map> achter --config.",
    "Afbreken kan altijd, met Ctrl-C: de volgende opdracht gaat verder waar deze was.",
    "Meer staat in docs/handleiding.md.",
)


def names() -> set[str]:
    """What an order can begin with: the commands by their names."""
    return {HELP, *(command.split()[0] for _, command, _ in COMMANDS if command[:1].isalpha())}


def help_text() -> str:
    """The commands with what they do."""
    lines = ["Dit kunt u vragen:", ""]
    for task, command, more in COMMANDS:
        lines += [task, f"    {order(command)}", *([f"    {more}"] if more else []), ""]
    return "\n".join([*lines, *MORE])


def unknown_targets(
    targets: Iterable[str], names: Sequence[str], files: Sequence[str], made: Sequence[str]
) -> str:
    """The faults of targets that are no rule of `names` and no file of `made`; empty if none.

    `files`: the results that could have been meant.
    """
    faults = []
    for target in targets:
        if target in names or target in made:
            continue
        close = get_close_matches(target, [HELP, WATCH, *names, *files], n=1, cutoff=0.6)
        advice = f"Bedoelt u '{close[0]}'? " if close else ""
        faults.append(
            Fault(
                f"opdracht {target}",
                found="dit kan niet gemaakt worden",
                expected="een opdracht of een bestand in results/",
                advice=f"{advice}Wat u kunt vragen, staat in: {order(HELP)}",
            )
        )
    return str(InputError(faults)) if faults else ""
