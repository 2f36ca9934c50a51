"""Answers many inputs on a Ray cluster into a folder of parts, and goes on where a run ended."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.multi_label_kinds import is_multi_label
from vizsla.on_ray.cluster import cluster, require_ray
from vizsla.on_ray.output_folder import OutputFolder
from vizsla.on_ray.part_files import PartFiles, written_name
from vizsla.on_ray.part_inputs import pack, part_size, split
from vizsla.on_ray.run_parts import cluster_cores, run_parts
from vizsla.on_ray.shipped_function import ShippedFunction

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vizsla.functions.answer_rows import Answered
    from vizsla.functions.base import Function
    from vizsla.on_ray.part_inputs import RayInput

__all__ = ["WrittenAnswers", "write_on_ray"]


@dataclass(frozen=True, slots=True)
class WrittenAnswers:
    """The numbers of a run that wrote its answers.

    Attributes:
        kept: the inputs that had their row already.
        answered: those that were answered now.
        failed: those that have an error instead, now.

    """

    kept: int
    answered: int
    failed: int


@dataclass(frozen=True, slots=True)
class FileEncoder:
    """Makes a part's file; see ``PartEncoder``."""

    output: OutputFolder

    def finish(self, number: int, answered: list[Answered]) -> bytes:
        """Store the part where all machines reach it, or return its content."""
        content = self.output.files.content(answered)
        if not self.output.is_shared:
            return content
        self.output.write(number, content)
        return b""


def write_on_ray(
    function: Function[Any, Any],
    inputs: Sequence[RayInput],
    given: Mapping[str, Any],
    output: str,
    *,
    address: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> WrittenAnswers:
    """Answer inputs, each once, into a folder of parts.

    What the folder has from a run before stays, and only the other inputs are answered.

    Args:
        function: the function.
        inputs: the inputs; one that is given twice has two rows.
        given: the options of each call, as ``over`` takes them.
        output: the folder's path or ``s3://`` URL; its ending says what the parts are:
            ``.parquet``, ``.jsonl`` or ``.csv``. Into a path this process writes; into an object
            store the workers do.
        address: the cluster's; see ``cluster``.
        progress: called with the number of inputs that have their row, and of all inputs.

    Raises:
        OptionError: the output can't be that, or was made by another function or other options.
        MissingExtraError: a library is not installed.
        WorkspaceError: the output can't be read or written.
        ClusterError: the cluster can't be reached, or fails; what was written stays.

    """
    require_ray()
    ending = PurePath(output).suffix.lower()
    files = PartFiles(
        ending, texts=function.modality.str_is_content, labels=is_multi_label(function.kind)
    )
    folder = OutputFolder(output.rstrip("/"), files)
    folder.check()
    options = function.call_options(**given)
    function.prepare(options)
    folder = folder.begin(_made_with(function, given))
    left = _left(inputs, folder.finished())
    kept = len(inputs) - len(left)
    done, failed = 0, 0
    if progress:
        progress(kept, len(inputs))
    if not left:
        return WrittenAnswers(kept, 0, 0)
    with cluster(address) as ray:
        parts = [pack(each) for each in split(left, part_size(len(left), cluster_cores(ray)))]
        encoder = FileEncoder(folder)
        for part in run_parts(ray, function, options, parts, encoder, in_order=False):
            if not folder.is_shared:
                folder.write(part.number, part.content)
            done, failed = done + part.size, failed + part.failed
            if progress:
                progress(kept + done, len(inputs))
    return WrittenAnswers(kept, done - failed, failed)


def _left(inputs: Iterable[RayInput], finished: Counter[str]) -> list[RayInput]:
    """Return the inputs that have no row yet."""
    left = []
    for each in inputs:
        name = written_name(each.name)
        if finished[name] > 0:
            finished[name] -= 1
        else:
            left.append(each)
    return left


def _made_with(function: Function[Any, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what decides the answers, as JSON."""
    limits = asdict(given.get("limits", DEFAULT_LIMITS))
    own = {name: given[name] for name in sorted(given) if name != "limits"}
    made_with = {
        "function": f"{function.name}@{function.manifest.version}",
        "bundle": ShippedFunction.of(function).digest,
        "options": {name: each if _is_plain(each) else str(each) for name, each in own.items()},
        "limits": limits,
    }
    found: dict[str, Any] = json.loads(json.dumps(made_with))
    return found


def _is_plain(value: object) -> bool:
    return isinstance(value, bool | int | float | str | dict | list | tuple)
