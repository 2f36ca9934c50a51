"""Estimates how many labels are wrong, and the probability of each that it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.evenly_spread import evenly_spread

if TYPE_CHECKING:
    from vizsla.explore.label_predictor import LabelPredictor

__all__ = ["LabelNoise", "estimate_label_noise"]

SHRINKAGES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.7, 0.9)
TEMPERATURES = np.geomspace(0.5, 30, 24)
SLIPS = np.geomspace(0.002, 0.4, 16)
CONFUSIONS = np.array([0.0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.14, 0.2])
# The logarithm of the prior of each: of slips as if two of 32 labels had been one, of confusions as
# if none of ten had been; of the temperature's logarithm a normal distribution around 1.
SLIP_PRIOR = 2 * np.log(SLIPS) + 30 * np.log(1 - SLIPS)
CONFUSION_PRIOR = 10 * np.log(1 - CONFUSIONS)
WARM = 1.0
BLUR = 1.5  # times the temperature: someone who confuses labels knows less than the classifier
UNSEEN = 0.5  # examples that a label's others may be unlike, whatever their number
SAMPLE = 2000  # examples that the estimates rest on ...
CELLS = 200_000  # ... and the most probabilities among them
LOW = -1e4  # in place of the logarithm of 0


@dataclass(frozen=True, slots=True, eq=False)
class LabelNoise:
    """An estimate of the wrong labels.

    Attributes:
        slips: the share of labels that are wrong in any way, 0 to 1.
        confusions: the share of labels that are those of something similar, 0 to 1.
        wrong: (examples,) float64, the probability that the label is wrong.
        probabilities: (examples, labels) float64, by the classifier that was not fitted to the
            example.

    """

    slips: float
    confusions: float
    wrong: np.ndarray
    probabilities: np.ndarray


def estimate_label_noise(predictor: LabelPredictor, truth: np.ndarray) -> LabelNoise:
    """Estimate which labels are wrong from cross-validated predictions.

    The model: a given label is the right one, or a slip, which is any other label with the same
    probability, or a confusion, which is more often a label that is also likely. Where the
    classifier is right about the probabilities, those of the three follow from the shares of slips
    and confusions. Shrinkage, temperature and these shares are chosen so that the given labels are
    most probable; by Bayes' rule, each label then has a probability to be wrong. Lawrence and
    Schölkopf (Estimating a Kernel Fisher Discriminant in the Presence of Label Noise, ICML 2001)
    have such a model of slips; out-of-fold predictions are used as in confident learning
    (Northcutt, Jiang and Chuang, JAIR 70, 2021).

    The classifier knows a label by its examples, and a new one may be unlike them all: with a
    probability of about 1 / (examples + 1), by Laplace's rule of succession. Half of that is the
    least that a label gets, so that little is doubted where labels have few examples.

    Args:
        predictor: the classifier, of two labels or more.
        truth: (examples,) int, the number of each one's label, as given.

    """
    chosen = evenly_spread(len(truth), min(SAMPLE, max(CELLS // predictor.labels, 1)))
    counts = np.bincount(truth, minlength=predictor.labels)
    unseen = UNSEEN / (counts + 1)
    least = unseen * counts / len(truth)
    weight = len(truth) / len(chosen)
    best, found = -np.inf, (SHRINKAGES[0], 1.0, 0, 0)
    for shrinkage in SHRINKAGES:
        outputs = predictor.outputs(shrinkage)[chosen]
        for temperature in TEMPERATURES.tolist():
            right, slip, confusion = _chances(outputs, temperature, truth[chosen], unseen, least)
            likely = right + np.outer(SLIPS, slip - right)
            shift = np.outer(CONFUSIONS, confusion - right)
            value = weight * np.log(likely[:, None] + shift).sum(axis=2)
            value += SLIP_PRIOR[:, None] + CONFUSION_PRIOR
            value -= 0.5 * (np.log(temperature) - WARM) ** 2
            one, other = divmod(int(value.argmax()), len(CONFUSIONS))
            if value[one, other] > best:
                best, found = value[one, other], (shrinkage, temperature, one, other)
    shrinkage, temperature, one, other = found
    slips, confusions = float(SLIPS[one]), float(CONFUSIONS[other])
    outputs = predictor.outputs(shrinkage)
    right, slip, confusion = _chances(outputs, temperature, truth, unseen, least)
    wrong = slips * slip + confusions * confusion
    wrong /= wrong + (1 - slips - confusions) * right
    return LabelNoise(slips, confusions, wrong, _softmax(outputs, temperature))


def _chances(
    outputs: np.ndarray,
    temperature: float,
    truth: np.ndarray,
    unseen: np.ndarray,
    least: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return how probable each given label is if it is right, a slip or a confusion, (examples,).

    Args:
        outputs: (examples, labels) logarithms of probabilities, up to a constant.
        temperature: the number that they are divided by.
        truth: (examples,) int, the given labels.
        unseen: (labels,) the probability that an example is unlike the label's others.
        least: (labels,) the least probability of each label.

    """
    rows = np.arange(len(truth))
    sharp, blurred = _softmax(outputs, temperature), _softmax(outputs, BLUR * temperature)
    right = (1 - unseen[truth]) * sharp[rows, truth] + least[truth]
    # If t is right, a confusion gives another label s with the probability
    # blurred[s] / (1 - blurred[t]).
    odds = sharp / np.maximum(1 - blurred, 1e-6)
    confusion = blurred[rows, truth] * (odds.sum(axis=1) - odds[rows, truth])
    confusion = np.clip(confusion, 1e-12, 1 - right)
    return right, (1 - right) / (outputs.shape[1] - 1), confusion


def _softmax(outputs: np.ndarray, temperature: float) -> np.ndarray:
    shifted = np.maximum(outputs, LOW) / temperature
    shifted -= shifted.max(axis=1, keepdims=True)
    powers: np.ndarray = np.exp(shifted, out=shifted)
    powers /= powers.sum(axis=1, keepdims=True)
    return powers
