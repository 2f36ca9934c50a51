"""Prepares the map of an exploration for the script that draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.evenly_spread import evenly_spread
from vizsla.explore.example_caption import label_text, short_name
from vizsla.modalities.base import as_text
from vizsla.modalities.registry import modality_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.explore.exploration_data import ExplorationData, ReadContent
    from vizsla.json_value import JSONValue

__all__ = ["map_data"]

POINTS = 10_000  # examples on the map
PREVIEWS = 600  # of them with a preview: 2 kB each
SIDE = 96  # pixels of a preview
LONGEST = 200  # characters of a preview, where the examples are texts
COLUMNS = 25  # previews in a row of the sheet
OTHER, UNLABELLED = -1, -2  # in place of a label's number


def map_data(
    found: ExplorationData, marked: Sequence[str], read: ReadContent
) -> dict[str, JSONValue]:
    """Return the points of the map as columns, and a sheet with the previews of some.

    Args:
        found: the exploration.
        marked: the labels with a mark of their own, in the order of the marks.
        read: returns an example's file by its id, or None.

    """
    count = len(found.examples)
    drawn = evenly_spread(count, POINTS)
    previewed = drawn[evenly_spread(len(drawn), PREVIEWS)]
    square = {int(index): n for n, index in enumerate(previewed)}
    number = {label: n for n, label in enumerate(marked)}
    examples = [found.examples[n] for n in drawn]
    modality = modality_named(found.modality)
    contents = (read(found.examples[n].id) for n in previewed)
    excerpts: list[JSONValue] = []
    if modality.str_is_content:
        excerpts = [as_text(modality, each, LONGEST) for each in contents]
    sheet = modality.sheet(contents, SIDE, COLUMNS)
    return {
        "all": count,
        "x": (found.points[drawn, 0] * 1000).round(1).astype(float).tolist(),
        "y": (found.points[drawn, 1] * 1000).round(1).astype(float).tolist(),
        "label": [
            UNLABELLED if each.label is None else number.get(each.label, OTHER) for each in examples
        ],
        "text": [label_text(each) for each in examples],
        "id": [each.id for each in examples],
        "name": [short_name(each) for each in examples],
        "preview": [square.get(int(n), -1) for n in drawn],  # the square of the sheet, or -1
        "previews": len(previewed),
        "sheet": sheet.uri if len(previewed) else "",
        "columns": sheet.columns,
        "rows": sheet.rows,
        "excerpts": excerpts,  # of texts, in place of a sheet
    }
