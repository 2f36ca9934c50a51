"""Writes a page to a file, and opens the file in a browser."""

from __future__ import annotations

import os
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path

from vizsla.atomic import write_file
from vizsla.errors import OptionError
from vizsla.home import home, make_home

__all__ = ["open_page", "write_page"]


def write_page(html: str, name: str, path: str | os.PathLike[str] | None = None) -> Path:
    """Write a page, whole or not at all.

    Args:
        html: the page.
        name: the name of a page without a path. The next one of that name replaces it, so that
            no pages pile up.
        path: the file to write or replace; by default ``pages/NAME.html`` in the workspace.

    Returns:
        The page's absolute path.

    Raises:
        OptionError: the page can't be written there.

    """
    target = home() / "pages" / f"{name}.html" if path is None else Path(path)
    try:
        if path is None:
            make_home(home())
            target.parent.mkdir(parents=True, exist_ok=True)
        # A label or a file's name may hold half a surrogate pair, which UTF-8 can't.
        write_file(target.absolute(), html.encode(errors="replace"))
    except OSError as error:
        raise OptionError(
            f"path={str(target)!r}: the page can't be written there "
            f"({error.strerror or error}); give another path, or make room"
        ) from error
    return target.absolute()


def open_page(html: str, name: str, path: str | os.PathLike[str] | None = None) -> Path:
    """Write a page as ``write_page`` does, and open the file in a browser if there is a screen.

    Returns:
        The page's absolute path.

    Raises:
        OptionError: the page can't be written there.

    """
    written = write_page(html, name, path)
    if _has_screen():
        with suppress(webbrowser.Error):  # the path is returned: it can be opened by hand
            webbrowser.open(written.as_uri())
    return written


def _has_screen() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
