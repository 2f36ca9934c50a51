"""Says what would help a project most now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.modalities.registry import modality_named
from vizsla.wording import counted
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.workspace import ExampleCounts, LabelCount

__all__ = ["NextStep", "ProjectState", "next_step"]

FEWEST = 5  # examples of a label, below which a test says little
LABELS = 2  # that there must be to tell apart


@dataclass(frozen=True, slots=True)
class NextStep:
    """What would help most.

    Attributes:
        action: ``add``, ``settle``, ``label``, ``check``, ``train``, ``test``, ``publish`` or
            ``try``.
        text: what to do, in a sentence.
        count: the number of examples that it is about; 0 where it is about none.

    """

    action: str
    text: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class ProjectState:
    """Where a project stands.

    Attributes:
        modality: the name of the modality of its examples.
        counts: the numbers of its examples.
        labels: its labels.
        multi_label: whether an example may have several labels.
        doubtful: the number of examples that may be labelled wrongly, as far as is known.
        run: the number of its last run; None where it was not trained.
        tested: whether that run was tested.
        changed: the number of labelled examples that changed since that run.
        published: the number of the newest run that was published; None where none was.

    """

    modality: str
    counts: ExampleCounts
    labels: Sequence[LabelCount]
    multi_label: bool = False
    doubtful: int = 0
    run: int | None = None
    tested: bool = False
    changed: int = 0
    published: int | None = None


def next_step(state: ProjectState) -> NextStep:
    """Return what would help a project most: the first of these that there is to do."""
    return (
        _add(state)
        or _settle(state)
        or _label(state)
        or _check(state)
        or _train(state)
        or _publish(state)
        or _label_the_rest(state)
        or NextStep("try", "Try the function, and look at what it gets wrong.")
    )


def _examples(state: ProjectState, count: int) -> str:
    modality = modality_named(state.modality)
    return counted(count, modality.singular, modality.plural)


def _add(state: ProjectState) -> NextStep | None:
    if state.counts.examples:
        return None
    return NextStep(
        "add", f"Add {modality_named(state.modality).plural}: a folder, files or a zip."
    )


def _settle(state: ProjectState) -> NextStep | None:
    count = state.counts.contradictions
    if not count:
        return None
    verb = "has" if count == 1 else "have"
    text = f"{_examples(state, count)} {verb} contradicting labels: choose one."
    return NextStep("settle", text, count)


def _label(state: ProjectState) -> NextStep | None:
    named = [each for each in state.labels if each.name != NONE_OF_THESE and each.positive]
    least = 1 if state.multi_label else LABELS
    if len(named) < least:
        words = "a label" if least == 1 else "two different labels"
        return NextStep("label", f"Give {words} to some {modality_named(state.modality).plural}.")
    rarest = min(named, key=lambda each: each.positive)
    missing = FEWEST - rarest.positive
    if missing <= 0:
        return None
    needed, has = _examples(state, missing), f"{rarest.name!r}: it has {rarest.positive}."
    if not state.counts.by_state["unlabelled"]:
        return NextStep("add", f"Add {needed} of {has}", missing)
    return NextStep("label", f"Label {needed} more as {has}", missing)


def _check(state: ProjectState) -> NextStep | None:
    if not state.doubtful:
        return None
    text = f"{_examples(state, state.doubtful)} may be labelled wrongly: look at them."
    return NextStep("check", text, state.doubtful)


def _train(state: ProjectState) -> NextStep | None:
    if state.run is None:
        count = state.counts.by_state["labelled"]
        return NextStep("train", f"Train on {_examples(state, count)}.", count)
    if state.changed:
        text = f"Train again: the labels of {_examples(state, state.changed)} have changed."
        return NextStep("train", text, state.changed)
    return None


def _publish(state: ProjectState) -> NextStep | None:
    if not state.tested:
        return NextStep("test", f"Test run {state.run}.")
    if state.published != state.run:
        return NextStep("publish", f"Publish run {state.run}, so that programs can call it.")
    return None


def _label_the_rest(state: ProjectState) -> NextStep | None:
    count = state.counts.by_state["unlabelled"]
    if not count:
        return None
    verb = "has" if count == 1 else "have"
    text = f"{_examples(state, count)} {verb} no label: label those that would help most."
    return NextStep("label", text, count)
