"""The exit codes of the command line."""

from __future__ import annotations

__all__ = ["FAILED", "INTERRUPTED", "SOME_FAILED", "WRONG_CALL"]

FAILED = 1  # no input was answered, or the command failed
WRONG_CALL = 2
SOME_FAILED = 3  # some inputs were answered, and some not
INTERRUPTED = 130
