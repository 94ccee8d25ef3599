"""What gives away that a text is about a person."""

from __future__ import annotations

import re

CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w|(?<!\d)(\+31|0031|0)[\s-]?[1-9]([\s-]?\d){8}(?!\d)")
