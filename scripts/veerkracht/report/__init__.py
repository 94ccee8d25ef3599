"""Sections, numbers with their trail, tables and proofreading."""
