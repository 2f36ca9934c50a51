"""Checks that all engines give the same answers: otherwise their times can't be compared."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
from contestants import PEERS, US
from rounds import progress

import vizsla
from browser import new_bench
from engines.ordinary import normalised

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserType

    from server import Server


def labels(
    said: dict[str, list[dict[str, Any]]],
    ids: list[str],
    photographs: list[np.ndarray],
    right: list[str],
) -> dict[str, dict[str, float]]:
    """Compare the engines' best labels with those of Vizsla in Python, and with the right ones.

    Args:
        said: the engines' answers to the photographs, in order, perhaps more than once.
        ids: the ids of the classes; the other engines answer with a class's number.
        photographs: the photographs' pixels.
        right: the photographs' labels; empty where they are not known.

    Returns:
        The shares by engine; for Vizsla also the largest difference of its score.

    """
    progress("answers in Python")
    python = [vizsla.classify_image(each) for each in photographs]
    expected = [each.alternatives[0].id for each in python]
    found = {}
    for name, answers in said.items():
        once = answers[: len(python)]
        best = [each["label"] if name == US else ids[each["label"]] for each in once]
        found[name] = {"as_python": _share(best, expected)}
        if right:
            found[name]["right"] = _share(best, right)
        if name == US:
            pairs = zip(once, python, strict=True)
            found[name]["score"] = max(abs(each["score"] - ours.score) for each, ours in pairs)
    return found


def _share(best: list[str], expected: list[str]) -> float:
    return statistics.mean(one == other for one, other in zip(best, expected, strict=True))


def probabilities(
    chromium: BrowserType, server: Server, model: Path, squares: list[np.ndarray]
) -> dict[str, float]:
    """Return the largest difference of each peer's probabilities from the float graph's."""
    progress("probabilities")
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    expected = [_softmax(session.run(None, {"picture": normalised(each)})[0]) for each in squares]
    found = {}
    with new_bench(chromium, server.address) as bench:
        bench.prepare("photos", 1)
        bench.prepare("squares", len(squares))
        for name in PEERS:
            bench.open(name)
            shares = [bench.ask("probabilities", name, each) for each in range(len(squares))]
            found[name] = float(np.abs(np.array(shares) - np.array(expected)).max())
    return found


def _softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits[0] - logits.max())
    shares: np.ndarray = powers / powers.sum()
    return shares
