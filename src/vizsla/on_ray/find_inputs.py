"""Finds the inputs of a run on a cluster, in a form that every worker can read by itself."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputTypeError, VizslaError
from vizsla.modalities.sources.source_names import is_url, without_secrets
from vizsla.modalities.sources.walk import is_folder, is_pattern
from vizsla.on_ray.objects import is_object, list_objects
from vizsla.on_ray.part_inputs import RayInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.modalities.base import Modality

__all__ = ["find_inputs", "input_of"]

TAKEN = "folders, patterns, paths, s3:// and http(s) URLs, and texts"


def find_inputs(where: Any, modality: Modality[Any]) -> list[RayInput]:  # noqa: ANN401 - any source
    """Return the inputs that ``where`` names, in order.

    Args:
        where: a folder, a pattern, an ``s3://`` prefix or pattern, or an iterable of inputs. In a
            list or tuple folders, patterns and prefixes stand for their files.
        modality: the modality of the inputs.

    Raises:
        InputNotFoundError: there is no input.
        InputError: a URL is neither of S3 nor of the web.
        InputTypeError: an input can't travel to another machine by its name.
        ClusterError: the object store can't be read.

    """
    if isinstance(where, str | os.PathLike):
        text = os.fspath(where)
        if isinstance(text, str) and is_object(text):
            return _objects(text, modality)
        return [input_of(each, modality) for each in modality.find_files(where)]
    if isinstance(where, bytes | bytearray | memoryview) or hasattr(where, "read"):
        raise InputTypeError(_refusal(where, modality))
    if not isinstance(where, Iterable) or isinstance(where, Mapping):
        raise InputTypeError(_refusal(where, modality))
    if not isinstance(where, list | tuple):
        return [input_of(each, modality) for each in where]
    found = [each for one in where for each in _named(one, modality)]
    return found or [input_of(each, modality) for each in modality.find_files([])]


def _named(one: Any, modality: Modality[Any]) -> Iterable[RayInput]:  # noqa: ANN401
    """Return the inputs of an element of a list: folders and prefixes stand for their files."""
    is_text = isinstance(one, str) and modality.str_is_content
    if not is_text and isinstance(one, str | os.PathLike):
        text = os.fspath(one)
        if is_object(text) and (text.endswith("/") or is_pattern(text)):
            return _objects(text, modality)
        if not is_url(text) and (is_folder(one) or is_pattern(text)):
            return [input_of(each, modality) for each in modality.find_files([one])]
    return [input_of(one, modality)]


def _objects(url: str, modality: Modality[Any]) -> list[RayInput]:
    # By their names alone: looking into each object would take a request for each.
    urls: Iterator[str] = iter(list_objects(url, modality.is_file, modality.singular))
    return [RayInput(each, "object", each) for each in urls]


def input_of(source: Any, modality: Modality[Any], name: str | None = None) -> RayInput:  # noqa: ANN401
    """Return one input.

    Args:
        source: a path, a URL, a text, or the VizslaError that says why there is none.
        modality: the modality of the function.
        name: its name; by default the source's own.

    Raises:
        InputError: a URL is neither of S3 nor of the web.
        InputTypeError: it can't travel to another machine by its name.

    """
    if isinstance(source, VizslaError):
        return RayInput(name or "", "error", str(source), error=type(source).__name__)
    if isinstance(source, str) and is_object(source) and source.split() == [source]:
        return RayInput(name or source, "object", source)
    if isinstance(source, str) and modality.str_is_content:
        return RayInput(source if name is None else name, "text", source)
    if isinstance(source, str) and is_url(source):
        if not source.lower().startswith(("http://", "https://")):
            raise InputError(
                f"{without_secrets(source)}: on Ray, only s3:// and http(s) URLs are read"
            )
        return RayInput(name or source, "url", source)
    if isinstance(source, str | os.PathLike):
        path = os.fsdecode(os.fspath(source))
        return RayInput(name or path, "file", str(Path(path).absolute()))
    raise InputTypeError(_refusal(source, modality))


def _refusal(source: object, modality: Modality[Any]) -> str:
    return (
        f"on Ray, inputs are {TAKEN}, which every machine can read by itself, and not "
        f"{modality.describe(source)}: write it to a file that all reach, or leave on= out"
    )
