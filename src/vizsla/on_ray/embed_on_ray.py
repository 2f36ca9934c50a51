"""Measures and embeds files on a Ray cluster, while the process that asked for it stores them.

The files travel to the workers: what asks for it reads them anyway, to store them. So Ray's tasks
do it and not Ray Data, which would read all of them before the first is embedded.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from vizsla import errors
from vizsla.errors import VizslaError
from vizsla.on_ray.embed_part import EmbeddedFile, EmbedJob, embed_part
from vizsla.on_ray.run_parts import cluster_cores
from vizsla.on_ray.worker_version import installed_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vizsla.encoders.base import Encoder

__all__ = ["embed_on_ray"]

T = TypeVar("T")
BATCH = 16  # files of a task
AHEAD = 4  # tasks for each core: enough to even out large and small files
RETRIES = 20  # of a task whose worker or machine fails


def embed_on_ray(
    ray: Any,  # noqa: ANN401 - Ray has no types here
    items: Iterable[T],
    file_of: Callable[[T], tuple[str, bytes] | None],
    encoder: Encoder[Any],
) -> Iterator[tuple[T, EmbeddedFile | VizslaError | None]]:
    """Yield items with their files' embeddings, in order.

    Args:
        ray: the connected module.
        items: taken a few in advance, on the calling thread.
        file_of: returns the name and the content of an item's file; None for an item that needs
            no embedding.
        encoder: the encoder, which every worker opens by its name.

    Yields:
        Each item with its embedding, the error that says why there is none, or None.

    Raises:
        ClusterError: a worker is not fit for the work, or the cluster fails.

    """
    job = EmbedJob(encoder.modality, encoder.name, encoder.key, installed_version())
    task = ray.remote(embed_part).options(num_cpus=1, max_retries=RETRIES)
    most = AHEAD * cluster_cores(ray)
    waiting: deque[tuple[list[T], list[bool], Any]] = deque()
    left = iter(items)
    while batch := list(islice(left, BATCH)):
        files = [file_of(each) for each in batch]
        wanted = [each is not None for each in files]
        waiting.append((batch, wanted, task.remote(job, [each for each in files if each])))
        if len(waiting) >= most:
            yield from _embedded(ray, *waiting.popleft())
    while waiting:
        yield from _embedded(ray, *waiting.popleft())


def _embedded(
    ray: Any,  # noqa: ANN401
    batch: list[T],
    wanted: list[bool],
    reference: Any,  # noqa: ANN401
) -> Iterator[tuple[T, EmbeddedFile | VizslaError | None]]:
    results = iter(ray.get(reference))
    for item, is_wanted in zip(batch, wanted, strict=True):
        result = next(results) if is_wanted else None
        if result is None or isinstance(result, EmbeddedFile):
            yield item, result
        else:
            name, message = result
            yield item, getattr(errors, name, VizslaError)(message)
