"""Names in the order of who matters: as many as fit, and nobody before who comes earlier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from veerkracht.charts import label_places
from veerkracht.charts.bundles import NO_LINES
from veerkracht.charts.label_places import (
    Label,
    Places,
    anywhere,
    around,
    is_beside_another,
    is_between_two,
    is_caption_of_another,
    is_its_own,
    standing,
)
from veerkracht.charts.labels import CAPTIONED, NEAR, UNCLEAR
from veerkracht.charts.map_geometry import (
    Box,
    Node,
    crossed,
    meet,
    nodes_of,
    over_nodes,
    reach_of,
    shared_area,
)
from veerkracht.charts.map_notes import Note

# How far from its node a name may stand: so many of the distances that are tried, and more for who
# must be named.
AWAY, AWAY_MUST = 8, 8
# In mm: a longer line is drawn only where no shorter one is enough.
SHORT = (5.0, 10.0, 15.0, 20.0, np.inf)
# Of these lengths no more than so many for who has a name only for its note.
STEPS_NOTED = 2
# Names that may make way for one that finds no room: so many at a time, and so many deep.
IN_THE_WAY, DEEP = 3, 3
# All over the map is tried only for a single name: so far apart across and up.
FINE = (4.0, 3.0)
# So many of the places of a name are tried by pushing others on.
TRIED = 40
# How much a name keeps free below and above it, in mm: two names so close read as one.
BETWEEN = np.array([0.0, -0.5, 0.0, 0.5])
# So many times as much at the end of a line, where `clearly` is asked for: its own mark is far, and
# the nearest words seem to be one with it.
LED = 2.0
# In mm: what lies farther from all places of a name has nothing to do with it.
NEARBY = 10.0
# A name that has no room beside its mark is set so many points smaller, and again, until it has.
SMALLER = 0.5
# A place that could be another's is tried after lines of so many of these lengths.
DOUBTED = 1
# With fewer notes one in doubt is better than none.
FEW_NOTES = 2
# The choice of a name without a place.
NONE = -1


class Beside(NamedTuple):
    """What may still stand below names (actor -> words), up to `most` notes.

    Its name has letters of at least `size` points; who has no name yet gets it with the note, where
    no long line must lead to it.
    """

    texts: Mapping[str, str]
    most: int
    size: float = 0.0


class _Map(NamedTuple):
    """Where names look for room: the nodes, the pieces of ties, the frame, how `clearly`, and the
    pieces of ties that are `barred` to names."""

    nodes: pd.DataFrame
    lines: np.ndarray
    frame: Box
    clearly: bool
    barred: np.ndarray


NOTHING = Beside({}, 0)


def name_by_rank(
    named: pd.DataFrame,
    nodes: pd.DataFrame,
    lines: np.ndarray,
    frame: Box,
    sizes: Sequence[float],
    most_far: int,
    notes: Mapping[str, Note] | None = None,
    placed: Sequence[Label] = (),
    least: int = 0,
    must: int = 0,
    beside: Beside = NOTHING,
    between: np.ndarray = BETWEEN,
    smallest: float | Sequence[float] | None = None,
    clearly: bool = False,
    barred: np.ndarray = NO_LINES,
) -> list[Label]:
    """Labels for the first of `named` (most important first), up to the first without room.

    Of the first `must` who has least room chooses first; if one has none, nothing is given.

    No name covers a node, another name or a leader line. A name stands right beside its node;
    where it cannot, at the end of a leader line, as long as at most `most_far` of the labels have
    one. `lines`: pieces of ties (pieces, 2, 2), which a name rather leaves free; `sizes`: the font
    size in points of each name; `notes`: actor -> what stands below its name, if need be left out
    where it tells of no change. Who finds no room may push others on, as long as each finds another
    place; so may who is `placed` already, first in what is given, and last the notes of `beside`.
    No name seems to be that of another party (`is_its_own`). With fewer than `least` names, who has
    no room is passed over until there are. `between`: how much every name keeps free at its sides;
    `smallest`: as small as a name without room beside its mark may become, or each of them; else as
    the least of all. With `clearly` a place that could be another's is none of the first choice.
    `barred`: pieces of ties that no name may cover and no leader line may cross.
    """
    node_of = {node.actor: node for node in nodes_of(nodes)}
    sheet = _Map(nodes, lines, frame, clearly, barred)
    names = _Names(most_far, between, LED if clearly else 1.0)
    for label in placed:
        found = _free(node_of[label.actor], sheet, label.size, label.note)
        names.put(standing(label, node_of[label.actor]), found)
    least_sizes = min(sizes, default=0.0) if smallest is None else smallest
    between_sizes = zip(sizes, np.broadcast_to(least_sizes, len(sizes)).tolist(), strict=True)
    wanted, said = list(zip(nodes_of(named), between_sizes, strict=True)), notes or {}

    def places(node: Node, sizes: tuple[float, float], rings: int) -> Places:
        return _own(node, sheet, sizes, said.get(node.actor), rings)

    first = [
        places(node, own, AWAY_MUST) or places(node, own, len(label_places.AWAY))
        for node, own in wanted[:must]
    ]
    if not names.add_all(first):
        return []
    _add_rest(names, (places(node, own, AWAY) for node, own in wanted[must:]), least)
    _say(names, beside, node_of, sheet)
    return names.labels()


def _add_rest(names: _Names, rest: Iterable[Places], least: int) -> None:
    """The others in their order, up to the first without room: with fewer than `least` that one is
    passed over, until there are as many."""
    passed_over = False
    for places in rest:
        if passed_over and len(names.chosen) >= least:
            break
        if names.add(places):
            continue
        if len(names.chosen) >= least:
            break
        passed_over = True


def _say(
    names: _Names,
    beside: Beside,
    node_of: Mapping[str, Node],
    sheet: _Map,
) -> None:
    """Add the notes of `beside` that have room, each below its name or with it."""
    for at, actor, size, text in names.may_say(beside):
        found = _free(node_of[actor], sheet, size, text)
        # No note is worth a name of which a reader asks whose it is, if there are others; a line
        # tells that.
        few = sum(bool(own.note) for own in names.options) < FEW_NOTES
        found = found.take(np.flatnonzero(~found.doubt | found.far | few))
        if at is None:
            # A name that only tells of something is none that a long line is drawn for.
            names.add(found.take(np.flatnonzero(_steps(found) <= STEPS_NOTED)), noted=True)
        else:
            names.swap(at, found)


def _own(
    node: Node,
    sheet: _Map,
    sizes: tuple[float, float],
    note: Note | None,
    rings: int,
) -> Places:
    """The places of who has a name by rank: without a note or smaller before away from its mark.

    `sizes`: its own and the smallest.
    """
    (size, small), note = sizes, note or Note("", True)
    found = _free(node, sheet, size, note.text, rings)
    if not note.change and found.far.all():
        note = Note("", True)
        found = _free(node, sheet, size, rings=rings)
    for smaller in np.append(np.arange(size - SMALLER, small, -SMALLER), small):
        if not found.far.all():
            break
        at_mark = _free(node, sheet, float(smaller), note.text, rings)
        found = found if at_mark.far.all() else at_mark
    return found


def _free(
    node: Node,
    sheet: _Map,
    size: float,
    note: str = "",
    rings: int = AWAY,
) -> Places:
    """The places of a name that cover no node and seem to be no one else's, the best first.

    Those beside its own mark come before those that a line leads to, and a short line before a
    longer one.
    """
    nodes, lines, frame, clearly, barred = sheet
    found = around(node, size, frame, rings, note)
    if rings > AWAY_MUST:
        found = found.joined(anywhere(node, size, frame, note, FINE))
    nodes = _about(nodes, np.vstack([found.boxes, [[node.x, node.y, node.x, node.y]]]))
    others = nodes[nodes["actor"] != node.actor]
    free = np.asarray(~(over_nodes(found.boxes, nodes) > 0).any(axis=1))
    free &= ~(over_nodes(found.boxes, others, NEAR / 4) > 0).any(axis=1)
    free &= ~(crossed(found.boxes, barred) | meet(found.leaders, barred)).any(axis=1)
    found = found.take(np.flatnonzero(free))
    # Rather that than a line too many, of which a reader loses the end.
    found = found.take(np.flatnonzero(is_its_own(found, others, hardly=True)))
    unclear, caption = ~is_its_own(found, others), is_caption_of_another(found, others)
    # A line is seen last: the name at its end is read as that of the mark beside it. So is a name
    # that begins or ends at another mark.
    # Who stands on one line with its own mark is read with that, whatever is above or below it.
    level = (node.y > found.boxes[:, 1]) & (node.y < found.boxes[:, 3])
    seems = (unclear | caption) & found.far
    seems |= is_beside_another(found, others)
    doubt = (seems | unclear | caption & ~level) & clearly
    cost = UNCLEAR * unclear + found.cost
    cost += 0.3 * crossed(found.boxes, lines).sum(axis=1)
    cost += 3 * (over_nodes(found.boxes, others, NEAR) > 0).sum(axis=1)
    cost += CAPTIONED * (caption | is_between_two(found, others))
    found = replace(found, doubt=doubt)
    if not seems.all():
        found, cost = found.take(np.flatnonzero(~seems)), cost[~seems]
    return found.take(np.lexsort((np.round(cost, 6), _steps(found))))


def _about(nodes: pd.DataFrame, boxes: np.ndarray) -> pd.DataFrame:
    """The nodes so near the boxes that a name in one of these could be in their way or seem theirs.

    A sheet has far more nodes than a name has to do with, and each place is held against each.
    """
    far = NEARBY + reach_of(nodes)
    x, y = nodes["x"].to_numpy(), nodes["y"].to_numpy()
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    near = (x > low[0] - far) & (x < high[0] + far) & (y > low[1] - far) & (y < high[1] + far)
    kept: pd.DataFrame = nodes[near]
    return kept


def _steps(places: Places) -> np.ndarray:
    """Of each place 0 where no line leads to it, else 1 and more the longer that is.

    Rather a short line than a place in doubt.
    """
    step = places.leaders[:, 1] - places.leaders[:, 0]
    length = np.hypot(step[:, 0], step[:, 1])
    return np.where(places.far, 1 + np.searchsorted(SHORT, length), places.doubt * DOUBTED)


def _counts(places: Places) -> np.ndarray:
    """How many places need no line, none but a short one, and so on: `_free` has sorted them."""
    return np.searchsorted(_steps(places), np.arange(len(SHORT) + 1), side="right")


class _Names:
    """Names and where they stand so far; who is added may push others on."""

    def __init__(self, most_far: int, between: np.ndarray, led: float) -> None:
        self.most_far = most_far
        # What each keeps free, and how many times that at the end of a line.
        self.between = between
        self.led = led
        self.options: list[Places] = []
        # How many of the first options of a name need no line, none but a short one, and so on;
        # and the option that each name has.
        self.counts: list[np.ndarray] = []
        self.chosen: list[int] = []
        # Which places of a name clash with one of another: whoever pushes others on asks for the
        # same again and again.
        self.known: dict[tuple[Places, Places, int], np.ndarray] = {}

    def labels(self) -> list[Label]:
        """Every name at its place."""
        return [own.label(at) for own, at in zip(self.options, self.chosen, strict=True)]

    def put(self, own: Places, found: Places) -> None:
        """A name that stands at its only `own` place, but may move to those of `found`."""
        self.options.append(own.joined(found))
        self.counts.append(1 + _counts(found))
        self.chosen.append(0)

    def add(self, found: Places, *, noted: bool = False) -> bool:
        """Give one more name a place, with as short a line as can be; or change nothing.

        One that is only `noted` brings no other name in doubt.
        """
        before, doubts = [*self.chosen, NONE], self._doubts() if noted else len(self.chosen) + 1
        self.options.append(found)
        self.counts.append(_counts(found))
        for step in range(len(SHORT) + 1):
            self.chosen = list(before)
            if self._settle(len(before) - 1, DEEP, set(), step) and self._fits(doubts):
                return True
        self.options.pop()
        self.counts.pop()
        self.chosen = before[:-1]
        return False

    def may_say(self, beside: Beside) -> Iterator[tuple[int | None, str, float, str]]:
        """Who without a note may get one, one by one: place in the row if any, letters, words."""
        row = {own.node.actor: at for at, own in enumerate(self.options)}
        for actor, text in beside.texts.items():
            noted = sum(bool(own.note) for own in self.options)
            at = row.get(actor)
            if noted < beside.most and (at is None or not self.options[at].note):
                size = max(beside.size, 0.0 if at is None else self.options[at].size)
                yield at, actor, size, text

    def swap(self, at: int, found: Places) -> None:
        """Give a name that has a place one of other places, if they can be had; or do nothing.

        What stands beside its mark keeps standing there, and no other name comes in doubt.
        """
        if not self.options[at].far[self.chosen[at]]:
            found = found.take(np.flatnonzero(~found.far))
        before, doubts = (
            (self.options[at], self.counts[at], list(self.chosen)),
            self._doubts(at),
        )
        self.options[at], self.counts[at] = found, _counts(found)
        for step in range(len(SHORT) + 1):
            self.chosen = [NONE if n == at else choice for n, choice in enumerate(before[2])]
            if self._settle(at, DEEP, set(), step) and self._fits(doubts, at):
                return
        self.options[at], self.counts[at], self.chosen = before

    def add_all(self, found: Sequence[Places]) -> bool:
        """Give all of these a place, first who has least choice, and keep them in their order."""
        start = len(self.chosen)
        order = sorted(range(len(found)), key=lambda n: int((~found[n].far).sum()))
        if not all(self.add(found[n]) for n in order):
            return False
        for kept in (self.options, self.counts, self.chosen):
            told: dict[int, Any] = dict(zip(order, kept[start:], strict=True))
            kept[start:] = [told[n] for n in range(len(found))]
        return True

    def _fits(self, doubts: int, but: int = NONE) -> bool:
        """Whether no more names than may are at the end of a line, and in doubt."""
        far = sum(bool(own.far[at]) for own, at in zip(self.options, self.chosen, strict=True))
        return far <= self.most_far and self._doubts(but) <= doubts

    def _doubts(self, but: int = NONE) -> int:
        """How many names, `but` one, stand beside their mark where they could be another's."""
        chosen = enumerate(zip(self.options, self.chosen, strict=True))
        return sum(bool(own.doubt[at] and not own.far[at]) for n, (own, at) in chosen if n != but)

    def _clashes(self, who: int, others: list[int]) -> np.ndarray:
        """Which places of `who` clash with those that the others have: (places, others)."""
        own = self.options[who]
        keys = [(own, self.options[at], self.chosen[at]) for at in others]
        asked = [key for key in keys if key not in self.known]
        if asked:
            boxes = np.array([theirs.boxes[choice] for _, theirs, choice in asked])
            leaders = np.array([theirs.leaders[choice] for _, theirs, choice in asked])
            led = np.array([theirs.far[choice] for _, theirs, choice in asked])
            free = own.boxes + np.where(own.far, self.led, 1.0)[:, None] * self.between
            theirs_free = boxes + np.where(led, self.led - 1.0, 0.0)[:, None] * self.between
            clash = shared_area(free, theirs_free) > 0
            clash |= crossed(own.boxes, leaders) | crossed(boxes, own.leaders).T
            clash |= meet(own.leaders, leaders)
            self.known.update(zip(asked, np.ascontiguousarray(clash.T), strict=True))
        if not keys:
            return np.zeros((len(own), 0), dtype=bool)
        return np.stack([self.known[key] for key in keys], axis=1)

    def _settle(self, who: int, deep: int, fixed: set[int], step: int) -> bool:
        """Give `who` a place, if need be that of others which find another one.

        `fixed`: who may not be moved; `step`: how long a line may be. Where nothing is found
        nothing changes.
        """
        chosen = self.chosen
        most = int(self.counts[who][step])
        if not most:
            return False
        others = [at for at, choice in enumerate(chosen) if choice != NONE and at != who]
        clash = self._clashes(who, others)[:most]
        count = clash.sum(axis=1)
        if (count == 0).any():
            chosen[who] = int(np.argmax(count == 0))
            return True
        if not deep:
            return False
        for at in np.argsort(count, kind="stable")[:TRIED]:
            moved = [others[other] for other in np.flatnonzero(clash[at])]
            if len(moved) > IN_THE_WAY or fixed & set(moved):
                continue
            before = list(chosen)
            chosen[who] = int(at)
            for other in moved:
                chosen[other] = NONE
            if all(self._settle(o, deep - 1, fixed | {who}, step) for o in moved):
                return True
            chosen[:] = before
        return False
