"""What can be asked of a function: to answer, to explain an answer, to embed an input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError, VizslaError
from vizsla.server.call_parameters import call_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vizsla.functions.base import Function
    from vizsla.modalities.limits import Limits
    from vizsla.server.served_functions import ServedFunction

__all__ = ["OPERATIONS", "Operation"]


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation on one input.

    Attributes:
        name: the word after the colon of the address.
        summary: the operation in a sentence.
        parameters: returns the names of the parameters that a kind of functions takes.
        perform: returns the result as JSON for a function, a source, the options and the limits.
        perform_together: does the same for several sources in one step, for kinds where that takes
            less time; None where each input is worked on by itself.

    """

    name: str
    summary: str
    parameters: Callable[[type[Function[Any, Any]]], tuple[str, ...]]
    perform: Callable[[Function[Any, Any], Any, Mapping[str, Any], Limits], dict[str, Any]]
    perform_together: (
        Callable[
            [Function[Any, Any], Sequence[Any], Mapping[str, Any], Limits],
            list[dict[str, Any] | VizslaError],
        ]
        | None
    ) = None

    def most_together(self, served: ServedFunction) -> int:
        """Return the number of inputs of a function that are worked on in one step."""
        if self.perform_together is None:
            return 1
        return served.kind.most_together(served.bundle.manifest)


def _call(
    function: Function[Any, Any],
    source: object,
    options: Mapping[str, Any],
    limits: Limits,
) -> dict[str, Any]:
    answer: dict[str, Any] = function(source, limits=limits, **options).to_dict()
    return answer


def _call_together(
    function: Function[Any, Any],
    sources: Sequence[Any],
    options: Mapping[str, Any],
    limits: Limits,
) -> list[dict[str, Any] | VizslaError]:
    found = function.answer_together(sources, function.call_options(limits=limits, **options))
    return [each if isinstance(each, VizslaError) else each.to_dict() for each in found]


def _explain(
    function: Function[Any, Any],
    source: object,
    options: Mapping[str, Any],
    limits: Limits,
) -> dict[str, Any]:
    value = function.modality.load(source, limits=limits)
    explained: dict[str, Any] = function.explain(value, **options).to_dict()
    return explained


def _embed(
    function: Function[Any, Any],
    source: object,
    options: Mapping[str, Any],
    limits: Limits,
) -> dict[str, Any]:
    del options
    embed = getattr(function, "embed", None)
    if embed is None:
        raise OptionError(
            f"{function.name!r} is a function of kind {function.kind}, which has no embeddings; "
            "ask a classifier"
        )
    return {"embedding": embed(source, limits=limits).tolist()}


OPERATIONS: Mapping[str, Operation] = {
    each.name: each
    for each in (
        Operation(
            "call", "Answer one input, or each of many.", call_parameters, _call, _call_together
        ),
        Operation(
            "explain",
            "Show the parts of an input from which an answer comes.",
            lambda kind: call_parameters(kind, "explain"),
            _explain,
        ),
        Operation("embed", "Return an input's embedding.", lambda _: (), _embed),
    )
}
