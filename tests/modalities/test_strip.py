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
from vizsla.exchange import strip_metadata
from vizsla.modalities.image.load_image import load_array

if TYPE_CHECKING:
    from pathlib import Path

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><tiff:Make>SecretMake</tiff:Make></x:xmpmeta>'
SECRETS = (b"Secret", b"GPS", b"xmpmeta", b"photoshop")
FORMATS = ("JPEG", "PNG", "WebP", "GIF", "BMP", "TIFF", "AVIF")


def exif(orientation: int = 1) -> bytes:
    told = Image.Exif()
    told[0x0112] = orientation
    told[0x010F], told[0x0110] = "SecretMake", "SecretModel"
    told[0x9286] = "SecretComment"
    told.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 29: "SecretDate"})
    return told.tobytes()


@cache
def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@cache
def scene() -> Image.Image:
    """Not symmetric in any way, so that each orientation looks different."""
    rng = np.random.default_rng(3)
    coarse = rng.integers(0, 256, (5, 7, 3), np.uint8)
    return Image.fromarray(coarse).resize((70, 50), Image.Resampling.BICUBIC)


def secretive(kind: str, orientation: int = 1, **options: object) -> bytes:
    """The scene with all the secrets that the format has room for."""
    picture, file = scene(), io.BytesIO()
    if kind == "GIF":
        picture = picture.convert("P")
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
    picture.save(file, kind, **options)
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
def test_the_pixels_stay_and_the_secrets_go(kind: str, orientation: int) -> None:
    before = secretive(kind, orientation)
    after = strip_metadata(before, "a picture")
    assert_clean(before, after)
    assert strip_metadata(after, "a picture") == after


def test_a_webp_says_what_is_in_it() -> None:
    flags = 12 + 8  # behind the RIFF's header and the chunk's
    assert strip_metadata(secretive("WebP"), "a picture")[flags] & 0x0C == 0
    assert strip_metadata(secretive("WebP", 6), "a picture")[flags] & 0x0C == 0x08


def test_a_png_says_before_its_pixels_how_to_turn_it() -> None:
    after = strip_metadata(secretive("PNG", 6), "a picture")
    assert 0 < after.index(b"eXIf") < after.index(b"IDAT")


def test_text_to_show_in_a_gif_goes_with_the_others() -> None:
    plain = secretive("GIF")
    screen = 13 + 3 * 2 ** ((plain[10] & 7) + 1)
    text = b"\x21\x01\x0c" + bytes(12) + b"\x06Secret\x00"
    before = plain[:screen] + text + plain[screen:]
    after = strip_metadata(before, "a picture")
    assert_clean(before, after)
    assert after.startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP"])
def test_the_colour_profile_stays(kind: str) -> None:
    with Image.open(io.BytesIO(strip_metadata(secretive(kind), "a picture"))) as after:
        assert after.info["icc_profile"] == profile()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP", "GIF"])
def test_what_holds_nothing_comes_back_as_it_is(kind: str) -> None:
    file = io.BytesIO()
    scene().save(file, kind)
    assert strip_metadata(file.getvalue(), "a picture") == file.getvalue()


@pytest.mark.parametrize(
    "options",
    [{"progressive": True}, {"subsampling": 0}, {"restart_marker_rows": 1}, {"quality": 1}],
)
def test_every_way_to_write_a_jpeg_is_understood(options: dict[str, object]) -> None:
    before = secretive("JPEG", 6, **options)
    assert_clean(before, strip_metadata(before, "a picture"))


def test_a_jpeg_of_cmyk_keeps_what_its_colours_mean() -> None:
    file = io.BytesIO()
    scene().convert("CMYK").save(file, "JPEG", exif=exif(3))
    assert_clean(file.getvalue(), strip_metadata(file.getvalue(), "a picture"))


def test_what_lies_behind_a_jpeg_goes() -> None:
    """Phones put a second picture or a film there, with metadata of its own."""
    before = secretive("JPEG") + secretive("JPEG", 6) + b"\x00\x00\x00\x18ftypmp42SecretFilm"
    assert_clean(before, strip_metadata(before, "a picture"))


def test_the_thumbnail_in_a_jpeg_goes() -> None:
    """It may show what was cropped away."""
    plain = io.BytesIO()
    scene().save(plain, "JPEG")
    data = plain.getvalue()
    jfif = (
        b"\xff\xe0" + struct.pack(">H", 16 + 12) + b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x02\x02"
    )
    extra = b"\xff\xe0" + struct.pack(">H", 14) + b"JFXX\x00Secret!"
    before = data[:2] + jfif + b"SecretThumb!" + extra + data[20:]
    assert_clean(before, strip_metadata(before, "a picture"))


def test_photoshop_and_unknown_segments_go() -> None:
    plain = secretive("JPEG")
    for marker in (0xE3, 0xEB, 0xED, 0xEF, 0xFE):
        body = b"photoshop 3.0\x00Secret"
        plain = plain[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + plain[2:]
    assert_clean(plain, strip_metadata(plain, "a picture"))


def test_a_jpeg_with_filling_between_its_segments_is_decoded() -> None:
    plain = secretive("JPEG", 8)
    before = plain[:2] + b"\xff\xff\xff" + plain[2:]
    after = strip_metadata(before, "a picture")
    assert_clean(before, after)
    assert after.startswith(b"\x89PNG")


def test_a_png_may_say_it_behind_the_pixels() -> None:
    file = io.BytesIO()
    scene().save(file, "PNG")
    body = b"eXIf" + exif(6).removeprefix(b"Exif\x00\x00")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    before = file.getvalue()[:-12] + chunk + file.getvalue()[-12:] + b"SecretTrailer"
    after = strip_metadata(before, "a picture")
    assert_clean(before, after)
    assert load_array(after).shape == (70, 50, 3)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WebP"])
def test_an_animation_stays_one(kind: str) -> None:
    frames = [scene().rotate(angle) for angle in (0, 90, 180)]
    file = io.BytesIO()
    more = {"comment": b"SecretComment"} if kind == "GIF" else {"exif": exif()}
    frames[0].save(
        file, kind, save_all=True, append_images=frames[1:], duration=120, loop=0, **more
    )
    after = strip_metadata(file.getvalue(), "a picture")
    assert_clean(file.getvalue(), after)
    with Image.open(io.BytesIO(after)) as old, Image.open(io.BytesIO(file.getvalue())) as new:
        assert old.n_frames == new.n_frames == 3
        for number in range(3):
            old.seek(number)
            new.seek(number)
            assert np.array_equal(np.asarray(old.convert("RGB")), np.asarray(new.convert("RGB")))
            assert old.info.get("duration") == new.info.get("duration")


def test_a_webp_with_alpha_keeps_it() -> None:
    seen = scene().convert("RGBA")
    seen.putalpha(Image.linear_gradient("L").resize(seen.size))
    for lossless in (True, False):
        file = io.BytesIO()
        seen.save(file, "WebP", lossless=lossless, exif=exif(5), xmp=XMP)
        after = strip_metadata(file.getvalue(), "a picture")
        assert_clean(file.getvalue(), after)
        with Image.open(io.BytesIO(after)) as opened:
            assert opened.mode == "RGBA"


def test_text_is_no_picture() -> None:
    with pytest.raises(InputFormatError, match=r"love\.txt is not a picture"):
        strip_metadata(b"dear", "love.txt")


@settings(deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))
@given(
    kind=st.sampled_from(("JPEG", "PNG", "WebP", "GIF")),
    orientation=st.integers(1, 8),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=3),
    end=st.one_of(st.none(), st.floats(0, 1)),
)
def test_damage_never_makes_it_crash_nor_changes_what_is_seen(
    kind: str, orientation: int, changes: list[tuple[float, int]], end: float | None
) -> None:
    data = bytearray(_cached(kind, orientation))
    for where, value in changes:
        data[int(where * (len(data) - 1))] = value
    before = bytes(data[: None if end is None else int(end * len(data))])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's, on broken metadata
        try:
            after = strip_metadata(before, "a picture")
        except InputError:
            return
        try:
            seen = load_array(before)
        except InputError:
            return  # it could not be seen before either
        assert np.array_equal(seen, load_array(after))


@cache
def _cached(kind: str, orientation: int) -> bytes:
    return secretive(kind, orientation)


def test_real_photographs_look_the_same(photographs: Path, real_images: list[Path]) -> None:
    paths = [*photographs.glob("*.jpg"), *photographs.glob("*.png"), *photographs.glob("*.gif")]
    paths += real_images
    assert len(paths) > 30
    for path in paths:
        before = path.read_bytes()
        try:
            seen = load_array(before)
        except InputError:
            continue
        after = strip_metadata(before, path.name)
        assert np.array_equal(seen, load_array(after)), path
        with Image.open(io.BytesIO(after)) as opened:
            assert set(opened.getexif()) <= {0x0112}
