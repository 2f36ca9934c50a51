"""The images that ship with the tests may be shipped, and are small."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

FREE = {"CC0-1.0", "public domain"}


def test_every_image_has_an_author_a_source_and_a_free_licence(images: Path) -> None:
    listed = json.loads((images / "SOURCES.json").read_text(encoding="utf-8"))["images"]
    files = sorted(path.relative_to(images).as_posix() for path in images.rglob("*.*g"))
    assert [each["file"] for each in listed] == files
    for each in listed:
        assert each["author"], each
        assert each["source"].startswith("https://"), each
        assert each["licence"] in FREE, each
        assert each["taken_from"], each


def test_the_images_are_small_jpegs(images: Path) -> None:
    files = [path for path in images.rglob("*") if path.is_file() and path.suffix != ".json"]
    assert max(path.stat().st_size for path in files) <= 60_000
    assert sum(path.stat().st_size for path in files) <= 1_500_000
    for path in files:
        with Image.open(path) as image:
            assert (image.format, image.mode, path.suffix) == ("JPEG", "RGB", ".jpg")
            assert not image.getexif()
