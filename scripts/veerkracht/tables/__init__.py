"""The register of tables: one entry a table, one module a floor; rules and docs follow it."""
