"""Writes the label and the name of an example, for a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vizsla.workspace import Example

__all__ = ["label_text", "short_name"]

LONGEST = 80  # characters of a file's name


def label_text(example: Example) -> str:
    """Return an example's label, the labels that it is not, or its state; empty for none."""
    if example.labels:
        return ", ".join(example.labels)
    if example.not_labels:
        return "not " + " nor ".join(example.not_labels)
    return "" if example.state == "unlabelled" else example.state


def short_name(example: Example) -> str:
    """Return an example's file name, without the middle of a long one."""
    name = example.name
    return name if len(name) <= LONGEST else f"{name[: LONGEST // 2]}…{name[-LONGEST // 2 + 1 :]}"
