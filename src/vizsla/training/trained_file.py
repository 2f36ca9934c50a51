"""A trained head as bytes, for a project's store: safetensors, with the rest as JSON in it.

It is read by the version that wrote it or a later one; what goes to others is the bundle.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import numpy as np
import safetensors
import safetensors.numpy

from vizsla.errors import WorkspaceDamagedError
from vizsla.training.confidence_threshold import ConfidenceThreshold
from vizsla.training.cross_validation import Tuning
from vizsla.training.overfitting import Gap, Point
from vizsla.training.train import Trained
from vizsla.training.training_verdict import LabelFit, Verdict

__all__ = ["read_trained", "write_trained"]

TENSORS = ("weights", "bias", "prototypes", "predicted", "scores", "out_of_fold")
FORMAT = 2


def write_trained(trained: Trained) -> bytes:
    """Return the bytes; the same for the same head."""
    tensors = {name: np.ascontiguousarray(getattr(trained, name)) for name in TENSORS}
    rest = {
        "format": FORMAT,
        "keys": trained.keys,
        "labels": trained.labels,
        "novelty_limit": trained.novelty_limit,
        "tuning": asdict(trained.tuning),
        "temperature": trained.temperature,
        "calibrated": trained.calibrated,
        "repeated_scenes": trained.repeated_scenes,
        "confidence_threshold": asdict(trained.confidence_threshold),
        "by_step": [asdict(each) for each in trained.by_step],
        "by_examples": [asdict(each) for each in trained.by_examples],
        "gap": None if trained.gap is None else asdict(trained.gap),
        "label_fits": [asdict(each) for each in trained.label_fits],
        "verdict": asdict(trained.verdict),
    }
    return bytes(safetensors.numpy.save(tensors, {"rest": json.dumps(rest)}))


def read_trained(content: bytes, where: str) -> Trained:
    """Read them back.

    Args:
        content: of ``write_trained``.
        where: what it is, for messages.

    Raises:
        WorkspaceDamagedError: it is not that.

    """
    try:
        tensors = safetensors.numpy.load(content)
        length = int.from_bytes(content[:8], "little")
        header: dict[str, Any] = json.loads(content[8 : 8 + length])
        rest = json.loads(header["__metadata__"]["rest"])
        if "format" not in rest:
            tensors, rest = _from_format_1(tensors, rest)
        return Trained(
            keys=tuple(rest["keys"]),
            labels=tuple(rest["labels"]),
            novelty_limit=rest["novelty_limit"],
            tuning=Tuning(**rest["tuning"]),
            temperature=rest["temperature"],
            calibrated=rest["calibrated"],
            repeated_scenes=rest["repeated_scenes"],
            confidence_threshold=ConfidenceThreshold(**rest["confidence_threshold"]),
            by_step=tuple(Point(**each) for each in rest["by_step"]),
            by_examples=tuple(Point(**each) for each in rest["by_examples"]),
            gap=None if rest["gap"] is None else Gap(**rest["gap"]),
            label_fits=tuple(LabelFit(**each) for each in rest["label_fits"]),
            verdict=Verdict(rest["verdict"]["kind"], tuple(rest["verdict"]["sentences"])),
            **{name: tensors[name] for name in TENSORS},
        )
    except (safetensors.SafetensorError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceDamagedError(
            f"{where} can't be read ({error}); train again with p.train()"
        ) from error


def _from_format_1(
    tensors: dict[str, np.ndarray], rest: dict[str, Any]
) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Rename the entries of a file that version 0.1 wrote."""
    tuning = rest["tuning"]
    return {**tensors, "prototypes": tensors["centres"]}, {
        **rest,
        "novelty_limit": rest["like"],
        "repeated_scenes": rest["views"],
        "confidence_threshold": rest["surety"],
        "tuning": {"regularisation": tuning["strength"], "whitening": tuning["evenness"]},
    }
