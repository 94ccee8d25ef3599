"""Numbers that a writer typed: percentages, and words. They belong to no row of a table.

Other digits are judged in the filled text (proofread/numbers.py): a name may hold them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jinja2 import nodes

from veerkracht import dutch
from veerkracht.faults import Fault
from veerkracht.report.text_trees import Tree

# What a sentence may count by itself: two ways, nine lessons.
SMALL = dutch.NUMBERS[2:11]
UNITS = "|".join(("een", "één", *dutch.NUMBERS[2:10]))
TENS = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig"
BELOW_100 = rf"(?:(?:{UNITS})[eë]n(?:{TENS})|{TENS}|{'|'.join(dutch.NUMBERS[11:20])})"
LARGE = (
    rf"(?:(?:{UNITS}|{BELOW_100})?(?:honderd|duizend)(?:en)?(?:{BELOW_100}|{'|'.join(SMALL)})?"
    rf"|{BELOW_100})"
)
ANY = rf"(?:{LARGE}|{'|'.join(dutch.NUMBERS[10:1:-1])}|een|één|anderhal(?:f|ve))"
PARTS = "derde|vierde|kwart|vijfde|zesde|zevende|achtste|negende|tiende|twintigste|honderdste"
COUNTED = (
    r"(?:partij(?:en)?|initiatie(?:f|ven)|verbinding(?:en)?|samenwerking(?:en)?|gesprek(?:ken)?"
    r"|besluit(?:en)?|taken)"
)
TYPED = re.compile(
    r"(?<![\w-])(?:\d[\d.,]*\s?%|"
    rf"{ANY}\s(?:procent(?:punt(?:en)?)?|promille|%)"
    rf"|{ANY}\s(?:miljoen|miljard)"
    rf"|{ANY}\sop\s(?:de|elke|iedere)\s{ANY}"
    rf"|(?:{'|'.join(SMALL)}|{LARGE})\svan\sde\s{ANY}"
    rf"|{ANY}\s(?:{PARTS})\s(?:van|deel|meer|minder)|driekwart|(?<!eerste\s)(?<!tweede\s)helft"
    rf"|{ANY}\s(?:keer|maal)\s(?:zo\w*|meer|minder|vaker|groter|hoger|kleiner|lager)"
    rf"|(?:{'|'.join(SMALL)})\s{COUNTED}|{LARGE}(?:\s{COUNTED})?"
    r")(?![\w-])",
    re.IGNORECASE,
)
# A quote is somebody's words.
QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)


def typed_numbers(trees: Iterable[Tree]) -> list[Fault]:
    """Faults for the numbers in words in the own texts of a wijk, at their lines, sorted.

    The general texts are not for here: the words there are numbers of the method.
    """
    return sorted({fault for tree in trees for fault in _typed(tree)})


def _typed(tree: Tree) -> Iterator[Fault]:
    for node in tree.all(nodes.TemplateData):
        text = QUOTED.sub(lambda line: " " * len(line[0]), node.data)
        for match in TYPED.finditer(text):
            row = tree.before + node.lineno + text.count("\n", 0, match.start())
            yield Fault(
                str(tree.file),
                row=row,
                found=f"het getal '{' '.join(match[0].split())}'",
                expected="een getal uit een tabel",
                advice="Vraag het op met num(), pct() of fact(), of haal het weg.",
            )
