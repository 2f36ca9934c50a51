"""Reads the head of an HTTP request, as https://www.rfc-editor.org/rfc/rfc9112 defines it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping

__all__ = ["LONGEST_LINE", "BadRequestError", "HttpRequest", "read_head", "read_line"]

LONGEST_LINE = 1 << 16  # bytes
MOST_HEADERS = 100
_REQUEST_LINE = re.compile(r"([A-Z]{1,20}) (\S+) HTTP/1\.([01])")


class BadRequestError(Exception):
    """The request can't be answered with a file.

    Args:
        status: the status that says why.

    """

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """The head of a request.

    Attributes:
        method: ``GET`` or ``HEAD``.
        path: the path as it was sent, with the query.
        headers: the headers by their names in lower case; of several alike the last.
        keeps_open: whether the client may send more requests on the connection.

    """

    method: str
    path: str
    headers: Mapping[str, str]
    keeps_open: bool

    def header(self, name: str) -> str:
        """Return a header's value; empty where it was not sent."""
        return self.headers.get(name.lower(), "")


async def read_head(first: bytes, reader: asyncio.StreamReader) -> HttpRequest:
    """Read the head of a request.

    Args:
        first: the first line.
        reader: the rest.

    Raises:
        BadRequestError: it is no HTTP, or something else than a file is asked for.
        ConnectionError: the client ended it in the midst.

    """
    line = _REQUEST_LINE.fullmatch(first.decode("latin-1").rstrip("\r\n"))
    if line is None:
        raise BadRequestError(HTTPStatus.BAD_REQUEST)
    headers = {}
    while (text := (await read_line(reader)).decode("latin-1")).rstrip("\r\n"):
        name, colon, value = text.partition(":")
        if not colon:
            raise BadRequestError(HTTPStatus.BAD_REQUEST)
        headers[name.strip().lower()] = value.strip()
        if len(headers) > MOST_HEADERS:
            raise BadRequestError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
    if line[1] not in {"GET", "HEAD"}:
        raise BadRequestError(HTTPStatus.NOT_IMPLEMENTED)
    wish = headers.get("connection", "").lower()
    keeps_open = "close" not in wish and (line[3] == "1" or "keep-alive" in wish)
    # A body, which nothing here needs, would be read as the next request.
    has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    return HttpRequest(line[1], line[2], headers, keeps_open and not has_body)


async def read_line(reader: asyncio.StreamReader) -> bytes:
    """Read a line.

    Raises:
        BadRequestError: it is too long.
        ConnectionError: the client ended it in the midst.

    """
    try:
        line = await reader.readline()
    except ValueError as error:  # longer than the reader's limit
        raise BadRequestError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE) from error
    if not line.endswith(b"\n"):
        raise ConnectionError
    return line
