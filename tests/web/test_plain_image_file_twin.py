"""JavaScript takes the same metadata out of an image's file as Python, and the same orientation."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modalities.odd_files import (
    DAMAGED_CHUNKS,
    MISPLACED_ALPHA,
    NOT_READ,
    PLACES,
    TYPES,
    chunk,
    encoded,
    exif_of,
    picture,
    png_with,
)
from vizsla.modalities.image.image_formats import detect_format
from vizsla.modalities.image.plain_image_file import plain_image_file

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = picture(21, 13)
FILES = {
    **{
        f"{place}, {kind}": PLACES[place](SMALL, exif_of(6, kind))
        for place in PLACES
        for kind in TYPES
    },
    **{where: NOT_READ[where](SMALL) for where in NOT_READ},
    **{kind: png_with(SMALL, DAMAGED_CHUNKS[kind]) for kind in DAMAGED_CHUNKS},
    **{alpha: MISPLACED_ALPHA[alpha](SMALL) for alpha in MISPLACED_ALPHA},
    "a palette with transparency": encoded(SMALL.quantize(16), "PNG", transparency=b"\0\x80"),
    "an unknown chunk": png_with(SMALL, chunk(b"ABCD", b"")),
    "a GIF": encoded(SMALL, "GIF"),
    "a progressive JPEG": encoded(SMALL, "JPEG", progressive=True),
    "a big TIFF": encoded(SMALL, "TIFF", big_tiff=True),
}


def in_python(data: bytes) -> dict[str, Any]:
    kind = detect_format(data, "it").name
    try:
        file = plain_image_file(data, kind)
    except ValueError as error:
        message = f"it is a damaged {kind}: {error}. Save or download it again."
        return {"raised": "input-damaged", "message": message}
    sha256 = hashlib.sha256(file.data).hexdigest()
    return {"sha256": sha256, "orientation": file.orientation, "hasEnd": file.has_end}


def check(ask: Callable[[object], Any], data: bytes) -> None:
    found = ask(base64.b64encode(data).decode())
    if found.get("raised") in {"input-too-large", "input-type"}:  # Python learns the size later
        return
    assert found == in_python(data)


@pytest.mark.parametrize("name", FILES)
def test_odd_files_are_read_alike(
    name: str, twin: Callable[[str], Callable[[object], Any]]
) -> None:
    check(twin("plainImageFile"), FILES[name])


def test_files_with_wrong_bytes_are_read_alike(
    twin: Callable[[str], Callable[[object], Any]],
) -> None:
    ask = twin("plainImageFile")

    @settings(max_examples=600, deadline=None)
    @given(
        data=st.sampled_from(list(FILES.values())),
        length=st.floats(0, 1),
        changes=st.lists(
            st.tuples(st.integers(12, 400), st.one_of(st.integers(0, 255), st.just(255))),
            max_size=6,
        ),
        behind=st.binary(max_size=4),
    )
    def compare(data: bytes, length: float, changes: list[tuple[int, int]], behind: bytes) -> None:
        content = bytearray(data[: max(16, round(length * len(data)))] if length < 0.9 else data)
        for at, value in changes:
            content[at % len(content) if at >= len(content) else at] = value
        content[:12] = data[:12]
        check(ask, bytes(content) + behind)

    compare()
