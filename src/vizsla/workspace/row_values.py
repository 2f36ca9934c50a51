"""Convert the database's rows to values, and values to rows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError
from vizsla.workspace.json_text import object_from_text, unreadable, value_from_text
from vizsla.workspace.label_state import LabelState
from vizsla.workspace.labelled_entity import entities_from_text, text_from_entities
from vizsla.workspace.records import Example
from vizsla.workspace.schema import content, example

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "CHUNK",
    "EXAMPLE",
    "LABEL_STATE",
    "aware",
    "check_exist",
    "check_ids",
    "check_limit",
    "check_number",
    "chunks",
    "columns_from_text",
    "example_from_row",
    "fingerprint_column",
    "label_state_columns",
    "label_state_from_row",
    "names_from_text",
    "now",
    "text_from_columns",
    "text_from_names",
]

CHUNK = 500  # values in one statement: any database takes so many

EXAMPLE = sa.select(
    example.c.number,
    content.c.sha256,
    example.c.name,
    example.c.added_at,
    example.c.label,
    example.c.not_labels,
    example.c.state,
    example.c.used,
    example.c.split,
    example.c.contradicts,
    example.c.columns,
    example.c.entities,
    example.c.more_labels,
    content.c.facts,
    content.c.fingerprint,
).join_from(example, content)

LABEL_STATE = (
    example.c.label,
    example.c.not_labels,
    example.c.state,
    example.c.used,
    example.c.contradicts,
    example.c.more_labels,
    example.c.entities,
)

LARGEST_LIMIT = 10_000
LARGEST = 1 << 63  # the first number that a signed column of 64 bits can't hold
BITS = (1 << 64) - 1
SHOWN = 10
T = TypeVar("T")


def now() -> datetime:
    """Return the current time as databases keep it: UTC, without a time zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def aware(time: datetime) -> datetime:
    """Return a time from the database with its time zone, UTC."""
    return time.replace(tzinfo=UTC)


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Iterate over the items in lists of at most ``size``."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def text_from_names(names: Iterable[str]) -> str | None:
    """Return names as the database keeps them: a JSON list, NULL for none."""
    listed = list(names)
    return json.dumps(listed, ensure_ascii=False) if listed else None


def names_from_text(text: str | None) -> tuple[str, ...]:
    """Read names that ``text_from_names`` wrote.

    Raises:
        WorkspaceDamagedError: the text is no JSON list of text.

    """
    if text is None:
        return ()
    name = "a list of labels"
    found = value_from_text(text, name)
    if not isinstance(found, list):
        raise unreadable(text, name)
    return tuple(str(each) for each in found)


def example_from_row(row: Any) -> Example:  # noqa: ANN401 - a row of EXAMPLE
    """Return a row of ``EXAMPLE`` as a value."""
    number, sha256, name, added_at, label, nots, state, used, split, claims, *more = row
    columns, entities, more_labels, facts, bits = more
    return Example(
        number,
        sha256,
        name,
        aware(added_at),
        object_from_text(facts, f"the facts of {name!r}"),
        None if bits is None else bits & BITS,
        label,
        names_from_text(nots) if nots else (),
        state,
        used,
        split,
        names_from_text(claims) if claims else (),
        columns_from_text(columns),
        entities_from_text(entities),
        names_from_text(more_labels) if more_labels else (),
    )


def text_from_columns(columns: Mapping[str, str] | None) -> str | None:
    """Return metadata as the database keeps it: a JSON object, NULL for none."""
    return json.dumps(dict(columns), ensure_ascii=False) if columns else None


def columns_from_text(text: str | None) -> dict[str, str]:
    """Read metadata that ``text_from_columns`` wrote.

    Raises:
        WorkspaceDamagedError: the text is no JSON object of text.

    """
    found = object_from_text(text, "the columns of an example") if text else {}
    return {name: str(value) for name, value in found.items()}


def fingerprint_column(fingerprint: int | None) -> int | None:
    """Return an unsigned fingerprint as the signed number of the same 64 bits.

    Raises:
        OptionError: the fingerprint is no whole number of 64 bits.

    """
    if fingerprint is None:
        return None
    if isinstance(fingerprint, bool) or not isinstance(fingerprint, int):
        raise OptionError(f"a fingerprint is a whole number of 64 bits, not {fingerprint!r:.80}")
    if not 0 <= fingerprint <= BITS:
        raise OptionError(f"a fingerprint has 64 bits, unsigned, not {fingerprint}")
    return fingerprint - (1 << 64) if fingerprint >= LARGEST else fingerprint


def label_state_from_row(label: str | None, nots: str | None, state: str, *rest: Any) -> LabelState:  # noqa: ANN401 - the row's last columns
    """Return the columns of ``LABEL_STATE`` as a value."""
    used, claims, more, entities = rest
    return LabelState(
        label,
        names_from_text(nots),
        state,
        bool(used),
        names_from_text(claims),
        names_from_text(more),
        entities_from_text(entities),
    )


def label_state_columns(label_state: LabelState) -> dict[str, Any]:
    """Return a label state as columns of ``example``."""
    return {
        "label": label_state.label,
        "not_labels": text_from_names(label_state.not_labels),
        "state": label_state.state,
        "used": label_state.used,
        "contradicts": text_from_names(label_state.contradicts),
        "more_labels": text_from_names(label_state.more_labels),
        "entities": text_from_entities(label_state.entities),
    }


def check_ids(ids: Iterable[int]) -> list[int]:
    """Return ids of examples as Python's numbers, each once.

    Raises:
        OptionError: one is no whole number.
        NotFoundError: one is larger than any id.

    """
    try:
        found = list(dict.fromkeys(each.__index__() for each in ids))
    except (AttributeError, TypeError) as error:
        raise OptionError(
            f"ids are a list of whole numbers, as examples have them, not {ids!r:.80}"
        ) from error
    # No database could look such a number up.
    check_exist([each for each in found if not -LARGEST <= each < LARGEST], [], "this workspace")
    return found


def check_number(number: int, what: str) -> int:
    """Return the number of a row as Python's.

    Args:
        number: a whole number of any type, such as NumPy's.
        what: the row in words, such as ``a run``.

    Raises:
        OptionError: it is no whole number of 64 bits.

    """
    if not isinstance(number, bool):
        try:
            found = number.__index__()
        except (AttributeError, TypeError):
            pass
        else:
            if -LARGEST <= found < LARGEST:
                return found
    raise OptionError(
        f"{what} has a whole number of at most 64 bits, and this {type(number).__name__} is none"
    )


def check_limit(limit: int) -> None:
    """Refuse a number of rows to return that is out of its range.

    Raises:
        OptionError: the limit is below 1 or too large.

    """
    if not 1 <= check_number(limit, "the limit") <= LARGEST_LIMIT:
        raise OptionError(f"limit must be from 1 to {LARGEST_LIMIT}, not {limit!r}")


def check_exist(wanted: Iterable[int], found: Iterable[int], where: str) -> None:
    """Refuse ids that no example has.

    Raises:
        NotFoundError: an id has no example; the message lists the first few.

    """
    existing = set(found)
    missing = [each for each in wanted if each not in existing]
    if missing:
        shown = ", ".join(map(str, missing[:SHOWN])) + (", ..." if len(missing) > SHOWN else "")
        raise NotFoundError(f"{where} has no example {shown}; it may have been removed")
