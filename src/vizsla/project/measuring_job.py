"""The job that measures what a project's features add, and what other columns would add."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from vizsla.features.rule_names import list_name, names_of_feature
from vizsla.progress import Progress
from vizsla.training.feature_gain import FeatureGain

if TYPE_CHECKING:
    from vizsla.features.definitions import FeatureDefinitions
    from vizsla.json_value import JSONObject, JSONValue
    from vizsla.project.job_work import JobWork
    from vizsla.project.project import Project

__all__ = ["MEASURE", "definition_digests", "measure_project_features"]

MEASURE = "measure-features"  # the kind of the job


def measure_project_features(project: Project, work: JobWork) -> dict[str, JSONValue]:
    """Measure what each feature adds in cross-validation, on the examples that are trained on.

    Args:
        project: the project.
        work: the job.

    Returns:
        ``features``: by title whether each helps (``helps``), its gain (``difference``, ``low``,
        ``high``, ``examples``), and in how many examples it is ``found``; ``together``, the gain of
        those that help; and ``digests``, the definitions that were measured.

    Raises:
        TrainingDataError: there are too few labels or examples.
        CancelledError: the job was cancelled.

    """
    digests = definition_digests(project.features())
    measured = project.measure_features(
        progress=work.progress,
        cancel=work.cancel,
    )
    work.progress(Progress("measuring features", 1, 1, None))
    features: JSONObject = {
        each.title: {
            "helps": bool(each.factor),
            "found": measured.found[each.title],
            **asdict(each.gain),
        }
        for each in measured.each
    }
    # Of what is in no example there is nothing to measure.
    nothing: JSONObject = {"helps": False, "found": 0, **asdict(FeatureGain(0.0, 0.0, 0.0, 0))}
    features = dict.fromkeys(digests, nothing) | dict(features)
    together = None if measured.together is None else asdict(measured.together)
    return {"features": features, "together": together, "digests": dict(digests)}


def definition_digests(features: FeatureDefinitions) -> dict[str, str]:
    """Return a digest of each feature's definition, by the title that a measurement gives it.

    A measurement of a feature that has another digest now is out of date. Patterns of one label
    are one feature.
    """
    found: dict[str, object] = {
        list_name(each.name): [each.phrases, each.labels] for each in features.phrase_lists
    }
    for label in {each.label for each in features.patterns}:
        found[f"pattern {label}"] = [
            each.pattern for each in features.patterns if each.label == label
        ]
    for entity in features.entities:
        found[names_of_feature(entity.name)[0]] = asdict(entity)
    for name, expression in features.expressions.items():
        found[names_of_feature(name)[2]] = expression
    return {
        title: hashlib.sha256(json.dumps(each).encode()).hexdigest()[:16]
        for title, each in found.items()
    }
