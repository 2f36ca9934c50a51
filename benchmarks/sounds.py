"""Measures functions of sounds: words by other voices, drums of other kits, noises that are made.

    python benchmarks/sounds.py [SET=FOLDER ...]

A FOLDER has files LABEL-GROUP-NUMBER.wav, such as kick-kit1-3.wav. Each group is left out in turn:
functions are learnt from the others, and asked about it. The set ``noises`` needs no folder: it is
made here, the two groups are other seeds. benchmarks/sounds.md has the results.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

import vizsla
from made_noises import NOISES, RATE, made_noise
from vizsla.encoders.registry import encoder_named
from vizsla.encoders.sound.speech_network import CHANNELS
from vizsla.modalities.audio.audio_modality import AUDIO
from vizsla.modalities.audio.sound import Sound
from vizsla.testing.interval import wilson

SHOTS = (3, 6)  # examples a label
TIMES = 8  # draws of them
PARTS = {
    "network": slice(0, 2 * CHANNELS),
    "spectral": slice(2 * CHANNELS, None),
    "both": slice(None),
}
LEARNT = 60  # examples a label of the function whose sure answers are looked at
NOISES_EACH = 30  # of a kind and group


def rows_of_folder(folder: Path) -> list[tuple[str, str, Sound]]:
    """Return label, group and sound of each file."""
    return [(*path.stem.split("-")[:2], AUDIO.load(path)) for path in AUDIO.find_files(folder)]


def made_rows() -> list[tuple[str, str, Sound]]:
    """Return the same of noises that are made."""
    return [
        (kind, "first" if seed < NOISES_EACH else "second", Sound(made_noise(kind, seed), RATE))
        for kind in NOISES
        for seed in range(2 * NOISES_EACH)
    ]


def measure(name: str, rows: list[tuple[str, str, Sound]]) -> None:
    """Print a row of the table for each part of the encoder."""
    encoder = encoder_named(None, "audio")
    vectors = np.stack([encoder.embed(sound).values for _, _, sound in rows])
    labels = np.array([label for label, _, _ in rows])
    groups = np.array([group for _, group, _ in rows])
    for part, columns in PARTS.items():
        cells = []
        for shots in SHOTS:
            right, asked = _left_out(vectors[:, columns], labels, groups, shots)
            # The draws repeat the same questions: an interval counts each once.
            low, high = wilson(round(right / TIMES), round(asked / TIMES))
            cells.append(f"{right / asked:.1%} ({low:.0%} to {high:.0%})")
        print(f"| {name}, {len(set(labels))} labels, {len(rows)} | {part} | {' | '.join(cells)} |")


def _left_out(
    vectors: np.ndarray, labels: np.ndarray, groups: np.ndarray, shots: int
) -> tuple[int, int]:
    """Return how many answers are right, and how many there are."""
    rng = np.random.default_rng(1)
    count: dict[bool, int] = defaultdict(int)
    for group in np.unique(groups):
        others = groups != group
        enough = [each for each in np.unique(labels) if (others & (labels == each)).sum() >= shots]
        asked = (groups == group) & np.isin(labels, enough)
        if not asked.any():
            continue
        for _ in range(TIMES):
            chosen = np.concatenate(
                [
                    rng.choice(np.flatnonzero(others & (labels == each)), shots, replace=False)
                    for each in enough
                ]
            )
            fitted = LogisticRegression(C=0.02, max_iter=500).fit(vectors[chosen], labels[chosen])
            for one in fitted.predict(vectors[asked]) == labels[asked]:
                count[bool(one)] += 1
    return count[True], count[True] + count[False]


def trust(others: dict[str, list[Sound]]) -> None:
    """Print how many answers of a function of six kinds of noises are sure, and how many right.

    Args:
        others: sounds that are none of these, by their set.

    """
    known = NOISES[::2][:6]
    with tempfile.TemporaryDirectory() as folder:
        for kind in known:
            (Path(folder) / kind).mkdir()
            for seed in range(LEARNT):
                Sound(made_noise(kind, seed), RATE).save(Path(folder) / kind / f"{seed}.wav")
        function = vizsla.learn(folder)
    asked = [
        (kind, Sound(made_noise(kind, seed), RATE))
        for kind in known
        for seed in range(LEARNT, LEARNT + 40)
    ]
    answers = [(kind, function(sound)) for kind, sound in asked]
    sure = [answer.answer == kind for kind, answer in answers if answer.sure]
    right = sum(answer.answer == kind for kind, answer in answers)
    print(f"| its own kinds | {len(answers)} | {right / len(answers):.1%} | {_share(sure)} |")
    print(f"| sure answers to these | {len(sure)} | {sum(sure) / max(1, len(sure)):.1%} | |")
    strange = [
        Sound(made_noise(kind, seed), RATE)
        for kind in NOISES
        if kind not in known
        for seed in range(40)
    ]
    for name, sounds in {"other noises, made": strange, **others}.items():
        sure = [answer.sure for answer in function(sounds)]
        low, high = wilson(sum(sure), len(sure))
        shown = f"{sum(sure) / len(sure):.1%} ({low:.0%} to {high:.0%})"
        print(f"| {name} | {len(sounds)} | | {shown} |")


def _share(right: list[bool]) -> str:
    return f"{len(right)} sure"


if __name__ == "__main__":
    print(f"| set | part | {' | '.join(f'{n} examples a label' for n in SHOTS)} |")
    print("| --- | --- | ---: | ---: |")
    for argument in sys.argv[1:]:
        title, _, folder = argument.partition("=")
        measure(title, rows_of_folder(Path(folder)))
    measure("noises, made", made_rows())
    print("\n| asked about | sounds | right | sure |\n| --- | ---: | ---: | ---: |")
    trust(
        {
            title: [sound for _, _, sound in rows_of_folder(Path(folder))]
            for title, _, folder in (each.partition("=") for each in sys.argv[1:])
        }
    )
