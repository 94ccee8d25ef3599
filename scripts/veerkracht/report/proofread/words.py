"""Words: one spelling for a name, no word broken by a hyphen, no cause without a measurement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from veerkracht.faults import STOP, WARNING, Fault
from veerkracht.report.proofread.context import Context
from veerkracht.report.proofread.page import FIGURE, HEAD, QUOTE, TEXT, WORD, Page, plain


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
    spelled = {name.lower() for name, _ in context.spelling}
    for page in pages:
        for _, sentence in page.sentences(TEXT, HEAD, FIGURE, QUOTE):
            text = plain(sentence)
            for match in [*HYPHENED.finditer(text), *LOOSE.finditer(text)]:
                first, second = match[1], match[2]
                whole = first + second
                broken = whole.lower() in words or ENDING.fullmatch(second)
                # Capitals inside are names: Noord-Holland, E-I.
                if len(first) < 2 or not second.islower() or match[0].lower() in spelled:
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
