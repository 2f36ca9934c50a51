"""The functions that a server answers with: found by name, opened once, closed when out of use."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from vizsla.bundle import read_bundle
from vizsla.bundle.manifest import MANIFEST
from vizsla.bundle.shipped_bundles import shipped_bundle, shipped_names
from vizsla.errors import FunctionNotFoundError
from vizsla.functions.find_published import find_published, published_names
from vizsla.functions.loading import open_bundle
from vizsla.functions.registry import function_class
from vizsla.server.give_back_memory import give_back_memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from vizsla.bundle import Bundle
    from vizsla.functions.base import Function

__all__ = ["ServedFunction", "ServedFunctions", "base_name"]

FRESH = 1.0  # seconds for which it is remembered where a name leads
MOST_REMEMBERED = 1000
MOST_OPEN = 16  # functions with their weights in memory


class _Place(NamedTuple):
    """The place of one version of a function; a version that is published anew has another.

    Attributes:
        name: the function's name.
        path: the bundle's folder; None for a function that Vizsla ships.
        stamp: the time and number of the manifest's file, by which a replaced bundle is noticed.

    """

    name: str
    path: Path | None
    stamp: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class ServedFunction:
    """One version of a function, which need not be open.

    Attributes:
        place: where it is, by which versions differ.
        bundle: the function on disk.
        kind: the class of its kind.

    """

    place: _Place
    bundle: Bundle
    kind: type[Function[Any, Any]]

    @property
    def name(self) -> str:
        """The name that it was found by, without the version."""
        return self.place.name

    @classmethod
    def in_memory(cls, bundle: Bundle, number: int) -> ServedFunction:
        """Return a function that is no version of any, such as that of a training run.

        Args:
            bundle: the function.
            number: tells it from all others of its name.

        """
        place = _Place(bundle.manifest.name, bundle.path, (number, bundle.manifest.version))
        return cls(place, bundle, function_class(bundle))

    @property
    def title(self) -> str:
        """The name with the version: ``trees@2``."""
        return f"{self.bundle.manifest.name}@{self.bundle.manifest.version}"


@dataclass(slots=True, eq=False)
class _Opened:
    """A function that is open, or is being opened."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    function: Function[Any, Any] | None = None
    users: int = 0
    used_at: float = 0.0


class ServedFunctions:
    """Functions by the word that a request names: ``trees``, ``trees@live`` or ``trees@2``.

    A word never names a path. Its methods may block, and may be called from many threads.

    Args:
        names: the names of the functions to serve; empty for all.

    """

    def __init__(self, names: Sequence[str] = ()) -> None:
        self._names = frozenset(names)
        self._lock = threading.Lock()
        self._found: dict[str, tuple[float, ServedFunction]] = {}
        self._opened: dict[_Place, _Opened] = {}
        self._superseded: set[_Place] = set()

    def names(self) -> list[str]:
        """Return the names of the functions, in order."""
        found = {*shipped_names(), *published_names()}
        return sorted(found & self._names if self._names else found)

    def known(self, word: str) -> ServedFunction | None:
        """Return a word's function where it was found a moment ago; never blocks."""
        found = self._found.get(word)
        return found[1] if found is not None and time.monotonic() - found[0] < FRESH else None

    def look_again(self) -> None:
        """Remember no longer where names lead: a request has published something."""
        with self._lock:
            self._found = {word: (-FRESH, served) for word, (_, served) in self._found.items()}

    def find(self, word: str) -> ServedFunction:
        """Return the function that a word names.

        Raises:
            FunctionNotFoundError: no function of that name is served, or not in that version.
            BundleError: the bundle's manifest can't be used.
            WorkspaceError: the storage of published functions can't be reached.

        """
        served = self.known(word)
        if served is not None:
            return served
        place = self._place(word)
        _, before = self._found.get(word, (0.0, None))
        served = before if before is not None and before.place == place else _read(place)
        with self._lock:
            if word not in self._found and len(self._found) >= MOST_REMEMBERED:
                self._found.clear()
            self._found[word] = time.monotonic(), served
            if before is not None and before is not served:
                self._superseded.add(before.place)
        self._close_idle()
        return served

    @contextmanager
    def opened(self, served: ServedFunction) -> Iterator[Function[Any, Any]]:
        """Yield a function, which stays open at least as long as it is in use.

        Raises:
            BundleError: the bundle can't be used; the error's class says why.

        """
        with self._lock:
            entry = self._opened.setdefault(served.place, _Opened())
            entry.users += 1
        try:
            with entry.lock:
                if entry.function is None:
                    entry.function = open_bundle(served.bundle)
            yield entry.function
        finally:
            with self._lock:
                entry.users -= 1
                entry.used_at = time.monotonic()
            self._close_idle()

    def warm_up(self) -> None:
        """Open the functions that were named, and run their self-tests.

        Raises:
            FunctionNotFoundError: there is no function of a name.
            VizslaError: a function can't be used.

        """
        for name in sorted(self._names):
            with self.opened(self.find(name)) as function:
                function.warm_up()

    def close(self) -> None:
        """Close all functions."""
        with self._lock:
            entries, self._opened = list(self._opened.values()), {}
        _close(entries)

    @property
    def open_count(self) -> int:
        """The number of functions that are open."""
        return len(self._opened)

    def _place(self, word: str) -> _Place:
        name = base_name(word)
        if not self._names or name in self._names:
            if word in shipped_names():
                return _Place(word, None)
            path = None if name in shipped_names() else find_published(word)
            if path is not None:
                try:
                    found = (path / MANIFEST).stat()
                except OSError:  # removed this moment
                    path = None
                else:
                    return _Place(name, path, (found.st_mtime_ns, found.st_ino))
        raise FunctionNotFoundError(
            f"there is no function {word!r:.90} here; GET /v1/functions lists those that there are"
        )

    def _close_idle(self) -> None:
        """Close functions that nobody uses: superseded versions, and the oldest of too many."""
        with self._lock:
            if not self._superseded and len(self._opened) <= MOST_OPEN:
                return
            idle = [place for place, each in self._opened.items() if each.users == 0]
            idle.sort(key=lambda place: self._opened[place].used_at)
            out = set(idle[: max(0, len(self._opened) - MOST_OPEN)])
            out |= self._superseded.intersection(idle)
            closing = [self._opened.pop(place) for place in out]
            self._superseded &= self._opened.keys()
        _close(closing)


def _close(entries: Iterable[_Opened]) -> None:
    """Close functions, whose memory then goes back to the system."""
    functions = [each.function for each in entries if each.function is not None]
    for each in functions:
        each.close()
    if functions:
        give_back_memory()


def base_name(word: str) -> str:
    """Return the name of a function without the version: ``trees`` of ``trees@2``."""
    return word.partition("@")[0]


def _read(place: _Place) -> ServedFunction:
    bundle = shipped_bundle(place.name) if place.path is None else read_bundle(place.path)
    return ServedFunction(place, bundle, function_class(bundle))
