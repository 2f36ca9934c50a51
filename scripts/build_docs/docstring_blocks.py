"""Lets the docstrings' blocks of code, which end a sentence with ``::``, stand in Markdown."""

from __future__ import annotations

import re
from typing import Any

import griffe

_BLOCK = re.compile(r"::(?=\n\n[ ]{4})")


class DocstringBlocks(griffe.Extension):
    """Writes ``:`` for ``::``; the indented block is code in Markdown, too."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:  # noqa: ANN401 - griffe's interface
        """Mend the docstring of an object."""
        if obj.docstring is not None:
            obj.docstring.value = _BLOCK.sub(":", obj.docstring.value).removeprefix(":\n\n")
