"""Makes the values of responses about examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.project.shown_examples import texts_of
from vizsla.server.projects.example_types import (
    EvidenceItem,
    ExampleItem,
    HistoryItem,
    LabelsItem,
    SuggestedLabel,
)
from vizsla.workspace.example_filter import ExampleFilter
from vizsla.workspace.label_state import UNLABELLED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.workspace import HistoryEntry, LabelState, Store
    from vizsla.workspace.example_filter import FoundExample
    from vizsla.workspace.exploration_store import StoredEvidence
    from vizsla.workspace.suggestion_store import StoredSuggestion

__all__ = ["example_items", "example_values", "history_item", "items_by_id"]


def example_items(store: Store, found: Sequence[FoundExample]) -> list[ExampleItem]:
    """Return examples."""
    return [ExampleItem(**each) for each in example_values(store, found)]


def items_by_id(store: Store, ids: Sequence[int]) -> dict[int, ExampleItem]:
    """Return examples by their ids, as far as they are there."""
    if not ids:
        return {}
    found = store.search(ExampleFilter(ids=tuple(ids)), len(ids)).found
    return {each.id: each for each in example_items(store, found)}


def example_values(store: Store, found: Sequence[FoundExample]) -> list[dict[str, Any]]:
    """Return the fields of examples."""
    texts = texts_of(store, (each.example for each in found))
    ids = [each.example.id for each in found]
    evidence = store.exploration.evidence_of(ids)
    suggested = store.suggestions.of(
        each.example.id for each in found if each.example.state == UNLABELLED
    )
    versions = {each.run: each.number for each in store.versions()} if suggested else {}
    return [
        {
            **_values(store.modality, each, texts.get(each.example.id)),
            "suggestion": _suggestion(suggested.get(each.example.id), versions),
            "evidence": [_evidence(one) for one in evidence.get(each.example.id, ())],
        }
        for each in found
    ]


def _suggestion(
    found: StoredSuggestion | None, versions: Mapping[int, int]
) -> SuggestedLabel | None:
    if found is None:
        return None
    return SuggestedLabel(
        label=found.label,
        labels=[found.label, *found.more_labels],
        score=found.score,
        sure=found.sure,
        run=found.run,
        version=versions.get(found.run),
    )


def _evidence(found: StoredEvidence) -> EvidenceItem:
    return EvidenceItem(
        finding=found.kind,
        why=found.why,
        likely=found.likely,
        beside=found.beside,
        score=found.score,
    )


def _values(modality: str, found: FoundExample, text: str | None) -> dict[str, Any]:
    example = found.example
    return {
        "id": example.id,
        "name": example.name,
        "modality": modality,
        "sha256": example.sha256,
        "state": example.state,
        "label": example.label,
        "labels": list(example.labels),
        "not_labels": list(example.not_labels),
        "contradicts": list(example.contradicts),
        "unsure": example.state == "unsure",
        "used": example.used,
        "part": example.split,
        "who": found.who,
        "added_at": example.added_at,
        "width": example.facts.get("width"),
        "height": example.facts.get("height"),
        "text": text,
        "columns": dict(example.columns),
        "entities": None
        if example.entities is None
        else [each._asdict() for each in example.entities],
    }


def history_item(entry: HistoryEntry) -> HistoryItem:
    """Return an entry of an example's history."""
    return HistoryItem(
        kind=entry.kind,
        description=entry.description,
        who=entry.who,
        at=entry.at,
        before=None if entry.before is None else _labels(entry.before),
        after=_labels(entry.after),
        undone_by=entry.undone_by,
        undone_at=entry.undone_at,
    )


def _labels(state: LabelState) -> LabelsItem:
    return LabelsItem.model_validate(
        {"labels": state.labels, "not_labels": state.not_labels, "state": state.state}
    )
