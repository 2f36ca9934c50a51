from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import imagehash
import numpy as np
import pytest
from PIL import Image, ImageFilter

from vizsla.modalities.image.load_image import load_image
from vizsla.modalities.image.measure_image import measure_image

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def cat(photographs: Path) -> Image.Image:
    return Image.open(photographs / "chelsea.png").convert("RGB")


def test_size_format_and_light_are_measured(cat: Image.Image) -> None:
    facts = measure_image(cat, "PNG")
    assert (facts.width, facts.height, facts.format) == (*cat.size, "PNG")
    luma = np.asarray(cat.convert("L"), float) / 255
    assert facts.brightness == pytest.approx(luma.mean(), abs=0.01)
    assert facts.contrast == pytest.approx(luma.std(), abs=0.02)


def test_the_perceptual_hash_is_imagehashs(cat: Image.Image) -> None:
    small = cat.resize((200, 133))
    assert measure_image(small, "PNG").perceptual_hash == int(str(imagehash.phash(small)), 16)


def test_an_array_and_an_image_measure_the_same(cat: Image.Image) -> None:
    large = cat.resize((2048, 1365))
    for image in (cat, large):
        one, other = measure_image(image, "PNG"), measure_image(np.asarray(image), "PNG")
        assert one.sharpness == pytest.approx(other.sharpness, rel=0.05)
        assert (one.perceptual_hash ^ other.perceptual_hash).bit_count() <= 2


@pytest.mark.parametrize("size", [(451, 300), (902, 600), (3000, 2000)])
def test_sharpness_is_the_same_at_any_resolution(cat: Image.Image, size: tuple[int, int]) -> None:
    sharp = measure_image(cat, "PNG").sharpness
    assert measure_image(
        cat.resize(size, Image.Resampling.LANCZOS), "PNG"
    ).sharpness == pytest.approx(sharp, rel=0.15)


def test_blur_is_measured_at_any_contrast(cat: Image.Image) -> None:
    faint = cat.point(lambda value: 100 + value // 4)
    for image in (cat, faint):
        blurred = image.filter(ImageFilter.GaussianBlur(5))
        assert measure_image(blurred, "PNG").sharpness < 0.5
        assert measure_image(image, "PNG").sharpness > 0.7


def test_camera_motion_is_measured_in_any_direction(images: Path) -> None:
    def moved(image: Image.Image, degrees: int) -> Image.Image:
        turned = image.rotate(degrees, Image.Resampling.BICUBIC)
        size = (max(1, turned.width // 12), turned.height)
        smeared = turned.resize(size, Image.Resampling.BOX).resize(turned.size)
        back = smeared.rotate(-degrees, Image.Resampling.BICUBIC)
        width, height = back.size
        return back.crop((width // 4, height // 4, 3 * width // 4, 3 * height // 4))

    photos = [load_image(each) for each in sorted((images / "things").iterdir())[:20]]
    for degrees in (0, 45, 90):
        found = [measure_image(moved(each, degrees), "PNG").sharpness < 0.55 for each in photos]
        assert np.mean(found) >= 0.9


@pytest.mark.parametrize("size", [(1, 1), (2, 700), (700, 2), (1, 5000), (3, 3), (5000, 8)])
def test_any_shape_can_be_measured(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), np.uint8)
    for image in (Image.fromarray(noise), Image.new("RGB", size)):
        facts = measure_image(image, "PNG")
        assert (facts.width, facts.height) == size
        assert np.isfinite([facts.brightness, facts.contrast, facts.sharpness]).all()
        assert 0 <= facts.perceptual_hash < 2**64


def test_measuring_a_large_image_takes_hardly_longer(cat: Image.Image) -> None:
    def seconds(work: Callable[[], object]) -> float:
        """Return the least time on the processor: other processes' work does not count."""
        begun = [time.thread_time() for _ in range(6) if work() or True]
        return min(after - before for before, after in pairwise(begun))

    large = cat.resize((4000, 3000))
    small = seconds(lambda: measure_image(cat, "PNG"))
    assert seconds(lambda: measure_image(large, "PNG")) < 8 * small + 0.01
