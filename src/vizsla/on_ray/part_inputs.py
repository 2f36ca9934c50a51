"""The inputs of one part of a run: named, and packed to travel to a worker."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Form", "RayInput", "pack", "part_size", "split", "unpack"]

Form: TypeAlias = Literal["file", "url", "object", "text", "error"]
SMALLEST, LARGEST = 16, 4096  # inputs of a part: the most takes a core half a minute
PARTS_PER_CORE = 8  # at least, so that no core waits long for the last one


class RayInput(NamedTuple):
    """An input that a worker can read by itself.

    Attributes:
        name: its name in the output.
        form: ``file``, ``url`` (http, https), ``object`` (of an object store), ``text``; or
            ``error`` for one that could not be read where the run began.
        source: the absolute path, the URL, the text, or the error's message.
        text: the text of a line or row, which the name does not show; None for others.
        cells: the cells of its row in columns that the function knows.
        error: the name of the error's class; empty where there is none.

    """

    name: str
    form: Form
    source: str
    text: str | None = None
    cells: Mapping[str, str] = {}  # nobody changes it
    error: str = ""

    @property
    def given(self) -> Path | str:
        """The input as ``over`` returns it."""
        return Path(self.name) if self.form == "file" else self.source


def part_size(count: int, cores: int) -> int:
    """Return the number of inputs of a part.

    Args:
        count: the number of inputs of the run.
        cores: the number of the cluster's cores.

    """
    return min(LARGEST, max(SMALLEST, count // (cores * PARTS_PER_CORE)))


def split(inputs: Sequence[RayInput], size: int) -> Iterator[Sequence[RayInput]]:
    """Split inputs into parts of a size, in order."""
    for start in range(0, len(inputs), size):
        yield inputs[start : start + size]


def pack(inputs: Iterable[RayInput]) -> bytes:
    """Return inputs as compressed JSON."""
    return zlib.compress(json.dumps([each[:] for each in inputs]).encode(), 1)


def unpack(packed: bytes) -> list[RayInput]:
    """Return the inputs that were packed."""
    return [RayInput(*each) for each in json.loads(zlib.decompress(packed))]
