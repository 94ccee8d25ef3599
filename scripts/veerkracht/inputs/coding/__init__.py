"""The coding workbooks of a wijk, a module a sheet; `years` joins all of it."""
