from __future__ import annotations

import io
import struct
import warnings
import zlib
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from vizsla.errors import InputError, InputFormatError
from vizsla.modalities.image.load_image import load_array
from vizsla.modalities.image.strip import strip_metadata

if TYPE_CHECKING:
    from pathlib import Path

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><tiff:Make>SecretMake</tiff:Make></x:xmpmeta>'
SECRETS = (b"Secret", b"GPS", b"xmpmeta", b"photoshop")
FORMATS = ("JPEG", "PNG", "WebP", "GIF", "BMP", "TIFF", "AVIF")


def exif(orientation: int = 1) -> bytes:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F], tags[0x0110] = "SecretMake", "SecretModel"
    tags[0x9286] = "SecretComment"
    tags.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 29: "SecretDate"})
    return tags.tobytes()


@cache
def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@cache
def scene() -> Image.Image:
    """Return an image without any symmetry, so that each orientation differs."""
    rng = np.random.default_rng(3)
    coarse = rng.integers(0, 256, (5, 7, 3), np.uint8)
    return Image.fromarray(coarse).resize((70, 50), Image.Resampling.BICUBIC)


def with_metadata(kind: str, orientation: int = 1, **options: object) -> bytes:
    """Return the scene as a file with metadata of every kind that the format has."""
    image, file = scene(), io.BytesIO()
    if kind == "GIF":
        image = image.convert("P")
        options["comment"] = b"SecretComment"
    elif kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Author", "SecretAuthor")
        info.add_text("Title", "SecretTitle" * 20, zip=True)
        info.add_itxt("XML:com.adobe.xmp", XMP.decode())
        info.add(b"tIME", b"Secret!")
        info.add(b"prVt", b"SecretChunk")
        options |= {"pnginfo": info, "exif": exif(orientation), "icc_profile": profile()}
    elif kind != "BMP":
        options |= {"exif": exif(orientation), "icc_profile": profile()}
        if kind in {"JPEG", "WebP"}:
            options["xmp"] = XMP
        if kind == "JPEG":
            options["comment"] = b"SecretComment"
    image.save(file, kind, **options)
    return file.getvalue()


def assert_clean(before: bytes, after: bytes) -> None:
    assert np.array_equal(load_array(before), load_array(after))
    for secret in SECRETS:
        assert secret not in after
    with Image.open(io.BytesIO(after)) as opened:
        opened.load()
        assert set(opened.getexif()) <= {0x0112}
        assert not opened.getexif().get_ifd(0x8825)
        assert not any("xmp" in str(key).lower() for key in opened.info)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", FORMATS)
def test_the_pixels_stay_and_the_metadata_are_removed(kind: str, orientation: int) -> None:
    before = with_metadata(kind, orientation)
    after = strip_metadata(before, "an image")
    assert_clean(before, after)
    assert strip_metadata(after, "an image") == after


def test_a_stripped_webps_flags_name_its_remaining_metadata() -> None:
    flags = 12 + 8  # behind the RIFF's header and the chunk's
    assert strip_metadata(with_metadata("WebP"), "an image")[flags] & 0x0C == 0
    assert strip_metadata(with_metadata("WebP", 6), "an image")[flags] & 0x0C == 0x08


def test_a_stripped_png_has_its_orientation_before_the_pixels() -> None:
    after = strip_metadata(with_metadata("PNG", 6), "an image")
    assert 0 < after.index(b"eXIf") < after.index(b"IDAT")


def test_a_gif_with_a_text_block_becomes_a_png() -> None:
    plain = with_metadata("GIF")
    screen = 13 + 3 * 2 ** ((plain[10] & 7) + 1)
    text = b"\x21\x01\x0c" + bytes(12) + b"\x06Secret\x00"
    before = plain[:screen] + text + plain[screen:]
    after = strip_metadata(before, "an image")
    assert_clean(before, after)
    assert after.startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP"])
def test_the_colour_profile_stays(kind: str) -> None:
    with Image.open(io.BytesIO(strip_metadata(with_metadata(kind), "an image"))) as after:
        assert after.info["icc_profile"] == profile()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP", "GIF"])
def test_a_file_without_metadata_is_returned_unchanged(kind: str) -> None:
    file = io.BytesIO()
    scene().save(file, kind)
    assert strip_metadata(file.getvalue(), "an image") == file.getvalue()


@pytest.mark.parametrize(
    "options",
    [{"progressive": True}, {"subsampling": 0}, {"restart_marker_rows": 1}, {"quality": 1}],
)
def test_every_kind_of_jpeg_is_stripped(options: dict[str, object]) -> None:
    before = with_metadata("JPEG", 6, **options)
    assert_clean(before, strip_metadata(before, "an image"))


def test_a_cmyk_jpeg_keeps_its_colours() -> None:
    file = io.BytesIO()
    scene().convert("CMYK").save(file, "JPEG", exif=exif(3))
    assert_clean(file.getvalue(), strip_metadata(file.getvalue(), "an image"))


def test_data_behind_a_jpeg_is_removed() -> None:
    """Phones put a second image or a video there, with metadata of its own."""
    before = (
        with_metadata("JPEG") + with_metadata("JPEG", 6) + b"\x00\x00\x00\x18ftypmp42SecretFilm"
    )
    assert_clean(before, strip_metadata(before, "an image"))


def test_the_thumbnail_in_a_jpeg_is_removed() -> None:
    """A thumbnail may show parts that were cropped away."""
    plain = io.BytesIO()
    scene().save(plain, "JPEG")
    data = plain.getvalue()
    jfif = (
        b"\xff\xe0" + struct.pack(">H", 16 + 12) + b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x02\x02"
    )
    extra = b"\xff\xe0" + struct.pack(">H", 14) + b"JFXX\x00Secret!"
    before = data[:2] + jfif + b"SecretThumb!" + extra + data[20:]
    assert_clean(before, strip_metadata(before, "an image"))


def test_photoshop_and_unknown_segments_are_removed() -> None:
    plain = with_metadata("JPEG")
    for marker in (0xE3, 0xEB, 0xED, 0xEF, 0xFE):
        body = b"photoshop 3.0\x00Secret"
        plain = plain[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + plain[2:]
    assert_clean(plain, strip_metadata(plain, "an image"))


def test_a_jpeg_with_fill_bytes_between_its_segments_becomes_a_png() -> None:
    plain = with_metadata("JPEG", 8)
    before = plain[:2] + b"\xff\xff\xff" + plain[2:]
    after = strip_metadata(before, "an image")
    assert_clean(before, after)
    assert after.startswith(b"\x89PNG")


def test_a_png_with_its_orientation_behind_the_pixels_keeps_it() -> None:
    file = io.BytesIO()
    scene().save(file, "PNG")
    body = b"eXIf" + exif(6).removeprefix(b"Exif\x00\x00")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    before = file.getvalue()[:-12] + chunk + file.getvalue()[-12:] + b"SecretTrailer"
    after = strip_metadata(before, "an image")
    assert_clean(before, after)
    assert load_array(after).shape == (70, 50, 3)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WebP"])
def test_an_animation_stays_an_animation(kind: str) -> None:
    frames = [scene().rotate(angle) for angle in (0, 90, 180)]
    file = io.BytesIO()
    more = {"comment": b"SecretComment"} if kind == "GIF" else {"exif": exif()}
    frames[0].save(
        file, kind, save_all=True, append_images=frames[1:], duration=120, loop=0, **more
    )
    after = strip_metadata(file.getvalue(), "an image")
    assert_clean(file.getvalue(), after)
    with Image.open(io.BytesIO(after)) as old, Image.open(io.BytesIO(file.getvalue())) as new:
        assert old.n_frames == new.n_frames == 3
        for number in range(3):
            old.seek(number)
            new.seek(number)
            assert np.array_equal(np.asarray(old.convert("RGB")), np.asarray(new.convert("RGB")))
            assert old.info.get("duration") == new.info.get("duration")


def test_a_webp_with_alpha_keeps_it() -> None:
    image = scene().convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    for lossless in (True, False):
        file = io.BytesIO()
        image.save(file, "WebP", lossless=lossless, exif=exif(5), xmp=XMP)
        after = strip_metadata(file.getvalue(), "an image")
        assert_clean(file.getvalue(), after)
        with Image.open(io.BytesIO(after)) as opened:
            assert opened.mode == "RGBA"


def test_a_text_file_is_refused() -> None:
    with pytest.raises(InputFormatError, match=r"love\.txt is not an image"):
        strip_metadata(b"dear", "love.txt")


@settings(deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))
@given(
    kind=st.sampled_from(("JPEG", "PNG", "WebP", "GIF")),
    orientation=st.integers(1, 8),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=3),
    end=st.one_of(st.none(), st.floats(0, 1)),
)
def test_damaged_files_raise_an_input_error_or_keep_their_pixels(
    kind: str, orientation: int, changes: list[tuple[float, int]], end: float | None
) -> None:
    data = bytearray(_cached(kind, orientation))
    for where, value in changes:
        data[int(where * (len(data) - 1))] = value
    before = bytes(data[: None if end is None else int(end * len(data))])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's, on broken metadata
        try:
            after = strip_metadata(before, "an image")
        except InputError:
            return
        try:
            expected = load_array(before)
        except InputError:
            return  # the file could not be loaded before either
        assert np.array_equal(expected, load_array(after))


@cache
def _cached(kind: str, orientation: int) -> bytes:
    return with_metadata(kind, orientation)


def test_real_photographs_keep_their_pixels(photographs: Path, real_images: list[Path]) -> None:
    paths = [*photographs.glob("*.jpg"), *photographs.glob("*.png"), *photographs.glob("*.gif")]
    paths += real_images
    assert len(paths) > 30
    for path in paths:
        before = path.read_bytes()
        try:
            expected = load_array(before)
        except InputError:
            continue
        after = strip_metadata(before, path.name)
        assert np.array_equal(expected, load_array(after)), path
        with Image.open(io.BytesIO(after)) as opened:
            assert set(opened.getexif()) <= {0x0112}
