"""The tag by which a section writes a sentence through its claim, with a wording per outcome.

    {% bewering "meer-initiatieven" %}
    {% houdt %}Er zijn meer initiatieven.
    {% wijst %}Er lijken meer initiatieven te zijn.
    {% onbewezen %}Er zijn meer initiatieven in beeld.
    {% niet onbekend %}
    {% einde %}

`waargenomen` is both `wijst` and `onbewezen`: seen, and short of certain.

A claim of every year is asked with its year: `{% bewering "gemeente-centraal", year %}`. An outcome
without a wording stops the build; an empty wording says nothing, on purpose. Prose that follows the
outcomes of claims in another way (`stronger_outcomes()`) says so with the filter of the same name:
`{% filter bewering("sterker-groot", "sterker-hecht") %}...{% endfilter %}`.
"""

from __future__ import annotations

from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.parser import Parser

from veerkracht.faults import nearest
from veerkracht.network.outcome import Outcome

# The words of the tag for the outcomes of claims.
WORDS = {
    "houdt": (Outcome.HOLDS,),
    "wijst": (Outcome.POINTS,),
    "onbewezen": (Outcome.UNSHOWN,),
    "waargenomen": (Outcome.POINTS, Outcome.UNSHOWN),
    "niet": (Outcome.FAILS,),
    "onbekend": (Outcome.UNKNOWN,),
}
END = "einde"
TAG = "bewering"


class Wordings(Extension):
    """Adds the tag `bewering`; a template needs the functions `outcome` and `no_wording`."""

    tags = {TAG}  # noqa: RUF012 - so named and typed by Jinja

    def __init__(self, environment: jinja2.Environment) -> None:
        super().__init__(environment)
        # Who fills a report puts a filter here that keeps what each claim says.
        environment.filters.setdefault(TAG, lambda text, *claims, year=None: text)

    def parse(self, parser: Parser) -> nodes.Node:
        """A chain of ifs over the outcome, closed by the fault that a wording is missing."""
        line = next(parser.stream).lineno
        asked = [parser.parse_expression()]
        if parser.stream.skip_if("comma"):
            asked.append(parser.parse_expression())
        stops = tuple(f"name:{word}" for word in (*WORDS, END))
        before = parser.parse_statements(stops, drop_needle=False)
        if any(_text(node).strip() for node in before):
            raise TemplateSyntaxError("voor de eerste uitkomst staat tekst", line)
        branches: list[tuple[list[Outcome], list[nodes.Node]]] = []
        while parser.stream.current.value != END:
            words = []
            while parser.stream.current.type == "name":
                words.append(str(next(parser.stream).value))
            for word in words:
                if word not in WORDS:
                    hint = nearest(word, WORDS)
                    raise TemplateSyntaxError(f"de uitkomst '{word}' bestaat niet. {hint}", line)
            body = parser.parse_statements(stops, drop_needle=False)
            outcomes = [outcome for word in words for outcome in WORDS[word]]
            branches.append((outcomes, [_kept(asked, body)]))
        next(parser.stream)
        chain: list[nodes.Node] = [nodes.Output([_call("no_wording", asked)])]
        for outcomes, body in reversed(branches):
            choices = nodes.List([nodes.Const(outcome.value) for outcome in outcomes])
            test = nodes.Compare(_call("outcome", asked), [nodes.Operand("in", choices)])
            chain = [nodes.If(test, body, [], chain)]
        return chain[0].set_lineno(line)


def _call(function: str, asked: list[nodes.Expr]) -> nodes.Call:
    return nodes.Call(nodes.Name(function, "load"), asked, [], None, None)


def _kept(asked: list[nodes.Expr], body: list[nodes.Node]) -> nodes.FilterBlock:
    """The wording of an outcome, which the filter keeps with its claim."""
    year = [nodes.Keyword("year", expression) for expression in asked[1:]]
    return nodes.FilterBlock(body, nodes.Filter(None, TAG, asked[:1], year, None, None))


def _text(node: Any) -> str:
    """The plain text of an output node; anything else counts as text."""
    parts = getattr(node, "nodes", [])
    plain = [getattr(part, "data", "x") for part in parts]
    return "".join(plain) if isinstance(node, nodes.Output) else "x"
