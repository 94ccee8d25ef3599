"""What a parameter of a test can be: the check of a claim goes by these names."""

from __future__ import annotations

Maat = str
Maten = list[str]
Grenzen = dict[str, float]
Bestuursmaat = str
Partij = str
Kenmerk = str
Kenmerken = list[str]
Soort = str
Wie = str
Woorden = list[str]
Beweringen = list[str]
Aandeel = float
Getal = float
Aantal = int
JaNee = bool
