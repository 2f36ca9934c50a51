"""Reads the image of a request as programs of the vision services send it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.errors import RequestError
from vizsla.server.json_body import parse_json_body
from vizsla.server.multipart_body import read_multipart
from vizsla.server.request_inputs import BODY, RequestInput, RequestInputs

if TYPE_CHECKING:
    from vizsla.server.multipart_body import Part

__all__ = ["read_image", "read_image_file", "read_image_url"]

MOST_PARTS = 16
FORM = "multipart/form-data"
URL_BODY = '{"url": "https://..."}'


def read_image_file(body: bytes, content_type: str, field: str = "imageData") -> RequestInputs:
    """Read an image: a part of a form, with or without a file name, or the whole body.

    Args:
        body: the body.
        content_type: the value of the header ``Content-Type``.
        field: the name of the form's field with the image.

    Raises:
        RequestError: the body has no image, or several.

    """
    content = body
    if content_type.partition(";")[0].strip().lower() == FORM:
        content = _image_part(read_multipart(body, content_type, MOST_PARTS), field).content
    if not content:
        raise RequestError("the image is empty; send the bytes of its file")
    return _one(RequestInput(BODY, content=content))


def read_image_url(body: bytes, content_type: str) -> RequestInputs:
    """Read the URL of an image: ``{"url": "https://..."}``, with names in any case of letters.

    Raises:
        RequestError: the body is something else.

    """
    del content_type  # some programs send none
    value: Any = parse_json_body(body, URL_BODY)
    found = {str(key).lower(): each for key, each in value.items()} if _is_object(value) else {}
    if not isinstance(found.get("url"), str):
        raise RequestError(f"the body names no image; send {URL_BODY}")
    return _one(RequestInput(BODY, url=found["url"]))


def read_image(body: bytes, content_type: str) -> RequestInputs:
    """Read an image as the content type says: from a URL in JSON, a form, or the bytes.

    Raises:
        RequestError: the body has no image, or several.

    """
    is_json = content_type.partition(";")[0].strip().lower() == "application/json"
    return read_image_url(body, content_type) if is_json else read_image_file(body, content_type)


def _image_part(parts: list[Part], field: str) -> Part:
    images = [each for each in parts if each.field.lower() == field.lower()] or parts
    if len(images) != 1:
        raise RequestError(
            f"the form has {len(images) or 'no'} images; send one, in the field {field!r}"
        )
    return images[0]


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _one(found: RequestInput) -> RequestInputs:
    return RequestInputs((found,), many=False)
