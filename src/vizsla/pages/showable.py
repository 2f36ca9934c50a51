"""A result that people look at as a page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from vizsla.pages.open_page import open_page

if TYPE_CHECKING:
    import os
    from pathlib import Path

__all__ = ["Showable"]


class Showable(ABC):
    """A result with a page.

    Attributes:
        page_name: the name of its page where no path is given.

    """

    page_name: ClassVar[str]

    @abstractmethod
    def page(self) -> str:
        """Return the page: one HTML file that refers to nothing outside."""

    def show(self, path: str | os.PathLike[str] | None = None) -> Path:
        """Write the page, and open it where there is a screen.

        Args:
            path: the page's file; by default ``pages/NAME.html`` in the workspace, which the next
                result of the same kind replaces.

        Returns:
            The page's absolute path.

        Raises:
            OptionError: the page can't be written there.

        """
        return open_page(self.page(), self.page_name, path)
