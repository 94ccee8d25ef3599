"""Years, numbers and trend words in sentences, against what there are data of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from veerkracht import dutch
from veerkracht.faults import STOP, WARNING, Fault
from veerkracht.lookups.number import FEW
from veerkracht.report.proofread.context import Context, subjects, without_names
from veerkracht.report.proofread.page import (
    A_YEAR,
    FIGURE,
    HEAD,
    NUMBER,
    NUMBERED,
    QUOTE,
    TEXT,
    WORD,
    WORDS,
    YEAR,
    Page,
    plain,
)
from veerkracht.report.trail import END, MARK, MIDDLE, START

UNCHECKED = "niet nagegaan in een citaat"


def years_without_data(pages: list[Page], context: Context) -> Iterator[Fault]:
    """A year in a sentence of which there are no data; by subject where the sentence has one.

    A year of an event, a fact, the programme or an edition of a source may stand anywhere.
    """
    for page in pages:
        for _, sentence in page.sentences(TEXT, HEAD, FIGURE):
            about = subjects(sentence) or list(context.years)
            with_data = context.always.union(*(context.years[name] for name in about))
            for year in sorted({int(y) for y in YEAR.findall(without_names(sentence, context))}):
                if year not in with_data:
                    have = ", ".join(map(str, sorted(with_data))) or "geen"
                    yield page.remark(
                        f"het jaar {year}",
                        sentence,
                        f"een jaar met gegevens ({have})",
                        "Noem een ander jaar, of zet het jaar met zijn bron bij de gebeurtenissen "
                        "of de feiten.",
                        STOP,
                    )


def shares_of_few(pages: list[Page], context: Context) -> Iterator[Fault]:
    """A percentage of fewer than twenty counted things, without their number in the sentence."""
    for page in pages:
        for _, sentence in page.sentences(TEXT, HEAD, FIGURE):
            # The percentages themselves are not what they are shares of.
            said = re.sub(NUMBER, lambda m: " " if "%" in m[0] else m[0], plain(sentence)).lower()
            for number, text in MARK.findall(sentence):
                if int(number) not in context.shares:
                    continue
                of = context.shares[int(number)]
                told = () if of is None else (str(of), dutch.word(of))
                if of is None or (
                    of < FEW and not any(re.search(rf"\b{word}\b", said) for word in told)
                ):
                    yield page.remark(
                        f"{text} zonder het aantal" if of is None else f"{text} van {of}",
                        sentence,
                        "het aantal bij een percentage van minder dan twintig",
                        "Noem het aantal in dezelfde zin (pct_of() doet dat), of schrijf het als "
                        "'drie van de vier'.",
                        STOP,
                    )


REFERENCE = re.compile(
    r"\b(?:les|deel|bijlage|figuur|tabel|hoofdstuk|stap)\s\d+|"
    rf"\b\d{{1,2}}\s(?:{'|'.join(dutch.MONTHS)})\b|\b{WORD}+-?\d+\b",
    re.IGNORECASE,
)


def numbers_without_source(pages: list[Page], context: Context) -> Iterator[Fault]:
    """Digits in prose that come from no table: no year, date, reference, or name from the data."""
    for page in pages:
        for block, sentence in page.sentences(TEXT, HEAD):
            text = YEAR.sub(" ", REFERENCE.sub(" ", without_names(sentence, context)))
            text = NUMBERED.sub(" ", text) if block.kind == HEAD else text
            for number in re.findall(r"\d[\d.,]*", text):
                yield page.remark(
                    f"het getal {number.rstrip('.,')}",
                    sentence,
                    "een getal uit een tabel",
                    "Vraag het op met num(), pct() of fact(), of haal het weg.",
                    STOP,
                )


def numbers_in_quotes(pages: list[Page], context: Context) -> Iterator[Fault]:
    """Numbers that somebody says: nobody checked them, so they are listed."""
    spoken = re.compile(rf"\b(?:\d[\d.,]*|{'|'.join(WORDS)})\b", re.IGNORECASE)
    for page in pages:
        for _, sentence in page.sentences(QUOTE):
            said = spoken.findall(without_names(sentence, context))
            if said:
                yield page.remark(
                    f"{UNCHECKED}: {', '.join(said)}",
                    sentence,
                    "een getal dat klopt, of dat de lezer niet voor een feit houdt",
                    "Ga het na. Een citaat verandert u niet.",
                    WARNING,
                )


TRENDS = (
    (re.compile(rf"\bsteeds (?:meer|minder|vaker|{WORD}+er)\b|\bjaar na jaar\b|\btelkens\b"), 3),
    (re.compile(r"\b(?:blij(?:ft|ven)|ble(?:ef|ven)|opnieuw|verder|nog (?:steeds|altijd))\b"), 2),
)


def hasty_trends(pages: list[Page], context: Context) -> Iterator[Fault]:
    """A trend word in a sentence on data with fewer years than it implies.

    The years that count are those of the subject, up to the last year that the sentence names (or
    the heading above it), and from the first when it names two.
    """
    for page in pages:
        for block, sentence in page.sentences(TEXT, FIGURE):
            text = without_names(sentence, context)
            named = [int(year) for year in YEAR.findall(text)]
            about = subjects(sentence)
            if not about and not named and not MARK.search(sentence):
                continue
            named = named or [int(year) for year in YEAR.findall(block.head)]
            years = frozenset().union(*(context.years[name] for name in about or context.years))
            first = min(named) if len(named) > 1 else 0
            last = max(named, default=9999)
            years = frozenset(year for year in years if first <= year <= last)
            for words, least in TRENDS:
                match = words.search(plain(sentence))
                if match and len(years) < least:
                    have = ", ".join(map(str, sorted(years))) or "geen jaar"
                    yield page.remark(
                        f"'{match[0]}' bij gegevens van {have}",
                        sentence,
                        f"gegevens van ten minste {dutch.word(least)} jaren",
                        "Noem de verandering zonder dat woord.",
                        WARNING,
                    )


NUMBER_IN_YEAR = re.compile(rf"{START}(\d+){MIDDLE}([^{END}]*){END}(?: [a-z]+)? in {A_YEAR}")
IN_YEAR_NUMBER = re.compile(
    rf"\bin {A_YEAR} (?:was|waren|is|zijn)(?: dat| dit| het)?(?: er)? "
    rf"{START}(\d+){MIDDLE}([^{END}]*){END}",
    re.IGNORECASE,
)


def other_years(pages: list[Page], context: Context) -> Iterator[Fault]:
    """A number from the row of one year that the sentence gives to another."""
    for page in pages:
        for _, sentence in page.sentences(TEXT):
            printed = [(m[1], m[2], int(m[3])) for m in NUMBER_IN_YEAR.finditer(sentence)]
            printed += [(m[2], m[3], int(m[1])) for m in IN_YEAR_NUMBER.finditer(sentence)]
            for number, text, year in printed:
                row_years = context.row_years.get(int(number), frozenset())
                if row_years and year not in row_years:
                    years = " en ".join(map(str, sorted(row_years)))
                    advice = "Vraag het getal van het andere jaar op, of noem het andere jaar."
                    expected = f"{years}, het jaar van dat getal"
                    yield page.remark(f"{text} bij {year}", sentence, expected, advice, STOP)
