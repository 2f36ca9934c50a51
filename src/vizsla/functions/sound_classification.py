"""Sounds to labels: the functions that users train on recordings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from vizsla.cached_value import cached_property
from vizsla.encoders.sound.sound_encoder import SoundEncoder
from vizsla.functions.call_options import DEFAULT_TOP, CallOptions
from vizsla.functions.classifier import Classifier
from vizsla.functions.explanation import Explanation
from vizsla.functions.feature_values import WEIGHTS
from vizsla.functions.novelty import novelty_of
from vizsla.functions.watched_sound import WatchedSound, windows_of
from vizsla.modalities.audio.load_sound import RATE
from vizsla.modalities.audio.sound import Sound
from vizsla.modalities.limits import DEFAULT_LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vizsla.answer import Answer
    from vizsla.encoders.embedding import Embedding
    from vizsla.modalities.audio.load_sound import SoundSource
    from vizsla.modalities.limits import Limits

__all__ = ["SoundClassifier"]

SILENT = 1e-3  # peak: -60 dB of full scale
LIKE_EXAMPLES = 1.0  # the novelty of what is as near to examples as they are to one another
MOST_PARTS = 24  # of a sound that is explained
LEAST_PART = RATE // 10  # samples


class SoundClassifier(Classifier[Sound]):
    """Answers with the label of a sound.

    A sound is a path, an http(s) URL, bytes, a binary file, a Sound, or a pair of an ndarray and
    its rate.
    """

    modality_name = "audio"
    known_features = (WEIGHTS,)

    @cached_property
    def encoder(self) -> SoundEncoder:
        """The encoder whose embeddings the head takes."""
        return SoundEncoder.of_bundle(self._bundle)

    def watch(
        self,
        source: SoundSource | Iterable[np.ndarray],
        *,
        seconds: float = 1.0,
        step: float | None = None,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Iterator[WatchedSound]:
        """Answer a continuous sound window by window, as it comes.

        Args:
            source: a sound of any length, such as a file of hours, at flat memory; a
                ``vizsla.Microphone``; or anything else that yields blocks of samples at 16 kHz,
                float32 (n,) each.
            seconds: the length of a window; best as long as the examples of training, 0.1 to 60.
            step: the seconds from one window to the next, at least 0.01; by default half a window.
            top: the number of alternatives to return, at least 1.
            threshold: the least score of a sure answer, 0 to 1; see a call.
            limits: the bytes and seconds that reading the source may cost.

        Yields:
            The Answer of each window, with its times, in order. The last window ends with the
            sound, and may be shorter.

        Raises:
            InputError: the source can't be used; the error's class says why.
            OptionError: an option is out of its range.

        """
        self._check_open()
        options = CallOptions(top, threshold, None, limits)
        for start, samples in windows_of(source, seconds, step, limits):
            answer = self._answer(Sound(samples, RATE), options, 1)
            yield WatchedSound(start, start + len(samples) / RATE, answer)

    def _answer_embedded(self, value: Sound, embedding: Embedding, options: CallOptions) -> Answer:
        answer = super()._answer_embedded(value, embedding, options)
        if float(np.abs(value.samples).max()) >= SILENT or not self._is_strange(embedding):
            return answer
        return replace(answer, sure=False, likely=False, novel=True)

    def _is_strange(self, embedding: Embedding) -> bool:
        """Return whether silence is none of the labels: how high a score is does not count here.

        A head goes on in a straight line to where no example was, and silence is far out.
        """
        novelty, prototypes = self.manifest.novelty, self.head.prototypes
        if novelty is None or prototypes is None:
            return True
        limit = min(novelty.limit, LIKE_EXAMPLES)
        rows = range(len(self.head.bias))
        return all(novelty_of(prototypes, embedding, row, 0.5, 0.0) > limit for row in rows)

    def _explain(self, value: Sound, options: CallOptions, label: str | None) -> Explanation:
        if label is None:
            answer = self._answer(value, options, None)
            if answer.answer is None:
                return Explanation(None, np.zeros(1, np.float32))
            label = answer.alternatives[0].id or answer.answer
        number = self._label_number(label)
        features = self._added_by(self._features_of(value, options.cells))

        def odds(samples: np.ndarray) -> float:
            embedding = self.encoder.embed(Sound(samples, value.rate))
            return self._log_odds(embedding, number, features)

        whole = odds(value.samples)
        count = max(1, min(MOST_PARTS, len(value.samples) // LEAST_PART))
        falls = [whole - odds(each) for each in _without_each_part(value.samples, count)]
        weights = np.maximum(np.array(falls, np.float32), 0)
        return Explanation(self.labels[number], weights / max(float(weights.max()), 1e-12))


def _without_each_part(samples: np.ndarray, count: int) -> Iterator[np.ndarray]:
    """Yield a sound with silence in place of each of its equal parts, one after another."""
    for part in np.array_split(np.arange(len(samples)), count):
        silenced = samples.copy()
        silenced[part] = 0
        yield silenced
