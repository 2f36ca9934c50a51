"""What the server says in English it also says in codes and values, for other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vizsla import errors
from vizsla.coded_text import CodedText
from vizsla.project.project import Project
from vizsla.server.problems import problem
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


def test_a_problem_has_the_reason_of_its_error_and_the_values() -> None:
    error = errors.OptionError("there is one").because("project-exists", name="trees")
    said = problem(error, "r1")
    assert (said["reason"], said["values"]) == ("project-exists", {"name": "trees"})
    assert "reason" not in problem(errors.OptionError("another"), "r1")


def test_a_problem_says_how_long_to_wait() -> None:
    assert problem(errors.RateLimitError("wait", 7), "r1")["retry_after"] == 7


def test_a_project_that_there_is_already_is_named_in_the_values(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    with Project.open("trees"), Workspace.open() as workspace:
        with pytest.raises(errors.OptionError) as caught:
            workspace.create("Trees", exist_ok=False)
        assert caught.value.reason == "project-exists"


def test_a_failed_job_keeps_the_reason_of_its_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    with Project.open("trees"), Workspace.open() as workspace:
        jobs = workspace.jobs
        jobs.new(workspace.open_project("trees").row_id, "train")
        taken = jobs.take()
        assert taken is not None
        job, worker = taken
        error = errors.TrainingDataError("one").because("one-label", label="oak")
        assert jobs.fail(job.id, worker, str(error), error)
        assert jobs.get(job.id).result["error"] == {
            "code": "training-data",
            "reason": "one-label",
            "values": {"label": "oak"},
        }


def test_the_audit_log_says_what_was_done_to_which_labels(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, textures: Path
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    with Project.open("walls") as project:
        project.add(textures)
        project.rename_label("brick", "it's brick")
        with Workspace.open() as workspace:
            details = workspace.audit.entries(1, None, with_labels=True)[0].details
    assert details == {"kind": "rename", "labels": ["brick", "it's brick"]}


def test_a_sentence_with_a_code_is_a_text_like_any_other() -> None:
    said = CodedText.of("Features name 'oka'.", "unknown-labels", labels=["oka"])
    assert said == "Features name 'oka'."
    assert said.to_dict() == {"code": "unknown-labels", "values": {"labels": ["oka"]}}
