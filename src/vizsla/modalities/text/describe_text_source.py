"""Names sources of texts in messages and logs."""

from __future__ import annotations

from typing import Any

from vizsla.modalities.sources.describe_source import describe_source, type_name
from vizsla.modalities.text.text_excerpt import excerpt

__all__ = ["describe_text_source"]

LONGEST = 40  # characters of a text in a message


def describe_text_source(source: Any) -> str:  # noqa: ANN401 - any object has a name
    """Name a source, such as ``"cancel my ord…"`` or ``mail.txt``.

    Never raises.
    """
    try:
        if isinstance(source, str):
            shown = excerpt(str(source), LONGEST)
            return f'"{shown}"' if shown else "an empty text"
    except Exception:  # noqa: BLE001 - a strange object must not hide the error being reported
        return f"an object of type {type_name(source)}"
    return describe_source(source)
