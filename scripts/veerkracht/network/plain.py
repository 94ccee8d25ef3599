"""Measures of the network in ordinary words."""

# Of those that the text is about; their definitions stand in the appendix.
PLAIN = {
    "actors": "wie in een gesprek is gesproken of genoemd",
    "initiatives_informal": "uit de gemeenschap, met of zonder rechtsvorm",
    "ties": "paren van partijen die samenwerken",
    "mean_degree": "met hoeveel andere een partij samenwerkt",
    "transitivity": "hoe vaak twee partners ook met elkaar werken",
    "largest_component": "welk deel elkaar via via kan bereiken",
    "blau_kind": "de kans dat twee partijen in soort verschillen",
    "blau_theme": "hoe gespreid over thema's; 0 is één thema",
    "ei_index": "vooral eigen soort (−1) of de andere (1)",
    "degree_centralisation": "hoezeer alles bij één partij ligt; 1 is alles",
    "betweenness_centralisation": "hoezeer de wegen langs één partij lopen; 1 is alle",
    "top_share": "in alle samenwerkingen",
    "informal_top10": "welk deel van de invloedrijkste tien dat is",
}
