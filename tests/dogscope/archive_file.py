"""Archives of the user's data, for tests that need a collection at once."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NEWEST = 1_700_000_000_000  # milliseconds since 1970


def write_archive(
    path: Path, catches: Sequence[tuple[str, bytes]], *, places: bool = False
) -> None:
    """Write an archive of catches, each with its breed's WordNet id and a JPEG, oldest first."""
    ids = [f"{at:08x}-0000-4000-8000-000000000000" for at in range(len(catches))]
    place = {"latitude": 48.8584, "longitude": 2.2945, "accuracy": 9} if places else None
    common = {"by": "app", "guesses": [], "how": "photo", "place": place, "mine": None}
    records = [
        {"id": each, "at": NEWEST - len(catches) + at, "breed": breed, **common}
        for at, (each, (breed, _)) in enumerate(zip(ids, catches, strict=True))
    ]
    box = {"x": 0, "y": 0, "width": 9, "height": 9}
    listing = {"format": 1, "catches": records, "boxes": dict.fromkeys(ids, box)}
    with zipfile.ZipFile(path, "w") as archive:
        for each, (_, jpeg) in zip(ids, catches, strict=True):
            archive.writestr(f"photos/{each}.jpg", jpeg)
            archive.writestr(f"thumbs/{each}.jpg", jpeg)
        archive.writestr("dogscope.json", json.dumps(listing))
