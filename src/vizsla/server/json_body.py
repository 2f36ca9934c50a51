"""Parses JSON from somebody who may not be trusted."""

from __future__ import annotations

import json
from typing import Any

from vizsla.errors import RequestError

__all__ = ["check_json_parts", "parse_json_body"]

MOST_PARTS = 10_000  # texts, and marks such as [ { and , between them


def parse_json_body(
    body: bytes, example: str = '{"text": "..."}', most_parts: int = MOST_PARTS
) -> Any:  # noqa: ANN401 - any JSON
    """Parse a body.

    Small objects take 30 times the bytes in memory that they take in the body, so their number is
    limited before they are made.

    Args:
        body: the body.
        example: a body as it should be, for messages.
        most_parts: the most texts, and the most objects and lists.

    Raises:
        RequestError: the body is no JSON, or has more parts.

    """
    try:
        text = body.decode(json.detect_encoding(body), "surrogatepass")
        check_json_parts(text, example, most_parts)
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RequestError(
            f"the body is no JSON that can be read ({str(error) or type(error).__name__:.80}); "
            f"send {example}"
        ) from error


def check_json_parts(text: str, example: str, most: int = MOST_PARTS) -> None:
    """Refuse a text in JSON with too many texts, or too many marks outside of them.

    Args:
        text: the JSON.
        example: what to send instead, for the message.
        most: the most texts, and the most marks.

    Raises:
        RequestError: there are more texts or marks.

    """
    unescaped = text.replace(r"\\", "").replace(r"\"", "") if "\\" in text else text
    quotes = unescaped.count('"')
    marks = 0
    if quotes <= 2 * most:  # more pieces would take much memory, too
        outside = unescaped.split('"')[::2]
        marks = sum(each.count(mark) for each in outside for mark in "[{,")
    if quotes > 2 * most or marks > most:
        raise RequestError(
            f"the JSON has more than {most:,} parts, which no request needs; send {example}"
        )
