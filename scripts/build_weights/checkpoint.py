"""Reads a PyTorch checkpoint of the old, non-zip format into NumPy, without PyTorch.

The format is a run of pickles (magic number, protocol, system, state dict, storage keys), then
each storage as an int64 count and its raw little-endian values.
"""

from __future__ import annotations

import collections
import pickle
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = 0x1950A86A20F9469CFC6C


@dataclass
class _Storage:
    """The values behind the views of tensors; filled after the pickles have been read."""

    dtype: np.dtype[Any]
    count: int
    values: np.ndarray | None = None


@dataclass(frozen=True)
class _View:
    """A tensor as the pickle describes it."""

    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]

    def array(self) -> np.ndarray:
        """Return the tensor's values, C-contiguous."""
        if self.storage.values is None:
            raise ValueError("the checkpoint names a storage that it does not hold")
        item = self.storage.dtype.itemsize
        reach = self.offset + sum(
            (size - 1) * stride for size, stride in zip(self.shape, self.strides, strict=True)
        )
        if reach >= self.storage.count:
            raise ValueError(f"a tensor of shape {self.shape} reaches past its storage")
        view = np.lib.stride_tricks.as_strided(
            self.storage.values[self.offset :],
            self.shape,
            [stride * item for stride in self.strides],
        )
        return np.ascontiguousarray(view)


def _rebuild_tensor(
    storage: _Storage, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: object
) -> _View:
    return _View(storage, offset, tuple(shape), tuple(strides))


class _StateDictUnpickler(pickle.Unpickler):
    """Unpickles a state dict of float and integer tensors, and refuses any other object."""

    allowed = {  # noqa: RUF012 - a constant table
        ("collections", "OrderedDict"): collections.OrderedDict,
        ("torch._utils", "_rebuild_tensor_v2"): _rebuild_tensor,
        ("torch", "FloatStorage"): np.dtype("<f4"),
        ("torch", "LongStorage"): np.dtype("<i8"),
    }

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file)
        self.storages: dict[str, _Storage] = {}

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - pickle's interface
        try:
            return self.allowed[module, name]
        except KeyError:
            raise pickle.UnpicklingError(
                f"the checkpoint asks for {module}.{name}, which no state dict needs"
            ) from None

    def persistent_load(self, pid: Any) -> _Storage:  # noqa: ANN401 - pickle's interface
        kind, dtype, key, _location, count, _view = pid
        if kind != "storage":
            raise pickle.UnpicklingError(f"unknown persistent id {kind!r}")
        return self.storages.setdefault(key, _Storage(dtype, count))


def read_checkpoint(path: Path) -> dict[str, np.ndarray]:
    """Return the tensors of a state dict, by name.

    Raises:
        ValueError: the file is not such a checkpoint.

    """
    with path.open("rb") as file:
        if _StateDictUnpickler(file).load() != MAGIC:
            raise ValueError(f"{path} is not a PyTorch checkpoint of the old format")
        _StateDictUnpickler(file).load()  # the protocol
        _StateDictUnpickler(file).load()  # the system's sizes and endianness
        reader = _StateDictUnpickler(file)
        state = reader.load()
        for key in _StateDictUnpickler(file).load():
            storage = reader.storages[key]
            count = int(np.frombuffer(file.read(8), "<i8")[0])
            if count != storage.count:
                raise ValueError(f"storage {key} holds {count} values, not {storage.count}")
            storage.values = np.frombuffer(file.read(count * storage.dtype.itemsize), storage.dtype)
    return {name: view.array() for name, view in state.items()}
