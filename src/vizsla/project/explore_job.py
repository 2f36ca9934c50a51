"""The job that explores a project, and keeps what was found for screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vizsla.json_value import JSONObject
    from vizsla.project.job_work import JobWork
    from vizsla.project.project import Project

__all__ = ["EXPLORE", "explore_and_keep"]

EXPLORE = "explore"  # the kind of the job


def explore_and_keep(project: Project, work: JobWork) -> JSONObject:
    """Explore a project, keep the findings and the map, and suggest labels by its last run.

    What searches read is kept too.

    Args:
        project: the project.
        work: the job.

    Returns:
        ``findings``, the number of findings; and ``suggestions``, that of suggested labels.

    """
    found = project.keep_exploration(progress=work.progress, cancel=work.cancel)
    suggestions = project.keep_suggestions()
    project.keep_searches()
    return {"findings": len(found.findings), "suggestions": suggestions}
