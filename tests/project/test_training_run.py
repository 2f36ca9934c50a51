"""A training run that version 0.1 stored is shown in today's words."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

from vizsla.project.training_run import TrainingRun
from vizsla.workspace import StoredRun


def test_figures_of_version_0_1_have_todays_names() -> None:
    old = {
        "tuning": {"strength": 0.1, "evenness": 0.0},
        "accuracy_shown": 1.0,
        "accuracy_unshown": 0.8,
        "verdict": {"kind": "by heart", "sentences": ["It learned by heart."]},
    }
    run = TrainingRun(SimpleNamespace(name="trees"), StoredRun(1, datetime.now(UTC), old))
    assert run.figures["validation_accuracy"] == 0.8
    assert run.figures["diagnosis"]["kind"] == "overfitting"
    assert "verdict" not in run.figures
