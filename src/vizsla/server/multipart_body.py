"""Reads a body of the type multipart/form-data, as https://www.rfc-editor.org/rfc/rfc7578 has it.

Each part is kept as bytes: some programs send an image without a file name, which is no text then.
"""

from __future__ import annotations

from typing import NamedTuple

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from vizsla.errors import RequestError

__all__ = ["Part", "read_multipart"]


class Part(NamedTuple):
    """A part of a body.

    Attributes:
        field: the name of the form's field; empty where there is none.
        filename: the file's name; empty where there is none.
        content: the bytes.

    """

    field: str
    filename: str
    content: bytes


class _Collector:
    """Collects the parts as the parser finds them."""

    def __init__(self, most: int) -> None:
        self.parts: list[Part] = []
        self.ended = False
        self._most = most
        self._name = b""
        self._value = b""
        self._headers: dict[bytes, bytes] = {}
        self._pieces: list[bytes] = []

    def on_part_begin(self) -> None:
        if len(self.parts) >= self._most:
            raise RequestError(f"the body has more than {self._most} parts; send several requests")
        self._headers, self._pieces = {}, []

    def on_header_begin(self) -> None:
        self._name = self._value = b""

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def on_header_end(self) -> None:
        self._headers[self._name.lower()] = self._value

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        self._pieces.append(data[start:end])

    def on_part_end(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        field, filename = (
            options.get(key, b"").decode("utf-8", "replace") for key in (b"name", b"filename")
        )
        self.parts.append(Part(field, filename, b"".join(self._pieces)))

    def on_end(self) -> None:
        self.ended = True


def read_multipart(body: bytes, content_type: str, most: int) -> list[Part]:
    """Return the parts of a body, in order.

    Args:
        body: the whole body.
        content_type: the value of the header ``Content-Type``, which names the boundary.
        most: the most parts.

    Raises:
        RequestError: the body is malformed, breaks off, or has too many parts.

    """
    _, options = parse_options_header(content_type.encode("latin-1", "replace"))
    boundary = options.get(b"boundary", b"")
    if not boundary:
        raise RequestError(
            "the Content-Type multipart/form-data names no boundary; let the client set it"
        )
    collector = _Collector(most)
    callbacks = {
        name: getattr(collector, name) for name in dir(collector) if name.startswith("on_")
    }
    try:
        parser = MultipartParser(boundary, callbacks)  # type: ignore[arg-type] # a dict of them
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise RequestError(
            f"the body is no multipart/form-data ({error}); send it again"
        ) from error
    if not collector.ended:
        raise RequestError("the multipart/form-data breaks off before its end; send it again")
    return collector.parts
