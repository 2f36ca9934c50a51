"""Between the database's rows and the values that people get."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError
from vizsla.workspace.schema import content, example, parse
from vizsla.workspace.standing import Standing
from vizsla.workspace.values import Example, Seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "CHUNK",
    "EXAMPLE",
    "STANDING",
    "aware",
    "check_ids",
    "check_there",
    "chunks",
    "example_of",
    "list_of",
    "now",
    "seen_columns",
    "standing_columns",
    "standing_of",
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
    example.c.part,
    example.c.contradicts,
    content.c.width,
    content.c.height,
    content.c.format,
    content.c.brightness,
    content.c.contrast,
    content.c.sharpness,
    content.c.print,
).join_from(example, content)

STANDING = (
    example.c.label,
    example.c.not_labels,
    example.c.state,
    example.c.used,
    example.c.contradicts,
)

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
    key, sha256, name, added, label, nots, state, used, part, contradicts = row[:10]
    width, height, kind, brightness, contrast, sharpness, bits = row[10:]
    return Example(
        key,
        sha256,
        name,
        added.replace(tzinfo=UTC),
        Seen(width, height, kind, brightness, contrast, sharpness, bits & BITS),
        label,
        list_of(nots) if nots else (),
        state,
        used,
        part,
        list_of(contradicts) if contradicts else (),
    )


def seen_columns(seen: Seen) -> dict[str, Any]:
    """Return what one look found as columns of ``content``."""
    bits = int(seen.print) & BITS
    return {
        "width": int(seen.width),
        "height": int(seen.height),
        "format": seen.format,
        "brightness": float(seen.brightness),
        "contrast": float(seen.contrast),
        "sharpness": float(seen.sharpness),
        "print": bits - (1 << 64) if bits & SIGN else bits,
    }


def standing_of(label: str | None, nots: str | None, state: str, *rest: Any) -> Standing:  # noqa: ANN401 - the row's last columns
    """Return a row of ``STANDING`` as a value."""
    used, contradicts = rest
    return Standing(label, list_of(nots), state, bool(used), list_of(contradicts))


def standing_columns(standing: Standing) -> dict[str, Any]:
    """Return what is known of an example as columns of ``example``."""
    return {
        "label": standing.label,
        "not_labels": text_of(standing.not_labels),
        "state": standing.state,
        "used": standing.used,
        "contradicts": text_of(standing.contradicts),
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
