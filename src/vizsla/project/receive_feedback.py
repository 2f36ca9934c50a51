"""Receives feedback on an answer: its input becomes an example, which a person labels.

Callers are not trusted: what they say is shown to the people who label, and is never a label by
itself; nothing that the project has is changed by it, and a caller learns nothing of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from vizsla.answer import NONE_OF_THESE
from vizsla.errors import (
    AccessDeniedError,
    NotFoundError,
    OptionError,
    RateLimitError,
    RequestError,
    WorkspaceDamagedError,
)
from vizsla.label_rules import clean_label
from vizsla.modalities.registry import modality_named
from vizsla.modalities.sources.named_bytes import NamedBytes
from vizsla.workspace import NewExample
from vizsla.workspace.feedback_store import FeedbackStore

if TYPE_CHECKING:
    from vizsla.modalities.limits import Limits
    from vizsla.workspace import Store, Workspace
    from vizsla.workspace.feedback_records import AnswerId, GivenAnswer, KeptInput

__all__ = ["ReceivedFeedback", "SaidOfAnswer", "receive_feedback"]

MOST_WAITING = 1_000  # examples that one caller's feedback may put before people at once
RETRY_AFTER = 3600  # seconds: people look at examples in their own time


@dataclass(frozen=True, slots=True)
class SaidOfAnswer:
    """What a caller says of an answer.

    Attributes:
        id: the answer's id.
        labels: the right labels; none for 'none of these', and None where none is given.
        several: whether they were given as a list, which is for multi-label projects.
        right: whether the answer was right, where that is said in place of the labels.

    """

    id: AnswerId
    labels: tuple[str, ...] | None = None
    several: bool = False
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class ReceivedFeedback:
    """What became of feedback.

    Attributes:
        labels: the labels that it says are right; none where it says only that the answer is wrong.
        looked_at: whether somebody has labelled the example, or set it aside, since.

    """

    labels: tuple[str, ...]
    looked_at: bool


def receive_feedback(
    workspace: Workspace,
    name: str,
    said: SaidOfAnswer,
    limits: Limits,
    key_id: str | None = None,
    who: str = "feedback",
) -> ReceivedFeedback:
    """Put the input of an answer, with the feedback on it, before the people who label.

    Saying the same again changes nothing; saying something else replaces what was said, until
    somebody has looked at the example.

    Args:
        workspace: the workspace.
        name: the name of the project whose function answered.
        said: what is said.
        limits: the limits for reading the input.
        key_id: the public id of the caller's key; None where none is needed.
        who: the name of the caller's key.

    Raises:
        AccessDeniedError: the project allows no feedback.
        NotFoundError: no input of such an answer is kept for this caller.
        OptionError: a label can't be one, or several are given in a project of one label.
        RateLimitError: too many of the caller's examples wait already.
        RequestError: somebody has looked at the example, and something else was said before.
        WorkspaceError: the workspace can't be used.

    """
    allowance = workspace.kept_inputs.allowance(name)
    if allowance is None:
        raise AccessDeniedError(
            f"no feedback is allowed on {name!r}; whoever runs this server allows it with: "
            f"vizsla feedback {name} --allow"
        )
    unknown = NotFoundError(
        f"{name!r} keeps no answer of this id: it is that of another function or key, is older "
        f"than {allowance.days:g} days, or was not kept"
    )
    kept = workspace.kept_inputs.find(name, said.id, key_id)
    if kept is None:
        raise unknown
    store = workspace.open_project(name)
    labels = _labels(said, kept.answer, store)
    feedback = FeedbackStore(store.database, store.row_id, store.name)
    before = feedback.find(kept.id)
    if before is not None:
        looked_at = feedback.was_looked_at(kept.id)
        if before.labels == labels:
            return ReceivedFeedback(labels, looked_at)
        if looked_at:
            raise RequestError(
                "a person has looked at this example since your feedback, which stays as it was",
                HTTPStatus.CONFLICT,
            )
    elif feedback.waiting(who) >= MOST_WAITING:
        raise RateLimitError(
            f"{MOST_WAITING:,} examples of your feedback on {name!r} are waiting for a person to "
            "look at them; send more later",
            RETRY_AFTER,
        )
    if before is not None:
        number = before.example
    else:
        try:
            number = _example(workspace, store, kept, limits, who)
        except WorkspaceDamagedError as error:  # it is deleted this moment, or was by hand
            raise unknown from error
    feedback.put(number, kept, labels, who)
    return ReceivedFeedback(labels, looked_at=False)


def _labels(said: SaidOfAnswer, answer: GivenAnswer, store: Store) -> tuple[str, ...]:
    if said.right is not None:
        return tuple(sorted(answer.as_labels)) if said.right else ()
    if said.several and not store.multi_label:
        raise OptionError(
            f'an example of {store.name!r} has one label: give it as "label", not "labels"'
        )
    labels = tuple(sorted({clean_label(each) for each in said.labels or ()}))
    if NONE_OF_THESE in labels and len(labels) > 1:
        raise OptionError(
            f"{NONE_OF_THESE!r} goes with no other label: leave it out, or the others"
        )
    return labels or (NONE_OF_THESE,)


def _example(workspace: Workspace, store: Store, kept: KeptInput, limits: Limits, who: str) -> int:
    """Return the id of the example that an input is, or becomes: an unlabelled one."""
    known = store.ids_by_sha256([kept.sha256])
    if known:  # nothing of it changes
        return known[kept.sha256]
    content = workspace.kept_inputs.read(kept)
    modality = modality_named(store.modality)
    value = modality.load(NamedBytes(content, kept.name), limits=limits)
    measured = modality.measure(value, content)
    name = modality.describe(value) if modality.str_is_content else kept.name
    new = NewExample(
        content,
        name,
        dict(measured.facts),
        measured.fingerprint,
        columns=kept.columns or None,
    )
    return store.add([new], f"feedback of {who}" if who != "feedback" else who)[0].id
