"""Answers on their way back from a worker, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vizsla import errors
from vizsla.answer import Answer
from vizsla.errors import VizslaError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.functions.answer_rows import Answered

__all__ = ["PairEncoder", "read_results"]


class PairEncoder:
    """Sends the answers of a part back; see ``PartEncoder``."""

    def finish(self, number: int, answered: list[Answered]) -> bytes:
        """Return the answers as JSON."""
        del number
        return json.dumps([_value(each.result) for each in answered]).encode()


def _value(result: Answer | VizslaError) -> Any:  # noqa: ANN401 - JSON
    if isinstance(result, VizslaError):
        return [type(result).__name__, str(result)]
    return result.to_dict()


def read_results(content: bytes) -> Iterator[Answer | VizslaError]:
    """Yield the answers and errors of a part, in order."""
    for each in json.loads(content):
        if isinstance(each, list):
            name, message = each
            yield getattr(errors, name, VizslaError)(message)
        else:
            yield Answer.from_dict(each)
