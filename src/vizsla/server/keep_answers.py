"""Gives answers their ids, and hands their inputs over to be kept for feedback."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from vizsla.server.answer_request import RequestResults
    from vizsla.workspace.api_keys import ApiKey

__all__ = ["ANSWER_ID", "keep_answers"]

ANSWER_ID = "Vizsla-Answer"  # the header with the id
ID_BYTES = 16  # random ones: nobody guesses the id of another's answer


def keep_answers(answered: RequestResults, key: ApiKey | None) -> str | None:
    """Return the id of a request's answers, and keep their inputs; None where none was answered.

    Args:
        answered: the results of a request.
        key: the caller's key; None where none is needed.

    """
    # Imported here: a server without feedback needs no database.
    from vizsla.workspace.feedback_records import (  # noqa: PLC0415
        AnswerId,
        GivenAnswer,
        NewKeptInput,
    )

    work = answered.work
    request = secrets.token_urlsafe(ID_BYTES)
    manifest = work.served.bundle.manifest
    columns = _text_columns(work.options.get("columns") or {})
    kept = []
    for position, (given, result) in enumerate(zip(answered.inputs, answered.results, strict=True)):
        if not isinstance(result, str):
            continue
        sent = work.sent(given)
        content = sent.content if sent.text is None else sent.text.encode()
        kept.append(
            NewKeptInput(
                manifest.name,
                AnswerId(request, position),
                None if key is None else key.public_id,
                manifest.version,
                GivenAnswer.of(json.loads(result)),
                content or b"",
                sent.name,
                columns,
            )
        )
    work.service.keeper.offer(kept)
    return request if kept else None


def _text_columns(cells: dict[str, Any]) -> dict[str, str]:
    """Return those cells that an example's metadata can have, as text."""
    from vizsla.workspace.name_rules import check_column  # noqa: PLC0415

    found = {}
    for name, value in cells.items():
        text = value if isinstance(value, str) else json.dumps(value)
        try:
            check_column(name, text, "the input")
        except OptionError:
            continue
        found[name] = text
    return found
