"""Does what deals with a finding, in one act that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import NotFoundError, OptionError

if TYPE_CHECKING:
    from vizsla.workspace import LabelAction, Store

__all__ = ["APPLIED", "apply_finding"]

# What findings suggest, and what is done: examples that are removed could not be brought back.
LEAVE_OUT, UNSURE, MERGE = "leave-out", "unsure", "merge"
APPLIED = {"remove": LEAVE_OUT, LEAVE_OUT: LEAVE_OUT, UNSURE: UNSURE, MERGE: MERGE}


def apply_finding(store: Store, kind: str, who: str | None = None) -> LabelAction:
    """Deal with all examples that a finding of the newest exploration is still about.

    Args:
        store: the project's store.
        kind: the finding's kind.
        who: the person or program that acts.

    Returns:
        What was done. Examples to be removed are left out of training.

    Raises:
        NotFoundError: the exploration has no such finding, or it is about no example any more.
        OptionError: nothing can be done about it here.

    """
    found = store.exploration.newest()
    findings = [] if found is None else found.findings
    finding = next((each for each in findings if each["kind"] == kind), None)
    ids = store.exploration.ids_of(kind)
    if finding is None or not ids:
        raise NotFoundError(
            f"no example of {store.name!r} has the finding {kind!r} any more; explore it again"
        )
    act = finding["act"]
    suggested = str(act["kind"]) if isinstance(act, dict) else ""
    done = APPLIED.get(suggested)
    if done == LEAVE_OUT:
        return store.use(ids, used=False, who=who)
    if done == UNSURE:
        return store.unsure(ids, who)
    if done == MERGE:
        labels = finding["labels"]
        into, *sources = [str(each) for each in labels] if isinstance(labels, list) else [""]
        return store.merge_labels(sources, into, who)
    raise OptionError(f"the finding {kind!r} is dealt with by people: {finding['title']}")
