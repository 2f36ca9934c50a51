from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageOps
from sklearn.datasets import load_digits

from vizsla.explore.dissimilarity import Signatures
from vizsla.explore.duplicate_thresholds import duplicate_thresholds
from vizsla.explore.near_duplicates import near_duplicate_groups
from vizsla.modalities.image.load_image import load_image
from vizsla.modalities.image.measure_image import measure_image

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from vizsla.explore import ExploredExamples

    Grouped = Callable[[Sequence[Image.Image]], list[int]]
    Make = Callable[[Sequence[tuple[Image.Image, None]]], ExploredExamples]


def unit(values: np.ndarray) -> np.ndarray:
    return values / np.linalg.norm(values, axis=1, keepdims=True)


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return load_image(buffer.getvalue())


def marked(image: Image.Image) -> Image.Image:
    copy = image.copy()
    width, height = copy.size
    copy.paste((255, 255, 255), (int(width * 0.8), int(height * 0.92), width, height))
    return copy


def cropped(image: Image.Image, share: float = 0.955) -> Image.Image:
    """Cut off more at the right and the bottom than at the left and the top."""
    width, height = (round(each * share) for each in image.size)
    left, top = (image.width - width) * 4 // 10, (image.height - height) * 4 // 10
    return image.crop((left, top, left + width, top + height))


def turned(image: Image.Image, degrees: float) -> Image.Image:
    """Turn an image, and cut off its empty corners."""
    whole = image.rotate(degrees, Image.Resampling.BICUBIC)
    sine, cosine = abs(math.sin(math.radians(degrees))), math.cos(math.radians(degrees))
    longer, shorter = max(image.size), min(image.size)
    share = 1 / (cosine + sine * longer / shorter)
    width, height = (round(each * share) for each in image.size)
    left, top = (image.width - width) // 2, (image.height - height) // 2
    return whole.crop((left, top, left + width, top + height))


def captioned(image: Image.Image) -> Image.Image:
    framed = ImageOps.expand(image, image.height // 20, (255, 255, 255))
    canvas = Image.new("RGB", (framed.width, framed.height * 11 // 10), (255, 255, 255))
    canvas.paste(framed)
    ImageDraw.Draw(canvas).text((framed.width // 10, framed.height), "a day at the lake", (0, 0, 0))
    return canvas


COPIES = {
    "half the size": lambda each: each.resize((each.width // 2, each.height // 2)),
    "encoded again": lambda each: jpeg(each, 50),
    "cropped": cropped,
    "brighter": lambda each: ImageEnhance.Brightness(each).enhance(1.25),
    "grey": lambda each: each.convert("L").convert("RGB"),
    "marked": marked,
    "mirrored": ImageOps.mirror,
    "mirrored and cropped": lambda each: ImageOps.mirror(cropped(each, 0.9)),
    "cropped to 90 %": lambda each: cropped(each, 0.9),
    "cropped to 80 %": lambda each: cropped(each, 0.8),
    "turned by 5 degrees": lambda each: turned(each, 5),
    "turned by 10 degrees": lambda each: turned(each, -10),
    "framed, with a caption": captioned,
}
HARD = {"cropped to 80 %": 0.9, "turned by 10 degrees": 0.85}  # the share that is found


@pytest.mark.parametrize("how", COPIES)
def test_a_near_duplicate_is_found(photos: list[Image.Image], grouped: Grouped, how: str) -> None:
    copies: Callable[[Image.Image], Image.Image] = COPIES[how]
    groups = grouped([*photos, *map(copies, photos)])
    found = np.mean(np.array(groups[len(photos) :]) == np.arange(len(photos)))
    assert found >= HARD.get(how, 0.96)


def test_different_photos_are_no_near_duplicates(
    photos: list[Image.Image], two_kinds: list[tuple[Image.Image, str]], grouped: Grouped
) -> None:
    for images in (photos, [each for each, _ in two_kinds]):
        assert grouped(images) == list(range(len(images)))


def test_crops_of_one_texture_are_no_near_duplicates(textures: Path, grouped: Grouped) -> None:
    images = [load_image(each) for each in sorted(textures.rglob("*.png"))]
    assert len(set(grouped(images))) >= 0.9 * len(images)


def test_small_similar_images_stay_apart(grouped: Grouped) -> None:
    images = load_digits().images[:600]
    images = [Image.fromarray((each * 15.9).astype(np.uint8)).convert("RGB") for each in images]
    sizes = np.bincount(grouped(images))
    assert (sizes > 0).sum() >= 0.95 * len(images)
    assert sizes.max() <= 4


def test_copies_of_one_image_are_one_group(photos: list[Image.Image], grouped: Grouped) -> None:
    for count in (2, 3, 11, 50):
        assert grouped([photos[0]] * count) == [0] * count


def test_a_pair_without_others_is_compared_too(photos: list[Image.Image], grouped: Grouped) -> None:
    assert grouped([photos[3], cropped(photos[3])]) == [0, 0]
    assert grouped(photos[3:5]) == [0, 1]
    assert grouped(photos[3:4]) == [0]
    assert near_duplicate_groups(np.zeros(0, np.uint64), np.zeros((0, 8), np.float32)).size == 0


def test_a_chain_of_near_duplicates_ends_near_its_first() -> None:
    """Embeddings that change into another one step by step, each near the one before."""
    rng = np.random.default_rng(0)
    ends = unit(np.abs(rng.standard_normal((2, 64)).astype(np.float32)))
    others = unit(np.abs(rng.standard_normal((300, 64)).astype(np.float32)) ** 3)
    steps = np.linspace(0, 1, 60)[:, None].astype(np.float32)
    chain = unit((1 - steps) * others[:1] + steps * others[1:2])
    units = np.concatenate((chain, others[2:], ends))
    perceptual_hashes = np.full(len(units), 0x0F0F_0F0F_0F0F_0F0F, np.uint64)
    perceptual_hashes[60:] = rng.integers(0, 2**63, len(units) - 60, np.uint64)
    groups = near_duplicate_groups(perceptual_hashes, units)
    signatures = Signatures.of(perceptual_hashes, units)
    limits = duplicate_thresholds(signatures)
    assert (limits.closeness(signatures, np.arange(59), np.arange(1, 60)) < 1).all()
    assert 2 <= len(set(groups[:60].tolist())) < 60
    assert (limits.closeness(signatures, groups[:60], np.arange(60)) < 1.5).all()
    assert all(groups[each] == each for each in groups.tolist())


def test_the_hash_of_the_mirror_image_need_not_be_computed(photos: list[Image.Image]) -> None:
    images = photos[:20]
    mirrored = [ImageOps.mirror(each) for each in images]
    perceptual_hashes = np.array(
        [measure_image(each, "").perceptual_hash for each in [*images, *mirrored]], np.uint64
    )
    blind = unit(np.ones((40, 4), np.float32))
    _, bits = Signatures.of(perceptual_hashes, blind).pairs(np.arange(20), np.arange(20, 40))
    assert (bits * 26 <= 10.01).all()


def test_comparing_in_fewer_dimensions_first_changes_no_group(
    photos: list[Image.Image], explored_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    images = [*photos, *map(cropped, photos[:30]), *map(ImageOps.mirror, photos[20:50])]
    explored = explored_of([(each, None) for each in images])
    perceptual_hashes, units = explored.fingerprints(), explored.unit_embeddings()
    groups = near_duplicate_groups(perceptual_hashes, units)
    monkeypatch.setattr("vizsla.explore.near_duplicates.EXACT", 1)
    monkeypatch.setattr("vizsla.explore.near_duplicates.ROWS", 32)
    monkeypatch.setattr("vizsla.explore.near_duplicates.COLUMNS", 16)
    assert near_duplicate_groups(perceptual_hashes, units).tolist() == groups.tolist()
    assert len(set(groups.tolist())) < 75


def test_equal_embeddings_are_near_although_their_product_is_rounded_above_1() -> None:
    rng = np.random.default_rng(0)
    for _ in range(20):
        one = np.tile(unit(rng.normal(size=(1, 64))).astype(np.float32), (12, 1))
        one *= np.float32(1 + 1e-7)
        other = unit(rng.normal(size=(12, 64))).astype(np.float32)
        fingerprints = rng.integers(0, 2**63, 24, dtype=np.uint64)
        groups = near_duplicate_groups(fingerprints, np.concatenate((one, other)))
        assert groups.tolist() == [0] * 12 + list(range(12, 24))


def grouped_directly(fingerprints: np.ndarray, units: np.ndarray) -> list[int]:
    """Group by comparing each pair by itself, one after the other."""
    signatures = Signatures.of(fingerprints, units)
    limits = duplicate_thresholds(signatures)
    groups = list(range(len(units)))

    def closeness(these: list[int], those: list[int]) -> np.ndarray:
        return limits.closeness(signatures, np.array(these), np.array(those))

    for later in range(1, len(units)):
        values = closeness([later] * later, list(range(later)))
        for earlier in np.argsort(values, kind="stable")[:8].tolist():
            first, second = sorted((groups[later], groups[earlier]))
            moved = [n for n, group in enumerate(groups) if group == second]
            joined = values[earlier] < 1 and first != second
            if joined and (closeness([first] * len(moved), moved) < 1.5).all():
                groups = [first if group == second else group for group in groups]
    return groups


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("noise", [0.1, 0.3, 0.5])
def test_groups_are_those_of_comparing_each_pair_by_itself(seed: int, noise: float) -> None:
    rng = np.random.default_rng(seed)
    things = rng.integers(0, 30, 240)
    centres = np.abs(rng.standard_normal((30, 48)))
    units = unit(centres[things] + noise * rng.standard_normal((240, 48))).astype(np.float32)
    prints = rng.integers(0, 2**63, 30, np.uint64)[things]
    prints ^= rng.integers(0, 2**63, 240, np.uint64) & rng.integers(0, 2**63, 240, np.uint64)
    assert near_duplicate_groups(prints, units).tolist() == grouped_directly(prints, units)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_many_copies_are_not_compared_pair_by_pair(
    share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one thing, or of things between which a chain of near-duplicates breaks."""
    rng = np.random.default_rng(0)
    many, count, compared = 500, 1_500, 0
    things = unit(np.abs(rng.standard_normal((count - many, 32))) ** 3)
    steps = np.linspace(0, share, many)[:, None]
    line = unit((1 - steps) * things[:1] + steps * things[1:2])
    units = np.concatenate((line, things)).astype(np.float32)
    prints = rng.integers(0, 2**63, count, np.uint64)
    prints[:many] = prints[0]
    pairs = Signatures.pairs

    def counted(*args: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        nonlocal compared
        compared += len(args[1])
        return pairs(*args)

    monkeypatch.setattr(Signatures, "pairs", counted)
    groups = near_duplicate_groups(prints, units)
    assert (len(set(groups[:many].tolist())) == 1) == (share == 0)
    assert compared < 30 * count
