"""Runs on a worker: measures and embeds the files of one part, with an encoder opened once."""

from __future__ import annotations

import functools
import socket
from typing import TYPE_CHECKING, Any, NamedTuple

from vizsla.encoders.registry import encoder_named
from vizsla.errors import ClusterError, VizslaError
from vizsla.modalities.registry import modality_named
from vizsla.modalities.sources.named_bytes import NamedBytes
from vizsla.on_ray.worker_version import check_version

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from vizsla.encoders.base import Encoder
    from vizsla.modalities.modality_values import Measurement

__all__ = ["EmbedJob", "EmbeddedFile", "embed_part"]


class EmbedJob(NamedTuple):
    """Work that is the same for all parts.

    Attributes:
        modality: the name of the files' modality.
        encoder: the name of the encoder.
        key: the key of the encoder where the run began: its name with its version.
        version: the version of Vizsla there.

    """

    modality: str
    encoder: str
    key: str
    version: str


class EmbeddedFile(NamedTuple):
    """A file that was measured and embedded.

    Attributes:
        measured: its measurement.
        numbers: its embedding, (dimension,).

    """

    measured: Measurement
    numbers: np.ndarray


def embed_part(
    job: EmbedJob, files: Sequence[tuple[str, bytes]]
) -> list[EmbeddedFile | tuple[str, str]]:
    """Measure and embed files.

    Args:
        job: the run's job.
        files: each file's name and content.

    Returns:
        For each file its embedding, or the class and the message of the error that it gave.

    Raises:
        ClusterError: the worker is not fit for the run.
        MissingExtraError: the worker lacks the encoder.

    """
    check_version(job.version)
    encoder = _encoder(job.encoder, job.modality)
    if encoder.key != job.key:
        raise ClusterError(
            f"the machine {socket.gethostname()} has the encoder {encoder.key}, and the run needs "
            f"{job.key}: install the same on all machines"
        )
    modality = modality_named(job.modality)
    found: list[tuple[Any, Measurement] | tuple[str, str]] = []
    inputs = []
    for name, content in files:
        try:
            value = modality.load(NamedBytes(content, name))
            found.append((value, modality.measure(value, content)))
            inputs.append(value)
        except VizslaError as error:
            found.append((type(error).__name__, str(error)))
    embeddings = iter(encoder.embed_many(inputs, 1))
    results: list[EmbeddedFile | tuple[str, str]] = []
    for first, second in found:
        if isinstance(second, str):
            results.append((first, second))
        else:
            results.append(EmbeddedFile(second, next(embeddings).numbers))
    return results


@functools.lru_cache(maxsize=1)
def _encoder(name: str, modality: str) -> Encoder[Any]:
    encoder = encoder_named(name, modality)
    encoder.self_test()
    return encoder
