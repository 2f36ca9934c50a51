"""Names the features that rules found in a text, for the weights that a head gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["list_name", "names_of_feature", "rule_names"]


def rule_names(
    entities: Iterable[tuple[str, str]],
    phrase_lists: Iterable[str],
    expressions: Iterable[str],
    labels: Iterable[str],
) -> frozenset[str]:
    """Return the names of all that was found.

    Args:
        entities: the name and the role, or "", of each entity.
        phrase_lists: the names of the phrase lists.
        expressions: the names of the expressions.
        labels: the labels of the patterns.

    Returns:
        ``entity NAME``, ``entity NAME as ROLE``, ``list NAME``, ``expression NAME`` and
        ``pattern LABEL``.

    """
    names = {list_name(each) for each in phrase_lists}
    names.update(f"expression {each}" for each in expressions)
    names.update(f"pattern {each}" for each in labels)
    for name, role in entities:
        names.add(f"entity {name}")
        if role:
            names.add(f"entity {name} as {role}")
    return frozenset(names)


def names_of_feature(name: str) -> tuple[str, str, str]:
    """Return the names that an entity, a phrase list or an expression of a name may have."""
    return f"entity {name}", list_name(name), f"expression {name}"


def list_name(phrase_list: str) -> str:
    """Return the name of a phrase list among the others."""
    return f"list {phrase_list}"
