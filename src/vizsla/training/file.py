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
from vizsla.training.overtraining import Gap, Point
from vizsla.training.surety import Surety
from vizsla.training.train import Trained
from vizsla.training.validate import Tuning
from vizsla.training.verdict import LabelFit, Verdict

__all__ = ["read_trained", "write_trained"]

TENSORS = ("weights", "bias", "centres", "predicted", "scores", "out_of_fold")


def write_trained(trained: Trained) -> bytes:
    """Return the bytes; the same for the same head."""
    tensors = {name: np.ascontiguousarray(getattr(trained, name)) for name in TENSORS}
    rest = {
        "keys": trained.keys,
        "labels": trained.labels,
        "like": trained.like,
        "tuning": asdict(trained.tuning),
        "temperature": trained.temperature,
        "calibrated": trained.calibrated,
        "views": trained.views,
        "surety": asdict(trained.surety),
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
        return Trained(
            keys=tuple(rest["keys"]),
            labels=tuple(rest["labels"]),
            like=rest["like"],
            tuning=Tuning(**rest["tuning"]),
            temperature=rest["temperature"],
            calibrated=rest["calibrated"],
            views=rest["views"],
            surety=Surety(**rest["surety"]),
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
