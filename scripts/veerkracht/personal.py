"""What gives away that a text is about a person, and how a message tells of it without saying it.

Each kind by its form, and where a number has a check of its own (bank account, citizen number) by
that: a telephone number of nine digits and a budget of nine digits look alike otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

HIDDEN = "dat hier niet wordt herhaald"
# Between the digits of a number, as people write it: 06.12.34.56.78, (010) 123 45 67, 06/...
_GAP = r"[\s.\-/()–]{0,3}"
_DATE = r"(?!\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d(?!\d))"
_DIGITS = re.compile(r"\d\D*\d\D*\d\D*\d")
_PHONE = re.compile(
    rf"(?<![\d.,])(?:(?:\+|00)\s?[1-9]\d(?:{_GAP}\d){{8,11}}"
    rf"|{_DATE}\(?0[\s()-]{{0,2}}[1-9](?:{_GAP}\d){{8}})(?!\d)"
)
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+\s?(?:@|[\[(]\s?(?:at|apenstaartje)\s?[\])])\s?[\w-]+"
    r"(?:\.|\s?[\[(]dot[\])]\s?)\w",
    re.IGNORECASE,
)
_IBAN = re.compile(
    r"\b(?:NL\s?\d{2}(?:[\s.]?[A-Z0-9]{4}){3}[\s.]?\d{2}"
    r"|[A-Z]{2}\d{2}(?:[\s.]?[A-Z0-9]{4}){2,7}(?:[\s.]?[A-Z0-9]{1,3})?)\b",
    re.IGNORECASE,
)
_NINE = re.compile(r"(?<![\d.,])(?:\d{9}|\d{4}([ .])\d{2}\1\d{3}|\d{3} \d{3} \d{3})(?![.,]?\d)")
_POSTCODE = r"[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}"
_HOME = re.compile(
    rf"\b{_POSTCODE}\b\W{{0,3}}(?:nr\.?|nummer|huisnummer)?\s?\d{{1,5}}\b"
    rf"|[a-z]\s\d{{1,5}}\s?(?:[a-z]|-?\d{{1,3}})?\b\W{{1,3}}{_POSTCODE}\b",
)
_QUOTED = re.compile(r"'[^']*'")
MAIL, PHONE, ACCOUNT, CITIZEN, HOME = (
    "een e-mailadres",
    "een telefoonnummer",
    "een rekeningnummer",
    "een burgerservicenummer",
    "een postcode met huisnummer",
)


@lru_cache(maxsize=4096)  # headings and advice come with every fault
def kind_in(text: str) -> str:
    """What in `text` leads to a person (`een telefoonnummer`); empty when nothing does."""
    return next((kind for kind, _ in _finds(text)), "")


def masked(text: str) -> str:
    """`text` with all that leads to a person left out; a quoted piece that holds it goes whole."""
    if not kind_in(text):
        return text

    def quoted(match: re.Match[str]) -> str:
        kind = kind_in(match[0])
        return f"({kind}, {HIDDEN})" if kind else match[0]

    text = _QUOTED.sub(quoted, text)
    for kind, found in list(_finds(text)):
        text = text.replace(found, f"({kind}, {HIDDEN})")
    return text


def _finds(text: str) -> Iterator[tuple[str, str]]:
    """Every kind with the piece of text that shows it."""
    if "@" in text or "(" in text or "[" in text:
        for match in _MAIL.finditer(text):
            yield MAIL, match[0]
    # All other kinds hold four digits or more; most texts hold none.
    if not _DIGITS.search(text):
        return
    for match in _IBAN.finditer(text):
        # The words after the number may look like more of it.
        words = match[0].split(" ")
        starts = (" ".join(words[:end]) for end in range(len(words), 0, -1))
        if found := next(filter(_is_account, starts), ""):
            yield ACCOUNT, found
    for match in _NINE.finditer(text):
        if _is_citizen(match[0]):
            yield CITIZEN, match[0]
    for match in _PHONE.finditer(text):
        yield PHONE, match[0]
    for match in _HOME.finditer(text):
        yield HOME, match[0]


def _is_account(text: str) -> bool:
    """Whether this is an IBAN by its check digits (ISO 13616: modulo 97 it is 1), or a Dutch one.

    A Dutch number with a slip in it still leads to its owner.
    """
    signs = re.sub(r"[\s.]", "", text).upper()
    if len(signs) < 15:
        return False
    if signs[:2] == "NL":
        return len(signs) == 18
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1


def _is_citizen(text: str) -> bool:
    """Whether nine digits pass the eleven test of a BSN (weights 9 to 2, and the last -1)."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    total = sum(digit * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)))  # noqa: B905
    return total % 11 == 0 and any(digits)


# Who speaks, or who a party is -------------------------------------------------------------------

# Common first names in the Netherlands; names that are a word as well are left out.
_FIRST_NAMES = """
aad aafke abdel abdelkader abdullah achmed adam adriaan ahmed aisha ali alice amina amir anita
anja anke anna anne anneke annelies annemarie annette annie anouk antonio arie arjan arno astrid
ayse aziz barbara bart bea ben bert bianca bilal bob bram brigitte carla carlos carolien caroline
cees charlotte chantal chris christa christina claudia cor coby daan daniel danielle david debbie
dennis desiree diana dick dirk dominique dorien edith edwin ellen elly elisabeth els elsbeth emine
emma emre erik erna esra esther eva fadma farid fatih fatima fatma femke ferry floor fouad frans
fred frits gerard gerda gerrit gert gijs greet guus hakan halima hanneke hans harm harrie harry
hassan hatice heleen helga hendrik henk henny hetty hilde hind hussein ibrahim ilse inge ingrid
irene ismail jaap jacqueline jan janneke janny jannie jasper jeanette jelle jeroen jessica jo joep
johan johanna john joke jolanda jos jose joop joost judith julia jurgen karim karin karel katja
kees kemal khadija khalid kim klaas koen koos krista latifa laura leila lena leo leonie lia lidia
liesbeth lieke linda lisa loes lotte louis lucas luuk maaike maarten malika manon marcel marco
margriet maria marian marianne marieke marijke marina mario marit marja marjan marjolein marleen
marlies martijn martin martine mary mathilde max mehmet meike melanie merel michael michel miep
mieke milan miranda mirjam mohamed mohammed monique mounir mustafa nadia najat naima nancy natasja
nel nicole niels nina noor nora omar pascal patricia patrick paul paula petra piet pieter rachid
rachel ralf ramona rashid rene renate ria richard rik rita rob robert robin roel roelof ron ronald
rosa rudy ruud saida saskia samira sander sandra selma sem sevgi sharon sheila sigrid silvia
simone sjaak sjoerd sofie sonja stefan steven suzan suzanne sven sylvia tamara tanja teun theo
thea thijs thomas tim tineke tom toos truus ursula vera victor vincent wanda wendy werner wesley
willem wilma wim wouter yasmin yasmina yusuf yvonne yvette zahra zeynep
"""
# A school or a square bears the name of who died long ago.
_BODIES = """
school huis plein park centrum fonds stichting vereniging kerk moskee college atelier winkel
catering advies club koor theater museum instituut
"""
_BETWEEN = """
van de der den ten ter te het el al ben von
"""
_TITLES = r"de heer|dhr|mevrouw|mevr|mw|meneer"
_NAME_IN_TEXT = re.compile(rf"\b(?:{_TITLES})\.?\s+(?:\w+\s+){{0,3}}[A-Z]\w+")
# An office that one person holds at a time.
_OFFICES = re.compile(
    r"\b(burgemeester|wethouder|gebiedsmanager|wijkmanager|wijkagent|wijkconsulent|gebiedsdirecteur|"
    r"(school|huis|programma|project)?directeur|directrice|rector|bestuursvoorzitter|voorzitter|"
    r"voorzitster|penningmeester|secretaris|imam|dominee|pastoor|rabbijn|programmamanager|"
    r"programmaleider|eigenaar|eigenares|oprichter|oprichtster)\b",
    re.IGNORECASE,
)


@cache
def _first_names() -> frozenset[str]:
    return frozenset(_FIRST_NAMES.split())


def is_person(name: str) -> bool:
    """Whether the name of a party may be that of a person: `Fatima el Idrissi`, `mevr. De Wit`."""
    if re.match(rf"(?:{_TITLES})\b", name, re.IGNORECASE):
        return True
    words = name.split()
    first, *rest = words or [""]
    family = [word for word in rest if word.lower() not in _BETWEEN.split()]
    return (
        first.lower() in _first_names()
        and first[:1].isupper()
        and 1 <= len(family) <= 2
        and not set(_BODIES.split()) & {word.lower() for word in family}
        and all(re.fullmatch(r"[A-Z][a-z'’-]+(-[A-Z][a-z]+)?|[A-Z]\.?", word) for word in family)
    )


def name_in(text: str) -> str:
    """What in a text reads as the name of a person: `mevrouw Jansen`, `Fatima`; else empty."""
    if match := _NAME_IN_TEXT.search(text):
        return match[0]
    names = (word for word in re.findall(r"\b[A-Z][a-zë]+\b", text))
    return next((word for word in names if word.lower() in _first_names()), "")


def is_office(role: str) -> bool:
    """Whether one person at a time has this role: who reads `de wethouder` knows who spoke."""
    return _OFFICES.search(role) is not None
