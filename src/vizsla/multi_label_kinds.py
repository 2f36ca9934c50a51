"""The names of the kinds whose answers may have several labels."""

from __future__ import annotations

__all__ = ["is_multi_label", "multi_label_kind", "one_label_kind"]

MULTI_LABEL = "multi-label-"


def multi_label_kind(kind: str) -> str:
    """Return the kind of the same input whose answers may have several labels."""
    return kind if is_multi_label(kind) else f"{MULTI_LABEL}{kind}"


def one_label_kind(kind: str) -> str:
    """Return the kind of the same input whose answers have one label."""
    return kind.removeprefix(MULTI_LABEL)


def is_multi_label(kind: str) -> bool:
    """Return whether the answers of a kind may have several labels."""
    return kind.startswith(MULTI_LABEL)
