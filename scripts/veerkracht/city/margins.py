"""How a wijk differs from the city on single indicators, and whether that is more than chance."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import pandas as pd

from veerkracht.city.scoring import LOWER, Rule, theme_weight, weights
from veerkracht.dutch import UNDETERMINED
from veerkracht.tables.city import HEALTH, INDICATOR_CHANGES, VULNERABILITY

Z = 1.959964  # a 95 % margin under the normal distribution
BY_CHANCE = 0.05  # of comparisons at that margin where nothing differs
ASKED = ("% bewoners dat", "% bewoners met wekelijkse")  # how labels of a question begin


class Movement(StrEnum):
    """How an indicator moved beside the city, from the first to the last measurement."""

    BETTER = "beter"
    SAME = "gelijk"
    WORSE = "slechter"


class Standing(StrEnum):
    """Where an indicator stands beside the city."""

    AHEAD = "gunstiger"
    SAME = "gelijk"
    BEHIND = "ongunstiger"


class Beside(StrEnum):
    """Whether a health figure differs from that of the city."""

    HIGHER = "hoger"
    LOWER = "lager"
    NO_DIFFERENCE = "geen aantoonbaar verschil"
    UNKNOWN = UNDETERMINED


# In place of ja or nee: what tells who lives in a wijk, and is no position better or worse.
NO_VERDICT = "geen oordeel"


# The 97,5 % points of t (Student 1908) by degrees of freedom, from one up.
T = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228)


def noise_beside(noise: float, others: int) -> float:
    """The noise of the difference between a change, with `noise` points, and the mean of others.

    The squares of independent errors add up, and a mean of n has 1/n of the square. Without others
    it is the noise of the change itself.
    """
    return noise * math.sqrt(1 + (1 / others if others else 0))


def room_beside(noise: float, changes: Sequence[float]) -> float:
    """How far a change (points) may lie from the mean of the `changes` of others by chance.

    The larger of two: the noise of both, and how far one more wijk lies from that mean in 95 of 100
    cases when it is as they are (the prediction interval after Student): they too went different
    ways. Of one other only the noise is known.
    """
    count = len(changes)
    spread = T[min(count - 1, len(T)) - 1] * statistics.stdev(changes) if count > 1 else 0.0
    return noise_beside(max(noise, spread), count)


def is_barely(apart: float, noise: float) -> bool:
    """Whether a difference is past its noise, but by less than a tenth of it."""
    return 1 <= abs(apart) / noise < 1.1


def margin(row: Mapping[Any, Any], noise: dict[str, float], sampled: bool = False) -> float:
    """The 95 % margin of a share, in percentage points.

    Half of its own interval where the source gives one; else, for what was asked of residents, that
    of a simple random sample of n (or of `noise.respondents`, an assumption); else, for registers,
    `noise.register`: they count everyone, yet small differences say little. One that a survey
    filled up is `sampled`: it has the margin of what was asked.
    """
    factor = 100.0 if row["unit"] == "aandeel" else 1.0
    if not pd.isna(row.get("low")) and not pd.isna(row.get("high")):
        return factor * (float(row["high"]) - float(row["low"])) / 2
    if not (sampled or is_survey(row)):
        return float(noise["register"])
    share = float(row["value"]) * factor / 100
    count = noise["respondents"] if pd.isna(row.get("n")) else float(row["n"])
    return 100 * Z * math.sqrt(max(share * (1 - share), 0.0) / count)


def is_survey(row: Mapping[Any, Any]) -> bool:
    """Whether residents were asked: a subjective part, a number n, or a label that says so.

    No register knows whom people meet every week, though OBI counts it as objective.
    """
    label = str(row.get("label") or "").lower()
    asked = row.get("part") == "subjectief" or label.startswith(ASKED)
    return asked or not pd.isna(row.get("n"))


def points(value: float, unit: str) -> float:
    """A share in percent, whatever the unit of the source."""
    return value * 100 if unit == "aandeel" else value


def compare_changes(gaps: pd.DataFrame, rules: list[Rule], noise: dict[str, float]) -> pd.DataFrame:
    """Every indicator with a known direction, at the first and last measurement, beside the city.

    `gaps`: index_gaps of a source with themes. Values in percent; gap_start and gap_end in
    percentage points, positive where the wijk is better off than the city, whatever the direction;
    margin is that of the change. moved: beter, gelijk or slechter; place: gunstiger, gelijk or
    ongunstiger than the city, by the margin of the last value. An indicator that stands under two
    themes counts once.
    """
    better = {(rule.theme, rule.code): rule for rule in rules}
    shares = gaps[(gaps["unit"] == "aandeel") & gaps["gap"].notna()]
    rows = []
    for keys, own in shares.groupby(["source", "area", "indicator"], sort=True):
        _, _, code = keys
        theme = str(own["theme"].iloc[0])
        own = own[own["theme"] == theme].sort_values("year")
        if (theme, code) not in better or own["year"].nunique() < 2:
            continue
        rows.append(_change(own, better[theme, str(code)], noise))
    return pd.DataFrame(rows, columns=INDICATOR_CHANGES.names)


def _change(own: pd.DataFrame, rule: Rule, noise: dict[str, float]) -> dict[str, Any]:
    """The row of one indicator: its first and last measurement in `own`, by year."""
    first, last = (dict(own.iloc[place].items()) for place in (0, -1))
    row: dict[str, Any] = {name: last[name] for name in ("source", "area", "theme", "label")}
    row |= {"indicator": rule.code, "better": rule.better}
    for end, measured in (("start", first), ("end", last)):
        row |= {
            end: int(measured["year"]),
            f"value_{end}": 100 * float(measured["value"]),
            f"city_{end}": 100 * float(measured["city"]),
            f"gap_{end}": rule.sign * 100 * float(measured["gap"]),
            f"margin_{end}": margin(measured, noise),
        }
    row["margin"] = math.hypot(row["margin_start"], row["margin_end"])
    row["moved"] = _movement(row["gap_end"] - row["gap_start"], row["margin"])
    row["place"] = _standing(row["gap_end"], row["margin_end"])
    return row


def _movement(change: float, room: float) -> Movement:
    if change > room:
        return Movement.BETTER
    return Movement.WORSE if -change > room else Movement.SAME


def _standing(gap: float, room: float) -> Standing:
    if gap > room:
        return Standing.AHEAD
    return Standing.BEHIND if -gap > room else Standing.SAME


def weigh_margins(parts: pd.DataFrame, changes: pd.DataFrame, rules: list[Rule]) -> pd.DataFrame:
    """`parts` (contributions) with the margin of what each gave to the change of the gap (points).

    What a share would weigh at either end of its own margin (`changes`: indicator_changes), at both
    measurements; level_margin: at the last one. What no indicator explains has none: 0.
    """
    known = {(row["area"], row["indicator"]): row for row in changes.to_dict("records")}
    by_code, within = {(rule.theme, rule.code): rule for rule in rules}, weights(rules)
    margins, level = [], []
    for row in parts.to_dict("records"):
        theme, code = row["theme"], row["indicator"]
        if pd.isna(code):
            margins.append(0.0)
            level.append(0.0)
            continue
        change, rule = known.get((row["area"], code), {}), by_code[theme, code]
        ends = [
            _room_of_score(rule, row[f"share_{end}"], change.get(f"margin_{end}", math.nan) / 100)
            for end in ("start", "end")
        ]
        weight = theme_weight(theme) * within[theme, code]
        margins.append(weight * math.hypot(*ends))
        level.append(weight * ends[1])
    return parts.assign(margin=margins, level_margin=level)


def _room_of_score(rule: Rule, share: float, room: float) -> float:
    """How far the score of a share may be off by its margin (both 0 to 1): the larger side.

    A score follows the root of a share: of a small one it goes much further down than up.
    """
    if math.isnan(room):
        return math.nan
    ends = (max(share - room, 0.0), min(share + room, 1.0))
    return max(abs(rule.score(end) - rule.score(share)) for end in ends)


def find_vulnerable(
    gaps: pd.DataFrame, chosen: list[dict[str, Any]], noise: dict[str, float]
) -> pd.DataFrame:
    """The indicators of a vulnerable position (config: vulnerability), beside the city.

    What is partly `sampled` (config) has the margin of what was asked of residents.

    Values in percent, the last measurement of each. worse: ja when the wijk is worse off than the
    city by more than the margin of its value. Only such a difference may enter a sentence. Of what
    `composes` the wijk (config) nothing is worse: NO_VERDICT.
    """
    rows = []
    for item in chosen:
        own = gaps[(gaps["source"] == item["source"]) & (gaps["indicator"] == item["indicator"])]
        own = own.dropna(subset=["gap"])
        for area, series in own.groupby("area", sort=False):
            last = dict(series.sort_values("year").iloc[-1].items())
            unit = str(last["unit"])
            value, city = (points(float(last[name]), unit) for name in ("value", "city"))
            room = margin(last, noise, bool(item.get("sampled")))
            sign = -1 if item.get("worse") == LOWER else 1
            worse = "ja" if sign * (value - city) > room else "nee"
            rows.append(
                {
                    "source": item["source"],
                    "edition": last["edition"],
                    "area": area,
                    "year": int(last["year"]),
                    "indicator": item["indicator"],
                    "label": item["label"],
                    "value": value,
                    "city": city,
                    "margin": room,
                    "worse": NO_VERDICT if item.get("composes") else worse,
                }
            )
    return pd.DataFrame(rows, columns=VULNERABILITY.names)


def is_below(worse: str, gap: float, room: float) -> bool:
    """Whether what is no worse than the city (`worse`: nee) is surely below it.

    `gap`: the value minus that of the city; `room`: the margin.
    """
    return worse == "nee" and -gap > room


def compare_health(
    indicators: pd.DataFrame, areas: list[str], city: str, *, source: str
) -> pd.DataFrame:
    """The health figures of `areas` beside the city, and whether they surely differ.

    verdict: hoger or lager than the city when the difference is beyond its own margin (95 %),
    `geen aantoonbaar verschil` when it is not, `niet te bepalen` without an interval on a side.
    """
    # What a model estimates is not set beside what was asked.
    key = ["year", "indicator", "theme", "part"]
    figures = indicators.dropna(subset=["value"])
    figures = figures.assign(**{name: figures[name].fillna("") for name in ("theme", "part")})
    reference = figures[figures["area"] == city].drop_duplicates(key).set_index(key)
    rows = []
    for row in figures[figures["area"].isin(areas)].sort_values([*key, "area"]).to_dict("records"):
        place = tuple(row[name] for name in key)
        if place not in reference.index:
            continue
        other = reference.loc[place].to_dict()
        same = ("edition", "area", "indicator", "value", "low", "high", "n")
        rows.append(
            {name: row[name] for name in same}
            | {"source": source, "year": int(row["year"]), "age": row["theme"]}
            | {"city": other["value"]}
            | {f"city_{name}": other[name] for name in ("low", "high", "n")}
            | {"verdict": _beside(row, other)}
        )
    return pd.DataFrame(rows, columns=HEALTH.names)


def _beside(own: Mapping[Any, Any], city: Mapping[Any, Any]) -> Beside:
    """Whether two figures (value, low, high) differ by more than the margin of the difference.

    That margin is the root of the squares of the two sides that face each other (Newcombe 1998):
    two intervals can touch while the difference is sure.
    """
    ends = [float(each[name]) for each in (own, city) for name in ("value", "low", "high")]
    if any(map(math.isnan, ends)):
        return Beside.UNKNOWN
    value, low, high, mean, least, most = ends
    if value - mean > math.hypot(value - low, most - mean):
        return Beside.HIGHER
    below = mean - value > math.hypot(high - value, mean - least)
    return Beside.LOWER if below else Beside.NO_DIFFERENCE
