"""What a project gives to look at: data that also opens as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.pages.open_page import open_page

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Shown"]


class Shown:
    """A value that can be looked at as a page; all else is the value's own.

    Args:
        value: an Exploration, a Report or a Comparison.
        draw: makes the page.

    """

    def __init__(self, value: Any, draw: Callable[[], str]) -> None:  # noqa: ANN401 - one of many
        self._value = value
        self._draw = draw

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the value has
        """Return what the value has of that name."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._value, name)

    def __repr__(self) -> str:
        """Return the value's."""
        return repr(self._value)

    def __str__(self) -> str:
        """Return the value's."""
        return str(self._value)

    def __dir__(self) -> list[str]:
        """Return the value's names, and these."""
        return sorted({*dir(self._value), "page", "show"})

    def page(self) -> str:
        """Return the page: HTML in one file that loads nothing."""
        return self._draw()

    def show(self, path: str | os.PathLike[str] | None = None) -> Path:
        """Write the page, and open it where there is a screen.

        Args:
            path: where to; a temporary file by default.

        Returns:
            Where it is.

        Raises:
            OptionError: it can't be written there.

        """
        return open_page(self._draw(), path)
