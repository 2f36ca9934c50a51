"""Adds examples that other programs send, and tells of each what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from vizsla.errors import VizslaError
from vizsla.modalities.registry import modality_named
from vizsla.modalities.sources.named_bytes import NamedBytes
from vizsla.workspace import NewExample

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.modalities.limits import Limits
    from vizsla.project.embedder import Embedder
    from vizsla.workspace import AddedExample, Store

__all__ = ["Upload", "add_uploads", "measure_upload"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Upload:
    """An example that was sent.

    Attributes:
        name: the file's name, for people.
        content: the file's bytes.
        labels: its labels; in a single-label project at most one.
        columns: its metadata.

    """

    name: str
    content: bytes
    labels: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)


def measure_upload(
    modality: str, upload: Upload, limits: Limits, embedder: Embedder | None = None
) -> NewExample | VizslaError:
    """Decode an example and measure it: the work on one, which may be done on any thread.

    Args:
        modality: the name of the project's modality.
        upload: the example.
        limits: the bytes and pixels that it may have.
        embedder: embeds it; with None it is embedded later, when the project is trained.

    Returns:
        The example for ``add_uploads``; or why it can't be used.

    """
    kind: Any = modality_named(modality)
    try:
        value = kind.load(NamedBytes(upload.content, upload.name), limits=limits)
        measured = kind.measure(value, upload.content)
        vector = None
        if embedder is not None:
            vector = embedder.spec.cast(embedder.encoder.embed(value, 1).numbers)
    except VizslaError as error:
        return error
    return NewExample(
        content=upload.content,
        name=upload.name,
        facts=dict(measured.facts),
        fingerprint=measured.fingerprint,
        encoder=None if embedder is None else embedder.spec,
        embedding=vector,
        label=next(iter(upload.labels), None),
        more_labels=upload.labels[1:],
        columns=upload.columns or None,
    )


def add_uploads(
    store: Store, found: Sequence[NewExample | T], who: str | None = None
) -> list[AddedExample | T]:
    """Add those examples that can be used, in one transaction.

    Args:
        store: the project's store.
        found: examples, or in place of one what says why it can't be used.
        who: the person or program that sent them.

    Returns:
        What became of each, in order.

    """
    added = iter(store.add([each for each in found if isinstance(each, NewExample)], who))
    return [next(added) if isinstance(each, NewExample) else each for each in found]
