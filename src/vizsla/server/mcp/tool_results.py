"""Turns answers and errors into the results of a tool."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mcp_types import CallToolResult, TextContent

from vizsla.server.mcp.sound_results import sound_tool_result
from vizsla.server.problems import problem

if TYPE_CHECKING:
    from vizsla.errors import VizslaError

__all__ = ["LARGEST", "tool_error", "tool_result"]

LARGEST = 1_000_000  # bytes of a result; clients take no more
_ENVELOPE = 10_000  # bytes around the answer, with the note
_LETTER = 12  # the most bytes of a letter that is escaped twice
_LISTS = ("alternatives", "labels", "boxes", "entities", "segments", "tags")
_MARGIN = 0.95


def tool_result(text: str, title: str) -> CallToolResult:
    """Return the result of a call that was answered.

    An answer that is too large loses the ends of its longest lists, and a note says so.

    Args:
        text: the answer as JSON.
        title: the function's name with its version.

    Raises:
        InputTooLargeError: the answer is a sound that is too long for a result.

    """
    answer: dict[str, Any] = json.loads(text)
    if "sound" in answer:
        return sound_tool_result(answer, title)
    left_out = _clip(answer) if _LETTER * len(text) > LARGEST else {}
    if left_out:
        text = json.dumps(answer, ensure_ascii=False)
    content = [TextContent(text=text)]
    meta: dict[str, Any] = {"vizsla/function": title}
    if left_out:
        counts = " and ".join(f"{count:,} of the {name}" for name, count in left_out.items())
        were = "was" if sum(left_out.values()) == 1 else "were"
        content.append(
            TextContent(text=f"{counts} {were} left out: a result has at most 1 MB. Send less.")
        )
        meta["vizsla/left-out"] = left_out
    return CallToolResult(content=[*content], structured_content=answer, _meta=meta)


def tool_error(error: VizslaError, request_id: str) -> CallToolResult:
    """Return the result of a call that was not answered: the error's code, and its words.

    Args:
        error: the error.
        request_id: the call's id, by which the log is searched.

    """
    found = problem(error, request_id)
    content = TextContent(text=f"{found['code']}: {found['detail']}")
    return CallToolResult(content=[content], is_error=True, _meta={"vizsla/problem": found})


def _clip(answer: dict[str, Any]) -> dict[str, int]:
    """Shorten the longest lists of an answer until it fits; return how many items each lost."""
    left_out: dict[str, int] = {}
    while (size := _size(answer)) > LARGEST - _ENVELOPE:
        sizes = {name: _size(answer[name]) for name in _LISTS if answer.get(name)}
        if not sizes:
            break
        longest = max(sizes, key=lambda name: sizes[name])
        items = answer[longest]
        room = max(0, sizes[longest] - (size - LARGEST + _ENVELOPE))
        kept = min(len(items) - 1, int(len(items) * room / sizes[longest] * _MARGIN))
        left_out[longest] = left_out.get(longest, 0) + len(items) - kept
        answer[longest] = items[:kept]
    return left_out


def _size(value: Any) -> int:  # noqa: ANN401 - any JSON
    """Return the bytes that a value takes in a result, once as JSON and once as a text with it."""
    text = json.dumps(value, ensure_ascii=True)
    plain = json.dumps(value, ensure_ascii=False)
    return len(text) + len(json.dumps(plain))
