"""The pieces of HTML that a section may call: figures, tables, quotes, notes, callouts."""

from __future__ import annotations

import html
import inspect
import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from veerkracht.faults import nearest
from veerkracht.inputs.workbooks import CODING_SHEETS, GOVERNANCE_SHEETS
from veerkracht.lookups.interviews import Quote
from veerkracht.lookups.lookups import Lookups
from veerkracht.lookups.offered import ReportError, offered
from veerkracht.network.outcome import Outcome
from veerkracht.report.columns import fit_columns
from veerkracht.report.filled import shell
from veerkracht.report.tables import TABLES
from veerkracht.report.tables.says import says, told_rows

Figures = Mapping[str, Mapping[str, Any]]
# The sheets that the dictionary of the report describes.
SHEETS = [*CODING_SHEETS, *GOVERNANCE_SHEETS]
# Of more things than a row holds the marks stand in tens below each other, up to a hundred.
ROW_MARKS, MOST_MARKS = 9, 100
AGREE, UNSHOWN, DIFFER = "zo ging het hier", "niet aangetoond", "cijfers wijken af"
# Mark -> its word and what that means, for who meets the marks of the lessons first.
KEY = {
    "counted": (AGREE, "vierkant: geteld; dichte stip: getoetst"),
    "open": (UNSHOWN, "wat te zien is, kan toeval zijn"),
    "against": (DIFFER, "zij gaan hier tegen de les in"),
    "not": ("les niet getoetst", "of niet gemeten: een cijfer laat hooguit iets zien"),
}


class Components:
    """The components of one report, as the sections may call them.

    Data are escaped by the macros of the templates.
    """

    def __init__(self, lookups: Lookups, figures: Figures, templates: Path) -> None:
        """`figures`: name -> title, alt and source."""
        self._lookups = lookups
        self._figures = figures
        self._macros: Any = shell(templates).get_template("components.html.j2").module
        # A note's text can hold data (`~ name`), so HTML in it stays text.
        self._plain = MarkdownIt("commonmark", {"html": False})

    @offered
    def figure(
        self,
        name: str,
        full: bool = False,
        caption: str = "",
        title: str = "",
        source: bool = True,
    ) -> Markup:
        """A drawing with its title (or one that the section gives), alternative text and source.

        Without its `source` where the next one on the page has the same.
        """
        if name not in self._figures:
            hint = nearest(name, self._figures)
            hint = hint or "Noem de figuur in de kop van de sectie (figures)."
            raise ReportError(f"De figuur '{name}' is er niet. {hint}")
        text = self._figures[name]
        return Markup(
            self._macros.figure(
                name=name,
                # A title of a section may hold data, which it escapes; the macro does so too.
                title=html.unescape(title).strip() or text["title"],
                alt=text["alt"],
                caption=caption,
                source=text["source"] if source else "",
                full=full,
                src=f"figures/{name}.svg",
            )
        )

    @offered
    def table(self, name: str, *which: int | str) -> Markup:
        """A table of TABLES; `which`: the year, sheet or choice that it wants to know.

        Nothing where it has no rows: a table of heads alone tells nobody anything, and its empty
        body is no valid tag of a PDF.
        """
        if name not in TABLES:
            raise ReportError(f"De tabel '{name}' is er niet. {nearest(name, TABLES)}")
        self._check_choice(name, which)
        made = TABLES[name](self._lookups, *which)
        if not made.rows:
            return Markup("")
        line, told = says(name, self._lookups, which), told_rows(name, self._lookups, which)
        if 0 < len(told) < len(made.rows):
            line = f"{line.removesuffix('.')} (vet)."
        else:
            told = set()
        return Markup(
            self._macros.data_table(
                caption=made.caption,
                columns=[{"label": label, "kind": kind} for label, kind in made.columns],
                rows=made.rows,
                fit=fit_columns(made.columns, made.rows, made.caption),
                source=made.source,
                spoken=made.spoken,
                groups=made.groups,
                says=line,
                told=told,
            )
        )

    def _check_choice(self, name: str, which: tuple[int | str, ...]) -> None:
        """Raise ReportError when a table lacks a choice, or gets one that it does not know."""
        choices: dict[str, list[Any]] = {
            "year": self._lookups.settings.years,
            "area": self._lookups.settings.areas,
            "which": ["kern", "alle"],
            "sheet": SHEETS,
        }
        wanted = list(inspect.signature(TABLES[name]).parameters.values())[1:]
        for parameter, value in itertools.zip_longest(wanted, which):
            if value is None and parameter.default is inspect.Parameter.empty:
                raise ReportError(f"De tabel '{name}' wil nog weten: {parameter.name}.")
            possible = choices[parameter.name] if parameter else []
            if value is not None and value not in possible:
                texts = [str(choice) for choice in possible]
                message = f"De tabel '{name}' kent {value} niet, wel: {', '.join(texts) or 'niets'}"
                raise ReportError(f"{message}. {nearest(str(value), texts)}".strip())

    def _of_quote(self, quote: Quote) -> dict[str, Any]:
        example = self._lookups.settings.example
        return {"text": quote.text, "role": quote.role, "year": quote.year, "example": example}

    @offered
    def quote(self, name: str) -> Markup:
        """One quote, by its id."""
        return Markup(self._macros.quote(**self._of_quote(self._lookups.interviews.quote(name))))

    @offered
    def pull_quotes(self, place: str, most: int | None = None) -> Markup:
        """All quotes that may stand at a place, or the first `most` of them."""
        interviews = self._lookups.interviews
        names = interviews.quotes(place)[:most]
        quotes = [self._of_quote(interviews.quote(name)) for name in names]
        return Markup(self._macros.pull_quotes(quotes))

    @offered
    def evidence(
        self, claim: str = "", against: bool = False, counted: bool = False, shown: bool = False
    ) -> Markup:
        """Whether the figures agree with a lesson: a mark and a word, for in the margin.

        By the outcome of a `claim`, which goes with the lesson or `against` it: they never prove
        it. What is `counted` and not tested has the mark of that, as in the summary. Without a
        claim: whether something is `shown` beside it.
        """
        if not claim:
            word, mark = ("les niet getoetst" if shown else "les niet gemeten"), "not"
        else:
            word, mark = _evidence(self._lookups.claims.outcome(claim), against)
        return Markup(
            self._macros.evidence(word, "counted" if counted and mark == "full" else mark)
        )

    @offered
    def evidence_key(self, *claims: str, tested: bool = False) -> Markup:
        """What the marks beside the lessons mean; that of what is not shown only if one of these
        `claims` is not.

        `tested`: whether a lesson rests on a claim that is not `counted` alone.
        """
        unsure = {Outcome.POINTS, Outcome.UNSHOWN}
        is_open = not claims or unsure & {self._lookups.claims.outcome(name) for name in claims}
        key = {mark: told for mark, told in KEY.items() if is_open or mark != "open"}
        if not tested:
            key["counted"] = (AGREE, "geteld, niet getoetst")
        return Markup(self._macros.evidence_key(key))

    @offered
    def note(self, text: str, title: str = "Hoe zeker is dit?") -> Markup:
        """A note beside the text, in Markdown."""
        return Markup(self._macros.note(Markup(self._plain.render(text)), title))

    @offered
    def callouts(self, items: list[tuple[Any, ...]]) -> Markup:
        """Large numbers (or words), each with a line of text.

        With a third part, (year or "", how many, of how many) a row, a mark a thing.
        """
        texts = [
            {
                "value": value,
                "text": text,
                "rows": [
                    (year, round(part), int(whole), whole > ROW_MARKS)
                    for year, part, whole in (rows[0] if rows else [])
                    if 0 < whole <= MOST_MARKS
                ],
            }
            for value, text, *rows in items
        ]
        return Markup(self._macros.callouts(texts))


def _evidence(outcome: Outcome, against: bool) -> tuple[str, str]:
    """The word and the mark for a lesson, of a claim that goes with it or against it.

    That a claim against a lesson is not so does not yet agree with the lesson.
    """
    if outcome == Outcome.UNKNOWN:
        return "les niet gemeten", "not"
    if outcome == (Outcome.HOLDS if against else Outcome.FAILS):
        return DIFFER, "against"
    if outcome == Outcome.HOLDS and not against:
        return AGREE, "full"
    return UNSHOWN, "open"
