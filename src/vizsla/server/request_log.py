"""Gives each request an id, counts it, and writes one line about it: never what it holds."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
import traceback
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from vizsla.errors import VizslaError
from vizsla.server.error_responses import error_response
from vizsla.server.request_body import ClientLeftError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from vizsla.server.server_metrics import ServerMetrics

__all__ = ["LOG", "JsonLines", "RequestLog", "log_fault", "log_text", "write_log"]

LOG = logging.getLogger("vizsla.server")
CLIENT_LEFT = 499  # no standard status: nobody receives it
FAILED = 500
_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}\Z")


class RequestLog:
    """ASGI middleware, the outermost.

    Args:
        app: what answers.
        metrics: counts the requests.

    """

    def __init__(self, app: ASGIApp, metrics: ServerMetrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.monotonic()
        given = dict(scope["headers"]).get(b"x-request-id", b"")
        scope["request_id"] = given.decode("ascii") if _ID.match(given) else secrets.token_hex(16)
        status = 0

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"].append((b"x-request-id", scope["request_id"].encode()))
            await send(message)

        try:
            await self._app(scope, receive, send_named)
        except ClientLeftError:
            status = CLIENT_LEFT
        except Exception as error:  # noqa: BLE001 - a fault of ours must reach the log, and no client
            log_fault(error, scope["request_id"])
            if not status:
                answer = error_response(VizslaError(), scope)
                await answer(scope, receive, send_named)
        seconds = time.monotonic() - began
        route = getattr(scope.get("route"), "path", "other")
        self._metrics.count_request(route, status or FAILED, seconds)
        LOG.info(
            "request",
            extra={
                "fields": {
                    "id": scope["request_id"],
                    "method": scope["method"],
                    "route": route,
                    "function": scope.get("path_params", {}).get("name") or scope.get("function"),
                    "key": scope.get("key_name"),
                    "status": status or FAILED,
                    "milliseconds": round(1000 * seconds, 1),
                }
            },
        )


def log_fault(error: BaseException, of_request: str) -> None:
    """Write down a fault of the server's own: its kind and where it is, and no input's content."""
    places = [
        f"{each.filename}:{each.lineno}" for each in traceback.extract_tb(error.__traceback__)
    ]
    message = str(error) if isinstance(error, VizslaError) else ""
    fields = {"id": of_request, "kind": type(error).__name__, "at": places, "message": message}
    LOG.error("fault", extra={"fields": fields})


def log_text(event: str, text: str) -> None:
    """Write down a fault of a process that this server started."""
    LOG.error(event, extra={"fields": {"message": text}})


class JsonLines(logging.Formatter):
    """Writes each record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fields: dict[str, Any] = getattr(record, "fields", {})
        line = {
            "time": _second(int(record.created)),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **{name: value for name, value in fields.items() if value not in (None, "")},
        }
        return json.dumps(line)


@lru_cache(maxsize=1)
def _second(of_epoch: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(of_epoch))


def write_log(*, requests: bool = True) -> None:
    """Write the server's log to standard error, one line of JSON each.

    Args:
        requests: whether each request is a line; faults always are.

    """
    # No line says which thread, process or line of code wrote it: to look takes half of the time.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None  # noqa: SLF001 - as logging's guide has it
    lines: logging.StreamHandler[Any] = logging.StreamHandler()
    lines.setFormatter(JsonLines())
    own = logging.INFO if requests else logging.WARNING
    levels = {"vizsla.server": own, "uvicorn": logging.WARNING, "mcp": logging.WARNING}
    for name, level in levels.items():
        log = logging.getLogger(name)
        log.handlers[:] = [lines]
        log.setLevel(level)
        log.propagate = False
