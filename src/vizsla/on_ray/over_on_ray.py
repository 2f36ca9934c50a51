"""Answers many inputs on a Ray cluster: ``over(..., on="ray")``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.on_ray.answer_pairs import PairEncoder, read_results
from vizsla.on_ray.cluster import cluster, require_ray
from vizsla.on_ray.find_inputs import find_inputs
from vizsla.on_ray.part_inputs import pack, part_size, split, unpack
from vizsla.on_ray.run_parts import cluster_cores, run_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vizsla.answer import Answer
    from vizsla.errors import VizslaError
    from vizsla.functions.base import Function
    from vizsla.functions.call_options import CallOptions
    from vizsla.on_ray.part_inputs import RayInput

__all__ = ["answers_on_ray", "over_on_ray"]


def over_on_ray(
    function: Function[Any, Any], where: object, options: CallOptions
) -> Iterator[tuple[Any, Answer | VizslaError]]:
    """Answer each input, in the inputs' order; see ``Function.over``.

    The cluster is reached when the first pair is asked for, and left after the last one.
    """
    require_ray()
    inputs = find_inputs(where, function.modality)
    return ((each.given, result) for each, result in answers_on_ray(function, inputs, options))


def answers_on_ray(
    function: Function[Any, Any],
    inputs: Sequence[RayInput],
    options: CallOptions,
    address: str | None = None,
) -> Iterator[tuple[RayInput, Answer | VizslaError]]:
    """Answer inputs, and yield each with its answer, in order.

    Args:
        function: the function.
        inputs: the inputs.
        options: the options of each call.
        address: the cluster's; see ``cluster``.

    Raises:
        ClusterError: the cluster can't be reached, or fails.

    """
    with cluster(address) as ray:
        parts = [pack(each) for each in split(inputs, part_size(len(inputs), cluster_cores(ray)))]
        for part in run_parts(ray, function, options, parts, PairEncoder(), in_order=True):
            yield from zip(unpack(parts[part.number]), read_results(part.content), strict=True)
