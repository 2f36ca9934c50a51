"""Names what a screen needs in its page, so that a browser fetches all of it at once."""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from vizsla.server.studio.studio_files import SCREENS, StudioFiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["links_of"]

EXPLORE = "explore"
_OF_PROJECT = re.compile(r"p/([^/]+)(?:/([^/]+))?/?")
_FIRST = {"": "start", "new": "start"}
_AS_IN_BROWSER = "-_.!~*'()"  # what encodeURIComponent leaves as it is, besides letters and digits


def links_of(address: str, files: StudioFiles, *, filtered: bool = False) -> str:
    """Return the links, as HTML, of what the screen at an address needs.

    A script asks for its data when it runs; with the link the answer is there by then.

    Args:
        address: the path below ``/studio/``, such as ``p/trees/label``.
        files: the studio's files.
        filtered: whether the address goes on with a query, which chooses some of the examples.

    Returns:
        Links to scripts, styles and data; empty for an address without a screen.

    """
    in_project = _OF_PROJECT.fullmatch(address)
    screen = (in_project[2] or EXPLORE) if in_project else _FIRST.get(address, address)
    needed = _screens(files).get(screen)
    if needed is None:
        return ""
    asked = ["v1/session"]
    if in_project:
        project = f"v1/projects/{quote(in_project[1], safe=_AS_IN_BROWSER)}"
        asked.append(project)
        if screen == EXPLORE and not filtered:
            asked.append(f"{project}/example-ids?order=oldest")
    data = (
        f'<link rel="preload" as="fetch" href="../{escape(each)}" crossorigin>' for each in asked
    )
    return "".join([*map(_link, needed), *data])


def _link(name: str) -> str:
    kind = "stylesheet" if name.endswith(".css") else "modulepreload"
    return f'<link rel="{kind}" href="./{name}" crossorigin>'


def _screens(files: StudioFiles) -> Mapping[str, Sequence[str]]:
    found = files.read(SCREENS, "")
    screens: dict[str, list[str]] = {} if found is None else json.loads(found.content)
    return screens
