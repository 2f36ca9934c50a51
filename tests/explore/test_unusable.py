from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from vizsla.explore.unusable import unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vizsla.explore import ExploredExamples

    Make = Callable[[Sequence[tuple[Any, ...]]], ExploredExamples]

SPOILT = {
    "tiny": lambda each: each.resize((28, 28)),
    "dark": lambda each: ImageEnhance.Brightness(each).enhance(0.08),
    "blank": lambda each: Image.new("RGB", each.size, (200, 190, 180)),
    "blurred": lambda each: each.filter(ImageFilter.GaussianBlur(0.02 * min(each.size))),
}


def test_ordinary_photos_are_usable(
    explored_of: Make, photos: list[Image.Image], two_kinds: list[tuple[Image.Image, str]]
) -> None:
    assert unusable(explored_of([*((each, "photo") for each in photos), *two_kinds])) == []


@pytest.mark.parametrize("kind", SPOILT)
def test_a_spoilt_image_is_found(explored_of: Make, photos: list[Image.Image], kind: str) -> None:
    spoilt = [SPOILT[kind](each) for each in photos[:12]]
    explored = explored_of([(each, "photo") for each in [*spoilt, *photos[12:]]])
    (finding,) = unusable(explored)
    assert finding.kind == kind
    assert set(finding.examples) <= set(range(1, 13))
    assert len(finding.examples) >= 11
    assert finding.act is not None


def test_a_property_of_most_images_is_no_reason_to_drop_them(
    explored_of: Make, photos: list[Image.Image]
) -> None:
    (finding,) = unusable(explored_of([(SPOILT["tiny"](each), "photo") for each in photos[:10]]))
    assert (finding.act, finding.severity) == (None, "look")


def test_an_image_that_is_set_aside_is_not_found_again(
    explored_of: Make, photos: list[Image.Image]
) -> None:
    dark = SPOILT["dark"](photos[0])
    for more in ({"used": False}, {"state": "unsure"}, {"state": "skipped"}):
        rest = [(each, "photo") for each in photos[1:8]]
        assert unusable(explored_of([(dark, "photo", more), *rest])) == []
