"""The files of the studio's app, which were built and compressed before the wheel was made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from gzip import decompress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

__all__ = ["ASSETS", "INDEX", "SCREENS", "StudioFile", "StudioFiles", "check_studio"]

FOLDER = Path(__file__).parents[2] / "_web" / "studio"
INDEX = "index.html"
SCREENS = "screens.json"  # the files that each screen needs besides those of the page
ASSETS = "assets/"  # the build gives these files names with their hash
GZIP = ".gz"  # the ending of a file that is there compressed alone
TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
_REFUSED = re.compile(r";\s*q=0(?:\.0*)?\s*\Z")


def check_studio() -> None:
    """Raise an error unless this copy of Vizsla has the studio; takes no time.

    Raises:
        MissingExtraError: it was built without the web part.

    """
    if not (FOLDER / INDEX).is_file():
        raise MissingExtraError(
            "the studio is not in this copy of Vizsla; 'make' builds it in a clone, and every "
            "published package has it: pip install --force-reinstall vizsla"
        )


@dataclass(frozen=True, slots=True)
class StudioFile:
    """A file as it is sent.

    Attributes:
        content: the bytes, in the encoding.
        media_type: the value of ``Content-Type``.
        encoding: the value of ``Content-Encoding``; None for the plain file.
        tag: changes with the content.

    """

    content: bytes
    media_type: str
    encoding: str | None
    tag: str


@dataclass(frozen=True, slots=True)
class StudioFiles:
    """The files of the app.

    Attributes:
        paths: the files by their names in it, such as ``assets/index-B3c.js``; those of texts are
            compressed.

    """

    paths: Mapping[str, Path]

    @classmethod
    def listed(cls) -> Self:
        """Return the files that there are; none in a copy without the studio."""
        found = (each for each in FOLDER.rglob("*") if each.is_file())
        return cls({each.relative_to(FOLDER).as_posix().removesuffix(GZIP): each for each in found})

    def read(self, name: str, accepted: str) -> StudioFile | None:
        """Return a file, compressed where the client takes that; None where there is none.

        Args:
            name: the file's name.
            accepted: the value of the request's header ``Accept-Encoding``.

        """
        if name not in self.paths:
            return None
        path = self.paths[name]
        content, encoding = path.read_bytes(), None
        if path.suffix == GZIP and _takes_gzip(accepted):
            encoding = "gzip"
        elif path.suffix == GZIP:
            content = decompress(content)
        kind = TYPES.get(Path(name).suffix, "application/octet-stream")
        return StudioFile(content, kind, encoding, f'"{sha256(content).hexdigest()[:32]}"')


def _takes_gzip(accepted: str) -> bool:
    parts = (each.strip().lower() for each in accepted.split(","))
    return any(
        each.partition(";")[0].strip() == "gzip" and not _REFUSED.search(each) for each in parts
    )
