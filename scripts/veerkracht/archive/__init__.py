"""Editions kept: in bags with their metadata, approved or not, and proved by making them again."""
