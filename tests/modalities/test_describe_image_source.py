"""Every source has a name that is fit for messages."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vizsla.modalities.image.describe_image_source import describe_image_source


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("park.jpg", "park.jpg"),
        (Path("photos/park.jpg"), str(Path("photos/park.jpg"))),
        ("", "an empty path"),
        (b"x", "a value of 1 byte (bytes)"),
        (bytearray(4711), "a value of 4,711 bytes (bytearray)"),
        (np.zeros((4, 3, 3), np.uint8), "an image of 3 x 4 pixels (ndarray)"),
        (np.zeros((4, 3)), "an ndarray of shape (4, 3) and dtype float64"),
        (Image.new("RGB", (3, 4)), "an image of 3 x 4 pixels (PIL image)"),
        (io.BytesIO(), "an object of type _io.BytesIO"),
        (None, "an object of type NoneType"),
        ([1], "an object of type list"),
        ("https://example.org/park.jpg", "https://example.org/park.jpg"),
        ("https://me:secret@example.org/x?key=secret", "https://example.org/x?…"),
        ("data:image/png;base64,AAAA", "data:image/png;base64,AAAA"),
        ("C:\\photos\\park.jpg", "C:\\photos\\park.jpg"),
    ],
)
def test_a_source_is_named(source: object, name: str) -> None:
    assert describe_image_source(source) == name


def test_a_long_name_keeps_both_ends() -> None:
    name = describe_image_source("photos/" + "x" * 5000 + "/park.jpg")
    assert name.startswith("photos/xxx")
    assert name.endswith("xxx/park.jpg")
    assert len(name) < 200


def test_a_name_can_not_play_with_the_terminal() -> None:
    assert describe_image_source("\x1b[31mred\nnext\udcff") == "\\x1b[31mred\\nnext\\udcff"


def test_a_strange_object_is_named_too() -> None:
    class Strange:
        @property
        def name(self) -> str:
            raise ZeroDivisionError

        read = name

    assert describe_image_source(Strange()).endswith("Strange")
