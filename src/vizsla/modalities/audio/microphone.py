"""Records from a microphone of this computer, block by block."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, MissingExtraError
from vizsla.modalities.audio.resample import Resampler

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Microphone"]

RATE = 16_000  # Hz, of what is returned
_BLOCK = 0.1  # seconds


class Microphone:
    """A microphone: iterating over it records until the loop is left.

    Args:
        device: the number or a part of the name of the device, as ``python -m sounddevice`` lists
            them; by default the system's.

    """

    def __init__(self, device: int | str | None = None) -> None:
        self._device = device

    def __iter__(self) -> Iterator[NDArray[np.float32]]:
        """Yield float32 (n,), of 0.1 seconds at 16 kHz.

        Raises:
            MissingExtraError: the library that records is not installed.
            InputError: there is no such microphone, or it can't be used.

        """
        sounddevice = _sounddevice()
        waiting: queue.SimpleQueue[NDArray[np.float32]] = queue.SimpleQueue()
        try:
            rate = int(sounddevice.query_devices(self._device, "input")["default_samplerate"])
            stream = sounddevice.InputStream(
                samplerate=rate,
                blocksize=round(_BLOCK * rate),
                device=self._device,
                channels=1,
                dtype="float32",
                callback=lambda block, *_: waiting.put(block[:, 0].copy()),
            )
        except Exception as error:  # the library raises ValueError and errors of its own
            name = "the microphone" if self._device is None else f"the device {self._device!r:.80}"
            raise InputError(
                f"{name} can't be used: {error}. Connect one, or choose another of those that "
                "'python -m sounddevice' lists."
            ) from error
        resampler = Resampler(rate, RATE)
        with stream:
            while True:
                yield resampler.push(waiting.get())


def _sounddevice() -> Any:  # noqa: ANN401 - a module without types
    try:
        import sounddevice  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError(
            "a microphone is read by sounddevice, which is not installed: "
            "pip install 'vizsla[microphone]'"
        ) from error
    except OSError as error:  # it is installed, and the system's PortAudio is not
        raise MissingExtraError(
            f"a microphone is read by PortAudio, which is not installed ({error}): install it, "
            "such as by apt install libportaudio2"
        ) from error
    return sounddevice
