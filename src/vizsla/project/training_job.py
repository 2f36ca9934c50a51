"""The job that trains a project and tests what was trained."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from vizsla.errors import TrainingDataError
from vizsla.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.json_value import JSONValue
    from vizsla.project.job_work import JobWork
    from vizsla.project.project import Project
    from vizsla.workspace import Example

__all__ = ["BACKGROUND", "STAGES", "TRAIN", "labels_digest", "train_and_test"]

TESTING = "testing"
TRAIN = "train"  # the kind of the job
BACKGROUND = "background"  # asked for where the server began it by itself
# Seconds of a training on 3,000 texts of 77 labels; its test takes about as long as the last stage.
STAGES = {
    "grouping near-duplicates": 0.6,
    "computing principal components": 0.1,
    "choosing the regularisation": 6.7,
    "cross-validating": 2.7,
    "fitting": 0.8,
    "leaving out each label": 1.0,
    "computing the learning curve": 2.3,
    TESTING: 2.0,
}


def train_and_test(project: Project, work: JobWork) -> dict[str, JSONValue]:
    """Train a project, and test the run on the test set where there is one.

    Args:
        project: the project.
        work: the job.

    Returns:
        ``run``, the number of the run; ``tested``, whether it could be tested; and
        ``trained_on``, the ``labels_digest`` of what it was trained on.

    Raises:
        TrainingDataError: there are too few labels or examples.
        CancelledError: the job was cancelled.

    """
    digest = labels_digest(project)
    run = project.train(progress=work.progress, cancel=work.cancel, on_curve=work.curve)
    work.note(f"run {run.number}: {run.diagnosis.kind}")
    project.keep_suggestions()
    work.progress(Progress(TESTING, 0, 1, None))
    try:
        project.test(run)
    except TrainingDataError as error:  # nothing to test on
        work.note(f"not tested: {error}")
        tested = False
    else:
        tested = True
    return {"run": run.number, "tested": tested, "trained_on": digest}


def labels_digest(examples: Iterable[Example]) -> str:
    """Return the sha256 of what a training looks at: the labelled examples, with their labels."""
    found = hashlib.sha256()
    for each in examples:
        if each.is_labelled and each.used:
            parts = [each.sha256, each.label, each.more_labels, each.not_labels]
            found.update(json.dumps(parts).encode())
    return found.hexdigest()
