"""Writes a page to a file, and opens the file in a browser."""

from __future__ import annotations

import os
import sys
import tempfile
import webbrowser
from contextlib import suppress
from pathlib import Path

from vizsla.atomic import write_file
from vizsla.errors import OptionError

__all__ = ["open_page", "write_page"]


def write_page(html: str, path: str | os.PathLike[str] | None = None) -> Path:
    """Write a page, whole or not at all.

    Args:
        html: the page.
        path: the file to write or replace; by default a new file among the temporary ones, which
            the system clears away some day.

    Returns:
        The page's absolute path.

    Raises:
        OptionError: the page can't be written there.

    """
    target = Path(path) if path is not None else None
    try:
        if target is None:
            target = Path(tempfile.mkdtemp(prefix="vizsla-")) / "page.html"
        # A label or a file's name may hold half a surrogate pair, which UTF-8 can't.
        write_file(target.absolute(), html.encode(errors="replace"))
    except OSError as error:
        raise OptionError(
            f"path={str(target or path)!r}: the page can't be written there "
            f"({error.strerror or error}); give another path, or make room"
        ) from error
    return target.absolute()


def open_page(html: str, path: str | os.PathLike[str] | None = None) -> Path:
    """Write a page as ``write_page`` does, and open the file in a browser if there is a screen.

    Returns:
        The page's absolute path.

    Raises:
        OptionError: the page can't be written there.

    """
    written = write_page(html, path)
    if _has_screen():
        with suppress(webbrowser.Error):  # the path is returned: it can be opened by hand
            webbrowser.open(written.as_uri())
    return written


def _has_screen() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
