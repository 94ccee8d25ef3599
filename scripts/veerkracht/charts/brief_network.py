"""The network in four words (large, close, diverse, decentralised), one small chart each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.charts.facts import Facts, Series, measured, over_years
from veerkracht.network.metrics import BY_ID
from veerkracht.network.outcome import Outcome
from veerkracht.source_lines import Origin

TABLES = ["network_metrics", "network_changes", "claims"]
ORIGIN = Origin.INTERVIEWS

WIDTH, HEIGHT = 163.0, 66.0
# In mm: the room between the small charts, above them for four lines of words, and below.
GAP, TOP, BOTTOM = 7.0, 22.5, 6.0
# One of the network and more of them, and the measure that a word is told by here, in words for who
# holds the folder: there they have another name (folder_network.py).
PARTIES = ("partij", "partijen")
WORDS = {
    "actors": ("Groot", "veel {more}", "aantal {more}"),
    "mean_degree": ("Hecht", "ieder werkt met velen samen", "partners per {one}"),
    "blau_kind": ("Divers", "allerlei soorten {more}", "deel dat {kind} is"),
    "top_share": ("Decentraal", "leunt niet op één {one}", "deel met de grootste {one}"),
}
# Had people been asked as much in both years: as many interviews, as complete.
AT_EQUAL = "bij evenveel vragen"
MORE = {"groot": "groter", "hecht": "hechter", "divers": "diverser", "decentraal": "decentraler"}
# How a claim on a word came out -> what stands below that word.
VERDICTS = {
    Outcome.HOLDS: "werd {}",
    Outcome.POINTS: "lijkt {} geworden",
    Outcome.UNSHOWN: "{}: niet aangetoond",
    Outcome.FAILS: "werd niet {}",
}
# The measure that is told as the share of the smaller of two kinds: a chance that two parties
# differ says nothing to who holds the folder.
MIXED = "blau_kind"
# What holds is read first.
STANDS, UNSURE = ("semibold", design.INK), ("normal", design.GREY)


def draw(
    tables: dict[str, pd.DataFrame], context: dict[str, Any], who: tuple[str, str] = PARTIES
) -> Figure:
    """Four columns, 163 by 66 mm: the word, whether it became more so, and a line from zero.

    `who`: what one of the network is called, and more of them.
    """
    found = _found(tables)
    years = sorted(int(year) for year in tables["network_metrics"]["year"].unique())
    figure = design.new_figure(WIDTH, HEIGHT)
    wide = (WIDTH - GAP * (len(WORDS) - 1)) / len(WORDS)
    for place, (name, rows) in enumerate(found.items()):
        left = place * (wide + GAP)
        box = (left / WIDTH, BOTTOM / HEIGHT, wide / WIDTH, (HEIGHT - TOP - BOTTOM) / HEIGHT)
        axes = figure.add_axes(box, gid=f"woord-{name}")
        word, plain = WORDS[name][0], WORDS[name][1].format(one=who[0], more=who[1])
        counted = _counted(name, rows, who)
        told, holds = verdict(name, tables["claims"])
        for text, y, size, weight, color in (
            (word, HEIGHT - 4.5, design.HEAD, "bold", design.FORMAL),
            (plain, HEIGHT - 8.8, design.TEXT, "normal", design.INK),
            (told, HEIGHT - 13.0, design.TEXT, *(STANDS if holds else UNSURE)),
            (counted, HEIGHT - 17.0, design.SMALL, "normal", design.GREY),
        ):
            figure.text(left / WIDTH, y / HEIGHT, text, size=size, weight=weight, color=color)
        _line(axes, rows, years, name, holds)
    return figure


def _found(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The rows of each measure that has values; of MIXED the share of the smaller kind."""
    found = measured(tables["network_metrics"], "metric", WORDS)
    if MIXED in found:
        kind, share = _smaller(tables["network_metrics"])
        label = dutch.sentence(WORDS[MIXED][2].format(kind=kind))
        rows = found[MIXED]
        rows = rows.assign(value=rows["year"].map(share), label=label, unit="aandeel")
        found[MIXED] = rows.dropna(subset=["value"])
    return found


def _smaller(metrics: pd.DataFrame) -> tuple[str, pd.Series]:
    """The kind of which there are fewer parties in the last year, and its share of each year."""
    wide = metrics.pivot(index="year", columns="metric", values="value").sort_index()
    informal = wide["initiatives_informal"] / wide["actors"]
    return ("informeel", informal) if informal.iloc[-1] < 0.5 else ("formeel", 1 - informal)


def _counted(name: str, rows: pd.DataFrame, who: tuple[str, str]) -> str:
    """What the line of a measure counts, in words."""
    label = str(rows["label"].iloc[0])
    if name == MIXED:
        return label[:1].lower() + label[1:]
    return WORDS[name][2].format(one=who[0], more=who[1])


def verdict(metric: str, claims: pd.DataFrame) -> tuple[str, bool]:
    """What the claim on the dimension of a measure came out as, and whether it holds."""
    dimension = BY_ID[metric].dimension
    outcome = claims.loc[claims["claim"] == f"sterker-{dimension}", "outcome"]
    if not len(outcome) or outcome.iloc[0] not in VERDICTS:
        return "", False
    told = VERDICTS[Outcome(outcome.iloc[0])].format(MORE[dimension])
    return told, outcome.iloc[0] == Outcome.HOLDS


def _line(axes: Any, rows: pd.DataFrame, years: list[int], name: str, holds: bool) -> None:
    """One measure over the years, filled down to zero, with its values at both ends.

    Grey where what its word says is not shown to hold.
    """
    colour = design.INK if holds else design.GREY
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, pad=3)
    axes.set_xlim(years[0] - 0.9, years[-1] + 0.9)
    design.year_axis(axes, [years[0], years[-1]] if len(years) > 1 else years)
    axes.set_ylim(0, float(rows["value"].max()) * 1.3 or 1)
    axes.fill_between(rows["year"], rows["value"], color=design.PALE, lw=0, zorder=1)
    axes.axhline(0, color=design.LINE, lw=0.6, zorder=2)
    axes.plot(rows["year"], rows["value"], color=colour, lw=2 if holds else 1.4, zorder=3)
    for point, weight in {0: "normal", len(rows) - 1: "bold"}.items():
        row = rows.iloc[point]
        # Where the line comes down to its end a number above it would lie over the line.
        steep = bool(point) and row["value"] < rows["value"].iloc[point - 1]
        axes.plot(row["year"], row["value"], "o", color=colour, ms=4, zorder=4)
        axes.annotate(
            _told(name, row["value"]),
            (row["year"], row["value"]),
            (0, -5 if steep else 5),
            textcoords="offset points",
            ha="center",
            va="top" if steep else "bottom",
            size=design.TEXT,
            weight=weight,
            color=colour,
        )


def facts(
    tables: dict[str, pd.DataFrame], context: dict[str, Any], who: tuple[str, str] = PARTIES
) -> Facts:
    """Title with the parties and ties of the first and last year; text with the ends of lines."""
    found = _found(tables)
    lines, parts = [], []
    for name, rows in found.items():
        line = series(rows, _told)
        lines.append(line)
        first, last = line.points[0], line.points[-1]
        word, counted = WORDS[name][0], _counted(name, rows, who)
        values = first.text if first == last else f"van {first.text} naar {last.text}"
        parts.append(f"{word} ({counted}): {values}")
    years = [int(year) for year in tables["network_metrics"]["year"].agg(["min", "max"])]
    title = "Hoe groot, hecht, divers en decentraal het netwerk is"
    actors = next((line for line in lines if line.label == "Partijen"), None)
    if actors and len(actors.points) > 1:
        ends = (actors.points[0].text, actors.points[-1].text)
        title = f"Van {ends[0]} {who[1]} in {years[0]} naar {ends[1]} in {years[1]}"
        title += _evenly(tables["network_changes"], years)
    alt = f"Vier lijngrafieken van {years[0]} tot en met {years[1]}. {'; '.join(parts)}."
    return Facts(title, alt, tuple(lines))


def at_equal_asking(changes: pd.DataFrame, ends: list[int]) -> dict[str, tuple[float, float]]:
    """Of each measure how much it changes between two years at equal asking."""
    return _between(changes, ends, ("low", "high"))


def at_equal_names(changes: pd.DataFrame, ends: list[int]) -> dict[str, tuple[float, float]]:
    """The same with as many names as well, of the measures for which that is reckoned."""
    return _between(changes, ends, ("names_low", "names_high"))


def _between(
    changes: pd.DataFrame, ends: list[int], bounds: tuple[str, str]
) -> dict[str, tuple[float, float]]:
    rows = changes[(changes["start"] == ends[0]) & (changes["end"] == ends[-1])]
    rows = rows.dropna(subset=list(bounds))
    found = zip(*(rows[bound].astype(float) for bound in bounds), strict=True)
    return dict(zip(rows["metric"].astype(str), found, strict=True))


def drawn_of(changes: pd.DataFrame, ends: list[int]) -> str:
    """Of how many interviews a year those changes are, in words."""
    rows = changes[(changes["start"] == ends[0]) & (changes["end"] == ends[-1])]
    return f"{dutch.number(float(rows['drawn'].max()))} gesprekken per jaar"


def _evenly(changes: pd.DataFrame, years: list[int]) -> str:
    """How many parties came at equal asking; may be empty."""
    low, high = at_equal_asking(changes, years).get("actors", (0.0, 0.0))
    if low <= 0:
        return ""
    ends = f"{dutch.number(low)}\u00a0tot\u00a0{dutch.number(high)}"
    return f"; ook {AT_EQUAL} kwamen er {ends}\u00a0bij"


def series(rows: pd.DataFrame, told: Callable[[str, float], str] | None = None) -> Series:
    """One measure over the years, of its rows of network_metrics; `told` writes a value."""
    first = rows.iloc[0]
    pairs = zip(rows["year"], rows["value"], strict=True)
    text = partial(told or written, str(first["metric"]))
    return over_years(str(first["label"]), str(first["unit"]), pairs, text)


def _told(name: str, value: float) -> str:
    """A value as it stands beside its line here."""
    return dutch.percent(value) if name == MIXED else written(name, value)


def written(name: str, value: float) -> str:
    """A value of a measure as it stands beside its line."""
    return BY_ID[name].written(value, BY_ID[name].chart_decimals)
