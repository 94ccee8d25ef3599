"""Which sources a wijk draws on, and how they are named under tables and figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from veerkracht import dutch
from veerkracht.city.course import main_index, theme_source
from veerkracht.city.gaps import last_themes
from veerkracht.lookups.offered import Tables, offered
from veerkracht.lookups.settings import Settings
from veerkracht.source_lines import coding_line, governance_line, indicator_line, is_mixed


@dataclass(frozen=True)
class Sources:
    """The sources of one wijk. Asks the table index_gaps, and any whose sources are named."""

    tables: Tables
    settings: Settings

    @cached_property
    def index(self) -> str | None:
        """The source of the Sociale Index: the one with most measurements of this wijk."""
        return main_index(self.tables["index_gaps"], self.settings.config["sources"])

    @cached_property
    def profile(self) -> str | None:
        """The source with themes and indicators of this wijk."""
        return theme_source(self.tables["index_gaps"], self.settings.config["sources"])

    def _edition(self, source: str | None) -> str:
        if not source:
            return dutch.UNDETERMINED
        return str(self.settings.config["sources"][source]["edition"])

    @property
    @offered
    def index_edition(self) -> str:
        """The edition of the figures of the Sociale Index."""
        return self._edition(self.index)

    @property
    @offered
    def index_is_mixed(self) -> bool:
        """Whether the series of the Sociale Index is put together from more than one edition."""
        return bool(self.index) and is_mixed(self.settings.config["sources"][self.index])

    @property
    @offered
    def theme_edition(self) -> str:
        """The edition of the scores a theme."""
        return self._edition(self.profile)

    @offered
    def other_wijken(self) -> list[str]:
        """The wijken beside this one of which the source of themes has the last scores."""
        if not self.profile:
            return []
        areas = self.settings.areas
        # As other figures spell a wijk: the export of themes can write it otherwise.
        spelled = [*areas, *self.tables["alike"]["other"].unique()]
        rows = last_themes(self.tables[self.profile], spelled)
        return sorted(set(rows.loc[rows["level"] == "wijk", "area"]) - set(areas))

    # As printed under tables and figures ------------------------------------------------------

    def _line(self, names: Iterable[str]) -> str:
        return indicator_line(names, self.settings.config["sources"])

    @property
    def coding_line(self) -> str:
        """Where the network figures come from."""
        return coding_line(self.settings.wijk)

    @property
    def governance_line(self) -> str:
        """Where the governance figures come from."""
        return governance_line(self.settings.wijk)

    @property
    def index_line(self) -> str:
        """The source of the Sociale Index."""
        return self._line([self.index]) if self.index else ""

    @property
    def theme_line(self) -> str:
        """The source of themes and indicators."""
        return self._line([self.profile]) if self.profile else ""

    @property
    def index_lines(self) -> str:
        """The sources of the index and of its themes, each once."""
        return "; ".join(dict.fromkeys(filter(None, [self.index_line, self.theme_line])))

    def lines_of(self, table: str) -> str:
        """All sources that a table with a column `source` draws on."""
        return self._line(self.tables[table]["source"])
