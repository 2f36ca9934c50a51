"""Speech to text: a sound -> pieces of speech -> their words, with scores and times."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn, overload

from vizsla.answer import Alternative, Transcription
from vizsla.errors import InputTooLargeError, OptionError
from vizsla.functions.base import Function
from vizsla.functions.call_options import DEFAULT_TOP, CallOptions
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.modalities.sources.source_names import is_url
from vizsla.progress import ProgressReporter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from vizsla.answer import SpeechSegment
    from vizsla.modalities.limits import Limits
    from vizsla.progress import Progress

__all__ = ["SpeechRecognizer"]

STAGE = "listening"


@dataclass(frozen=True, slots=True)
class ListeningOptions(CallOptions):
    """The options of one call of a SpeechRecognizer; see there."""

    words: bool = True


class SpeechRecognizer(Function[Any, Transcription]):
    """Transcribes speech: English, as text with its segments, words and times.

    A sound is a path, an http(s) URL (a str), a file's bytes, a binary file object, a Sound, or a
    pair of an array and its rate. It is read while it is heard: hours of it take little memory.
    """

    modality_name = "audio"

    @overload
    def __call__(  # type: ignore[overload-overlap] # a pair of samples and rate is one sound
        self,
        source: tuple[NDArray[Any], int],
        *,
        top: int = ...,
        threshold: float | None = ...,
        limits: Limits = ...,
        words: bool = ...,
        progress: Callable[[Progress], None] | None = ...,
    ) -> Transcription: ...

    @overload
    def __call__(  # type: ignore[overload-overlap] # a list is an object, too
        self,
        source: list[Any] | tuple[Any, ...] | Iterator[Any],
        *,
        top: int = ...,
        threshold: float | None = ...,
        limits: Limits = ...,
        words: bool = ...,
        progress: Callable[[Progress], None] | None = ...,
    ) -> Iterator[Transcription]: ...

    @overload
    def __call__(
        self,
        source: object,
        *,
        top: int = ...,
        threshold: float | None = ...,
        limits: Limits = ...,
        words: bool = ...,
        progress: Callable[[Progress], None] | None = ...,
    ) -> Transcription: ...

    def __call__(
        self,
        source: object,
        *,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        limits: Limits = DEFAULT_LIMITS,
        words: bool = True,
        progress: Callable[[Progress], None] | None = None,
    ) -> Transcription | Iterator[Transcription]:
        """Transcribe one sound, or each of many.

        Args:
            source: the sound, or a list or an iterator of sounds.
            top: the number of alternatives, at least 1; there is never more than the answer.
            threshold: the least score of a sure answer, 0 to 1; by default the one that the
                function was published with.
            limits: the bytes and seconds that reading a sound may cost. A file at a path may be
                of any length; other sounds are of an hour at most, unless this allows more.
            words: whether to find out when each word is said, which takes most of the time.
            progress: called with each Progress of one sound, in whole seconds of it.

        Returns:
            The Transcription; of many sounds an iterator of Transcriptions, in their order.

        Raises:
            InputError: a sound can't be used; the error's class says why.
            MissingExtraError: the models or the engine are not installed.
            OptionError: an option is out of its range.
            FunctionClosedError: the function was closed.

        """
        options = ListeningOptions(top, threshold, None, limits, words)
        if progress is None or self.modality.is_batch(source):
            return self._call(source, options)
        self._check_open()
        return self._transcription(source, options, progress)

    def segments(
        self, source: object, *, limits: Limits = DEFAULT_LIMITS, words: bool = True
    ) -> Iterator[SpeechSegment]:
        """Yield the segments of one sound, each as soon as it was heard.

        Args:
            source: the sound; see a call.
            limits: the bytes and seconds that reading the sound may cost.
            words: whether to find out when each word is said.

        Raises:
            InputError: the sound can't be used; the error's class says why.
            MissingExtraError: the models or the engine are not installed.
            FunctionClosedError: the function was closed.

        """
        self._check_open()
        return self._segments(_Blocks(source, limits), words=words)

    def warm_up(self) -> None:
        """Open the models, and let them hear a second of silence.

        Raises:
            EngineError: the engine can't run them.
            MissingExtraError: the models or the engine are not installed.

        """
        self._check_open()
        import numpy as np  # noqa: PLC0415 - loading the class shall be quick

        from vizsla.speech.listening.moonshine import moonshine  # noqa: PLC0415
        from vizsla.speech.listening.voice_activity import RATE, VoiceActivity  # noqa: PLC0415

        silence = np.zeros(RATE, np.float32)
        VoiceActivity().push(silence)
        moonshine().hear(silence)

    def _explain(self, value: object, options: CallOptions, label: str | None) -> NoReturn:
        del value, options, label
        raise OptionError(
            f"{self.name!r} has no heat map: its answer's segments say when each word is said"
        )

    def _answer_source(
        self, source: object, options: CallOptions, threads: int | None
    ) -> Transcription:
        return self._answer(source, options, threads)

    def _answer(self, value: object, options: CallOptions, threads: int | None) -> Transcription:
        del threads  # the graphs are small: a second thread makes them slower
        return self._transcription(value, options, None)

    def _transcription(
        self,
        source: object,
        options: CallOptions,
        progress: Callable[[Progress], None] | None,
    ) -> Transcription:
        blocks = _Blocks(source, options.limits, progress)
        words = not isinstance(options, ListeningOptions) or options.words
        found = tuple(self._segments(blocks, words=words))
        return self._joined(found, blocks.seconds, options)

    def _segments(self, blocks: _Blocks, *, words: bool) -> Iterator[SpeechSegment]:
        from vizsla.speech.listening.transcribe import transcribe  # noqa: PLC0415 - NumPy

        least = self._threshold(CallOptions())
        for each in transcribe(blocks, words=words):
            yield replace(each, sure=each.score >= least)

    def _joined(
        self, segments: tuple[SpeechSegment, ...], seconds: float, options: CallOptions
    ) -> Transcription:
        spoken = [each for each in segments if each.text is not None]
        text = " ".join(str(each.text) for each in spoken) or None
        score = _mean_score(spoken) if spoken else self._score_of_nothing(segments)
        least = min((each.score for each in spoken), default=score)
        return Transcription(
            text,
            score,
            sure=least >= self._threshold(options),
            calibrated=self.manifest.calibration is not None,
            likely=least >= self._least_likely,
            alternatives=() if text is None else (Alternative(text, score),),
            segments=segments,
            seconds=seconds,
        )

    def _score_of_nothing(self, segments: Sequence[SpeechSegment]) -> float:
        """Return how likely it is that nothing is said in a sound in which no words were found."""
        from vizsla.speech.listening.segment_score import silence_score  # noqa: PLC0415 - NumPy

        return min((each.score for each in segments), default=silence_score())

    @property
    def _least_likely(self) -> float:
        """The least score of an answer that is likely without being sure."""
        likely = self.manifest.likely
        return math.inf if likely is None or likely.score is None else likely.score


class _Blocks:
    """The blocks of a sound, which counts its seconds and reports them.

    Args:
        source: the sound.
        limits: the bytes and seconds that reading may cost.
        progress: called after each block; None for nobody.

    """

    def __init__(
        self,
        source: Any,  # noqa: ANN401 - the type is checked when it is read
        limits: Limits,
        progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self._source = source
        self._limits = limits
        self._progress = progress
        self.seconds = 0.0

    def __iter__(self) -> Iterator[NDArray[np.float32]]:
        """Yield the blocks."""
        from vizsla.modalities.audio.describe_sound_source import (  # noqa: PLC0415
            describe_sound_source,
        )
        from vizsla.modalities.audio.load_sound import RATE, sound_blocks  # noqa: PLC0415 - NumPy
        from vizsla.modalities.audio.sound_length import sound_length  # noqa: PLC0415

        reporter = ProgressReporter(self._progress)
        most = None if _is_file(self._source) else self._limits.max_seconds
        total = 0 if self._progress is None else math.ceil(sound_length(self._source) or 0)
        count = 0
        for block in sound_blocks(self._source, limits=self._limits):
            yield block
            count += len(block)
            self.seconds = round(count / RATE, 3)
            if most is not None and self.seconds > most:
                raise InputTooLargeError(
                    f"{describe_sound_source(self._source)} is longer than {most:,g} seconds. Give "
                    "a shorter sound, or raise Limits(max_seconds=...)."
                )
            reporter.report(STAGE, int(self.seconds), max(total, math.ceil(self.seconds)))


def _is_file(source: object) -> bool:
    """Return whether a source is the path of a file, which may be of any length."""
    return isinstance(source, os.PathLike) or (isinstance(source, str) and not is_url(source))


def _mean_score(segments: Iterable[SpeechSegment]) -> float:
    """Return the mean of the segments' scores, each counted by its words."""
    counts = [(each.score, len((each.text or "").split())) for each in segments]
    return sum(score * count for score, count in counts) / sum(count for _, count in counts)
