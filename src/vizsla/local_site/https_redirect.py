"""Redirects browsers that open the port of https by http."""

from __future__ import annotations

import asyncio
import re
import socket
from http import HTTPStatus
from itertools import chain, repeat
from typing import TYPE_CHECKING

from vizsla.local_site.site_responses import Response, refusal

if TYPE_CHECKING:
    from vizsla.local_site.http_request import HttpRequest

__all__ = ["speaks_tls", "to_https"]

_PAUSES = (0.002, 0.005, 0.01, 0.02, 0.05)  # seconds between two looks at a silent connection
_LAST_PAUSE = 0.1  # seconds
_HANDSHAKE = 0x16  # the first byte of a connection that speaks TLS
_HOST = re.compile(r"([A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?")


async def speaks_tls(connection: socket.socket) -> bool:
    """Return whether a client speaks TLS, once it has said something; nothing of it is read.

    The caller limits the time.
    """
    connection.setblocking(False)  # noqa: FBT003 - socket's
    # Not every event loop can tell when a socket has something to read.
    for pause in chain(_PAUSES, repeat(_LAST_PAUSE)):
        try:
            first = connection.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            await asyncio.sleep(pause)
        else:
            return not first or first[0] == _HANDSHAKE
    raise AssertionError  # the pauses never end


def to_https(request: HttpRequest) -> Response:
    """Return the response that sends a browser to the same address by https."""
    host = request.header("host")
    if not _HOST.fullmatch(host) or not request.path.startswith("/"):
        return refusal(HTTPStatus.BAD_REQUEST)
    address = f"https://{host}{request.path}"
    return Response(HTTPStatus.TEMPORARY_REDIRECT, {"Location": address}, b"use https\n")
