"""The class of the warnings that Vizsla gives."""

from __future__ import annotations

__all__ = ["VizslaWarning"]


class VizslaWarning(UserWarning):
    """Something that a user should know and that stops nothing; the command line prints it."""
