"""The pages of a project find their files, also after they were pickled."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from vizsla.explore import Exploration
from vizsla.testing import Comparison, Report

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla import Project


@pytest.fixture
def published(project: Project) -> Project:
    """Return the project with a tested run that was published twice."""
    run = project.train()
    project.test(run)
    project.publish(run)
    project.publish(run)
    return project


def test_pages_are_values_that_show_their_images_also_after_pickling(
    published: Project, tmp_path: Path
) -> None:
    values = (published.explore(), published.report(), published.compare(1, 2))
    assert [type(each) for each in values] == [Exploration, Report, Comparison]
    for number, value in enumerate(values):
        again = pickle.loads(pickle.dumps(value))  # noqa: S301 - just dumped
        page = again.show(tmp_path / f"{number}.html").read_text()
        assert "<!doctype html>" in page
        # A comparison of a version with itself has nothing to show.
        assert ("data:image/jpeg" in page) == (number < 2)


def test_a_run_can_be_pickled(published: Project) -> None:
    run = published.run()
    again = pickle.loads(pickle.dumps(run))  # noqa: S301 - just dumped
    assert (again.number, str(again)) == (run.number, str(run))
