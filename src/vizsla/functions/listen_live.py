"""``vizsla.listen_live``: transcribes speech while it is spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from vizsla.modalities.audio.load_sound import SoundSource
    from vizsla.speech.listening.live_text import LiveText

__all__ = ["listen_live"]


def listen_live(
    source: SoundSource | Iterable[NDArray[np.float32]] | None = None,
) -> Iterator[LiveText]:
    """Transcribe speech while it is spoken: English, settled within one to three seconds.

    ::

        for part in vizsla.listen_live():  # this computer's microphone
            print(part.settled, end=" ", flush=True)

    Args:
        source: where the sound comes from: a ``vizsla.Microphone``, or anything else that yields
            blocks of samples, float32 (n,) at 16 kHz; or a sound as ``vizsla.listen`` takes it,
            which is read as fast as it is heard. By default the system's microphone.

    Yields:
        A LiveText each time that there is something new.

    Raises:
        InputError: the sound or the microphone can't be used.
        MissingExtraError: the models, the engine or the microphone's library are not installed.

    """
    # Imported here: NumPy takes 0.1 s.
    from vizsla.speech.listening.live_text import live_texts  # noqa: PLC0415

    return live_texts(_blocks(source))


def _blocks(source: Any) -> Iterable[NDArray[np.float32]]:  # noqa: ANN401 - see listen_live
    from vizsla.modalities.audio.live_blocks import (  # noqa: PLC0415 - NumPy
        checked_blocks,
        comes_in_blocks,
    )
    from vizsla.modalities.audio.load_sound import sound_blocks  # noqa: PLC0415
    from vizsla.modalities.audio.microphone import Microphone  # noqa: PLC0415

    if source is None:
        return Microphone()
    return checked_blocks(source) if comes_in_blocks(source) else _short(sound_blocks(source))


def _short(blocks: Iterable[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
    """Yield blocks of a tenth of a second, as if the sound came just now."""
    size = 1_600  # samples
    for block in blocks:
        for start in range(0, len(block), size):
            yield block[start : start + size]
