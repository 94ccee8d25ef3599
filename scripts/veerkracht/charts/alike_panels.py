"""An area beside the wijken that were like it: the changes, their mean and what chance allows."""

from __future__ import annotations

from math import fsum
from typing import Any, NamedTuple

import pandas as pd

from veerkracht.charts import NoDataError
from veerkracht.city.course import Yardstick, whole_index
from veerkracht.city.margins import is_barely, room_beside


class Panel(NamedTuple):
    """An area beside the wijken that were alike: the change of its index and of each of theirs.

    `courses`: the index itself at each measurement, of the area and of the others.
    """

    area: str
    start: int
    end: int
    own: float
    others: dict[str, float]
    courses: dict[str, dict[Any, float]]

    @property
    def mean(self) -> float:
        """The mean change of the others."""
        return fsum(self.others.values()) / len(self.others)

    @property
    def beside(self) -> float:
        """The own change minus that mean."""
        return self.own - self.mean

    def reach(self, noise: float) -> float:
        """How far from that mean an own change may lie by chance."""
        return room_beside(noise, list(self.others.values()))

    def is_sure(self, noise: float) -> bool:
        """Whether the area went otherwise than that mean by more than chance allows."""
        return abs(self.beside) >= self.reach(noise)

    @property
    def how(self) -> str:
        """How the area did beside that mean, of one of which it is sure that it did otherwise."""
        return "beter" if self.beside > 0 else "minder goed"

    def barely(self, noise: float) -> str:
        """Words behind how it did where that is hardly more than chance allows, else none."""
        return " (net)" if is_barely(self.beside, self.reach(noise)) else ""

    def between(self, start: int, end: int) -> Panel | None:
        """The same area and wijken between two other measurements; None where it is not known."""
        changes = {
            name: course[end] - course[start]
            for name, course in self.courses.items()
            if {start, end} <= set(course) and (name in self.others or name == self.area)
        }
        own = changes.pop(self.area, None)
        if own is None or not changes:
            return None
        return self._replace(start=start, end=end, own=own, others=changes)

    def starts(self) -> list[Panel]:
        """From every measurement on to the last, the earliest first."""
        years = [year for year in sorted(self.courses[self.area]) if year < self.end]
        found = [self.between(year, self.end) for year in years]
        return [panel for panel in found if panel is not None]

    def ends(self) -> list[Panel]:
        """From the start to every measurement after it, the earliest first."""
        years = [year for year in sorted(self.courses[self.area]) if year > self.start]
        found = [self.between(self.start, year) for year in years]
        return [panel for panel in found if panel is not None]


def read_panels(
    tables: dict[str, pd.DataFrame], context: dict[str, Any], group: str = Yardstick.ALIKE
) -> list[Panel]:
    """A panel an area whose change is known beside that of a wijk that was alike.

    `group`: by what the other wijken were chosen. Raises NoDataError without any.
    """
    alike, gaps = tables["alike"], tables["index_gaps"]
    alike = alike[alike["group"] == group]
    # Another source can know the same index by other measurements.
    course = tables["index_course"]
    course = whole_index(course[course["source"].isin(alike["source"])])
    panels = []
    for area in context["wijk"]["areas"]:
        rows = alike[alike["area"] == area]
        if rows.empty:
            continue
        here = gaps[(gaps["source"] == rows["source"].iloc[0]) & (gaps["area"] == area)]
        own = whole_index(here).set_index("year")["value"].dropna().sort_index()
        base = [int(year) for year in course.loc[course["area"] == area, "base"].dropna()]
        start = next((year for year in reversed(base) if year in own.index), int(own.index[0]))
        end = int(own.index[-1])
        others: dict[str, float] = {}
        courses: dict[str, dict[Any, float]] = {area: dict(own.items())}
        for name, part in rows.groupby("other", sort=False):
            line = part.set_index("year")["value"].dropna()
            if {start, end} <= set(line.index):
                others[str(name)] = float(line[end] - line[start])
                courses[str(name)] = dict(line.items())
        if others:
            change = float(own[end] - own[start])
            panels.append(Panel(area, start, end, change, others, courses))
    if not panels:
        raise NoDataError
    return panels
