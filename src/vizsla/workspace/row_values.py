"""Between the database's rows and the values that people get."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError
from vizsla.workspace.label_state import LabelState
from vizsla.workspace.records import Example
from vizsla.workspace.schema import content, example, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "CHUNK",
    "EXAMPLE",
    "LABEL_STATE",
    "aware",
    "check_ids",
    "check_there",
    "chunks",
    "example_of",
    "fact_columns",
    "label_state_columns",
    "label_state_of",
    "list_of",
    "now",
    "text_of",
]

CHUNK = 500  # values in one statement: any database takes so many

EXAMPLE = sa.select(
    example.c.id,
    content.c.sha256,
    example.c.name,
    example.c.added_at,
    example.c.label,
    example.c.not_labels,
    example.c.state,
    example.c.used,
    example.c.split,
    example.c.contradicts,
    content.c.width,
    content.c.height,
    content.c.format,
    content.c.brightness,
    content.c.contrast,
    content.c.sharpness,
    content.c.print,
).join_from(example, content)

LABEL_STATE = (
    example.c.label,
    example.c.not_labels,
    example.c.state,
    example.c.used,
    example.c.contradicts,
)

FACTS = ("width", "height", "format", "brightness", "contrast", "sharpness")
SIGN, BITS = 1 << 63, (1 << 64) - 1
T = TypeVar("T")


def now() -> datetime:
    """Return the time as databases keep it: UTC, without saying so."""
    return datetime.now(UTC).replace(tzinfo=None)


def aware(time: datetime) -> datetime:
    """Return a time from the database as one that says that it is UTC."""
    return time.replace(tzinfo=UTC)


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Give the items in lists of at most that many."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def text_of(names: Iterable[str]) -> str | None:
    """Return names as the database keeps them: a JSON list, NULL for none."""
    listed = list(names)
    return json.dumps(listed, ensure_ascii=False) if listed else None


def list_of(text: str | None) -> tuple[str, ...]:
    """Return the names in a JSON list of the database."""
    if text is None:
        return ()
    found: Any = parse(text, "a list of labels")
    return tuple(found)


def example_of(row: Any) -> Example:  # noqa: ANN401 - a row of EXAMPLE
    """Return a row of ``EXAMPLE`` as a value."""
    key, sha256, name, added, label, nots, state, used, split, contradicts = row[:10]
    values, bits = row[10:-1], row[-1]
    return Example(
        key,
        sha256,
        name,
        added.replace(tzinfo=UTC),
        {key: value for key, value in zip(FACTS, values, strict=True) if value is not None},
        None if bits is None else bits & BITS,
        label,
        list_of(nots) if nots else (),
        state,
        used,
        split,
        list_of(contradicts) if contradicts else (),
    )


def fact_columns(facts: Mapping[str, Any], fingerprint: int | None) -> dict[str, Any]:
    """Return the facts of a file as columns of ``content``."""
    bits = None if fingerprint is None else fingerprint & BITS
    return {
        **{key: facts.get(key) for key in FACTS},
        "print": bits - (1 << 64) if bits is not None and bits & SIGN else bits,
    }


def label_state_of(label: str | None, nots: str | None, state: str, *rest: Any) -> LabelState:  # noqa: ANN401 - the row's last columns
    """Return a row of ``LABEL_STATE`` as a value."""
    used, contradicts = rest
    return LabelState(label, list_of(nots), state, bool(used), list_of(contradicts))


def label_state_columns(label_state: LabelState) -> dict[str, Any]:
    """Return what is known of an example as columns of ``example``."""
    return {
        "label": label_state.label,
        "not_labels": text_of(label_state.not_labels),
        "state": label_state.state,
        "used": label_state.used,
        "contradicts": text_of(label_state.contradicts),
    }


def check_ids(ids: Iterable[int]) -> list[int]:
    """Return ids as numbers of Python, each once.

    Raises:
        OptionError: one is no whole number.

    """
    try:
        found = list(dict.fromkeys(each.__index__() for each in ids))
    except (AttributeError, TypeError) as error:
        raise OptionError(
            f"ids are a list of whole numbers, as examples have them, not {ids!r:.80}"
        ) from error
    # Larger ones no database could look up; there is no such example.
    check_there([each for each in found if not -SIGN <= each < SIGN], [], "this workspace")
    return found


def check_there(wanted: Iterable[int], found: Iterable[int], where: str) -> None:
    """Refuse ids of which there are no examples.

    Raises:
        NotFoundError: names the first ones.

    """
    there = set(found)
    missing = [each for each in wanted if each not in there]
    if missing:
        shown = ", ".join(map(str, missing[:10])) + (", ..." if len(missing) > 10 else "")  # noqa: PLR2004 - enough to see
        raise NotFoundError(
            f"{where} has no example {shown}; it may have been removed, see examples()"
        )
