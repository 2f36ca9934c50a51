"""Finds the ids of examples that are named by an id, a file, a finding or a suggestion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from vizsla.errors import OptionError
from vizsla.project.suggestion import Suggestion
from vizsla.workspace import Example

if TYPE_CHECKING:
    from vizsla.explore import Evidence, Finding
    from vizsla.workspace import Store

__all__ = ["ExampleNames", "ids_of"]

One: TypeAlias = "Example | Suggestion | Evidence | Finding | int | str"
ExampleNames: TypeAlias = "One | Iterable[One]"


def ids_of(store: Store, named: ExampleNames) -> list[int]:
    """Return the ids of the named examples, each once.

    Args:
        store: the project's store.
        named: an Example, a Suggestion, a Finding (all of its examples), an id, the beginning of
            a file's sha256, or its name; or several of these.

    Raises:
        NotFoundError: there is no such example.
        OptionError: the name is of none of these types.

    """
    return list(dict.fromkeys(_ids(store, named)))


def _ids(store: Store, named: object) -> list[int]:
    match named:
        case bool():
            pass
        case int():
            return [store.get([named])[0].id]
        case str():
            return [store.find(named).id]
        case Example():
            return [named.id]
        case Suggestion():
            return [named.example.id]
        case Iterable():
            return [number for each in named for number in _ids(store, each)]
        case _:
            return _ids_of_finding(named)
    raise _no_example(named)


def _ids_of_finding(named: object) -> list[int]:
    # Imported here: a command that labels by id must not wait for it.
    from vizsla.explore.findings import Evidence, Finding

    match named:
        case Evidence():
            return [named.example]
        case Finding():
            return [each.example for each in named.evidence]
        case _:
            raise _no_example(named)


def _no_example(named: object) -> OptionError:
    return OptionError(
        f"{named!r:.80} names no example; give an Example, its id, the beginning of its sha256, "
        "its file's name, or a list of these"
    )
