"""The pages of the labels, made of the functions that Vizsla ships."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markdown import table
from places import SOURCES

import vizsla

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_WEIGHTS = SOURCES / "vizsla" / "weights"
_HEAD = ("label", "id", "kinds above it")


def label_pages(reference: Path) -> None:
    """Write the pages."""
    folder = reference / "labels"
    folder.mkdir(parents=True, exist_ok=True)
    pages = {
        "classify-image": _classes(),
        "within": _kinds(),
        "detect-objects": _things(),
        "dog-breeds": _breeds(),
    }
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


def _classes() -> str:
    function = vizsla.classify_image
    rows = [
        (label.answer, f"`{label.id}`", _above(function.label_kinds.path(number)[-4:-1]))
        for number, label in enumerate(function.manifest.labels)
    ]
    return f"""# The {len(rows):,} labels of classify_image

`id` is a WordNet id: two labels may have the same name, and never the same id. An answer's `path`
has all kinds above its label; the last three are shown. [`within`](within.md) takes any of them.

{table(_HEAD, sorted(rows, key=lambda row: (row[0].lower(), row[1])))}"""


def _kinds() -> str:
    function = vizsla.classify_image
    names = json.loads((_WEIGHTS / "classify-image" / "taxonomy.json").read_text("utf-8"))
    labels = [label.id for label in function.manifest.labels]
    below: dict[str, int] = {}
    for number in range(len(labels)):
        for key in function.label_kinds.above(number):
            below[key] = below.get(key, 0) + 1
    kinds = {key: count for key, count in below.items() if key in names and key not in labels}
    rows = [
        (names[key]["name"], f"`{key}`", f"{count:,}")
        for key, count in sorted(kinds.items(), key=lambda each: (-each[1], names[each[0]]["name"]))
    ]
    return f"""# The kinds that within takes

`classify_image(photo, within="dog")` answers only with labels of that kind, and `None` where there
is none. `within` takes the name of a kind with all its meanings, or the id of one, or
[a label](classify-image.md). These are the {len(rows):,} kinds of WordNet above the labels.

{table(("kind", "id", "labels"), rows)}"""


def _things() -> str:
    labels = sorted(vizsla.detect_objects.labels, key=str.lower)
    return f"""# The {len(labels)} labels of detect_objects

They are the kinds of things of the COCO dataset.
[How things are detected](../../concepts/detection.md) says more.

{table(("label",), ([each] for each in labels))}"""


def _breeds() -> str:
    labels = vizsla.load("dog-breeds").manifest.labels
    breeds = [each for each in labels if each.path[:1] == ("dog",)]
    wild = [each for each in labels if each not in breeds]
    rows = sorted((each.answer, f"`{each.id}`", _above(each.path[:-1])) for each in labels)
    return f"""# The labels of dog-breeds

`vizsla.load("dog-breeds")` knows {len(breeds)} breeds and {len(wild)} wild dogs. Its answer is
`None` where the picture shows none of them.

{table(_HEAD, rows)}"""


def _above(kinds: Sequence[str]) -> str:
    return " / ".join(kinds)
