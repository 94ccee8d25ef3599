"""Proofreading of the filled report: what a careful reader would mark before it is printed.

Each linter looks for one kind of fault that the publication of March 2024 had. It takes the pages
(the sections as read back from their HTML) and the context (what there are data of), and gives
remarks that quote the sentence. What is certain stops the build; what asks for judgement is a
warning for the reviewer. A quote is somebody's words: its numbers are listed, never faulted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from veerkracht import dutch
from veerkracht.faults import STOP, WARNING, Fault, nearest
from veerkracht.governance.measures import MEASURES
from veerkracht.lookups.findings import Findings
from veerkracht.report.fill import Report
from veerkracht.report.sections import Section
from veerkracht.report.trail import END, MARK, MIDDLE, START, Trail

TEXT, HEAD, QUOTE, FIGURE, CELL, SOURCE = "tekst", "kop", "citaat", "figuur", "cel", "bron"
HEADINGS = {f"h{level}" for level in range(1, 7)}
BLOCKS = {"p", "li", "td", "th", "caption", "figcaption", "dt", "dd", "pre", *HEADINGS}
YEAR = re.compile(r"(?<!\d)(?<!\d[.,])(?:19|20)\d\d(?!\d|[.,]\d)")
NUMBER = r"[-−+]?\d+(?:\.\d{3})*(?:,\d+)?(?:[ \u00a0]?%)?"
WORDS = {word: value for value, word in enumerate(dutch.NUMBERS) if value > 1}
WORD = r"[^\W\d_]"


@dataclass(frozen=True)
class Block:
    """A piece of text: `kind`, the heading above it, and the list item that it stands in (or 0).

    Numbers that come from a table stand between the marks of `provenance`.
    """

    kind: str
    text: str
    head: str = ""
    item: int = 0


@dataclass(frozen=True)
class Page:
    """A section as a reader sees it. `tables` hold rows of cells, the head first."""

    file: str
    section: Mapping[str, Any]
    blocks: list[Block]
    tables: list[list[list[str]]]

    def sentences(self, *kinds: str) -> Iterator[tuple[Block, str]]:
        """Every sentence, with marks, in blocks of these kinds; a heading is one."""
        for block in self.blocks:
            if block.kind in kinds and block.kind == HEAD:
                yield block, block.text
            elif block.kind in kinds:
                for sentence in re.split(r"(?<=[.!?])[”’\"]?\s+(?=[^a-z0-9\s])", block.text):
                    yield block, sentence

    def remark(self, found: str, sentence: str, expected: str, advice: str, level: str) -> Fault:
        """A remark on a sentence of this section."""
        quoted = f"{found} in “{plain(sentence).strip('“”')}”"
        return Fault(self.file, found=quoted, expected=expected, advice=advice, level=level)


@dataclass(frozen=True)
class Context:
    """What the linters know beside the text.

    `years`: subject -> years with data; `always`: years that any sentence may name (programme,
    events, facts, editions); `names`: texts from data and settings that hold digits; `labels`:
    (table, key) -> label; `steps`: number -> its text, section and rows; `places`: where sections
    print quotes; `quotes`: (id, text, place).
    """

    years: Mapping[str, frozenset[int]]
    always: frozenset[int] = frozenset()
    programme: str = ""
    spelling: tuple[tuple[str, tuple[str, ...]], ...] = ()
    names: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    printed: tuple[tuple[str, str, int, str], ...] = ()
    row_years: Mapping[int, frozenset[int]] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    quotes: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def of(
        cls,
        findings: Findings,
        trail: Trail,
        sections: Iterable[Section] = (),
        extra: Mapping[str, Any] | None = None,
    ) -> Context:
        """The context of a wijk; `extra` as for `fill` (the versions that the colophon prints)."""
        tables, wijk, config = findings.tables, findings.wijk, findings.config

        def years(*names: str) -> frozenset[int]:
            known = [tables[n]["year"] for n in names if "year" in tables.get(n, ())]
            return frozenset(int(year) for column in known for year in column.dropna().unique())

        programme = wijk["programme"] or {}
        sources = config["sources"].values()
        editions = [config["edition"]["date"][:4], *(source["edition"] for source in sources)]
        always = {int(text) for text in editions if re.fullmatch(r"\d{4}", text)}
        always |= {programme[key] for key in ("start", "end") if key in programme}
        texts = {programme.get("name", ""), *config["edition"].values()}
        texts |= {text for source in sources for text in (source["title"], source["publisher"])}
        texts |= {f"{name} {version}" for name, version in (extra or {}).get("versions", [])}
        for table in tables.values():
            kept = table.drop(columns=["origin", "file"], errors="ignore")
            for column in kept.select_dtypes(["object", "string"]):
                texts |= set(map(str, table[column].dropna().unique()))
        names = {text for text in texts if re.search(r"\d", text) and re.search(WORD, text)}
        asked = {place for s in sections for place in re.findall(r'quotes\(\s*"([^"]+)"', s.text)}
        people = tables.get("actor_metrics")
        quotes = tables["quotes"]
        rows = quotes[["quote", "text", "place"]].fillna("") if len(quotes) else quotes
        return cls(
            years={
                "netwerk": frozenset(wijk["years"]),
                "index": years("index_gaps"),
                "gezondheid": years("health"),
                "zeggenschap": years("governance_course", "decisions", "tasks", "budget"),
                "kwetsbaarheid": years("vulnerability"),
            },
            always=frozenset(always) | years("events", "facts"),
            programme=programme.get("name", ""),
            spelling=tuple(
                (item["name"], tuple(item.get("variants", ())))
                for item in config.get("spelling", ())
            ),
            names=tuple(sorted(names, key=lambda text: (-len(text), text))),
            parties=tuple(sorted(set(people["name"]))) if people is not None else (),
            printed=tuple(_printed(findings, trail)),
            row_years={
                step.number: frozenset(
                    int(str(value))
                    for row in step.value.rows
                    for column, value in row.where
                    if column == "year"
                )
                for step in trail.steps
            },
            places=frozenset(asked),
            quotes=tuple(rows.itertuples(index=False, name=None)) if len(rows) else (),
        )


def proofread(report: Report, context: Context) -> list[Fault]:
    """All remarks of all linters on a filled report, sorted, each once."""
    pages = [read(section) for part in report.parts for section in part["sections"]]
    return sorted({remark for lint in LINTERS for remark in lint(pages, context)})


def plain(text: str) -> str:
    """A text without the marks round its numbers."""
    return MARK.sub(r"\2", text)


class _Reader(HTMLParser):
    """Reads blocks and tables back from the HTML of a section."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.tables: list[list[list[str]]] = []
        self.kind = TEXT
        self.text = self.head = ""
        self.quoted = self.code = False
        self.item = self.items = 0

    def flush(self) -> None:
        """End the block that is being read."""
        text = self.text.strip()
        self.text = ""
        if text:
            self.blocks.append(Block(self.kind, text, self.head, self.item))
        if self.kind == CELL and self.tables and self.tables[-1]:
            self.tables[-1][-1].append(plain(text))
        if self.kind == HEAD:
            self.head = text
        self.kind = TEXT

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins, or a number from a table, or a description of a picture."""
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if tag in BLOCKS or tag in ("div", "blockquote", "figure", "table", "ul", "ol"):
            self.flush()
        if tag in HEADINGS:
            self.kind = HEAD
        elif tag in ("td", "th"):
            self.kind = CELL
        elif tag in ("caption", "figcaption") or {"source", "role"} & set(classes):
            self.kind = SOURCE
        elif "figure-title" in classes:
            self.kind = FIGURE
        elif tag in BLOCKS and self.quoted:
            self.kind = QUOTE
        if tag == "blockquote":
            self.quoted = "quote" in classes
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag == "li":
            self.items += 1
            self.item = self.items
        elif tag == "img" and given.get("alt"):
            self.blocks.append(Block(FIGURE, given["alt"], self.head))
        elif tag in ("code", "pre"):
            self.code = True
        elif tag == "data" and given.get("id", "").startswith("getal-"):
            self.text += f"{START}{given['id'].removeprefix('getal-')}{MIDDLE}"
        elif tag == "br":
            self.text += " "

    def handle_endtag(self, tag: str) -> None:
        """A block or a number ends."""
        if tag == "data":
            self.text += END
        elif tag in ("code", "pre"):
            self.code = False
        if tag in BLOCKS or tag in ("div", "blockquote", "figure"):
            self.flush()
        if tag == "blockquote":
            self.quoted = False
        elif tag in ("ul", "ol"):
            self.flush()
            self.item = 0

    def handle_data(self, data: str) -> None:
        """Text; code is for machines: a hash is no number in a sentence."""
        if not self.code:
            text = re.sub(r"[ \t\r\n]+", " ", data)
            self.text += text.lstrip(" ") if not self.text or self.text[-1] == " " else text


def read(section: Mapping[str, Any]) -> Page:
    """A filled section read back as blocks and tables; its title and label are headings."""
    reader = _Reader()
    reader.feed(str(section["html"]))
    reader.close()
    reader.flush()
    heads = [Block(HEAD, section[key]) for key in ("title", "label") if section[key]]
    return Page(section["file"], section, [*heads, *reader.blocks], reader.tables)


# --- Years and numbers


SUBJECTS = {
    "netwerk": r"netwerk|samenwerking|verbinding|gesprek|gesproken",
    "index": r"\bindex|indicator|\bthema's\b|afstand (?:van|tot) ",
    "gezondheid": r"gezondheid|\bGGD\b",
    "zeggenschap": r"besluit|beslis|zeggenschap|\btaken\b|budget|\bmiddelen\b",
}


def _subjects(sentence: str) -> list[str]:
    return [name for name, words in SUBJECTS.items() if re.search(words, sentence, re.IGNORECASE)]


def _without_names(sentence: str, context: Context) -> str:
    """A sentence without numbers from tables and without names that hold digits."""
    text = MARK.sub(" ", sentence)
    for name in context.names if re.search(r"\d", text) else ():
        text = text.replace(name, " ")
    return text


def years_without_data(pages: list[Page], context: Context) -> Iterator[Fault]:
    """A year in a sentence of which there are no data; by subject where the sentence has one.

    A year of an event, a fact, the programme or an edition of a source may stand anywhere.
    """
    for page in pages:
        for _, sentence in page.sentences(TEXT, HEAD, FIGURE):
            about = _subjects(sentence) or list(context.years)
            known = context.always.union(*(context.years[name] for name in about))
            for year in sorted({int(y) for y in YEAR.findall(_without_names(sentence, context))}):
                if year not in known:
                    have = ", ".join(map(str, sorted(known))) or "geen"
                    yield page.remark(
                        f"het jaar {year}",
                        sentence,
                        f"een jaar met gegevens ({have})",
                        "Noem een ander jaar, of zet het jaar met zijn bron bij de gebeurtenissen "
                        "of de feiten.",
                        STOP,
                    )


REFERENCE = re.compile(
    r"\b(?:les|deel|bijlage|figuur|tabel|hoofdstuk|stap)\s\d+|"
    rf"\b\d{{1,2}}\s(?:{'|'.join(dutch.MONTHS)})\b|\b{WORD}+-?\d+\b",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"^(?:(?:les|stap|hoofdstuk)\s+(?=\d{1,2}\b)|(?=\d{1,2}[.)]\s))(\d{1,2})", re.IGNORECASE
)


def numbers_without_source(pages: list[Page], context: Context) -> Iterator[Fault]:
    """Digits in prose that come from no table: no year, date, reference, or name from the data."""
    for page in pages:
        for block, sentence in page.sentences(TEXT, HEAD):
            text = YEAR.sub(" ", REFERENCE.sub(" ", _without_names(sentence, context)))
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
            said = spoken.findall(_without_names(sentence, context))
            if said:
                yield page.remark(
                    f"niet nagegaan in een citaat: {', '.join(said)}",
                    sentence,
                    "een getal dat klopt, of dat de lezer niet voor een feit houdt",
                    "Ga het na. Een citaat verandert u niet.",
                    WARNING,
                )


# --- Lists, repetition, order


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
            if block.kind not in (TEXT, QUOTE) or len(words) < SHORT:
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
        told = re.fullmatch(r"Les (\d+)", running)
        if told and int(told[1]) != number:
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


# --- Words


def other_spellings(pages: list[Page], context: Context) -> Iterator[Fault]:
    """A name written otherwise than settings say: a variant, or other capitals.

    What a party calls itself is its own; so is the name of the programme.
    """
    looked = [v.lower() for name, variants in context.spelling for v in (name, *variants)]
    own = [
        name
        for name in (*context.parties, context.programme)
        if any(word in name.lower() for word in looked)
    ]
    for page in pages:
        for _, sentence in page.sentences(TEXT, HEAD, FIGURE):
            text = plain(sentence)
            for name in own:
                text = text.replace(name, " ")
            for wanted, variants in context.spelling:
                # At the start of a sentence a word has a capital.
                right = {wanted, wanted[:1].upper() + wanted[1:]}
                for variant in (wanted, *variants):
                    pattern = rf"(?<!\w)({re.escape(variant)})(s|en|n)?(?!\w)"
                    for match in re.finditer(pattern, text, re.IGNORECASE):
                        if match[1] not in right:
                            advice = "Eén naam, één schrijfwijze (spelling in config.yaml)."
                            yield page.remark(match[0], sentence, wanted, advice, STOP)


HYPHENED = re.compile(rf"(?<![\w-])({WORD}+)-({WORD}+)(?![\w-])")
# What is left after a break inside a word, and is hardly ever a word after a hyphen by itself.
ENDING = re.compile(
    r"(?:[bcdfghjklmnprstvwz]{1,2}|[ct]h)?(?:en|er|ers|e|de|den|ing|ingen|erd|eld|end|ende|enden)"
    r"|(?:heid|heden|lijke?|lijks|baar|bare|schap|schappen|ties?|teit|teiten|sche?|ische?|loos|loze"
    r"|zaam|zame|ment|menten|sels?|tjes?|pjes?)"
)
LOOSE = re.compile(
    rf"(?<![\w-])({WORD}{{2,}})- (?!(?:en|of|tot|noch|maar|als|dan|naar|resp)\b)({WORD}+)"
)


def broken_words(pages: list[Page], context: Context) -> Iterator[Fault]:
    """A hyphen left from the end of a line: `leidinggeven-den`, `leidinggeven- den`.

    A hyphen in a word is suspect when the same word stands elsewhere in the report without it, or
    when what follows is a mere ending. Compounds (niet-westerse, buurt-app) pass: their second
    half is a word. A compound that does not pass can be put in `spelling`.
    """
    words = {w.lower() for p in pages for b in p.blocks for w in re.findall(r"\w+", plain(b.text))}
    known = {name.lower() for name, _ in context.spelling}
    for page in pages:
        for _, sentence in page.sentences(TEXT, HEAD, FIGURE, QUOTE):
            text = plain(sentence)
            for match in [*HYPHENED.finditer(text), *LOOSE.finditer(text)]:
                first, second = match[1], match[2]
                whole = first + second
                broken = whole.lower() in words or ENDING.fullmatch(second)
                # Capitals inside are names: Bospolder-Tussendijken, E-I.
                if len(first) < 2 or not second.islower() or match[0].lower() in known:
                    continue
                if broken or match.re is LOOSE:
                    advice = "Schrijf het woord aaneen, of zet het bij spelling in config.yaml."
                    yield page.remark(match[0], sentence, whole, advice, WARNING)


CAUSAL = re.compile(
    r"\b(?:leid(?:t|de|den|en)|geleid)\b.*\btot\b|\btot\b.*\b(?:geleid|leidde)\b|"
    r"\bzorg(?:t|de|den|en)\b.*\bvoor\b|\bgezorgd\b|\bveroorza\w+|\bdankzij\b|\bresult(?:eert|eerde)"
    r"\w*|\bteweeg\b|\bals gevolg van\b|\bdoor toedoen\b|\beffect\b|\bhet gevolg\b|\bte danken\b"
    r"|\bmaakt\w*\b.*\b(?:sterker|hechter|groter|veerkrachtiger)\b|\bversterk(?:t|te|ten)\b"
    r"|\bvergroot(?:te|ten)?\b|\bverbeter(?:t|de|den)\b|\bbewerkstellig\w+",
    re.IGNORECASE,
)
HEDGED = re.compile(r"\b(?:niet(?! alleen)|geen|nooit|zonder)\b|^Of\b")


def causal_claims(pages: list[Page], context: Context) -> Iterator[Fault]:
    """A causal verb in a sentence on the programme: the monitor describes, it measures no effect.

    A sentence that denies (`geen effectmeting`, `of het de oorzaak is`) passes.
    """
    subject = r"\b(?:het|dit|ons) (?:wijk)?programma\b"
    if context.programme:
        subject += rf"|{re.escape(context.programme)}"
    by = rf"\b(?:door|vanwege|wegens)\s(?:{subject})"
    for page in pages:
        for _, sentence in page.sentences(TEXT, HEAD, FIGURE):
            text = plain(sentence)
            if not re.search(subject, text, re.IGNORECASE) or HEDGED.search(text):
                continue
            if match := CAUSAL.search(text) or re.search(by, text, re.IGNORECASE):
                yield page.remark(
                    f"'{match[0]}' bij het programma",
                    sentence,
                    "een beschrijving: de monitor meet geen effect",
                    "Zeg wat er veranderde, niet waardoor ('sinds', 'in deze jaren', 'tegelijk').",
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
            text = _without_names(sentence, context)
            named = [int(year) for year in YEAR.findall(text)]
            about = _subjects(sentence)
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


# --- Figures, tables and sentences


@dataclass(frozen=True)
class Said:
    """A value that is printed somewhere: of what, in which year, and in which words."""

    label: str
    year: int
    text: str
    place: str
    file: str

    @property
    def bounds(self) -> tuple[float, float]:
        """The values that would be printed like this."""
        text = re.sub(r"[^\d,]", "", self.text)
        size = float(text.replace(",", "."))
        sign = -1 if self.text[0] in "-−" else 1
        scale = 100 if "%" in self.text else 1
        half = 0.5 * 10.0 ** -len(text.partition(",")[2]) - 1e-9
        return (sign * size - half) / scale, (sign * size + half) / scale


def contradictions(pages: list[Page], context: Context) -> Iterator[Fault]:
    """The same quantity of the same year with another value in a sentence, a table or a figure.

    Sentences say of what their numbers are by the trail; tables by a row head and years as columns
    (or years as rows); figures by the wording of their title and description.
    """
    files = {page.section["id"]: page.file for page in pages}
    said = [
        Said(_label(label), year, text, f"de zin met {text}", files[section])
        for label, text, year, section in context.printed
        if section in files
    ]
    for page in pages:
        said += [s for table in page.tables for s in _unambiguous(_in_table(table, page.file))]
        for block in page.blocks:
            if block.kind == FIGURE:
                said += _unambiguous(_in_figure(block.text, page.file))
    together: dict[tuple[str, int], dict[Said, None]] = {}
    for item in said:
        together.setdefault((item.label, item.year), {})[item] = None
    for (label, year), items in together.items():
        low = max(items, key=lambda item: item.bounds[0])
        high = min(items, key=lambda item: item.bounds[1])
        if low.bounds[0] > high.bounds[1]:
            places = dict.fromkeys(f"{i.text} in {i.place} ({i.file})" for i in (low, high))
            yield Fault(
                min(low.file, high.file),
                found=f"'{label}' in {year} is {' en '.join(places)}",
                expected="overal hetzelfde getal",
                advice="Maak de figuren en tabellen opnieuw, en meld het als het dan nog zo is.",
            )


def _label(text: str) -> str:
    """A label without remarks, articles and verbs, to compare by."""
    text = re.sub(r"\s*\(.*?\)", "", text).casefold().strip(" :,")
    text = re.sub(r"^(?:de|het|een|van|in)\s", "", text)
    return re.sub(r"\s(?:ging|gaat|steeg|stijgt|daalde|daalt|was|is)$", "", text)


def _unambiguous(said: Iterable[Said]) -> list[Said]:
    """Without what one table or figure says twice: then the label alone does not tell of what."""
    items = list(said)
    count = Counter((item.label, item.year) for item in items)
    return [item for item in items if count[item.label, item.year] == 1]


def _in_table(rows: list[list[str]], file: str) -> Iterator[Said]:
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        return
    head, number = rows[0], re.compile(NUMBER)
    place = f"de tabel met {head[0]} en {head[-1]}"
    texts = [name for name in head[1:] if not YEAR.fullmatch(name) and name != "Eenheid"]
    if not texts:
        for row in rows[1:]:
            for name, cell in zip(head[1:], row[1:], strict=True):
                if YEAR.fullmatch(name) and number.fullmatch(cell):
                    yield Said(_label(row[0]), int(name), cell, place, file)
    elif all(YEAR.fullmatch(row[0]) for row in rows[1:]):
        for row in rows[1:]:
            for name, cell in zip(head[1:], row[1:], strict=True):
                if number.fullmatch(cell):
                    yield Said(_label(name), int(row[0]), cell, place, file)


Y = r"((?:19|20)\d\d)"
FROM_TO = re.compile(rf"^(.+?):? van ({NUMBER}) in {Y} naar ({NUMBER}) in {Y}$")
SERIES = re.compile(rf"^([^:]+): ((?:{Y} {NUMBER}(?:, )?)+)$")
CHANGE = re.compile(rf"^(.+?):? van ({NUMBER}) naar ({NUMBER})$")
GREW = re.compile(rf"\b[Vv]an ({NUMBER}) naar ({NUMBER}) ({WORD}+)")
SPAN = re.compile(rf"{Y}(?: tot | tot en met |[-–]){Y}")
MAP = re.compile(rf"van {Y}: ({NUMBER}) partijen met ({NUMBER}) banden")


def _in_figure(text: str, file: str) -> Iterator[Said]:
    place = "een figuur"
    span = SPAN.search(text)
    for part in re.split(r";\s|\.(?:\s|$)", text):
        if match := FROM_TO.match(part):
            yield Said(_label(match[1]), int(match[3]), match[2], place, file)
            yield Said(_label(match[1]), int(match[5]), match[4], place, file)
        elif match := SERIES.match(part):
            for year, value in re.findall(rf"{Y} ({NUMBER})", match[2]):
                yield Said(_label(match[1]), int(year), value, place, file)
        elif match := MAP.search(part):
            yield Said("partijen", int(match[1]), match[2], place, file)
            yield Said("verbindingen", int(match[1]), match[3], place, file)
        elif span and (match := CHANGE.match(part)):
            for year, value in zip(span.groups(), match.groups()[1:], strict=True):
                yield Said(_label(match[1]), int(year), value, place, file)
        elif span:
            for match in GREW.finditer(part):
                for year, value in zip(span.groups(), match.groups()[:2], strict=True):
                    yield Said(_label(match[3]), int(year), value, place, file)


def _printed(findings: Findings, trail: Trail) -> Iterator[tuple[str, str, int, str]]:
    """Numbers in sentences that a table or figure can print too: label, text, year, section."""
    tables = findings.tables
    labels: dict[tuple[str, str], str] = {}
    if "label" in tables["network_metrics"]:
        pairs = tables["network_metrics"][["metric", "label"]].drop_duplicates()
        labels = {("network_metrics", metric): label for metric, label in pairs.to_numpy()}
    labels |= {("governance_course", name): label for name, label in MEASURES.items()}
    for step in trail.steps:
        number = re.match(NUMBER, step.text)
        if not number or len(step.value.rows) != 1:
            continue
        row = step.value.rows[0]
        where = dict(row.where)
        if "year" not in where:
            continue
        # Sums and shares keep their rows; only the value of the row itself has its label.
        if row.table in ("network_metrics", "governance_course"):
            key = "metric" if row.table == "network_metrics" else "measure"
            table = tables[row.table]
            rows = table[(table[key] == where[key]) & (table["year"] == where["year"])]
            if len(rows) and float(rows["value"].iloc[0]) == float(step.value):
                label = labels.get((row.table, str(where[key])), "")
                yield label, number[0], int(str(where["year"])), step.section
        elif row.table == "index_gaps" and where.get("source") == findings.index_source:
            table = tables["index_gaps"]
            kept = (table["source"] == where["source"]) & (table["year"] == where["year"])
            kept &= (table["label"] == where.get("label")) & (table["area"] == where.get("area"))
            for column, before in (("value", ""), ("gap", "Afstand ")):
                if (table.loc[kept, column] == float(step.value)).any():
                    label = f"{before}{where.get('area')}"
                    yield label, number[0], int(str(where["year"])), step.section


NUMBER_IN_YEAR = re.compile(rf"{START}(\d+){MIDDLE}([^{END}]*){END}(?: [a-z]+)? in {Y}")
IN_YEAR_NUMBER = re.compile(
    rf"\bin {Y} (?:was|waren|is|zijn)(?: dat| dit| het)?(?: er)? "
    rf"{START}(\d+){MIDDLE}([^{END}]*){END}",
    re.IGNORECASE,
)


def other_years(pages: list[Page], context: Context) -> Iterator[Fault]:
    """A number from the row of one year that the sentence gives to another."""
    for page in pages:
        for _, sentence in page.sentences(TEXT):
            found = [(m[1], m[2], int(m[3])) for m in NUMBER_IN_YEAR.finditer(sentence)]
            found += [(m[2], m[3], int(m[1])) for m in IN_YEAR_NUMBER.finditer(sentence)]
            for number, text, year in found:
                known = context.row_years.get(int(number), frozenset())
                if known and year not in known:
                    years = " en ".join(map(str, sorted(known)))
                    advice = "Vraag het getal van het andere jaar op, of noem het andere jaar."
                    expected = f"{years}, het jaar van dat getal"
                    yield page.remark(f"{text} bij {year}", sentence, expected, advice, STOP)


# --- Quotes


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


LINTERS = (
    years_without_data,
    numbers_without_source,
    numbers_in_quotes,
    wrong_counts,
    printed_twice,
    gaps_in_numbers,
    other_spellings,
    broken_words,
    causal_claims,
    hasty_trends,
    contradictions,
    other_years,
    lost_quotes,
)
