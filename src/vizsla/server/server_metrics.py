"""Counts what a server does, in Prometheus' text format.

The format: https://prometheus.io/docs/instrumenting/exposition_formats/.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["METRICS_TYPE", "ServerMetrics"]

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)  # seconds


class _Request(NamedTuple):
    route: str
    status: int


class _Input(NamedTuple):
    function: str
    operation: str
    outcome: str


class ServerMetrics:
    """The counters of one server process; all its threads count into them.

    The labels come from the server's own routes and functions, never from a request's text, so
    that strangers can't make more of them.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[_Request] = Counter()
        self._inputs: Counter[_Input] = Counter()
        self._buckets = [0] * (len(BOUNDS) + 1)
        self._seconds = 0.0

    def count_request(self, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered.

        Args:
            route: the route's pattern.
            status: the HTTP status; 499 for a client that left.
            seconds: from the request's head to the end of the response.

        """
        with self._lock:
            self._requests[_Request(route, status)] += 1
            self._buckets[bisect_left(BOUNDS, seconds)] += 1
            self._seconds += seconds

    def count_input(self, function: str, operation: str, outcome: str) -> None:
        """Count an input.

        Args:
            function: the function's name.
            operation: ``call``, ``explain`` or ``embed``.
            outcome: ``ok``, or the code of the error.

        """
        with self._lock:
            self._inputs[_Input(function, operation, outcome)] += 1

    def inputs_of(self, function: str) -> dict[tuple[str, str], int]:
        """Return the number of a function's inputs, by operation and outcome."""
        with self._lock:
            found = dict(self._inputs)
        return {
            (key.operation, key.outcome): count
            for key, count in sorted(found.items())
            if key.function == function
        }

    def text(self, gauges: Mapping[str, tuple[str, float]]) -> str:
        """Return the counters as text.

        Args:
            gauges: the help and the value of further figures, by name.

        """
        with self._lock:
            requests, inputs = dict(self._requests), dict(self._inputs)
            buckets, seconds = list(self._buckets), self._seconds
        lines = _heading("vizsla_requests_total", "counter", "Requests that were answered.")
        lines += [
            f'vizsla_requests_total{{route="{_quoted(key.route)}",status="{key.status}"}} {count}'
            for key, count in sorted(requests.items())
        ]
        lines += _heading("vizsla_inputs_total", "counter", "Inputs, by what became of them.")
        lines += [
            f'vizsla_inputs_total{{function="{_quoted(key.function)}",'
            f'operation="{key.operation}",outcome="{key.outcome}"}} {count}'
            for key, count in sorted(inputs.items())
        ]
        lines += _heading("vizsla_request_seconds", "histogram", "Seconds from head to answer.")
        total = 0
        for bound, count in zip((*map(str, BOUNDS), "+Inf"), buckets, strict=True):
            total += count
            lines.append(f'vizsla_request_seconds_bucket{{le="{bound}"}} {total}')
        lines += [
            f"vizsla_request_seconds_sum {seconds}",
            f"vizsla_request_seconds_count {total}",
        ]
        for name, (meaning, value) in gauges.items():
            lines += [*_heading(name, "gauge", meaning), f"{name} {value:g}"]
        return "\n".join(lines) + "\n"


def _heading(name: str, kind: str, meaning: str) -> list[str]:
    return [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"]


def _quoted(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
