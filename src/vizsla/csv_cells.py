"""Cells of a CSV file that no spreadsheet takes for a formula.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break runs as a formula in Excel
and others. Such a cell gets an apostrophe in front, as OWASP advises against CSV injection:
https://owasp.org/www-community/attacks/CSV_Injection. A cell that begins with apostrophes and one
of these gets one more, so that what is read back is always what was written.
"""

from __future__ import annotations

import re

__all__ = ["plain_cell", "written_cell"]

# With their full-width forms, which Excel reads alike.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def written_cell(text: str) -> str:
    """Return a text as the cell to write."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain_cell(cell: str) -> str:
    """Return the text of a cell that was read; the cells of other programs stay as they are."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
