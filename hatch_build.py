"""Makes the README of the wheel: its links work away from the repository."""

from __future__ import annotations

import re
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(!?\[[^\]]*\]\()(?!https?:|#)([^)]+\))")


class ReadmeHook(MetadataHookInterface):
    """Gives the links and pictures of the README the repository's address, once one is named."""

    def update(self, metadata: dict[str, object]) -> None:
        """Set the README."""
        text = Path(self.root, "README.md").read_text("utf-8")
        urls = metadata.get("urls")
        if isinstance(urls, dict) and "Repository" in urls:
            text = with_address(text, urls["Repository"], f"v{metadata['version']}")
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def with_address(text: str, repository: str, tag: str) -> str:
    """Return a text whose links to files lead to the repository, as it was at a tag."""

    def link(found: re.Match[str]) -> str:
        kind = "raw" if found[1].startswith("!") else "blob"
        return f"{found[1]}{repository}/{kind}/{tag}/{found[2]}"

    return _LINK.sub(link, text)
