"""Text to speech: a text -> spoken words -> symbols -> a voice's sound."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, cast, overload

from vizsla.errors import InputTooLargeError, OptionError
from vizsla.functions.base import Function
from vizsla.functions.call_options import DEFAULT_TOP, CallOptions
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.speech.speaking.voices import DEFAULT_VOICE, VOICES, voice_named

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from vizsla.errors import VizslaError
    from vizsla.modalities.audio.sound import Sound
    from vizsla.modalities.limits import Limits
    from vizsla.speech.speaking.synthesis import Synthesis

__all__ = ["MOST_SPOKEN", "SpeakingOptions", "SpeechSynthesizer"]

MOST_SPOKEN = 20_000  # characters of one call: about 20 minutes, 115 MB of samples
SLOWEST, QUICKEST = 0.5, 2.0


@dataclass(frozen=True, slots=True)
class SpeakingOptions(CallOptions):
    """The options of one call of a SpeechSynthesizer; see there.

    Raises:
        OptionError: an option is out of its range.

    """

    voice: str = DEFAULT_VOICE
    speed: float = 1.0
    ssml: bool = False
    check: bool = False

    def __post_init__(self) -> None:
        """Check the voice and the speed, too."""
        CallOptions.__post_init__(self)
        voice_named(self.voice)
        speed: object = self.speed
        if (
            isinstance(speed, bool)
            or not isinstance(speed, int | float)
            or not SLOWEST <= speed <= QUICKEST
        ):
            raise OptionError(
                f"speed must be a number from {SLOWEST} to {QUICKEST}, not {speed!r:.40}"
            )


class SpeechSynthesizer(Function[str, "Synthesis"]):
    """Reads a text aloud: English, in the voices of ``.voices``.

    A text is a str, the Path of a file, bytes or a binary file; these in UTF-8.
    """

    modality_name = "text"

    @property
    def voices(self) -> tuple[str, ...]:
        """The names of the voices."""
        return tuple(VOICES)

    @overload
    def __call__(  # type: ignore[overload-overlap] # a list is an object, too
        self,
        source: list[Any] | tuple[Any, ...] | Iterator[Any],
        *,
        voice: str = ...,
        speed: float = ...,
        ssml: bool = ...,
        check: bool = ...,
        top: int = ...,
        threshold: float | None = ...,
        limits: Limits = ...,
    ) -> Iterator[Synthesis]: ...

    @overload
    def __call__(
        self,
        source: object,
        *,
        voice: str = ...,
        speed: float = ...,
        ssml: bool = ...,
        check: bool = ...,
        top: int = ...,
        threshold: float | None = ...,
        limits: Limits = ...,
    ) -> Synthesis: ...

    def __call__(
        self,
        source: object,
        *,
        voice: str = DEFAULT_VOICE,
        speed: float = 1.0,
        ssml: bool = False,
        check: bool = False,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Synthesis | Iterator[Synthesis]:
        """Speak one text, or each of many.

        Args:
            source: the text, or a list or an iterator of texts.
            voice: a name of ``.voices``.
            speed: 0.5 to 2; 1 as the voice speaks by itself.
            ssml: whether the text is SSML; see ``docs/how-to/speak.md`` for its elements.
            check: whether ``listen`` hears the sound, so that the score is this sound's.
            top: the number of alternatives, at least 1; a sound has none.
            threshold: the least score of a sure answer, 0 to 1, where it is checked; by default
                the one that the function was published with.
            limits: the bytes and characters that reading a text may cost.

        Returns:
            The Synthesis; of many texts an iterator of Syntheses, in the texts' order.

        Raises:
            InputError: a text can't be used; the error's class says why.
            OptionError: an option is out of its range, or there is no such voice.
            MissingExtraError: the models or the engine are not installed.
            FunctionClosedError: the function was closed.

        """
        options = SpeakingOptions(top, threshold, None, limits, voice, speed, ssml, check)
        return self._call(source, options)

    async def acall(self, source: object, **options: Any) -> Synthesis:  # noqa: ANN401
        """Speak one text without blocking the event loop; options as for a call."""
        import asyncio  # noqa: PLC0415 - it takes 30 ms, and few calls need it

        def answer() -> Synthesis:
            found: Synthesis = self(source, **options)
            return found

        return await asyncio.to_thread(answer)

    def over(
        self,
        where: str | os.PathLike[str] | Iterable[Any],
        *,
        voice: str = DEFAULT_VOICE,
        speed: float = 1.0,
        ssml: bool = False,
        check: bool = False,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        limits: Limits = DEFAULT_LIMITS,
        on: str | None = None,
    ) -> Iterator[tuple[Any, Synthesis | VizslaError]]:
        """Speak each text of a folder, a pattern or a list; see ``Function.over``.

        In a list, a str is a text itself.
        """
        options = SpeakingOptions(top, threshold, None, limits, voice, speed, ssml, check)
        return self._over(where, options, on)

    def call_options(
        self,
        *,
        voice: str = DEFAULT_VOICE,
        speed: float = 1.0,
        ssml: bool = False,
        check: bool = False,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> CallOptions:
        """Return the options of ``over``, checked."""
        return SpeakingOptions(top, threshold, None, limits, voice, speed, ssml, check)

    def parts(
        self,
        source: object,
        *,
        voice: str = DEFAULT_VOICE,
        speed: float = 1.0,
        ssml: bool = False,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Iterator[Sound]:
        """Yield the sound of a text part by part, each as soon as it is made; the first is short.

        Args:
            source: the text.
            voice: a name of ``.voices``.
            speed: 0.5 to 2; 1 as the voice speaks by itself.
            ssml: whether the text is SSML.
            limits: the bytes and characters that reading a text may cost.

        Raises:
            InputError: the text can't be used; the error's class says why.
            OptionError: an option is out of its range, or there is no such voice.
            MissingExtraError: the models or the engine are not installed.
            FunctionClosedError: the function was closed.

        """
        self._check_open()
        options = SpeakingOptions(limits=limits, voice=voice, speed=speed, ssml=ssml)
        return self._parts(self.modality.load(source, limits=limits), options, soon=True)

    def warm_up(self) -> None:
        """Open the model, and let it say a word.

        Raises:
            EngineError: the engine can't run it.
            MissingExtraError: the models or the engine are not installed.

        """
        self._check_open()
        for _ in self._parts("Hello.", SpeakingOptions()):
            pass

    def _parts(self, text: str, options: SpeakingOptions, *, soon: bool = False) -> Iterator[Sound]:
        from vizsla.speech.speaking.speech_parts import speech_parts  # noqa: PLC0415 - NumPy

        voice, speed, ssml = options.voice, options.speed, options.ssml
        return speech_parts(text, voice=voice, speed=speed, ssml=ssml, soon=soon)

    def _explain(self, value: str, options: CallOptions, label: str | None) -> NoReturn:
        del value, options, label
        raise OptionError(f"{self.name!r} has no heat map: its answer is a sound")

    def _answer_source(
        self, source: object, options: CallOptions, threads: int | None
    ) -> Synthesis:
        return self._answer(self.modality.load(source, limits=options.limits), options, threads)

    def _answer(self, value: str, options: CallOptions, threads: int | None) -> Synthesis:
        del threads  # the model is opened once, for all cores
        chosen = cast("SpeakingOptions", options)
        if len(value) > MOST_SPOKEN:
            raise InputTooLargeError(
                f"the text has {len(value):,} characters, and one sound is made of at most "
                f"{MOST_SPOKEN:,}. Cut it into several texts; in Python, vizsla.speak.parts(text) "
                "takes any length"
            )
        from vizsla.speech.speaking.speech_parts import joined  # noqa: PLC0415 - NumPy
        from vizsla.speech.speaking.synthesis import Synthesis  # noqa: PLC0415

        sound = joined(self._parts(value, chosen))
        score, heard = self._measured, None
        if chosen.check:
            score, heard = _checked(value, sound, chosen)
        return Synthesis(
            sound,
            score,
            sure=chosen.check and score >= self._threshold(options),
            calibrated=False,
            voice=voice_named(chosen.voice).name,
            checked=heard,
        )

    @property
    def _measured(self) -> float:
        """The share of words that were understood when the function was measured."""
        test = self.manifest.test
        return 0.0 if test is None or math.isnan(test.accuracy) else test.accuracy


def _checked(text: str, sound: Sound, options: SpeakingOptions) -> tuple[float, str]:
    """Return the share of a sound's words that are understood, and what was heard."""
    from vizsla.speech.speaking.speech_parts import said_words  # noqa: PLC0415 - NumPy
    from vizsla.speech.speaking.understood import understood  # noqa: PLC0415

    found = understood(said_words(text, voice=options.voice, ssml=options.ssml), sound)
    return found.share, found.heard
