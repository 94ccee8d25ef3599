"""How OBI builds the Sociale Index of the parts below it."""

from __future__ import annotations

# An index is the plain mean of its parts (OBI, data structure of the Wijkprofiel, 2016).
SUMS = {
    "SIs": ("As", "Cs", "Ls", "Ms", "Bs"),
    "SIo": ("Co", "Lo", "Mo", "Bo"),
    "SI": ("SIs", "SIo"),
}
