"""The ids of projects, tags and iterations, as programs of other services need them: UUIDs.

They are made of the names alone, so that they are the same on every server, and nothing is stored.
"""

from __future__ import annotations

from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5

__all__ = ["as_uuid", "iteration_id", "model_id", "project_id", "request_uuid", "run_id", "tag_id"]

_OURS = uuid5(NAMESPACE_URL, "urn:vizsla")
MOST_REMEMBERED = 10_000


@lru_cache(MOST_REMEMBERED)
def _id(*words: str) -> str:
    return str(uuid5(_OURS, "\0".join(words)))  # no name holds a zero


def project_id(name: str) -> str:
    """Return the id of a project, by its function's name."""
    return _id("project", name)


def tag_id(name: str, label: str) -> str:
    """Return the id of a tag.

    Args:
        name: the function's name.
        label: the label, or its id where labels' names repeat.

    """
    return _id("tag", name, label)


def iteration_id(name: str, version: int) -> str:
    """Return the id of an iteration.

    Args:
        name: the function's name.
        version: the version of the function.

    """
    return _id("iteration", name, str(version))


def run_id(name: str, run: int) -> str:
    """Return the id of an iteration that was trained without a job.

    Args:
        name: the function's name.
        run: the number of the run.

    """
    return _id("run", name, str(run))


def request_uuid(request: str) -> str:
    """Return the id of a request as a UUID; the log has it without the dashes."""
    found = as_uuid(request)
    return _id("request", request) if found is None else found


def model_id(name: str, version: str, model: str) -> str:
    """Return the id of an intent or an entity in a version of an app.

    Args:
        name: the function's name.
        version: the version's id, such as ``0.1``.
        model: ``intent`` or ``entity``, and its name.

    """
    return _id("model", name, version, model)


def as_uuid(text: str) -> str | None:
    """Return a UUID in its usual form; None for a text that is none."""
    try:
        return str(UUID(text))
    except ValueError:
        return None
