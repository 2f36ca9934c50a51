"""Upgrades manifests of older formats: each step turns the JSON of one format into the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.bundle.bundle_fields import BundleFields

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["upgrade"]

_KINDS = {
    "classify": "image-classification",
    "detect": "object-detection",
    "describe": "image-description",
}
_RESIZES = ("crop", "letterbox")


def upgrade(manifest: dict[str, Any], number: int, where: str) -> dict[str, Any]:
    """Return a manifest's JSON in the newest format.

    Args:
        manifest: the parsed JSON of a manifest.
        number: the number of its format.
        where: the file's name, for messages.

    Raises:
        BundleDamagedError: the JSON is not a manifest of that format.

    """
    while number in _STEPS:
        manifest = _STEPS[number](manifest, where)
        number += 1
    return manifest


def _from_1(manifest: dict[str, Any], where: str) -> dict[str, Any]:
    """Upgrade format 1, which is format 2 without calibration."""
    fields = BundleFields(manifest, where)
    if fields.has("calibration"):
        fields.refuse("calibration", "must be null in format 1")
    return manifest


def _from_2(manifest: dict[str, Any], where: str) -> dict[str, Any]:
    """Upgrade format 2, which knew only images, named kinds by verbs, and resized by the graph."""
    fields = BundleFields(manifest, where)
    old = fields.text("kind")
    if old not in _KINDS:
        fields.refuse("kind", f"must be one of {', '.join(_KINDS)}")
    if old != "classify" and not fields.inner("threshold").has("score"):
        fields.refuse("threshold", "must have a score")
    if fields.has("likeness"):
        fields.inner("likeness").number("limit", 0, 2)
    described: dict[str, Any] = {"modality": "image"}
    graph = None
    if fields.has("graph"):
        entry = fields.inner("graph")
        if entry.text("resize") not in _RESIZES:
            entry.refuse("resize", f"must be one of {', '.join(_RESIZES)}")
        graph = {"file": entry.text("file"), "self_test": entry.sha256("self_test")}
        described |= {"resize": entry.text("resize"), "crop": entry.number("crop", 0.01, 1)}
    return {
        **{name: each for name, each in manifest.items() if name != "likeness"},
        "kind": _KINDS[old],
        "input": described,
        "graph": graph,
        # There was only one encoder.
        "encoder": {"name": "efficientnet-lite0", "dimension": 1280} if old == "classify" else None,
        "decoder": {"name": "nanodet"} if old == "detect" else None,
        "novelty": manifest.get("likeness"),
        "parts": {_KINDS.get(use, use): name for use, name in fields.named_texts("parts").items()},
    }


_STEPS: dict[int, Callable[[dict[str, Any], str], dict[str, Any]]] = {1: _from_1, 2: _from_2}
