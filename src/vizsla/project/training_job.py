"""The job that trains a project and tests what was trained."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from vizsla.errors import TrainingDataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from vizsla.json_value import JSONValue
    from vizsla.progress import Progress
    from vizsla.project.project import Project
    from vizsla.workspace import Example

__all__ = ["TRAIN", "labels_digest", "train_and_test"]

TRAIN = "train"  # the kind of the job


def train_and_test(
    project: Project, asked: Mapping[str, JSONValue], progress: Callable[[Progress], None]
) -> dict[str, JSONValue]:
    """Train a project, and test the run on the test set where there is one.

    Args:
        project: the project.
        asked: nothing, so far.
        progress: called with each Progress.

    Returns:
        ``run``, the number of the run; ``tested``, whether it could be tested; and
        ``trained_on``, the ``labels_digest`` of what it was trained on.

    Raises:
        TrainingDataError: there are too few labels or examples.

    """
    del asked
    digest = labels_digest(project)
    run = project.train(progress=progress)
    try:
        project.test(run, progress=progress)
    except TrainingDataError:  # nothing to test on
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
