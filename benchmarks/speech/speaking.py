"""Measures how well, how quickly and in how much memory ``vizsla.speak`` speaks.

    python benchmarks/speech/speaking.py [--voices heart,george] [--sentences 200] [--wrong]

Each sentence of tests/speech/speaking/sentences.txt is spoken, and heard by the listening model
(Moonshine base): the share of words that differ is the word error rate of both together. A voice's
sentences are every so many of them, so that all voices together speak each once; ``heart`` speaks
all. Times are of the wall clock and of the processor, whose seconds do not depend on what else
runs. With --wrong the sentences that were heard otherwise are printed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import vizsla
from vizsla.speech.speaking.speech_parts import said_words
from vizsla.speech.speaking.understood import understood
from vizsla.speech.speaking.voices import DEFAULT_VOICE, VOICES

SENTENCES = Path(__file__).parents[2] / "tests/speech/speaking/sentences.txt"
LONG = (
    "A good dog needs time, patience and a lot of walks, and it gives back more than it takes. "
    "Most owners say that the first year is the hardest. After that, the days have a rhythm. "
)


@dataclass
class Measured:
    """What was measured of a voice."""

    voice: str
    sentences: int = 0
    words: int = 0
    errors: int = 0
    seconds: float = 0.0
    wall: float = 0.0
    processor: float = 0.0

    def row(self) -> str:
        """Return a row of the table."""
        return (
            f"| {self.voice} | {self.sentences} | {self.words} "
            f"| {100 * self.errors / self.words:.1f} % "
            f"| {self.wall / self.seconds:.2f} | {self.processor / self.seconds:.2f} |"
        )


def measure(voice: str, sentences: list[str], *, wrong: bool) -> Measured:
    """Speak sentences and hear them."""
    found = Measured(voice)
    for text in sentences:
        wall, processor = time.perf_counter(), time.process_time()
        sound = vizsla.speak(text, voice=voice).answer
        found.wall += time.perf_counter() - wall
        found.processor += time.process_time() - processor
        heard = understood(said_words(text, voice=voice), sound)
        found.sentences += 1
        found.words += heard.words
        found.errors += heard.errors
        found.seconds += sound.seconds
        if wrong and heard.errors:
            print(f"{voice}: {text}\n    {heard.heard}", flush=True)
    return found


def first_sound(times: int = 5) -> float:
    """Return the seconds until the first part of a long text, the median of some."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        next(vizsla.speak.parts(LONG))
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def main() -> None:
    """Measure, and print a table and the figures in JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voices", default=",".join(VOICES))
    parser.add_argument("--sentences", type=int, default=200)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    sentences = SENTENCES.read_text(encoding="utf-8").splitlines()[: options.sentences]
    began = time.perf_counter()
    vizsla.speak.warm_up()
    opened = time.perf_counter() - began
    voices = options.voices.split(",")
    rows = [
        measure(
            voice,
            sentences if voice == DEFAULT_VOICE else sentences[number :: len(voices)],
            wrong=options.wrong,
        )
        for number, voice in enumerate(voices)
    ]
    print("| voice | sentences | words | errors | of real time | processor, of real time |")
    print("| --- | --- | --- | --- | --- | --- |")
    for each in rows:
        print(each.row())
    print(
        json.dumps(
            {
                "date": time.strftime("%Y-%m-%d"),
                "cores": os.cpu_count(),
                "opened_in": round(opened, 2),
                "first_sound": round(first_sound(), 2),
                "words": sum(each.words for each in rows),
                "errors": sum(each.errors for each in rows),
                "most_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
