"""Reads the typed fields of a bundle's JSON files."""

from __future__ import annotations

from vizsla.errors import BundleDamagedError
from vizsla.json_fields import JsonFields

__all__ = ["BundleFields"]


class BundleFields(JsonFields):
    """A JSON object of a bundle.

    Raises:
        BundleDamagedError: the value is not an object, or a field is missing or has another type.

    """

    ERROR = BundleDamagedError
    WAY_OUT = "Publish the function again, or copy its bundle again"
