"""Runs on a worker: answers the inputs of one part, with a function that is opened once."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from vizsla import errors
from vizsla.errors import ClusterError, InputError, VizslaError
from vizsla.functions.answer_rows import Answered
from vizsla.functions.column_values import check_cells
from vizsla.on_ray.objects import read_object
from vizsla.on_ray.part_inputs import unpack
from vizsla.on_ray.worker_version import check_version, installed_version
from vizsla.prefetch import prefetch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vizsla.answer import Answer
    from vizsla.functions.base import Function
    from vizsla.functions.call_options import CallOptions
    from vizsla.on_ray.part_inputs import RayInput

__all__ = ["PartEncoder", "RayJob", "answer_part"]

MOST_ATTEMPTS = 20  # of a part; machines that come and go take some of them
READERS = 16  # objects that are read ahead: an answer to a request takes longer than an answer


class PartEncoder(Protocol):
    """Turns the answers of a part into bytes, and puts them where they belong."""

    def finish(self, number: int, answered: list[Answered]) -> bytes:
        """Return the bytes to send back, or store them and return none."""


@dataclass(frozen=True, slots=True)
class RayJob:
    """Work that is the same for all parts of a run.

    Attributes:
        digest: the hash of the function's files.
        function: Ray's reference to the ShippedFunction.
        options: the options of each call.
        encoder: what turns a part's answers into bytes.
        folder: a folder with files of the run, which every worker must have; or empty.
        version: the version of Vizsla where the run began.

    """

    digest: str
    function: Any
    options: CallOptions
    encoder: PartEncoder
    folder: str = ""
    version: str = field(default_factory=installed_version)


# One function: a worker of a run that is over ends, or opens the next run's function instead.
_opened: dict[str, Function[Any, Any]] = {}


def answer_part(table: Any, job: RayJob) -> Any:  # noqa: ANN401 - PyArrow has no types
    """Answer the inputs of parts.

    Args:
        table: a row for each part, with its number and its packed inputs.
        job: the run's job.

    Returns:
        A table with a row for each part: its number, the number of inputs, how many of them
        failed, and the bytes that the encoder returned.

    Raises:
        ClusterError: the worker is not fit for the run, or the object store does not answer.

    """
    import pyarrow as pa  # noqa: PLC0415 - only Ray brings it

    _check_worker(job)
    function = _function(job)
    rows: dict[str, list[Any]] = {"part": [], "size": [], "failed": [], "content": []}
    for number, packed in zip(table["part"].to_pylist(), table["inputs"].to_pylist(), strict=True):
        inputs = unpack(packed)
        _check_attempt(inputs)
        answered = [
            Answered(each.name, result, each.text)
            for each, result in zip(inputs, _answers(function, inputs, job.options), strict=True)
        ]
        rows["part"].append(number)
        rows["size"].append(len(inputs))
        rows["failed"].append(sum(isinstance(each.result, VizslaError) for each in answered))
        rows["content"].append(job.encoder.finish(number, answered))
    return pa.table(rows, schema=_schema(pa))


def _schema(pa: Any) -> Any:  # noqa: ANN401
    numbers = [(name, pa.int64()) for name in ("part", "size", "failed")]
    return pa.schema([*numbers, ("content", pa.large_binary())])


def _check_worker(job: RayJob) -> None:
    check_version(job.version)
    if job.folder and not Path(job.folder).is_dir():
        raise ClusterError(
            f"the machine {socket.gethostname()} has no folder {job.folder}: put the files where "
            "all machines have them at the same path, or into an object store (s3://)"
        )


def _check_attempt(inputs: list[RayInput]) -> None:
    """Refuse a part that ended its worker too often: Ray would try it for ever."""
    from ray._private import worker  # noqa: PLC0415 - there is no public way

    core: Any = worker.global_worker
    if core.core_worker.get_current_task_attempt_number() >= MOST_ATTEMPTS:
        raise ClusterError(
            f"{MOST_ATTEMPTS} workers ended without a word while they answered {inputs[0].name} to "
            f"{inputs[-1].name} ({len(inputs)} inputs): one of these takes more memory than there "
            "is, or ends the process. Leave it out."
        )


def _function(job: RayJob) -> Function[Any, Any]:
    function = _opened.get(job.digest)
    if function is None:
        import ray  # noqa: PLC0415 - importing this file must not import it

        for old in _opened.values():
            old.close()
        _opened.clear()
        function = _opened[job.digest] = ray.get(job.function).open()
    return function


def _answers(
    function: Function[Any, Any], inputs: list[RayInput], options: CallOptions
) -> Iterator[Answer | VizslaError]:
    for each, source in zip(inputs, _sources(inputs, options), strict=True):
        yield (
            source if isinstance(source, VizslaError) else _answer(function, each, source, options)
        )


def _sources(inputs: list[RayInput], options: CallOptions) -> Iterable[Any]:
    """Return what the function is called with for each input; objects are read ahead."""

    def source(each: RayInput) -> Any:  # noqa: ANN401 - any source
        if each.form == "error":
            return getattr(errors, each.error, InputError)(each.source)
        if each.form == "object":
            return read_object(each.source, options.limits)
        return Path(each.source) if each.form == "file" else each.source

    if any(each.form == "object" for each in inputs):
        return prefetch(source, inputs, READERS)
    return map(source, inputs)


def _answer(
    function: Function[Any, Any],
    each: RayInput,
    source: Any,  # noqa: ANN401 - any source
    options: CallOptions,
) -> Answer | VizslaError:
    try:
        if each.cells:
            columns = getattr(function, "columns", ())
            cells = check_cells({**each.cells, **options.cells}, columns, function.name)
            options = replace(options, cells=cells)
        found: Answer | VizslaError = function.answer_or_error(source, options)
    except VizslaError as error:
        return error
    except Exception as error:  # noqa: BLE001 - the other inputs go on
        return unforeseen(error)
    return found


def unforeseen(error: Exception) -> InputError:
    """Return the error of an input that failed for a reason that no code expects."""
    if isinstance(error, MemoryError):
        return InputError("there was too little memory for this input")
    return InputError(
        f"there is no answer, for a reason that nobody foresaw ({error!r}); please report it"
    )
