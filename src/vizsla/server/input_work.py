"""The work on one input: fetched where it is a URL, answered on a worker, counted."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError, VizslaError
from vizsla.server.answer_time import answer_time
from vizsla.server.request_log import log_fault
from vizsla.server.work_queue import Batching

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.server.function_operations import Operation
    from vizsla.server.request_inputs import RequestInput
    from vizsla.server.served_functions import ServedFunction
    from vizsla.server.service import Service

__all__ = ["InputWork"]

_LATE = "try again later"
# What to do where the time that an answer takes grows with its input.
_TOO_LONG = {
    "speech-synthesis": f"{_LATE}, or cut the text into several, each of which is spoken sooner",
    "speech-recognition": f"{_LATE}, or send a shorter sound",
}


@dataclass(frozen=True, slots=True)
class InputWork:
    """What is done to each input of a request.

    Attributes:
        service: the server's parts.
        served: the function.
        operation: the operation.
        options: the options of the call.
        request_id: the request's id, for the log.
        fetched: the inputs that were fetched, by the identity of those that name their URLs.

    """

    service: Service
    served: ServedFunction
    operation: Operation
    options: Mapping[str, Any]
    request_id: str
    fetched: dict[int, RequestInput] = field(default_factory=dict)

    async def results(self, inputs: Sequence[RequestInput]) -> list[str | VizslaError]:
        """Return the results in the inputs' order: JSON, or the error of an input that has none.

        Raises:
            OptionError: an option is out of its range.
            ServerBusyError: it took too long.

        """
        advice = _TOO_LONG.get(self.served.bundle.manifest.kind, _LATE)
        async with answer_time(self.service, advice=advice):
            tasks = [partial(self.result, each) for each in inputs]
            return await self.service.queue.in_lanes(tasks, self._together)

    async def result(self, given: RequestInput) -> str | VizslaError:
        """Return the result as JSON text, or the error of an input that has none.

        Raises:
            OptionError: an option is out of its range, which is no fault of the input.

        """
        found = await self._attempt(given)
        outcome = found.code if isinstance(found, VizslaError) else "ok"
        name = self.served.bundle.manifest.name
        self.service.metrics.count_input(name, self.operation.name, outcome)
        if isinstance(found, OptionError):
            raise found
        return found

    def sent(self, given: RequestInput) -> RequestInput:
        """Return an input with its content, also where it named a URL."""
        return self.fetched.get(id(given), given)

    async def _attempt(self, given: RequestInput) -> str | VizslaError:
        if given.url is not None:
            settings = self.service.settings
            fetch = partial(given.fetched, settings.limits, allowed=settings.fetch_urls)
            loop = asyncio.get_running_loop()
            named = given
            try:
                given = await loop.run_in_executor(self.service.fetchers, fetch)
            except VizslaError as error:
                return error
            self.fetched[id(named)] = given
        return await self.service.queue.run(partial(self._perform, given), self._batching(given))

    @property
    def _together(self) -> int:
        """The most inputs of a batch."""
        return self.operation.most_together(self.served)

    def _batching(self, given: RequestInput) -> Batching[str | VizslaError] | None:
        """Return how an input may be answered in one batch with others, also of other requests."""
        if self._together == 1:
            return None
        options = json.dumps(self.options, sort_keys=True)
        key = (self.served.place, self.operation.name, options)
        return Batching(key, self._together, given, self._perform_together)

    def _perform_together(self, given: Sequence[RequestInput]) -> list[str | VizslaError]:
        """Answer a batch of inputs, on a worker's thread."""
        perform = self.operation.perform_together
        assert perform is not None  # noqa: S101 - else there are no batches
        with self.service.functions.opened(self.served) as function:
            sources = [each.source(function.modality) for each in given]
            found = perform(function, sources, self.options, self.service.settings.limits)
        return [each if isinstance(each, VizslaError) else _json(each) for each in found]

    def _perform(self, given: RequestInput) -> str | VizslaError:
        """Answer the input, on a worker's thread; one bad input must not end those beside it."""
        limits = self.service.settings.limits
        try:
            with self.service.functions.opened(self.served) as function:
                source = given.source(function.modality)
                value = self.operation.perform(function, source, self.options, limits)
            return _json(value)
        except VizslaError as error:
            return error
        except Exception as error:  # noqa: BLE001 - a fault of ours is this input's alone
            log_fault(error, self.request_id)
            return VizslaError("an unforeseen fault")


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
