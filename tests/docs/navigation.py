"""The pages in the navigation of the docs' site."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from docs.built_site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["listed_pages"]


def listed_pages() -> list[str]:
    """Return the paths of the pages that ``docs/zensical.toml`` lists, in their order."""
    settings = tomllib.loads((ROOT / "docs" / "zensical.toml").read_text("utf-8"))
    return list(_paths(settings["project"]["nav"]))


def _paths(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    else:
        for each in nav.values() if isinstance(nav, dict) else nav:
            yield from _paths(each)
