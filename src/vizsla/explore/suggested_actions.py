"""The calls that act on a finding, in Python and on the command line."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from vizsla.explore.findings import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.explore.findings import Evidence

__all__ = ["add", "keep_out", "merge", "put_aside", "remove", "suggest"]

SPOKEN = 100  # examples that a command names; the line has to fit a terminal's limits


def remove(text: str, kind: str, evidence: Sequence[Evidence], project: str) -> Action:
    """Remove the evidence for good."""
    ids, rest = _ids(evidence)
    command = f"vizsla remove {shlex.quote(project)} " + " ".join(f"--example {n}" for n in ids)
    return Action(text + rest, f'p.remove(p.explore().finding("{kind}"))', command)


def keep_out(text: str, kind: str, evidence: Sequence[Evidence], project: str) -> Action:
    """Keep the evidence, but out of training."""
    ids, rest = _ids(evidence)
    command = f"vizsla mark {shlex.quote(project)} do-not-use {' '.join(map(str, ids))}"
    return Action(text + rest, f'p.use(p.explore().finding("{kind}"), False)', command)


def put_aside(text: str, kind: str, evidence: Sequence[Evidence], project: str) -> Action:
    """Mark the evidence as unsure."""
    ids, rest = _ids(evidence)
    command = f"vizsla mark {shlex.quote(project)} unsure {' '.join(map(str, ids))}"
    return Action(text + rest, f'p.unsure(p.explore().finding("{kind}"))', command)


def add(text: str, source: str, label: str | None, project: str) -> Action:
    """Add more pictures."""
    command = f"vizsla add {shlex.quote(project)} {shlex.quote(source)}"
    if label is None:
        return Action(text, f"p.add({source!r})", command)
    python = f"p.add({source!r}, label={label!r})"
    return Action(text, python, f"{command} {_option('label', label)}")


def suggest(text: str, project: str) -> Action:
    """Ask what to label next."""
    python = "for s in p.suggest(20): print(s.example.id, s.example.name, s.label)"
    return Action(text, python, f"vizsla suggest {shlex.quote(project)}")


def merge(text: str, sources: Sequence[str], into: str, project: str) -> Action:
    """Make several labels one."""
    merged = " ".join(_option("merge", each) for each in sources)
    return Action(
        text,
        f"p.merge_labels({list(sources)!r}, {into!r})",
        f"vizsla labels {shlex.quote(project)} {merged} {_option('into', into)}",
    )


def _ids(evidence: Sequence[Evidence]) -> tuple[list[int], str]:
    ids = list(dict.fromkeys(each.example for each in evidence))
    if len(ids) <= SPOKEN:
        return ids, ""
    return ids[:SPOKEN], (
        f" (the command names the first {SPOKEN} of {len(ids):,}; the Python call takes all)"
    )


def _option(name: str, value: str) -> str:
    joint = "=" if value.startswith("-") else " "
    return f"--{name}{joint}{shlex.quote(value)}"
