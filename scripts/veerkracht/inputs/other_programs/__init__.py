"""What other programs hold, as rows of the coding workbook: a module a kind of program."""
