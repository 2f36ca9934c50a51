"""The actions that findings suggest, as calls in Python and as commands."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from vizsla.explore.findings import SuggestedAction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.explore.findings import Evidence

__all__ = ["add", "leave_out", "mark_unsure", "merge", "remove", "suggest"]

NAMED = 100  # examples in a command; the line has to fit the limits of a terminal


def remove(text: str, kind: str, evidence: Sequence[Evidence], project: str) -> SuggestedAction:
    """Suggest to remove the evidence for good."""
    ids, note = _ids(evidence)
    command = f"vizsla remove {shlex.quote(project)} " + " ".join(f"--example {n}" for n in ids)
    return SuggestedAction(
        "remove", text + note, f'p.remove(p.explore().finding("{kind}"))', command
    )


def leave_out(text: str, kind: str, evidence: Sequence[Evidence], project: str) -> SuggestedAction:
    """Suggest to keep the evidence, and leave it out of training."""
    ids, note = _ids(evidence)
    command = f"vizsla mark {shlex.quote(project)} do-not-use {' '.join(map(str, ids))}"
    return SuggestedAction(
        "leave-out", text + note, f'p.use(p.explore().finding("{kind}"), False)', command
    )


def mark_unsure(
    text: str, kind: str, evidence: Sequence[Evidence], project: str
) -> SuggestedAction:
    """Suggest to mark the evidence as unsure."""
    ids, note = _ids(evidence)
    command = f"vizsla mark {shlex.quote(project)} unsure {' '.join(map(str, ids))}"
    return SuggestedAction(
        "unsure", text + note, f'p.unsure(p.explore().finding("{kind}"))', command
    )


def add(text: str, source: str, label: str | None, project: str) -> SuggestedAction:
    """Suggest to add more examples."""
    command = f"vizsla add {shlex.quote(project)} {shlex.quote(source)}"
    if label is None:
        return SuggestedAction("add", text, f"p.add({source!r})", command)
    python = f"p.add({source!r}, label={label!r})"
    return SuggestedAction("add", text, python, f"{command} {_option('label', label)}")


def suggest(text: str, project: str) -> SuggestedAction:
    """Suggest to ask which examples to label next."""
    python = "for s in p.suggest(20): print(s.example.id, s.example.name, s.label)"
    return SuggestedAction("suggest", text, python, f"vizsla suggest {shlex.quote(project)}")


def merge(text: str, sources: Sequence[str], into: str, project: str) -> SuggestedAction:
    """Suggest to merge several labels into one."""
    merged = " ".join(_option("merge", each) for each in sources)
    return SuggestedAction(
        "merge",
        text,
        f"p.merge_labels({list(sources)!r}, {into!r})",
        f"vizsla labels {shlex.quote(project)} {merged} {_option('into', into)}",
    )


def _ids(evidence: Sequence[Evidence]) -> tuple[list[int], str]:
    """Return the ids that a command names, and a note where it can't name all."""
    ids = list(dict.fromkeys(each.example for each in evidence))
    if len(ids) <= NAMED:
        return ids, ""
    return ids[:NAMED], (
        f" (the command names the first {NAMED} of {len(ids):,}; the Python call takes all)"
    )


def _option(name: str, value: str) -> str:
    joint = "=" if value.startswith("-") else " "
    return f"--{name}{joint}{shlex.quote(value)}"
