"""Lists, lessons, paragraphs and quotes: counted, in order, printed once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from veerkracht import dutch
from veerkracht.faults import STOP, WARNING, Fault, nearest
from veerkracht.report.proofread.context import Context
from veerkracht.report.proofread.page import (
    HEAD,
    NUMBERED,
    QUOTE,
    TEXT,
    WORDS,
    Block,
    Page,
    plain,
)

NOT_LISTED = r"jaar|jaren|keer|maand(?:en)?|weken|dagen|uur|euro|punten|procent"
# A number word and at most four words before the list: `langs drie wegen naar de wijk: a, b en c`.
COUNTED = re.compile(
    rf"\b({'|'.join(WORDS)})\s(?!(?:{NOT_LISTED})\b)((?:[^\s,:;.–]+\s?){{1,5}})(:\s|\s?–\s)", re.I
)


def wrong_counts(pages: list[Page], _: Context) -> Iterator[Fault]:
    """A number word before a list of another length, in a sentence or above a list of items."""
    for page in pages:
        for block, sentence in page.sentences(TEXT):
            text = plain(sentence)
            for match in COUNTED.finditer(text):
                rest = text[match.end() :]
                rest = rest.split(" – ")[0] if "–" in match[3] else rest
                low, high = _length(rest)
                if high > 1 and not low <= WORDS[match[1].lower()] <= high:
                    yield _miscounted(page, sentence, match[1], low)
            last = re.search(rf"\b({'|'.join(WORDS)})\s(?!(?:{NOT_LISTED})\b)[^:]*:$", text, re.I)
            count = _items_after(page, block) if block.text.endswith(sentence) else 0
            if last and count and count != WORDS[last[1].lower()]:
                yield _miscounted(page, sentence, last[1], count)


def _miscounted(page: Page, sentence: str, word: str, count: int) -> Fault:
    expected = f"{dutch.word(count)}, of een langere of kortere lijst"
    advice = "Tel de lijst na; laat het getal liever tellen met word()."
    return page.remark(f"'{word}' voor een lijst van {count}", sentence, expected, advice, WARNING)


def _length(text: str) -> tuple[int, int]:
    """The least and the most items that a list in a sentence can be read as; (0, 0): no list."""
    text = re.split(r"[.!?](?:\s|$)", text)[0]
    if "; " in text:
        count = len(text.split("; "))
        return count, count
    parts = re.split(r",\s+", text)
    if any(len(part.split()) > 12 for part in parts):
        return 0, 0
    together = re.compile(r"\s(?:en|of)\s")
    closed = bool(re.match(r"(?:en|of)\s", parts[-1]))
    low = len(parts) + (not closed and bool(together.search(parts[-1])))
    if low == len(parts) and not closed:
        return 0, 0
    parts[-1] = re.sub(r"^(?:en|of)\s", "", parts[-1])
    return low, sum(len(together.split(part)) for part in parts)


def _items_after(page: Page, block: Block) -> int:
    """How many list items come directly after a paragraph."""
    items: list[int] = []
    for other in page.blocks[page.blocks.index(block) + 1 :]:
        if not other.item:
            break
        items.append(other.item)
    return len(set(items))


SHORT = 8


def printed_twice(pages: list[Page], _: Context) -> Iterator[Fault]:
    """A paragraph (or a quote) of at least eight words that an edition prints twice."""
    seen: dict[tuple[str, str], str] = {}
    for page in pages:
        for block in page.blocks:
            words = re.findall(r"\w+", plain(block.text).lower())
            if block.kind not in (TEXT, QUOTE) or block.beneath or len(words) < SHORT:
                continue
            keys = [(edition, " ".join(words)) for edition in page.section["editions"]]
            if first := next((seen[key] for key in keys if key in seen), ""):
                where = "deze sectie" if first == page.file else first
                advice = "Haal een van de twee weg."
                expected = f"elke alinea één keer; zij staat ook in {where}"
                yield page.remark("een herhaalde alinea", block.text, expected, advice, STOP)
            seen |= {key: page.file for key in keys if key not in seen}


def gaps_in_numbers(pages: list[Page], _: Context) -> Iterator[Fault]:
    """Lessons that do not count 1, 2, 3 in an edition or lack a title; numbered headings too."""
    for edition in sorted({name for page in pages for name in page.section["editions"]}):
        before = 0
        for page in pages:
            number = page.section["number"]
            if not number or edition not in page.section["editions"]:
                continue
            if number != before + 1:
                found = f"les {number} komt na les {before}" if before else f"eerst les {number}"
                yield page.remark(
                    found,
                    page.section["title"],
                    f"les {before + 1}",
                    f"Nummer de lessen door (lesson); dit is de uitgave {edition}.",
                    STOP,
                )
            before = number
    for page in pages:
        number, running = page.section["number"], page.section["running"]
        if number and not page.section["title"]:
            yield page.remark(f"les {number} zonder kop", "", "een title", "Geef een titel.", STOP)
        numbered = re.fullmatch(r"Les (\d+)", running)
        if numbered and int(numbered[1]) != number:
            advice = "Maak running en lesson gelijk."
            yield page.remark(f"les {number or '–'}", running, f"Les {number}", advice, STOP)
        before = 0
        for block in page.blocks:
            inside = block.kind == HEAD and block.text != page.section["title"]
            match = NUMBERED.match(plain(block.text)) if inside else None
            if match and int(match[1]) != before + 1:
                expected, advice = f"nummer {before + 1}", "Nummer de koppen door."
                yield page.remark(f"kop {match[1]}", block.text, expected, advice, STOP)
            before = int(match[1]) if match else before


def other_asking(_: list[Page], context: Context) -> Iterator[Fault]:
    """Two years between which people were asked in another way: growth may be that."""
    for start, end, told in context.asked:
        if told:
            yield Fault(
                "retest.csv",
                found=f"{start} en {end}: {told}",
                expected="in beide jaren op dezelfde manier gevraagd",
                advice="Beweringen daarover staan er anders door: kolom asked in claims.csv.",
                level=WARNING,
            )


def lost_quotes(pages: list[Page], context: Context) -> Iterator[Fault]:
    """A quote with consent that no section prints: its place is misspelt, or nobody asks for it."""
    printed = " ".join(plain(b.text) for page in pages for b in page.blocks if b.kind == QUOTE)
    for name, text, place in context.quotes:
        if " ".join(text.split()) not in printed:
            hint = nearest(place, context.places)
            where = ", ".join(sorted(context.places)) or "geen"
            yield Fault(
                "citaten",
                found=f"het citaat '{name}' met plaats '{place}' staat nergens in de tekst",
                expected=f"een plaats die een sectie afdrukt ({where})",
                advice=hint or "Geef het citaat een andere plaats, of laat het zo.",
                level=WARNING,
            )
