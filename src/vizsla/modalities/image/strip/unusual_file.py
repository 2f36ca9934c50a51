"""The error for a file that can only be stripped by decoding it."""

from __future__ import annotations

__all__ = ["UnusualFileError"]


class UnusualFileError(Exception):
    """The file is not written as its format demands, so its parts can't be copied one by one.

    The error never reaches a user: ``strip_metadata`` decodes such a file instead.
    """
