"""Records from a microphone of this computer, block by block."""

from __future__ import annotations

import queue
from contextlib import ExitStack, closing, suppress
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, MissingExtraError
from vizsla.modalities.audio.resample import Resampler

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Microphone", "next_block", "put_newest"]

RATE = 16_000  # Hz, of what is returned
_BLOCK = 0.1  # seconds
_PATIENCE = 5.0  # seconds without a block: also silence comes in blocks
_HELD = 600  # blocks: a minute


class Microphone:
    """A microphone: iterating over it records until the loop is left.

    A loop may fall behind by up to a minute; of what it then does not take the oldest is lost.

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
            InputError: there is no such microphone, it can't be used, or it was unplugged.

        """
        sounddevice = _sounddevice()
        waiting: queue.Queue[NDArray[np.float32]] = queue.Queue(_HELD)
        name = "the microphone" if self._device is None else f"the device {self._device!r:.80}"
        with ExitStack() as opened:
            try:
                rate = int(sounddevice.query_devices(self._device, "input")["default_samplerate"])
                stream = sounddevice.InputStream(
                    samplerate=rate,
                    blocksize=round(_BLOCK * rate),
                    device=self._device,
                    channels=1,
                    dtype="float32",
                    callback=lambda block, *_: put_newest(waiting, block[:, 0].copy()),
                )
                opened.enter_context(closing(stream)).start()
            except Exception as error:  # the library raises ValueError and errors of its own
                raise InputError(
                    f"{name} can't be used: {error}. Connect one, or choose another of those that "
                    "'python -m sounddevice' lists."
                ) from error
            resampler = Resampler(rate, RATE)
            while True:
                yield resampler.push(next_block(waiting, name))


def put_newest(waiting: queue.Queue[NDArray[np.float32]], block: NDArray[np.float32]) -> None:
    """Add a block; where there is no room for it, the oldest one goes."""
    while True:
        try:
            waiting.put_nowait(block)
        except queue.Full:
            with suppress(queue.Empty):  # it was taken just now
                waiting.get_nowait()
        else:
            return


def next_block(
    waiting: queue.Queue[NDArray[np.float32]], name: str, patience: float = _PATIENCE
) -> NDArray[np.float32]:
    """Return the next block once it comes.

    Args:
        waiting: the blocks that were recorded.
        name: the microphone's, for messages.
        patience: seconds to wait.

    Raises:
        InputError: none came.

    """
    try:
        return waiting.get(timeout=patience)
    except queue.Empty:
        raise InputError(
            f"{name} gave no sound, not even silence, for {patience:g} seconds. Look whether it is "
            "still connected, and begin again."
        ) from None


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
