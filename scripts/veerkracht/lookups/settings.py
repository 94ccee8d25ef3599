"""What config.yaml says of a wijk and of the texts, for sections and claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from veerkracht import dutch
from veerkracht.lookups.number import Number, number_from
from veerkracht.lookups.offered import offered, unknown

TIE_RULES = {
    "union": "een samenwerking telt zodra een van beide partijen haar noemt",
    "both": "een samenwerking telt alleen als beide partijen haar noemen",
}


@dataclass(frozen=True)
class Settings:
    """The block of one wijk and the whole of config.yaml, with its defaults."""

    wijk: dict[str, Any]
    config: dict[str, Any]

    @property
    @offered
    def areas(self) -> list[str]:
        """The areas of the wijk, as config.yaml spells them."""
        return list(self.wijk["areas"])

    @property
    @offered
    def years(self) -> list[int]:
        """The years with interviews, in order."""
        return list(self.wijk["years"])

    @property
    @offered
    def first_year(self) -> int | None:
        """The first year with interviews; None in a wijk without."""
        return self.years[0] if self.years else None

    @property
    @offered
    def last_year(self) -> int | None:
        """The last year with interviews; None in a wijk without."""
        return self.years[-1] if self.years else None

    @property
    @offered
    def example(self) -> bool:
        """Whether the interviews are invented."""
        return bool(self.wijk["example"])

    @property
    @offered
    def tie_rule(self) -> str:
        """When a tie counts, in words."""
        return TIE_RULES[self.wijk["tie_rule"]]

    @property
    @offered
    def memberships(self) -> list[Any]:
        """The parties that are members of others."""
        return list(self.wijk.get("memberships", []))

    @property
    @offered
    def city(self) -> str:
        """The city that the wijk is held against."""
        return str(self.config["city"])

    def _noise(self, key: str, where: str) -> Number | None:
        return number_from(self.config["noise"][key], "config", sleutel=where)

    @property
    @offered
    def respondents(self) -> Number | None:
        """The number of respondents that the margins of indicators reckon with."""
        return self._noise("respondents", "respondents")

    @property
    @offered
    def register(self) -> Number | None:
        """The margin of figures from a register."""
        return self._noise("register", "register")

    @property
    @offered
    def noise_level(self) -> Number | None:
        """From how many points a gap to the city counts."""
        return self._noise("level", "noise.level")

    @property
    @offered
    def noise_change(self) -> Number | None:
        """From how many points a change of a gap counts."""
        return self._noise("change", "noise.change")

    @offered
    def share_word(self, share: float | None) -> str:
        """The word for a share (0 to 1) on the scale in config.yaml."""
        if share is None:
            return dutch.UNDETERMINED
        scale = self.config["share_words"]
        return str(next((name for bound, name in scale if share <= bound), scale[-1][1]))

    def check_area(self, area: str, *others: str) -> None:
        """Raise ReportError when this is no area of the wijk, nor one of `others`."""
        if area not in (*self.areas, *others):
            raise unknown("Het gebied", area, self.areas)
