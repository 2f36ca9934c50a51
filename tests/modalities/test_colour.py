"""Images of every colour mode become RGB."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from vizsla.errors import InputFormatError
from vizsla.modalities.image.image_modality import IMAGE
from vizsla.modalities.image.load_image import ImageSource, load_array

if TYPE_CHECKING:
    from collections.abc import Callable

RED, WHITE = (255, 0, 0), (255, 255, 255)


def first_pixel(source: ImageSource) -> tuple[int, ...]:
    return tuple(int(value) for value in load_array(source)[0, 0])


def of(mode: str, colour: float | tuple[int, ...]) -> Image.Image:
    return Image.new(mode, (3, 2), colour)


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (of("1", 1), WHITE),
        (of("L", 100), (100, 100, 100)),
        (of("LA", (100, 255)), (100, 100, 100)),
        (of("LA", (100, 0)), WHITE),
        (of("LA", (100, 0)).convert("La"), WHITE),
        (of("RGB", RED), RED),
        (of("RGBA", (*RED, 255)), RED),
        (of("RGBA", (*RED, 0)), WHITE),
        (of("RGBA", (10, 20, 30, 77)), (181, 184, 187)),
        (of("RGBA", (*RED, 0)).convert("RGBa"), WHITE),
        (of("RGBX", (*RED, 0)), RED),
        (of("PA", (0, 0)), WHITE),
        (of("CMYK", (0, 255, 255, 0)), RED),
        (of("YCbCr", (255, 128, 128)), WHITE),
        (of("HSV", (0, 255, 255)), RED),
        (of("RGB", RED).convert("P"), RED),
        (of("I;16", 100 << 8), (100, 100, 100)),
        (of("I;16", 0xFFFF), WHITE),
        (of("I;16B", 100 << 8), (100, 100, 100)),
    ],
    ids=lambda value: value.mode if isinstance(value, Image.Image) else "",
)
def test_every_mode_becomes_rgb(image: Image.Image, expected: tuple[int, ...]) -> None:
    assert first_pixel(image) == expected


def test_lab_becomes_rgb() -> None:
    # Another library converts it, and rounds as it likes.
    assert min(first_pixel(of("LAB", (255, 128, 128)))) >= 253


def test_alpha_is_laid_over_white_and_rounded() -> None:
    colours = np.arange(256, dtype=np.uint8)
    rgba = np.zeros((256, 256, 4), np.uint8)
    rgba[..., :3] = colours[:, None, None]
    rgba[..., 3] = colours[None, :]
    colour, alpha = rgba[..., :1].astype(int), rgba[..., 3:].astype(int)
    expected = (2 * (colour * alpha + 255 * (255 - alpha)) + 255) // (2 * 255)
    pixels = load_array(Image.fromarray(rgba))
    np.testing.assert_array_equal(pixels, expected.repeat(3, axis=2))


@pytest.mark.parametrize("transparency", [0, b"\x00\xff"], ids=["index", "alphas"])
def test_a_palette_with_transparency_is_laid_over_white(
    encode: Callable[..., bytes], transparency: int | bytes
) -> None:
    image = Image.new("P", (2, 1), 0)
    image.putpalette([*RED, 0, 0, 255])
    image.putpixel((1, 0), 1)
    pixels = load_array(encode(image, "PNG", transparency=transparency))
    assert pixels.tolist() == [[list(WHITE), [0, 0, 255]]]


def test_a_transparent_colour_is_laid_over_white(encode: Callable[..., bytes]) -> None:
    assert first_pixel(encode(of("RGB", RED), "PNG", transparency=RED)) == WHITE
    assert first_pixel(encode(of("L", 9), "PNG", transparency=9)) == WHITE


def test_a_cmyk_jpeg_is_read(encode: Callable[..., bytes]) -> None:
    red, green, blue = first_pixel(encode(of("CMYK", (0, 255, 255, 0)), "JPEG", quality=100))
    assert red > 250
    assert max(green, blue) < 5


def test_16_bits_of_grey_keep_their_upper_8(
    make_png: Callable[..., bytes], encode: Callable[..., bytes]
) -> None:
    values = (0, 255, 256, 0x8000, 0xFFFF)
    expected = [value >> 8 for value in values]
    png = make_png(5, 1, 16, 0, b"\0" + struct.pack(">5H", *values))
    assert load_array(png)[0, :, 0].tolist() == expected
    tiff = encode(Image.fromarray(np.array([values], np.uint16)), "TIFF")
    assert load_array(tiff)[0, :, 0].tolist() == expected


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_16_bit_image_of_small_values_is_said_to_be_dark(
    encode: Callable[..., bytes], kind: str
) -> None:
    values = np.random.default_rng(0).integers(0, 4096, (64, 64)).astype(np.uint16)
    data = encode(Image.fromarray(values), kind)
    pixels = load_array(data)
    np.testing.assert_array_equal(pixels[..., 0], values >> 8)
    facts = IMAGE.measure(pixels, data).facts
    said = [check.advice for check in IMAGE.quality_checks if check.applies(facts)]
    assert "16-bit" in said[0]


def test_16_bits_of_colour_keep_their_upper_8(make_png: Callable[..., bytes]) -> None:
    row = struct.pack(">6H", 0x1234, 0x5678, 0x9ABC, 0xFFFF, 0, 0)
    pixels = load_array(make_png(2, 1, 16, 2, b"\0" + row))
    assert pixels.tolist() == [[[0x12, 0x56, 0x9A], list(RED)]]


def test_16_bits_with_a_transparent_colour_are_laid_over_white(
    make_png: Callable[..., bytes],
) -> None:
    grey = make_png(2, 1, 16, 0, b"\0" + struct.pack(">2H", 300, 301), tRNS=struct.pack(">H", 300))
    assert load_array(grey)[0, :, 0].tolist() == [255, 1]
    key = struct.pack(">3H", 0x1234, 0x5678, 0x9ABC)
    assert first_pixel(make_png(1, 1, 16, 2, b"\0" + key, tRNS=key)) == WHITE


def test_a_tiff_of_12_bits_uses_its_whole_range(tiff_of_grey: Callable[..., bytes]) -> None:
    # Two values of 12 bits in three bytes: black's half, and white.
    assert load_array(tiff_of_grey(12, 1, b"\x80\x0f\xff"))[0, :, 0].tolist() == [128, 255]


def test_a_tiff_whose_white_is_zero_is_not_negative(tiff_of_grey: Callable[..., bytes]) -> None:
    values = struct.pack("<2H", 0, 0xFFFF)
    assert load_array(tiff_of_grey(16, 0, values))[0, :, 0].tolist() == [255, 0]


@pytest.mark.parametrize("mode", ["I", "F"])
def test_32_bit_numbers_are_refused(mode: str, encode: Callable[..., bytes]) -> None:
    image = of(mode, 70_000)
    for source in (image, encode(image, "TIFF")):
        with pytest.raises(InputFormatError, match=r"32-bit.*70000.*Scale them"):
            load_array(source)


@pytest.fixture
def tiff_of_grey() -> Callable[..., bytes]:
    """Make a little-endian TIFF of 2 x 1 grey pixels, stored plainly."""

    def make(bits: int, photometric: int, data: bytes) -> bytes:
        tags = {256: 2, 257: 1, 258: bits, 259: 1, 262: photometric, 277: 1, 278: 1}
        tags |= {273: 200, 279: len(data)}
        entries = b"".join(struct.pack("<HHII", tag, 4, 1, tags[tag]) for tag in sorted(tags))
        head = b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)
        return head.ljust(200, b"\0") + data

    return make
