"""Answers a text as programs of LUIS and CLU ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from vizsla.features.feature_set import FeatureSet
from vizsla.features.given_entities import NOTHING_GIVEN
from vizsla.server.function_operations import Operation
from vizsla.server.request_inputs import RequestInput, RequestInputs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from vizsla.answer import Answer
    from vizsla.features.given_entities import GivenEntities
    from vizsla.modalities.limits import Limits
    from vizsla.server.answer_request import RequestResults
    from vizsla.server.served_functions import ServedFunction

__all__ = ["TextCall", "text_response"]

NO_FEATURES = FeatureSet("en")


def nothing_given(_features: FeatureSet) -> GivenEntities:
    """Return that a call adds nothing to a function's features."""
    return NOTHING_GIVEN


@dataclass(frozen=True, slots=True)
class TextCall:
    """A text, and how it is to be answered.

    Attributes:
        text: the text.
        shape: makes the response's body of the Answer and the function's features.
        reference: the moment against which dates are resolved.
        given: returns what the call adds to the function's features.

    """

    text: str
    shape: Callable[[Answer, FeatureSet], dict[str, Any]]
    reference: datetime | str
    given: Callable[[FeatureSet], GivenEntities] = nothing_given

    @property
    def inputs(self) -> RequestInputs:
        """The text as the input of a request."""
        return RequestInputs((RequestInput("the text", text=self.text),), many=False)

    @property
    def operation(self) -> Operation:
        """The operation that answers the text, whatever input it is called with."""
        return Operation("call", "Predict the intent of a text.", lambda _: (), self._perform)

    def _perform(
        self,
        function: Any,  # noqa: ANN401 - a TextClassifier, see find_assistant
        source: object,
        options: Mapping[str, Any],
        limits: Limits,
    ) -> dict[str, Any]:
        del options
        features = function.entity_features or NO_FEATURES
        reference = self.reference if function.has_dates else None
        given = self.given(features)
        answer = function.answer_with(source, given, reference=reference, limits=limits)
        return self.shape(answer, features)


def text_response(answered: RequestResults, served: ServedFunction) -> Response:
    """Return the response with the body that was made of an Answer.

    Raises:
        VizslaError: there is none.

    """
    headers = {"Vizsla-Function": served.title}
    return Response(answered.only(), headers=headers, media_type="application/json")
