"""A connection over HTTP whose requests must come in time, and with heads of a limited size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

__all__ = ["TimedConnection"]

LARGEST_HEAD = 1 << 16  # bytes


class TimedConnection(HttpToolsProtocol):
    """A connection that is closed where the head of a request does not come in time.

    Without that, clients that send nothing, or a byte now and then, would stay for ever. The
    parser itself sets no limit to a head, nor to the lines between and behind a body's chunks.

    Args:
        head_seconds: the seconds for the head, or for leaving after a body was refused.
        options: those of a connection.

    """

    def __init__(self, *, head_seconds: float, **options: Any) -> None:  # noqa: ANN401 - uvicorn's
        super().__init__(**options)
        self._head_seconds = head_seconds
        self._timer: asyncio.TimerHandle | None = None
        self._unfinished = 0  # bytes since the last whole head, or part of a body

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take bytes; wait on where they are not yet a head."""
        if self.transport.is_closing():
            return
        self._unfinished += len(data)
        super().data_received(data)
        if self._unfinished > LARGEST_HEAD and not self.transport.is_closing():
            self.send_400_response(f"The head of the request has over {LARGEST_HEAD} bytes.")
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop()
        super().connection_lost(exc)

    def on_headers_complete(self) -> None:
        """Begin to answer."""
        self._unfinished = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a part of a body."""
        self._unfinished = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Take the end of a body."""
        self._unfinished = 0
        super().on_message_complete()

    def _watch(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop()
        elif self._timer is None:
            self._timer = self.loop.call_later(self._head_seconds, self._give_up)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
