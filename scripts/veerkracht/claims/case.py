"""What the claims of one wijk are tested on: networks by their interviews, and the look-ups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from veerkracht.lookups.governance import Governance
from veerkracht.lookups.index import SocialIndex
from veerkracht.lookups.indicators import Indicators
from veerkracht.lookups.interviews import Interviews
from veerkracht.lookups.network import Network
from veerkracht.lookups.offered import Tables
from veerkracht.lookups.settings import Settings
from veerkracht.lookups.sources import Sources
from veerkracht.network.evidence import Evidence
from veerkracht.network.year import Snapshot
from veerkracht.words import slug

NOT_THERE = "niet in het netwerk"


class NoInterviewsError(Exception):
    """A claim asks for the years with interviews in a wijk that has none."""


@dataclass(frozen=True)
class Case:
    """The evidence on the network of one wijk, and the look-ups that its texts ask too."""

    tables: Tables
    settings: Settings
    evidence: Evidence
    network: Network
    interviews: Interviews
    governance: Governance
    index: SocialIndex
    indicators: Indicators

    @classmethod
    def of(
        cls, evidence: Evidence, tables: Tables, wijk: dict[str, Any], config: dict[str, Any]
    ) -> Case:
        """The case of a wijk; `wijk` and `config` are blocks of config.yaml."""
        settings = Settings(wijk, config)
        sources = Sources(tables, settings)
        return cls(
            tables,
            settings,
            evidence,
            Network(tables, settings),
            Interviews(tables, settings),
            Governance(tables),
            SocialIndex(tables, settings, sources),
            Indicators(tables, settings, sources),
        )

    # Years ------------------------------------------------------------------------------------

    @property
    def first(self) -> int:
        """The first year with interviews; raises NoInterviewsError in a wijk without."""
        return self.whole[0]

    @property
    def last(self) -> int:
        """The last year with interviews; raises NoInterviewsError in a wijk without."""
        return self.whole[1]

    @property
    def whole(self) -> tuple[int, int]:
        """The first and last year with interviews; raises NoInterviewsError without any."""
        return _ends(self.settings.years)

    @property
    def governed(self) -> tuple[int, int]:
        """The first and last year with interviews; without these, those with decisions or tasks."""
        return _ends(self.settings.years or self.governance.governed_years)

    # Parties ----------------------------------------------------------------------------------

    @property
    def municipality(self) -> str:
        """The municipality, as a party in the network."""
        return str(self.settings.wijk["municipality"])

    def observed(self, year: int) -> Snapshot:
        """The network of a year as all interviews show it; empty in a year without data."""
        return self.evidence.of(year).observed

    def there(self, party: str, year: int) -> bool:
        """Whether a party is in the network of a year."""
        return slug(party) in self.observed(year).graph

    def rank(self, party: str, year: int) -> int | None:
        """The rank of a party in a year; None when it is not there or without influence."""
        return self.observed(year).ranks.get(slug(party))

    def place(self, party: str, year: int) -> str:
        """The rank of a party in a year, in words."""
        if not self.there(party, year):
            return NOT_THERE
        rank = self.rank(party, year)
        return f"plaats {rank}" if rank else "zonder invloed"

    def places(self, party: str, years: tuple[int, int]) -> str:
        """The rank of a party in two years, in words."""
        return " en ".join(self.place(party, year) for year in years)

    def partners(self, party: str, year: int) -> list[str]:
        """The ids of who a party is tied to in a year, in order."""
        graph = self.observed(year).graph
        return sorted(graph[slug(party)]) if slug(party) in graph else []


def _ends(years: list[int]) -> tuple[int, int]:
    if not years:
        raise NoInterviewsError
    return years[0], years[-1]
