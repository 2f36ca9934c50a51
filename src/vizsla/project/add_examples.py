"""Adds examples to a project: read -> check -> measure -> embed -> store, batch by batch."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from vizsla.errors import CancelledError, VizslaError
from vizsla.modalities.registry import modality_named
from vizsla.modalities.sources.named_bytes import NamedBytes
from vizsla.on_ray.embed_on_ray import embed_on_ray
from vizsla.prefetch import prefetch
from vizsla.project.embedder import Embedded
from vizsla.workspace import LabelledEntity, NewExample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Self

    from vizsla.exchange import ImportExample
    from vizsla.modalities.modality_values import Measurement
    from vizsla.progress import ProgressReporter
    from vizsla.project.embedder import Embedder
    from vizsla.workspace import AddedExample, EncoderSpec, Store

__all__ = ["AddedExamples", "add_examples"]

BATCH = 64  # examples in a transaction: 0.2 s of work that a kill can cost


@dataclass(slots=True)
class AddedExamples:
    """The result of adding examples.

    Attributes:
        new: the number of new examples.
        known: the number of files that the project had already.
        contradictions: the name of each file that had another label before, with both labels.
        problems: the name of each file that can't be used, with its error.
        layout: the layout as which the source was read, such as ``labelled folder``.
        summary: how the source was understood, in one line.

    """

    new: int = 0
    known: int = 0
    contradictions: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[tuple[str, VizslaError]] = field(default_factory=list)
    layout: str = ""
    summary: str = ""


def add_examples(
    store: Store,
    incoming: Iterable[ImportExample],
    total: int,
    embedder: Embedder,
    reporter: ProgressReporter,
    who: str | None = None,
    *,
    ray: Any = None,  # noqa: ANN401 - Ray has no types here
    on_file: Callable[[str, AddedExample | VizslaError], None] | None = None,
) -> AddedExamples:
    """Add examples; files that the project has already are not decoded again.

    Each batch is one transaction. If the work is stopped, the stored batches stay, and adding the
    same source again continues from there.

    Args:
        store: the project's store.
        incoming: the examples to add.
        total: the number of these examples.
        embedder: the embedder of the examples.
        reporter: the reporter of the progress, which may stop the work.
        who: the person or program to record for the change.
        ray: the module, connected to the cluster that embeds; None for this computer.
        on_file: called with the name of each file and what became of it, once that is stored.

    """
    done = AddedExamples()
    found = _find(store, incoming)
    embedded = _embed(found, store.modality, embedder)
    if ray is not None:
        embedded = _embed_on(ray, found, embedder)
    with _Writer(store, done, who, on_file) as writer:
        for number, each in enumerate(embedded, 1):
            if each.error is not None:
                done.problems.append((each.item.item.name, each.error))
                if on_file is not None:
                    on_file(each.item.item.name, each.error)
            else:
                writer.add(_example(each, embedder.spec))
            reporter.report("adding", number, total)
    return done


class _Writer:
    """Stores a batch while the next one is being embedded.

    Args:
        store: the project's store.
        done: the counts, to which the writer adds.
        who: the person or program to record for the change.
        on_file: as in ``add_examples``.

    """

    def __init__(
        self,
        store: Store,
        done: AddedExamples,
        who: str | None,
        on_file: Callable[[str, AddedExample | VizslaError], None] | None,
    ) -> None:
        self._store = store
        self._done = done
        self._who = who
        self._on_file = on_file
        self._batch: list[NewExample] = []
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="vizsla-store")
        self._written: Future[list[AddedExample]] | None = None
        self._writing: list[NewExample] = []

    def add(self, example: NewExample) -> None:
        self._batch.append(example)
        if len(self._batch) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        self._wait()
        self._writing, self._batch = self._batch, []
        self._written = self._pool.submit(self._store.add, self._writing, self._who)

    def _wait(self) -> None:
        """Wait for the batch that is being written, and count it; raise the store's error."""
        if self._written is None:
            return
        added, self._written = self._written.result(), None
        for example, each in zip(self._writing, added, strict=True):
            if self._on_file is not None:
                self._on_file(example.name, each)
            self._done.new += each.new
            self._done.known += not each.new
            if each.contradicts is not None and example.label is not None:
                names = ", ".join(example.labels)
                self._done.contradictions.append((example.name, each.contradicts, names))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None or issubclass(kind, CancelledError | KeyboardInterrupt):
                # Examples that are embedded already need not be embedded again.
                if self._batch:
                    self._flush()
                self._wait()
        finally:
            self._pool.shutdown(wait=True)


@dataclass(frozen=True, slots=True)
class _Found:
    item: ImportExample
    content: bytes | VizslaError
    there: bool


def _find(store: Store, incoming: Iterable[ImportExample]) -> Iterator[_Found]:
    """Read the files, and look up each batch in the project."""

    def read(item: ImportExample) -> tuple[ImportExample, bytes | VizslaError, str]:
        try:
            content = item.read()
        except VizslaError as error:
            return item, error, ""
        return item, content, hashlib.sha256(content).hexdigest()

    files = prefetch(read, incoming)
    while some := list(islice(files, BATCH)):
        there = store.ids_by_sha256([key for _, _, key in some if key])
        yield from (_Found(item, content, key in there) for item, content, key in some)


def _embed(
    found: Iterable[_Found], modality_name: str, embedder: Embedder
) -> Iterator[Embedded[_Found, Measurement]]:
    modality = modality_named(modality_name)

    def read(one: _Found) -> tuple[Any, Measurement] | None:
        if isinstance(one.content, VizslaError):
            raise one.content
        if one.there:
            return None
        value = modality.load(NamedBytes(one.content, one.item.name))
        return value, modality.measure(value, one.content)

    return embedder.embed_all(found, read)


def _embed_on(
    ray: Any,  # noqa: ANN401
    found: Iterable[_Found],
    embedder: Embedder,
) -> Iterator[Embedded[_Found, Measurement]]:
    def file_of(one: _Found) -> tuple[str, bytes] | None:
        is_new = not one.there and not isinstance(one.content, VizslaError)
        return (one.item.name, cast("bytes", one.content)) if is_new else None

    for one, result in embed_on_ray(ray, found, file_of, embedder.encoder):
        if isinstance(one.content, VizslaError):
            yield Embedded(one, error=one.content)
        elif isinstance(result, VizslaError):
            yield Embedded(one, error=result)
        elif result is None:
            yield Embedded(one)
        else:
            yield Embedded(one, result.measured, embedder.spec.cast(result.numbers))


def _entities(item: ImportExample) -> tuple[LabelledEntity, ...] | None:
    if item.entities is None:
        return None
    return tuple(LabelledEntity(*each) for each in item.entities)


def _example(found: Embedded[_Found, Measurement], spec: EncoderSpec) -> NewExample:
    item, measured = found.item.item, found.measured
    return NewExample(
        content=cast("bytes", found.item.content),
        name=item.name,
        facts=None if measured is None else dict(measured.facts),
        fingerprint=None if measured is None else measured.fingerprint,
        encoder=spec,
        embedding=found.vector,
        label=item.label,
        not_labels=item.not_labels,
        split=item.split,
        state=item.state,
        columns=item.columns or None,
        entities=_entities(item),
        more_labels=item.more_labels,
    )
