"""Charts: one module a chart, each with TABLES, draw() and describe()."""
