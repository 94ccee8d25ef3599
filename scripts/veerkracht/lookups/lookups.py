"""All that the sections of one wijk may ask of its tables, composed of the look-ups by subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from veerkracht.city.gaps import name_areas
from veerkracht.lookups.claims import ClaimOutcomes
from veerkracht.lookups.governance import Governance
from veerkracht.lookups.index import SocialIndex
from veerkracht.lookups.indicators import Indicators
from veerkracht.lookups.interviews import Interviews
from veerkracht.lookups.network import Network
from veerkracht.lookups.offered import Tables, names_of
from veerkracht.lookups.settings import Settings
from veerkracht.lookups.sources import Sources
from veerkracht.network.graph import places_known


@dataclass(frozen=True)
class Lookups:
    """The tables of one wijk (name -> canonical table) and the look-ups on them.

    A look-up raises ReportError for an unknown name and gives None where the data have no answer:
    a section must say so or be silent.
    """

    tables: Tables
    settings: Settings
    sources: Sources
    network: Network
    interviews: Interviews
    governance: Governance
    index: SocialIndex
    indicators: Indicators
    claims: ClaimOutcomes

    @classmethod
    def of(cls, tables: Tables, wijk: dict[str, Any], config: dict[str, Any]) -> Lookups:
        """The look-ups of a wijk; `wijk` and `config` are blocks of config.yaml.

        Areas get the spelling of config.yaml: every source writes them in its own way.
        """
        sources = [name for name in config["sources"] if name in tables]
        named = {name: name_areas(tables[name], wijk["areas"]) for name in sources}
        tables = {**tables, **named}
        settings = Settings(wijk, config)
        sources_of = Sources(tables, settings)
        return cls(
            tables,
            settings,
            sources_of,
            Network(tables, settings),
            Interviews(tables, settings),
            Governance(tables),
            SocialIndex(tables, settings, sources_of),
            Indicators(tables, settings, sources_of),
            ClaimOutcomes(tables["claims"]),
        )

    @property
    def wijk(self) -> dict[str, Any]:
        """The block of the wijk in config.yaml."""
        return self.settings.wijk

    @property
    def config(self) -> dict[str, Any]:
        """The whole of config.yaml."""
        return self.settings.config

    def names(self) -> dict[str, Any]:
        """The names that the sections may use, with their look-up or value."""
        return names_of(
            self.settings,
            self.sources,
            self.network,
            self.interviews,
            self.governance,
            self.index,
            self.indicators,
            self.claims,
        )

    def available(self) -> set[str]:
        """Which kinds of data this wijk has, in the words of the heads of sections (DATA)."""
        tables = self.tables
        there = {
            "gesprekken": bool(self.settings.years),
            "plekken": len(tables["places"]) > 0,
            "citaten": len(tables["quotes"]) > 0,
            "index": len(self.index.index_years) > 0,
            "doel": self.index.goal() is not None,
            "themas": len(self.indicators.theme_years) > 0,
            "kwetsbaarheid": len(tables["vulnerability"]) > 0,
            "gezondheid": len(tables["health"]) > 0,
            "governance": len(tables["decisions"]) > 0,
            "programma": bool(self.wijk["programme"]),
            "ligging": places_known(tables["actors"]),
        }
        return {name for name, present in there.items() if present}
