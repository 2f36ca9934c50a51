"""Read and write a trained head as bytes: safetensors, with the other figures as JSON in them.

A project's store keeps these bytes. A version reads the files that it and earlier versions wrote.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import safetensors
import safetensors.numpy

from vizsla.bundle.bundle_fields import BundleFields
from vizsla.bundle.column_entry import read_columns
from vizsla.bundle.term_table import read_term_table, write_term_table
from vizsla.bundle.weight_table import read_weight_table, write_weight_table
from vizsla.errors import BundleDamagedError, WorkspaceDamagedError
from vizsla.training.choose_features import MeasuredFeature, MeasuredFeatures
from vizsla.training.confidence_threshold import ConfidenceThreshold
from vizsla.training.diagnosis import Diagnosis
from vizsla.training.everyday import EVERYDAY
from vizsla.training.feature_gain import FeatureGain
from vizsla.training.hyperparameters import Hyperparameters
from vizsla.training.label_promises import LabelPromise
from vizsla.training.label_recall import LabelRecall
from vizsla.training.learning_curves import CurvePoint
from vizsla.training.old_names import FORMAT_1_DIAGNOSES
from vizsla.training.overfitting import GeneralisationGap
from vizsla.training.strangers import Strangers
from vizsla.training.trained_head import TrainedHead

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["read_trained", "write_trained"]

Table = TypeVar("Table")
TENSORS = ("weights", "bias", "prototypes", "predicted", "scores")
TERMS = "terms"  # the bytes of a table of terms; only in heads of texts
NAMED = "weights by name"  # the bytes of a table of weights; only in heads with such features
# not in files of version 0.1; the last one only of multi-label heads
LATER_TENSORS = ("prototype_counts", "usual_distances", "label_scores")
FILE = "file "  # begins the names of the features' files
FORMAT = 2


def write_trained(head: TrainedHead) -> bytes:
    """Return a head as bytes; the same bytes for the same head."""
    tensors = {
        name: np.ascontiguousarray(value)
        for name in (*TENSORS, *LATER_TENSORS)
        if (value := getattr(head, name)) is not None
    }
    for name, content in head.features.items():
        tensors[f"{FILE}{name}"] = np.frombuffer(content, np.uint8)
    if head.terms is not None:
        tensors[TERMS] = np.frombuffer(write_term_table(head.terms), np.uint8)
    if head.weights_by_name is not None:
        tensors[NAMED] = np.frombuffer(write_weight_table(head.weights_by_name), np.uint8)
    rest = {
        "format": FORMAT,
        "keys": head.keys,
        "labels": head.labels,
        "score_weight": head.score_weight,
        "novelty_limit": head.novelty_limit,
        "near_strangers": head.near_strangers and asdict(head.near_strangers),
        "far_strangers": head.far_strangers and asdict(head.far_strangers),
        "far_name": head.far_name,
        "hyperparameters": asdict(head.hyperparameters),
        "temperature": head.temperature,
        "calibrated": head.calibrated,
        "repeated_scenes": head.repeated_scenes,
        "confidence_threshold": asdict(head.confidence_threshold),
        "likely_threshold": asdict(head.likely_threshold),
        "training_curve": [asdict(each) for each in head.training_curve],
        "learning_curve": [asdict(each) for each in head.learning_curve],
        "gap": None if head.gap is None else asdict(head.gap),
        "label_recalls": [asdict(each) for each in head.label_recalls],
        "diagnosis": asdict(head.diagnosis),
        "term_gain": head.term_gain and asdict(head.term_gain),
        "columns": [each.to_json() for each in head.columns],
        "name_gain": head.name_gain and asdict(head.name_gain),
        "measured_features": asdict(head.measured_features),
        "label_promises": [asdict(each) for each in head.label_promises],
    }
    return bytes(safetensors.numpy.save(tensors, {"rest": json.dumps(rest)}))


def read_trained(content: bytes, where: str) -> TrainedHead:
    """Read the bytes of ``write_trained``.

    Args:
        content: the bytes.
        where: the head's name, for messages.

    Raises:
        WorkspaceDamagedError: the bytes are damaged, or not those of a trained head.

    """
    try:
        tensors = safetensors.numpy.load(content)
        length = int.from_bytes(content[:8], "little")
        header = json.loads(content[8 : 8 + length])
        rest = json.loads(header["__metadata__"]["rest"])
        if "format" not in rest:
            tensors, rest = _from_format_1(tensors, rest)
        sure = ConfidenceThreshold(**rest["confidence_threshold"])
        return TrainedHead(
            keys=tuple(rest["keys"]),
            labels=tuple(rest["labels"]),
            score_weight=rest.get("score_weight", 0.0),
            novelty_limit=rest["novelty_limit"],
            near_strangers=_strangers(rest.get("near_strangers")),
            far_strangers=_strangers(rest.get("far_strangers")),
            far_name=rest.get("far_name", EVERYDAY),
            hyperparameters=Hyperparameters(**rest["hyperparameters"]),
            temperature=rest["temperature"],
            calibrated=rest["calibrated"],
            repeated_scenes=rest["repeated_scenes"],
            confidence_threshold=sure,
            # Earlier versions knew no weaker word than sure.
            likely_threshold=ConfidenceThreshold(**rest["likely_threshold"])
            if "likely_threshold" in rest
            else sure,
            training_curve=tuple(CurvePoint(**each) for each in rest["training_curve"]),
            learning_curve=tuple(CurvePoint(**each) for each in rest["learning_curve"]),
            gap=None if rest["gap"] is None else GeneralisationGap(**rest["gap"]),
            label_recalls=tuple(LabelRecall(**each) for each in rest["label_recalls"]),
            diagnosis=Diagnosis(rest["diagnosis"]["kind"], tuple(rest["diagnosis"]["sentences"])),
            terms=_table(read_term_table, tensors, TERMS, where),
            weights_by_name=_table(read_weight_table, tensors, NAMED, where),
            columns=read_columns(BundleFields(rest, where)),
            measured_features=_measured(rest.get("measured_features")),
            term_gain=_gain(rest.get("term_gain")),
            name_gain=_gain(rest.get("name_gain")),
            prototype_counts=tensors.get("prototype_counts"),
            usual_distances=tensors.get("usual_distances"),
            label_promises=tuple(map(_promise, rest.get("label_promises", ()))),
            label_scores=tensors.get("label_scores"),
            features={
                name.removeprefix(FILE): bytes(each)
                for name, each in tensors.items()
                if name.startswith(FILE)
            },
            **{name: tensors[name] for name in TENSORS},
        )
    except (
        BundleDamagedError,
        safetensors.SafetensorError,
        ValueError,
        KeyError,
        TypeError,
    ) as error:
        raise WorkspaceDamagedError(f"{where} can't be read ({error}); train again") from error


def _table(
    read: Callable[[bytes, str, int], Table], tensors: dict[str, np.ndarray], name: str, where: str
) -> Table | None:
    tensor = tensors.get(name)
    return None if tensor is None else read(tensor.tobytes(), where, len(tensors["bias"]))


def _measured(value: dict[str, Any] | None) -> MeasuredFeatures:
    if value is None:
        return MeasuredFeatures()
    together = value["together"]
    return MeasuredFeatures(
        tuple(
            MeasuredFeature(each["title"], each["factor"], FeatureGain(**each["gain"]))
            for each in value["each"]
        ),
        together and FeatureGain(**together),
    )


def _gain(value: dict[str, Any] | None) -> FeatureGain | None:
    return FeatureGain(**value) if value else None


def _promise(value: dict[str, Any]) -> LabelPromise:
    own = {name: ConfidenceThreshold(**value[name]) for name in ("sure", "likely")}
    return LabelPromise(**{**value, **own})


def _strangers(value: dict[str, Any] | None) -> Strangers | None:
    return None if value is None else Strangers(**value)


def _from_format_1(
    tensors: dict[str, np.ndarray], rest: dict[str, Any]
) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Rename the entries of a file that version 0.1 wrote."""
    tuning, gap, verdict = rest["tuning"], rest["gap"], rest["verdict"]
    return {**tensors, "prototypes": tensors["centres"]}, {
        **rest,
        "novelty_limit": rest["like"],
        "hyperparameters": {
            "regularisation": tuning["strength"],
            "whitening": tuning["evenness"],
        },
        "repeated_scenes": rest["views"],
        "confidence_threshold": rest["surety"],
        "training_curve": [_curve_point(each) for each in rest["by_step"]],
        "learning_curve": [_curve_point(each) for each in rest["by_examples"]],
        "gap": gap
        and {
            "training_accuracy": gap["shown"],
            "validation_accuracy": gap["unshown"],
            "low": gap["low"],
            "high": gap["high"],
            "examples": gap["examples"],
        },
        "label_recalls": [
            {"label": each["label"], "examples": each["examples"], "recall": each["found"]}
            for each in rest["label_fits"]
        ],
        "diagnosis": {**verdict, "kind": FORMAT_1_DIAGNOSES[verdict["kind"]]},
    }


def _curve_point(point: dict[str, Any]) -> dict[str, Any]:
    return {
        "at": point["at"],
        "training_accuracy": point["shown_accuracy"],
        "training_loss": point["shown_loss"],
        "validation_accuracy": point["unshown_accuracy"],
        "validation_loss": point["unshown_loss"],
        "validated": point["examples"],
    }
