"""Exports of indicators, a module a layout; `exports` makes one long table of any of them."""
