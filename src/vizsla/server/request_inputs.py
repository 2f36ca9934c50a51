"""Reads the inputs of a request from its body: files, raw bytes, or JSON."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputFormatError, InputTypeError, RequestError, UrlError
from vizsla.modalities.sources.fetch import fetch
from vizsla.modalities.sources.named_bytes import NamedBytes
from vizsla.modalities.sources.source_names import shorten, without_secrets
from vizsla.server.json_body import parse_json_body
from vizsla.server.multipart_body import Part, read_multipart

if TYPE_CHECKING:
    from vizsla.modalities.base import Modality
    from vizsla.modalities.limits import Limits

__all__ = ["BODY", "MANY", "RequestInput", "RequestInputs", "read_inputs"]

MANY = "files"  # the form's field for a list, even of one file
BODY = "the body"  # the input's name, where it has none
_TEXT_CHARSETS = {"", "utf-8", "utf8", "us-ascii"}


@dataclass(frozen=True, slots=True)
class RequestInput:
    """An input as a request names it: one of the three.

    Attributes:
        name: the input's name, for messages.
        content: the bytes of a file.
        text: a text.
        url: the address of a file.

    """

    name: str
    content: bytes | None = None
    text: str | None = None
    url: str | None = None

    def fetched(self, limits: Limits, *, allowed: bool) -> RequestInput:
        """Return the input with the file at its URL.

        Args:
            limits: the bytes and seconds of the download.
            allowed: whether this server fetches URLs.

        Raises:
            UrlError: the URL is not allowed, or does not answer.
            InputTooLargeError: the download has too many bytes.

        """
        url = self.url or ""
        if not allowed:
            raise UrlError("this server fetches no URLs; send the file itself")
        if not url.isprintable():  # among them halves of characters
            raise UrlError(f"{self.name}: the URL has characters that no address has")
        return RequestInput(without_secrets(url), content=fetch(url, limits)[0])

    def source(self, modality: Modality[Any]) -> NamedBytes | str:
        """Return the input as a function of a modality takes it.

        Never a path: a text that comes from outside must not open a file.

        Raises:
            InputTypeError: the modality takes no text.

        """
        if self.text is None:
            return NamedBytes(self.content or b"", self.name)
        if not modality.str_is_content:
            raise InputTypeError(
                f"{self.name} is a text, and this function takes {modality.plural}; send the file "
                f"of one {modality.singular}"
            )
        return self.text


@dataclass(frozen=True, slots=True)
class RequestInputs:
    """The inputs of a request.

    Attributes:
        inputs: the inputs, in order.
        many: whether the answer is a list, even of one.

    """

    inputs: tuple[RequestInput, ...]
    many: bool


def read_inputs(body: bytes, content_type: str, most: int) -> RequestInputs:
    """Read the inputs of a request.

    Args:
        body: the body.
        content_type: the value of the header ``Content-Type``; empty for raw bytes.
        most: the most inputs.

    Raises:
        RequestError: the body is malformed, or has none or too many inputs.
        InputFormatError: a text is in another encoding than UTF-8.

    """
    kind, _, parameters = (part.strip().lower() for part in content_type.partition(";"))
    if kind == "multipart/form-data":
        return _from_parts(read_multipart(body, content_type, most))
    if kind == "application/json" or kind.endswith("+json"):
        return _from_json(parse_json_body(body), most)
    if kind == "application/x-www-form-urlencoded":
        raise RequestError(
            "the body is a form without files, which holds no input; send a file as "
            "multipart/form-data (curl -F file=@park.jpg), or its bytes with their own "
            "Content-Type (curl --data-binary @park.jpg -H 'Content-Type: image/jpeg')",
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        )
    _check_charset(parameters)
    if not body:
        raise RequestError("the body is empty; send the input in it")
    return RequestInputs((RequestInput(BODY, content=body),), many=False)


def _check_charset(parameters: str) -> None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        charset = value.strip().strip('"')
        if name.strip() == "charset" and charset not in _TEXT_CHARSETS:
            raise InputFormatError(f"the body is in {charset!r:.80}; send it in UTF-8")


def _from_parts(parts: list[Part]) -> RequestInputs:
    inputs = tuple(_from_part(number, each) for number, each in enumerate(parts, 1))
    if not inputs:
        raise RequestError("the form has no file; send one in the field 'file'")
    return RequestInputs(inputs, many=len(inputs) > 1 or parts[0].field == MANY)


def _from_part(number: int, part: Part) -> RequestInput:
    name = shorten(part.filename or part.field) or f"part {number}"
    if part.field == "url" and not part.filename:
        return RequestInput(name, url=part.content.decode("utf-8", "surrogateescape"))
    return RequestInput(name, content=part.content)


def _from_json(value: Any, most: int) -> RequestInputs:  # noqa: ANN401 - any JSON
    if not (isinstance(value, dict) and value.keys() == {"inputs"}):
        return RequestInputs((_from_item("text", value),), many=False)
    items = value["inputs"]
    if not isinstance(items, list) or not items:
        raise RequestError('"inputs" is a list of at least one input, each {"text": "..."}')
    if len(items) > most:
        raise RequestError(
            f"the request has {len(items)} inputs, and at most {most} are taken at once; send "
            "several requests"
        )
    inputs = tuple(_from_item(f"input {number}", each) for number, each in enumerate(items, 1))
    return RequestInputs(inputs, many=True)


def _from_item(name: str, item: Any) -> RequestInput:  # noqa: ANN401 - any JSON
    if isinstance(item, dict) and len(item) == 1:
        (key, value), *_ = item.items()
        if key == "text" and isinstance(value, str):
            return RequestInput(name, text=value)
        if key == "url" and isinstance(value, str):
            return RequestInput(name, url=value)
    raise RequestError(
        f'{name} is not {{"text": "..."}} or {{"url": "..."}}; options such as top stand in the '
        "address: ?top=3"
    )
