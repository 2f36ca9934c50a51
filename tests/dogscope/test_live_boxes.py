"""The live view's boxes and hints: one box a dog, and a hint that does not flicker."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from dogscope.collage import side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dogscope.app import App

# Watches the boxes and hints of some seconds, which begin once there is a dog.
WATCH = """(seconds) => new Promise((resolve) => {
    const seen = { boxes: [], hints: [], read: [] };
    const { counts } = document.querySelector("video").live;
    const before = counts.detections;
    const text = (selector) => document.querySelector(selector).textContent;
    const add = (list, value) => { if (list.at(-1) !== value) list.push(value); };
    const start = performance.now();
    const look = () => {
        const boxes = [...document.querySelectorAll(".box")].filter(({ hidden }) => !hidden);
        seen.boxes.push(boxes.length);
        add(seen.hints, text(".hint"));
        add(seen.read, text(".live [role=status]"));
        if (performance.now() - start < 1000 * seconds) requestAnimationFrame(look);
        else resolve({ ...seen, detections: counts.detections - before });
    };
    look();
})"""
SECONDS = 10


def watch(app: App) -> dict[str, Any]:
    """Watch the live view, once a dog is boxed."""
    app.live()
    expect(app.page.locator(".box:visible")).not_to_have_count(0)
    seen: dict[str, Any] = app.page.evaluate(WATCH, SECONDS)
    return seen


def share(boxes: list[int], most: int) -> float:
    """Return the share of the frames with more boxes than that."""
    return sum(count > most for count in boxes) / len(boxes)


@pytest.mark.parametrize("name", ["Boxer_02426", "German_shepherd_dog_04890", "Basenji_00974"])
def test_a_swaying_dog_has_one_box_and_a_steady_hint(
    new_phone: Callable[..., Any], pets: Path, data: Path, name: str
) -> None:
    shutil.copy(data / "photos" / "pets" / f"{name}.jpg", pets / f"{name}.jpg")
    with new_phone(f"{name}.jpg") as app:
        seen = watch(app)
    assert share(seen["boxes"], 1) == 0
    # Look, perhaps aim, hold. On a machine that looks rarely, a dog may be lost and found again.
    most = 3 if seen["detections"] > 2.5 * SECONDS else 7
    assert len(seen["hints"]) <= most, seen
    assert len(seen["read"]) <= most, seen


def test_two_dogs_have_two_boxes(new_phone: Callable[..., Any], pets: Path) -> None:
    side_by_side(pets / "vizsla.jpg", pets / "shepherd.jpg").save(pets / "two.jpg")
    with new_phone("two.jpg") as app:
        seen = watch(app)
    assert share(seen["boxes"], 2) == 0
    assert share(seen["boxes"], 1) > 0.8
    assert len(seen["hints"]) <= 3, seen["hints"]
