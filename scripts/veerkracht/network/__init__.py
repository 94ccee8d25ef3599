"""The network of a year: its graph, measures, evidence, layout and exports."""
