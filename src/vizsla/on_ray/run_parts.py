"""Runs the parts of a run on a cluster, with Ray Data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vizsla.modalities.sources.walk import is_folder
from vizsla.on_ray.answer_part import RayJob, answer_part
from vizsla.on_ray.part_inputs import unpack
from vizsla.on_ray.shipped_function import ShippedFunction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vizsla.functions.base import Function
    from vizsla.functions.call_options import CallOptions
    from vizsla.on_ray.answer_part import PartEncoder

__all__ = ["AnsweredPart", "cluster_cores", "run_parts"]


class AnsweredPart(NamedTuple):
    """A part that was answered.

    Attributes:
        number: its number.
        size: the number of its inputs.
        failed: how many of them have an error instead of an answer.
        content: the bytes that the encoder returned.

    """

    number: int
    size: int
    failed: int
    content: bytes


def cluster_cores(ray: Any) -> int:  # noqa: ANN401
    """Return the number of the cluster's cores, at least 1."""
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def run_parts(
    ray: Any,  # noqa: ANN401
    function: Function[Any, Any],
    options: CallOptions,
    parts: Sequence[bytes],
    encoder: PartEncoder,
    *,
    in_order: bool,
) -> Iterator[AnsweredPart]:
    """Answer parts, each on one core, and yield each once.

    A part whose worker fails is answered again, by another one.

    Args:
        ray: the connected module.
        function: the function, which travels to the workers once.
        options: the options of each call.
        parts: the packed inputs of each part; a part's number is its place.
        encoder: what turns a part's answers into bytes, on the worker.
        in_order: whether the parts come in order, or else each as soon as it is answered.

    """
    import pyarrow as pa  # noqa: PLC0415 - only Ray brings it

    shipped = ShippedFunction.of(function)
    job = RayJob(shipped.digest, ray.put(shipped), options, encoder, _a_folder(parts))
    tables = [
        pa.table({"part": pa.array([n], pa.int64()), "inputs": pa.array([packed], pa.binary())})
        for n, packed in enumerate(parts)
    ]
    data = ray.data.from_arrow(tables)
    data.context.enable_progress_bars = False
    data.context.execution_options.preserve_order = in_order
    answered = data.map_batches(
        answer_part,
        fn_kwargs={"job": job},
        batch_size=None,  # a part a task
        batch_format="pyarrow",
        num_cpus=1,
    )
    for batch in answered.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
        yield from map(AnsweredPart._make, zip(*(each.to_pylist() for each in batch), strict=True))


def _a_folder(parts: Sequence[bytes]) -> str:
    """Return a folder that is here and has a file of the run; empty where there is none."""
    inputs = unpack(parts[0]) if parts else []
    folders = (Path(each.source).parent for each in inputs if each.form == "file")
    return str(next(filter(is_folder, folders), ""))
