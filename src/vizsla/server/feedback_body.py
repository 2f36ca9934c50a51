"""Reads what a request says of an answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from vizsla.errors import RequestError
from vizsla.server.json_body import parse_json_body

if TYPE_CHECKING:
    from vizsla.project.receive_feedback import SaidOfAnswer

__all__ = ["read_feedback"]

WAYS = ("label", "labels", "right")
MOST_LABELS = 100
FORM = '{"id": "...", "label": "beagle"}'


def read_feedback(body: bytes, content_type: str) -> SaidOfAnswer:
    """Read feedback.

    Args:
        body: the body.
        content_type: the value of the header ``Content-Type``.

    Raises:
        RequestError: the body is no feedback.
        NotFoundError: the id is none that an answer has.

    """
    # Imported here: a server without feedback needs no database.
    from vizsla.project.receive_feedback import SaidOfAnswer  # noqa: PLC0415
    from vizsla.workspace.feedback_records import AnswerId  # noqa: PLC0415

    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise RequestError(
            f"feedback is JSON, such as {FORM}; send it as Content-Type: application/json",
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        )
    said = parse_json_body(body)
    if not isinstance(said, dict) or not isinstance(said.get("id"), str):
        raise RequestError(f"feedback has the id of an answer, and what is right: {FORM}")
    ways = [each for each in WAYS if each in said]
    unknown = sorted(said.keys() - {"id", *WAYS})
    if unknown or len(ways) != 1:
        problem = f"{unknown[0]!r:.80} is no field of feedback" if unknown else _one_way(ways)
        raise RequestError(f"{problem}; send {FORM}")
    (way,) = ways
    value = said[way]
    if way == "right":
        if not isinstance(value, bool):
            raise RequestError(f'"right" is true or false, not {value!r:.80}')
        return SaidOfAnswer(AnswerId.read(said["id"]), right=value)
    labels = _labels(way, value)
    return SaidOfAnswer(AnswerId.read(said["id"]), labels, several=way == "labels")


def _one_way(ways: list[str]) -> str:
    if ways:
        return f"{ways[0]!r} and {ways[1]!r} stand together, and one of them says all"
    return 'what is right is missing: a "label", "labels" in a multi-label project, or "right"'


def _labels(way: str, value: Any) -> tuple[str, ...]:  # noqa: ANN401 - any JSON
    if way == "label" and value is None:
        return ()
    found = [value] if way == "label" else value
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        kind = "a text, or null for none of these" if way == "label" else "a list of texts"
        raise RequestError(f'"{way}" is {kind}, not {value!r:.80}')
    if len(found) > MOST_LABELS:
        raise RequestError(f'"labels" has {len(found)} labels, and at most {MOST_LABELS} are taken')
    return tuple(found)
