"""The columns of metadata that a function knows, as its manifest lists them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from vizsla.bundle.bundle_fields import BundleFields
    from vizsla.json_value import JSONObject

__all__ = ["CATEGORY", "NUMBER", "ColumnEntry", "read_columns"]

CATEGORY: Literal["category"] = "category"
NUMBER: Literal["number"] = "number"
MOST_COLUMNS = 50
MOST_VALUES = 1000


@dataclass(frozen=True, slots=True)
class ColumnEntry:
    """A column of metadata.

    Attributes:
        name: its name, such as ``place``.
        kind: ``category``, or ``number``.
        values: of a category the values that are known; any other counts as unknown.
        edges: of a number the edges between its bins, rising; a number on an edge is in the upper
            bin.

    """

    name: str
    kind: Literal["category", "number"]
    values: tuple[str, ...] = ()
    edges: tuple[float, ...] = ()

    def to_json(self) -> JSONObject:
        """Return it as JSON; ``read_columns`` reads it."""
        known = {"edges": [*self.edges]} if self.kind == NUMBER else {"values": [*self.values]}
        return {"name": self.name, "kind": self.kind, **known}


def read_columns(fields: BundleFields) -> tuple[ColumnEntry, ...]:
    """Check and read the field ``columns``, which may be missing.

    Raises:
        BundleDamagedError: a field is missing or of a wrong type, or a column is there twice.

    """
    if not fields.has("columns"):
        return ()
    found = tuple(_read_column(each) for each in fields.objects("columns"))
    if len(found) > MOST_COLUMNS or len({each.name for each in found}) < len(found):
        fields.refuse("columns", f"must be at most {MOST_COLUMNS}, each of a name of its own")
    return found


def _read_column(fields: BundleFields) -> ColumnEntry:
    name, kind = fields.text("name"), fields.text("kind")
    if kind == NUMBER:
        edges = fields.numbers("edges")
        if any(low >= high for low, high in pairwise(edges)):
            fields.refuse("edges", "must rise")
        if len(edges) > MOST_VALUES:
            fields.refuse("edges", f"must be at most {MOST_VALUES}")
        return ColumnEntry(name, NUMBER, edges=edges)
    if kind != CATEGORY:
        fields.refuse("kind", f"must be '{CATEGORY}' or '{NUMBER}'")
    values = fields.texts("values")
    if len(values) > MOST_VALUES or len(set(values)) < len(values):
        fields.refuse("values", f"must be at most {MOST_VALUES}, each once")
    return ColumnEntry(name, CATEGORY, values)
