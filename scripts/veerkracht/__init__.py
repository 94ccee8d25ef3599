"""Rekenhart van de Veerkrachtmonitor: pure functions that know nothing of Snakemake."""
