"""Names the files of a screen in the page, so that a browser fetches all of them at once."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from vizsla.server.studio.studio_files import SCREENS, StudioFiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["links_of"]

_OF_PROJECT = re.compile(r"p/[^/]+(?:/([^/]+))?/?")
_FIRST = {"": "start", "new": "start"}


def links_of(address: str, files: StudioFiles) -> str:
    """Return the links, as HTML, of the files that the screen at an address needs.

    Args:
        address: the path below ``/studio/``, such as ``p/trees/label``.
        files: the studio's files.

    Returns:
        Links to scripts and styles; empty for an address without a screen.

    """
    in_project = _OF_PROJECT.fullmatch(address)
    screen = (in_project[1] or "explore") if in_project else _FIRST.get(address, address)
    return "".join(_link(each) for each in _screens(files).get(screen, ()))


def _link(name: str) -> str:
    kind = "stylesheet" if name.endswith(".css") else "modulepreload"
    return f'<link rel="{kind}" href="./{name}" crossorigin>'


def _screens(files: StudioFiles) -> Mapping[str, Sequence[str]]:
    found = files.read(SCREENS, "")
    screens: dict[str, list[str]] = {} if found is None else json.loads(found.content)
    return screens
