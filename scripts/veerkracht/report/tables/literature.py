"""The printed list of what the method rests on: the authors that its text and definitions name."""

from __future__ import annotations

from veerkracht.lookups.lookups import Lookups
from veerkracht.network.graph import EXACT
from veerkracht.report.tables.print_table import PrintTable, texts

# Author and year, as the text and the definitions of the core measures name them, and the work.
WORKS = (
    ("Benjamini en Heller", "2008", "Screening for partial conjunction hypotheses. Biometrics 64"),
    ("Blau", "1977", "Inequality and heterogeneity. New York: Free Press"),
    ("Bonferroni", "1936", "Teoria statistica delle classi e calcolo delle probabilità. Firenze"),
    ("Brandes en Pich", "2007", "Centrality estimation in large networks. International Journal"
     " of Bifurcation and Chaos 17"),
    ("Chao en Jost", "2012", "Coverage-based rarefaction and extrapolation. Ecology 93"),
    ("Clopper en Pearson", "1934", "The use of confidence or fiducial limits illustrated in the"
     " case of the binomial. Biometrika 26"),
    ("Freeman", "1979", "Centrality in social networks: conceptual clarification. Social"
     " Networks 1"),
    ("Holm", "1979", "A simple sequentially rejective multiple test procedure. Scandinavian"
     " Journal of Statistics 6"),
    ("Krackhardt en Stern", "1988", "Informal networks and organizational crises. Social"
     " Psychology Quarterly 51"),
    ("Krippendorff", "2019", "Content analysis: an introduction to its methodology, vierde druk."
     " Sage"),
    ("Lincoln", "1930", "Calculating waterfowl abundance on the basis of banding returns. USDA"
     " Circular 118"),
    ("Newcombe", "1998", "Interval estimation for the difference between independent proportions."
     " Statistics in Medicine\u00a017"),
    ("Norris en anderen", "2008", "Community resilience as a metaphor, theory, set of"
     " capacities, and strategy for disaster readiness. American Journal of Community"
     " Psychology\u00a041"),
    ("Petersen", "1896", "The yearly immigration of young plaice into the Limfjord from the"
     " German Sea. Report of the Danish Biological Station\u00a06"),
    ("Smith en Moody", "2013", "Structural effects of network sampling coverage. Social"
     " Networks 35"),
    ("Snijders en Borgatti", "1999", "Non-parametric standard errors and tests for network"
     " statistics. Connections 22"),
    ("Student", "1908", "The probable error of a mean. Biometrika 6"),
    ("Wasserman en Faust", "1994", "Social network analysis: methods and applications. Cambridge"
     " University Press"),
)  # fmt: skip
# The work on which the estimates of a large network rest.
ESTIMATED = "Brandes en Pich"


def literature(data: Lookups) -> PrintTable:
    """What the method rests on, by author; of estimates only where there are any."""
    rows = [list(work) for work in WORKS if work[0] != ESTIMATED or has_estimates(data)]
    return PrintTable("Waarop de methode steunt", texts("Auteur", "Jaar", "Werk"), rows, "")


def has_estimates(data: Lookups) -> bool:
    """Whether a network is so large that its shortest paths run from a sample."""
    return any((data.network.net("actors", year) or 0) > EXACT for year in data.settings.years)
