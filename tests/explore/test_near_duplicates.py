from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps
from sklearn.datasets import load_digits

from vizsla.explore.near_duplicates import near_duplicate_groups
from vizsla.explore.surroundings import surroundings
from vizsla.explore.unlikeness import Appearance
from vizsla.modalities.image.load_image import load_image
from vizsla.modalities.image.measure import measure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from vizsla.explore import ExploredExamples

    Grouped = Callable[[Sequence[Image.Image]], list[int]]
    Make = Callable[[Sequence[tuple[Image.Image, None]]], ExploredExamples]


def unit(values: np.ndarray) -> np.ndarray:
    return values / np.linalg.norm(values, axis=1, keepdims=True)


def jpeg(picture: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return load_image(buffer.getvalue())


def marked(picture: Image.Image) -> Image.Image:
    copy = picture.copy()
    width, height = copy.size
    copy.paste((255, 255, 255), (int(width * 0.8), int(height * 0.92), width, height))
    return copy


def cropped(picture: Image.Image) -> Image.Image:
    width, height = picture.size
    return picture.crop((width // 50, height // 50, width - width // 40, height - height // 40))


COPIES = {
    "half the size": lambda each: each.resize((each.width // 2, each.height // 2)),
    "encoded again": lambda each: jpeg(each, 50),
    "cropped": cropped,
    "brighter": lambda each: ImageEnhance.Brightness(each).enhance(1.25),
    "grey": lambda each: each.convert("L").convert("RGB"),
    "marked": marked,
    "mirrored": ImageOps.mirror,
}


@pytest.mark.parametrize("how", COPIES)
def test_a_copy_is_found(photos: list[Image.Image], grouped: Grouped, how: str) -> None:
    copies: Callable[[Image.Image], Image.Image] = COPIES[how]
    groups = grouped([*photos, *map(copies, photos)])
    found = np.mean(np.array(groups[len(photos) :]) == np.arange(len(photos)))
    assert found >= 0.96


def test_different_photos_are_no_copies(
    photos: list[Image.Image], two_kinds: list[tuple[Image.Image, str]], grouped: Grouped
) -> None:
    for pictures in (photos, [each for each, _ in two_kinds]):
        assert grouped(pictures) == list(range(len(pictures)))


def test_crops_of_one_texture_are_no_copies(textures: Path, grouped: Grouped) -> None:
    pictures = [load_image(each) for each in sorted(textures.rglob("*.png"))]
    assert len(set(grouped(pictures))) >= 0.9 * len(pictures)


def test_small_similar_pictures_do_not_collapse(grouped: Grouped) -> None:
    images = load_digits().images[:600]
    pictures = [Image.fromarray((each * 15.9).astype(np.uint8)).convert("RGB") for each in images]
    sizes = np.bincount(grouped(pictures))
    assert (sizes > 0).sum() >= 0.95 * len(pictures)
    assert sizes.max() <= 4


def test_all_the_same_picture_is_one_group(photos: list[Image.Image], grouped: Grouped) -> None:
    for count in (2, 3, 11, 50):
        assert grouped([photos[0]] * count) == [0] * count


def test_a_pair_alone_is_found_and_two_others_are_not(
    photos: list[Image.Image], grouped: Grouped
) -> None:
    assert grouped([photos[3], cropped(photos[3])]) == [0, 0]
    assert grouped(photos[3:5]) == [0, 1]
    assert grouped(photos[3:4]) == [0]
    assert near_duplicate_groups(np.zeros(0, np.uint64), np.zeros((0, 8), np.float32)).size == 0


def test_a_chain_of_copies_of_copies_stays_around_its_first() -> None:
    """Pictures that change into another one step by step, each a copy of the one before."""
    rng = np.random.default_rng(0)
    ends = unit(np.abs(rng.standard_normal((2, 64)).astype(np.float32)))
    others = unit(np.abs(rng.standard_normal((300, 64)).astype(np.float32)) ** 3)
    steps = np.linspace(0, 1, 60)[:, None].astype(np.float32)
    chain = unit((1 - steps) * others[:1] + steps * others[1:2])
    units = np.concatenate((chain, others[2:], ends))
    perceptual_hashes = np.full(len(units), 0x0F0F_0F0F_0F0F_0F0F, np.uint64)
    perceptual_hashes[60:] = rng.integers(0, 2**63, len(units) - 60, np.uint64)
    groups = near_duplicate_groups(perceptual_hashes, units)
    looks = Appearance.of(perceptual_hashes, units)
    limits = surroundings(looks)
    assert (looks.pairs(np.arange(59), np.arange(1, 60)) < limits[1:60]).all()
    assert 2 <= len(set(groups[:60].tolist())) < 60
    assert (looks.pairs(groups[:60], np.arange(60)) < 1.5 * limits[groups[:60]]).all()
    assert all(groups[each] == each for each in groups.tolist())


def test_the_mirror_images_print_is_known_without_a_look(photos: list[Image.Image]) -> None:
    pictures = photos[:20]
    mirrored = [ImageOps.mirror(each) for each in pictures]
    perceptual_hashes = np.array(
        [measure(each, "").perceptual_hash for each in [*pictures, *mirrored]], np.uint64
    )
    blind = unit(np.ones((40, 4), np.float32))
    unlike = Appearance.of(perceptual_hashes, blind).pairs(np.arange(20), np.arange(20, 40))
    assert (unlike * 26 <= 10.01).all()


def test_narrowing_down_changes_no_group(
    photos: list[Image.Image], looked_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = [*photos, *map(cropped, photos[:30]), *map(ImageOps.mirror, photos[20:50])]
    explored = looked_of([(each, None) for each in pictures])
    perceptual_hashes, units = explored.perceptual_hashes(), explored.unit()
    groups = near_duplicate_groups(perceptual_hashes, units)
    monkeypatch.setattr("vizsla.explore.near_duplicates.EXACT", 1)
    monkeypatch.setattr("vizsla.explore.near_duplicates.ROWS", 32)
    monkeypatch.setattr("vizsla.explore.near_duplicates.COLUMNS", 16)
    assert near_duplicate_groups(perceptual_hashes, units).tolist() == groups.tolist()
    assert len(set(groups.tolist())) < 75
