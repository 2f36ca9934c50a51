"""Reads sounds of formats that libsndfile does not, by the program ffmpeg where it is installed.

The file is untrusted: ffmpeg is told its format, may open files alone, and follows no references.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from typing import TYPE_CHECKING, cast

import numpy as np

from vizsla.errors import InputDamagedError, InputFormatError
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from numpy.typing import NDArray

    from vizsla.modalities.audio.sound_formats import SoundFormat

__all__ = ["ffmpeg_blocks"]

_NO_SOUND = "matches no streams"  # of ffmpeg's message


def ffmpeg_blocks(
    path: str, kind: SoundFormat, name: str, rate: int, size: int
) -> Iterator[NDArray[np.float32]]:
    """Yield a file's first sound as one channel, in blocks.

    Args:
        path: the file.
        kind: its format.
        name: its name, for messages.
        rate: the samples a second to return, in Hz.
        size: samples of a block.

    Yields:
        float32 (n,), n from 1 to ``size``.

    Raises:
        InputFormatError: ffmpeg is not installed, or the file has no sound.
        InputDamagedError: the file can't be read.

    """
    program = shutil.which("ffmpeg")
    if program is None:
        raise InputFormatError(
            f"{name} is {kind.name}, which is read by ffmpeg, and that is not installed. Install "
            "it (https://ffmpeg.org), or give WAV, FLAC, Ogg or MP3."
        )
    # fmt: off
    command = [
        program, "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-f", kind.demuxer,
        "-i", f"file:{path}", "-map", "0:a:0", "-ac", "1", "-ar", str(rate), "-f", "f32le", "-",
    ]
    # fmt: on
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors) as process,  # noqa: S603 - a list
    ):
        output = cast("BinaryIO", process.stdout)  # a pipe was asked for
        try:
            while part := output.read(4 * size):
                yield np.frombuffer(part[: len(part) // 4 * 4], "<f4").astype(np.float32)
        finally:
            process.kill()  # nobody wants the rest; ended already where all was read
        errors.seek(0)
        _check(process.wait(), errors.read(2_000), kind, name)


def _check(code: int, said: bytes, kind: SoundFormat, name: str) -> None:
    if code == 0 or not said:
        return
    words = said.decode(errors="replace")
    if _NO_SOUND in words:
        raise InputFormatError(f"{name} has no sound: it is {kind.name} with a picture alone.")
    raise InputDamagedError(
        f"{name} is damaged {kind.name}: {shorten(words.strip())}. Save or download it again."
    )
