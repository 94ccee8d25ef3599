"""The tests that claims are made of, a module a subject; each puts itself in the library."""
