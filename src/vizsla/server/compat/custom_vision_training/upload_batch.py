"""A batch of images as programs send it, each with its tags: read, checked, not yet decoded."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from vizsla import errors
from vizsla.server.compat.custom_vision_training.query import uuid_of
from vizsla.server.compat.custom_vision_training.refusal import CustomVisionRefusalError, not_here
from vizsla.server.compat.custom_vision_training.small_body import check_characters, optional_text
from vizsla.server.json_body import parse_json_body
from vizsla.server.multipart_body import read_multipart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.errors import VizslaError
    from vizsla.project.known_labels import KnownLabel

__all__ = [
    "MOST_BYTES",
    "MOST_IMAGES",
    "MOST_TAGS",
    "OF_BYTES",
    "OF_LABELS",
    "STATUSES",
    "SentImage",
    "labels_of",
    "read_files",
    "read_form",
    "read_urls",
    "status_of",
]

MOST_IMAGES, MOST_TAGS = 64, 20
MOST_BYTES = 6 * 2**20  # of an image
FILES = '{"images": [{"name": ..., "contents": BASE64, "tagIds": [...]}]}'
URLS = '{"images": [{"url": ..., "tagIds": [...]}]}'

# The status of an image that can't be used; a class that is missing has its base's.
STATUSES: Mapping[type[VizslaError], str] = {
    errors.VizslaError: "ErrorUnknown",
    errors.InputError: "ErrorImageFormat",
    errors.InputTooLargeError: "ErrorImageDimensions",
    errors.UrlError: "ErrorSource",
}
OF_BYTES = "ErrorImageSize"
OF_LABELS = (
    *("ErrorInvalidTag", "ErrorNegativeAndRegularTagOnSameImage"),
    "ErrorTagLimitExceed",
)
INVALID_TAG, MIXED_TAGS, TOO_MANY_TAGS = OF_LABELS


@dataclass(frozen=True, slots=True)
class SentImage:
    """An image of a batch.

    Attributes:
        name: the file's name.
        source: its name or URL, as the program wrote it.
        content: the file's bytes; None for one at a URL.
        url: the URL, or None.
        tags: the ids of its tags.
        columns: its metadata.
        status: the status of one that can't be used, such as ``ErrorImageFormat``, or None.

    """

    name: str
    source: str
    content: bytes | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    status: str | None = None


def status_of(error: VizslaError) -> str:
    """Return the status of an image that can't be used."""
    return next(STATUSES[each] for each in type(error).__mro__ if each in STATUSES)


def labels_of(
    sent: SentImage, labels: Mapping[str, KnownLabel], *, several: bool
) -> tuple[str, ...] | str:
    """Return the labels of an image, or the status of one whose tags can't be used.

    Args:
        sent: the image.
        labels: the project's labels, by the ids of their tags.
        several: whether an image may have several tags.

    """
    if any(each not in labels for each in sent.tags):
        return INVALID_TAG
    found = {labels[each].name: labels[each] for each in sent.tags}
    if len(found) > 1 and any(each.is_none for each in found.values()):
        return MIXED_TAGS
    if len(found) > 1 and not several:
        return TOO_MANY_TAGS
    return tuple(found)


def read_files(body: bytes, _content_type: str) -> list[SentImage]:
    """Read a batch of files in base64.

    Raises:
        RequestError: the body is something else.
        CustomVisionRefusalError: it has too many images, or regions.

    """
    return [_with_content(*each) for each in _entries(body, FILES)]


def read_urls(body: bytes, _content_type: str) -> list[SentImage]:
    """Read a batch of URLs; the errors are those of ``read_files``."""
    found = []
    for entry, tags, columns in _entries(body, URLS):
        url = entry.get("url")
        if not isinstance(url, str):
            raise CustomVisionRefusalError(
                "BadRequestImageUrl", f"an image has no url; send {URLS}"
            )
        name = PurePath(url.partition("?")[0]).name or "image"
        found.append(SentImage(name, url, url=url, tags=tags, columns=columns))
    return found


def read_form(body: bytes, content_type: str, tags: Sequence[str]) -> list[SentImage]:
    """Read a form whose parts are images.

    Args:
        body: the body.
        content_type: the value of the header ``Content-Type``.
        tags: the ids of the tags that all of them have.

    Raises:
        RequestError: the body is something else.
        CustomVisionRefusalError: it has too many images.

    """
    parts = read_multipart(body, content_type, MOST_IMAGES)
    _check_count(len(parts))
    return [
        SentImage(each.filename or each.field, each.filename, each.content, tags=tuple(tags))
        for each in parts
    ]


def _with_content(
    entry: dict[str, Any], tags: tuple[str, ...], columns: Mapping[str, str]
) -> SentImage:
    source = optional_text(entry, "name") or ""
    sent = SentImage(source or "image", source, tags=tags, columns=columns)
    text = entry.get("contents")
    if not isinstance(text, str):
        raise CustomVisionRefusalError(
            "BadRequestImageBatch", f"an image has no contents; send {FILES}"
        )
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return replace(sent, status="ErrorImageFormat")
    return replace(sent, content=content)


def _entries(
    body: bytes, form: str
) -> list[tuple[dict[str, Any], tuple[str, ...], dict[str, str]]]:
    """Return the images of a body, each with the ids of its tags and its metadata."""
    value = parse_json_body(body, form)
    images = value.get("images") if isinstance(value, dict) else None
    if not isinstance(images, list) or not all(isinstance(each, dict) for each in images):
        raise CustomVisionRefusalError("BadRequestImageBatch", f"the body is no batch: {form}")
    _check_count(len(images))
    columns = {} if value.get("metadata") is None else value["metadata"]
    if not isinstance(columns, dict) or not all(isinstance(each, str) for each in columns.values()):
        raise CustomVisionRefusalError(
            "BadRequestImageMetadataValue", "metadata is an object whose values are texts"
        )
    shown = [(each.get("name"), each.get("url"), each.get("tagIds")) for each in images]
    check_characters(json.dumps([shown, columns], ensure_ascii=False))
    if any(each.get("regions") for each in images):
        raise not_here("region of an image", "projects classify whole images")
    of_all = _tags(value)
    return [(each, tuple(dict.fromkeys((*of_all, *_tags(each)))), columns) for each in images]


def _tags(value: dict[str, Any]) -> list[str]:
    found = [] if value.get("tagIds") is None else value["tagIds"]
    if not isinstance(found, list) or len(found) > MOST_TAGS:
        raise CustomVisionRefusalError(
            "BadRequestImageTags", f"tagIds is a list of at most {MOST_TAGS} ids"
        )
    return [uuid_of(each, "tagIds") for each in found]


def _check_count(count: int) -> None:
    if not 1 <= count <= MOST_IMAGES:
        raise CustomVisionRefusalError(
            "BadRequestExceededBatchSize",
            f"a batch has 1 to {MOST_IMAGES} images, and this one has {count}",
        )
