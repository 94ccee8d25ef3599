"""Sentences that speak of change or rank while no claim covers them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from veerkracht.faults import WARNING, Fault
from veerkracht.report.proofread.context import Context
from veerkracht.report.proofread.page import FIGURE, HEAD, TEXT, Page, plain

CHANGE = re.compile(
    r"\b(?:meer|minder|groter|kleiner|hoger|lager|sterker|zwakker|hechter|diverser|dichterbij|vaker"
    r"|steeds|blij(?:ft|ven)|ble(?:ef|ven)|groei(?:t|de|den)|krompe?n?|krimpt|ste(?:eg|gen)|stijgt"
    r"|daal(?:t|de|den)|(?:ver)?scho(?:of|ven)|verschuift|zakte|(?:toe|af)(?:ge)?nomen|toenam|afnam"
    r"|(?:nam|namen|neemt|nemen)\b[^.;:]*\b(?:toe|af))\b",
    re.IGNORECASE,
)
# Words of change that assert no change.
NO_CHANGE = re.compile(
    # a bound: meer dan één jaar, minder dan 7 punten, groter dan de marge
    r"\b(?:meer|minder) dan (?:één|een|[\d.,]+)|\bgroter is dan de (?:marge|ruis)\b"
    # a rule of reading or of method: hoe groter het punt, hoe meer invloed
    r"|\bhoe (?:groter|meer|minder|hoger|lager)\b.*?\bhoe \w+(?: \w+)?|\bgroter bij meer\b"
    r"|\bgroeien zodra er meer mensen\b|\bin meer jaren\b|\bstijgt of daalt\b|\bsteeds op\b"
    # what a reader can count beside it, of either sign, or the verdict of a test on it
    r"|\bniet meer genoemd\b|\bbleef [\d,]+|\bwat [\w ]+ verschoof\b"
    r"|\((?:hoger|lager)\)"
    r"|\b(?:deed|deden)(?: [^.;:]+)? het (?:vanaf \d{4}(?:, \d{4})*(?: en \d{4})? )?"
    r"(?:(?:net )?aantoonbaar )?minder goed\b"
    # a goal, an advice, a supposition, a way of speaking
    r"|\bgeen afstand meer\b|\bte blijven\b|\bblijft zoals\b|\bmeer hierover\b|\bonder meer\b",
    re.IGNORECASE,
)
# Parts that say nothing about what was found in this wijk: lessons tell what to do, and the
# background and appendices how was measured.
NO_FINDINGS = ("lessen", "achtergrond", "bijlagen")


def uncovered(pages: list[Page], context: Context) -> Iterator[Fault]:
    """A sentence, heading or title of a figure with a word of change, that no claim covers.

    A quote is somebody's own and is passed over, as are the parts NO_FINDINGS.
    """
    for page in pages:
        if page.section["part"] in NO_FINDINGS:
            continue
        covered = {item["sentence"] for item in page.section["covered"]}
        for _, sentence in page.sentences(TEXT, HEAD, FIGURE):
            text = plain(sentence)
            found = CHANGE.search(NO_CHANGE.sub(" ", text))
            if not found or text in covered:
                continue
            yield page.remark(
                f"'{found[0]}' zonder bewering",
                sentence,
                "een zin over verandering in {% bewering %}",
                "Hang de zin aan een bewering, of zeg alleen wat er was.",
                WARNING,
            )
