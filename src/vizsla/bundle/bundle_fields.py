"""Parses a bundle's JSON files, and reads their typed fields."""

from __future__ import annotations

import json
import re
from typing import Any

from vizsla.errors import BundleDamagedError
from vizsla.json_fields import JsonFields

__all__ = ["BundleFields", "parse_json"]

MOST_JSON = 8 * 2**20  # bytes: once it is parsed, it may take fifty times as much
# Half of a letter that JSON writes as two codes: alone it is no text, and can't be shown or stored.
HALF = re.compile(r"\\u[dD][89a-fA-F]")


class BundleFields(JsonFields):
    """A JSON object of a bundle.

    Raises:
        BundleDamagedError: the value is not an object, or a field is missing or has another type.

    """

    ERROR = BundleDamagedError
    WAY_OUT = "Publish the function again, or copy its bundle again"


def parse_json(content: bytes, where: str) -> Any:  # noqa: ANN401 - JSON may hold any value
    """Return the value in a JSON file.

    Args:
        content: the file's content.
        where: the file's name, for messages.

    Raises:
        BundleDamagedError: the content is not JSON, or too large.

    """
    if len(content) > MOST_JSON:
        raise BundleDamagedError(
            f"{where} is {len(content)} bytes, and may be {MOST_JSON}; do not use this bundle"
        )
    try:
        text = content.decode("utf-8-sig")
        value = json.loads(text, parse_constant=_no_number)
        if HALF.search(text):
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise BundleDamagedError(f"{where} is not JSON ({error}); copy the bundle again") from error
    return value


def _no_number(name: str) -> None:
    """Refuse NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(f"{name} is no number")
