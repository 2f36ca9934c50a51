"""Tags are removed from MP3 files, and a file of many tags is not copied for each of them."""

from __future__ import annotations

from typing import Any

import pytest

from vizsla.modalities.audio.mp3_tags import without_tags

FRAMES = b"\xff\xfb\x90\x00" + bytes(range(250)) * 40
FOOTER = b"APETAGEX" + (2_000).to_bytes(4, "little") + (32).to_bytes(4, "little") + bytes(16)
ID3V1 = b"TAG".ljust(128, b"\0")
ID3V2 = b"ID3\4\0\0\0\0\0\5title"


@pytest.mark.parametrize(("before", "after"), [(b"", b""), (ID3V2, FOOTER + ID3V1), (b"", FOOTER)])
def test_the_frames_alone_are_left(before: bytes, after: bytes) -> None:
    assert without_tags(before + FRAMES + after) == FRAMES


class Counted(bytes):
    """Bytes that count how many of them were copied."""

    copied = 0

    def __getitem__(self, key: Any) -> Any:
        """Count what is copied."""
        found = super().__getitem__(key)
        self.copied += len(found)
        return found


def test_a_file_of_many_tags_is_not_copied_for_each() -> None:
    content = Counted(FRAMES + FOOTER * 1_000)
    assert without_tags(content) == FRAMES
    assert content.copied < 10 * len(content)
