"""Charts: one module a chart, each with TABLES, BOUNDARIES, draw() and describe()."""


class NoDataError(Exception):
    """The tables hold nothing to draw: the wijk has no data of this kind."""
