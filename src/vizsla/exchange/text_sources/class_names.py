"""Finds the names of numbered classes in a dataset of Hugging Face.

They are in the front matter of its README.md (https://huggingface.co/docs/hub/datasets-cards), or
in the older ``dataset_info.json`` and ``dataset_infos.json``.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError
from vizsla.exchange.tables.table_columns import normalise_column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.exchange.text_sources.text_records import ClassNames
    from vizsla.exchange.trees.tree import Tree

__all__ = ["find_class_names"]

_CARD = "README.md"
_INFOS = ("dataset_info.json", "dataset_infos.json")
_FEATURE = re.compile(
    r"^ *- name:(?P<column>.+)\n(?: +dtype: *\n)? +class_label: *\n +names: *\n"
    r"""(?P<names>(?: +['"]?[0-9]{1,6}['"]?: .*(?:\n|\Z))+)""",
    re.MULTILINE,
)
_NAME = re.compile(r"""^ +['"]?([0-9]+)['"]?:(.*)$""", re.MULTILINE)
_MOST = 2**20  # characters of a card that are looked at
_DEEPEST = 8


def find_class_names(tree: Tree) -> ClassNames:
    """Return the names of the classes by their numbers, for each column that has numbers."""
    files = {each for each in tree.files() if "/" not in each}
    found: dict[str, list[str]] = {}
    for name in (*_INFOS, _CARD):
        if name not in files:
            continue
        with contextlib.suppress(InputError, ValueError, RecursionError):
            text = tree.read(name).decode("utf-8", "replace")[:_MOST]
            found |= _of_card(text) if name == _CARD else dict(_of_json(json.loads(text), 0))
    return found


def _of_card(text: str) -> dict[str, list[str]]:
    front = text.replace("\r\n", "\n")
    if not front.startswith("---\n"):
        return {}
    front = front.partition("\n---")[0]
    found: dict[str, list[str]] = {}
    for feature in _FEATURE.finditer(front):
        names = {
            int(number): name.strip().strip("'\"")
            for number, name in _NAME.findall(feature["names"])
        }
        if sorted(names) == list(range(len(names))):
            column = normalise_column(feature["column"].strip().strip("'\""))
            found[column] = [names[number] for number in range(len(names))]
    return found


def _of_json(value: Any, depth: int) -> Iterator[tuple[str, list[str]]]:  # noqa: ANN401
    """Iterate over the columns of ``{"features": {"label": {"names": [...]}}}``, however deep."""
    if not isinstance(value, Mapping) or depth > _DEEPEST:
        return
    for key, each in value.items():
        names = each.get("names") if isinstance(each, Mapping) else None
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            yield normalise_column(str(key)), names
        else:
            yield from _of_json(each, depth + 1)
