from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from vizsla.errors import OptionError
from vizsla.modalities.image.heat_overlay import heat_uri
from vizsla.modalities.image.thumbnail import sheet as draw_sheet
from vizsla.modalities.image.thumbnail import thumbnail_uri
from vizsla.modalities.limits import Limits
from vizsla.modalities.modality_values import PLACEHOLDER

if TYPE_CHECKING:
    from pathlib import Path


def opened(uri: str) -> Image.Image:
    head, _, content = uri.partition(",")
    assert head == "data:image/jpeg;base64"
    return Image.open(io.BytesIO(base64.b64decode(content)))


def with_metadata(image: Image.Image) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x010F] = "a camera"
    exif.get_ifd(0x8825)[1] = "N"
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif, comment=b"a secret", xmp=b"<x:xmpmeta/>")
    return buffer.getvalue()


def test_a_thumbnail_is_upright_and_has_no_metadata(photographs: Path) -> None:
    image = Image.open(photographs / "chelsea.png").convert("RGB")
    small = opened(thumbnail_uri(with_metadata(image), 100))
    assert image.width > image.height
    assert small.height == 100 > small.width
    assert not small.getexif()
    assert not {"comment", "xmp", "exif", "icc_profile"} & small.info.keys()


def test_a_thumbnail_shows_the_image(photographs: Path) -> None:
    image = Image.open(photographs / "coffee.png").convert("RGB")
    small = opened(thumbnail_uri((photographs / "coffee.png").read_bytes()))
    assert max(small.size) == 160
    expected = np.asarray(image.resize(small.size), float)
    assert np.abs(np.asarray(small, float) - expected).mean() < 6


@pytest.mark.parametrize("content", [None, b"", b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0rest"])
def test_a_file_without_an_image_has_a_placeholder(content: bytes | None) -> None:
    assert thumbnail_uri(content) == PLACEHOLDER
    assert heat_uri(content, np.ones((4, 4), np.float32)) == PLACEHOLDER


def test_a_file_beyond_the_limits_has_a_placeholder(photographs: Path) -> None:
    content = (photographs / "coffee.png").read_bytes()
    assert thumbnail_uri(content, limits=Limits(max_pixels=1000)) == PLACEHOLDER


def test_an_image_of_a_few_pixels_keeps_its_edges() -> None:
    buffer = io.BytesIO()
    Image.fromarray(np.eye(8, dtype=np.uint8) * 255).save(buffer, "PNG")
    large = np.asarray(opened(thumbnail_uri(buffer.getvalue(), 160)).convert("L"))
    assert large.shape == (160, 160)
    assert large[10, 10] > 200
    assert large[10, 30] < 50


def test_a_sheet_holds_every_image_in_its_square(photographs: Path) -> None:
    contents = [(photographs / name).read_bytes() for name in ("chelsea.png", "coffee.png")]
    sheet = draw_sheet([contents[0], None, contents[1]], 32, 2)
    image = opened(sheet.uri)
    assert (sheet.columns, sheet.rows) == (2, 2)
    assert image.size == (64, 64)
    cells = np.asarray(image, float)
    assert cells[4:28, 36:60].std(axis=(0, 1)).max() < 4  # one colour
    assert cells[4:28, 4:28].std() > 10
    assert cells[36:60, 4:28].std() > 10


def test_a_heat_map_dims_all_but_the_places_of_high_weight(photographs: Path) -> None:
    heat = np.zeros((10, 10), np.float32)
    heat[:, :5] = 1
    lit = np.asarray(opened(heat_uri((photographs / "coffee.png").read_bytes(), heat)), float)
    half = lit.shape[1] // 2
    assert lit[:, : half - 20].mean() > 2 * lit[:, half + 20 :].mean()
    assert np.ptp(lit[:, half + 40 :], axis=2).mean() < 8  # grey


def test_an_impossible_size_is_an_error() -> None:
    with pytest.raises(OptionError, match="side=0"):
        thumbnail_uri(b"", 0)
    with pytest.raises(OptionError, match="columns=0"):
        draw_sheet([], 32, 0)
