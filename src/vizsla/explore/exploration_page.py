"""Draws an exploration as a page: the findings with their examples, the labels and the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from vizsla.explore.example_caption import label_text, short_name
from vizsla.explore.explored_examples import UNNAMED
from vizsla.explore.map_data import map_data
from vizsla.modalities.base import as_text
from vizsla.modalities.registry import modality_named
from vizsla.pages.render import render
from vizsla.prefetch import prefetch
from vizsla.wording import counted

if TYPE_CHECKING:
    from vizsla.explore.exploration_data import ExplorationData, ReadContent
    from vizsla.explore.findings import Evidence, Finding

__all__ = ["exploration_page"]

SHOWN = 24  # examples of a finding, or half as many pairs
SIDE = 160  # pixels of their previews
LONGEST = 160  # characters of their previews, where they are texts
BARS = 24  # labels with a bar
MARKED = 24  # labels with a colour and a shape that no other label has

# In units of a mark's size. There are eight colours, so that 24 labels differ in colour or shape.
SHAPES = (
    "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0z",
    "M-.9-.9H.9V.9H-.9z",
    "M0-1.15L1.1.8H-1.1z",
    "M0-1.25L1.25 0 0 1.25-1.25 0z",
    "M-.4-1.15H.4V-.4H1.15V.4H.4V1.15H-.4V.4H-1.15V-.4H-.4z",
    "M0 1.15L1.1-.8H-1.1z",
)
COLOURS = 8


class _Preview(TypedDict):
    uri: str
    text: str
    id: int
    name: str
    label: str


class _Shown(TypedDict):
    why: str
    previews: list[_Preview]


def exploration_page(found: ExplorationData, read: ReadContent) -> str:
    """Return the page.

    Args:
        found: the exploration.
        read: returns an example's file by its id, or None. It is called on this thread.

    """
    modality = modality_named(found.modality)
    marked = _marked(found)
    named = found.project != UNNAMED
    return render(
        "vizsla.explore",
        "exploration.html",
        title=f"{found.project}: exploration" if named else "Exploration",
        found=found,
        singular=modality.singular,
        plural=modality.plural,
        lede=_lede(found),
        findings=_findings(found, read),
        bars=_bars(found),
        labels_left=max(0, len(found.labels) - BARS),
        legend=[
            {"name": name, "count": count, "colour": n % COLOURS, "shape": SHAPES[n % len(SHAPES)]}
            for n, (name, count) in enumerate(marked.items())
        ],
        others=found.labelled - sum(marked.values()),
        unlabelled=len(found.examples) - found.labelled,
        plane=map_data(found, list(marked), read),
        shapes=SHAPES,
        opening=f"p = vizsla.Project.open({found.project!r})" if named else None,
    )


def _lede(found: ExplorationData) -> str:
    modality = modality_named(found.modality)
    if not found.examples:
        return f"There are no {modality.plural} yet."
    examples = counted(len(found.examples), modality.singular, modality.plural)
    labels = counted(len(found.labels), "label") if found.labels else "no labels yet"
    must = sum(each.severity == "must" for each in found.findings)
    if not found.findings:
        return f"{examples}, {labels}, and nothing stands out."
    if must:
        first = counted(must, "finding has", "findings have")
        return f"{examples}, {labels}; {first} to be dealt with before a function can be trusted."
    return f"{examples}, {labels}; nothing has to be changed, and some findings deserve a look."


def _findings(found: ExplorationData, read: ReadContent) -> list[dict[str, object]]:
    """Return the findings with the evidence that the page shows."""
    modality = modality_named(found.modality)
    known = {each.id: each for each in found.examples}
    chosen = {each.kind: _chosen(each) for each in found.findings}
    ids = dict.fromkeys(
        number for evidence in chosen.values() for each in evidence for number in _ids(each)
    )

    def draw(content: bytes | None) -> tuple[str, str]:
        text = as_text(modality, content, LONGEST)
        return ("", text) if text else (modality.preview(content, SIDE), "")

    drawn = dict(zip(ids, prefetch(draw, map(read, ids)), strict=True))

    def preview(number: int) -> _Preview:
        example = known.get(number)
        name, label = ("", "") if example is None else (short_name(example), label_text(example))
        uri, text = drawn[number]
        if text and name == modality.describe(text):  # it was added by itself, without a file
            name = ""
        return {"uri": uri, "text": text, "id": number, "name": name, "label": label}

    return [
        _finding(
            finding,
            [
                {"why": each.why, "previews": [preview(number) for number in _ids(each)]}
                for each in chosen[finding.kind]
            ],
        )
        for finding in found.findings
    ]


def _ids(evidence: Evidence) -> tuple[int, ...]:
    if evidence.beside is None:
        return (evidence.example,)
    return (evidence.example, evidence.beside)


def _chosen(finding: Finding) -> tuple[Evidence, ...]:
    pairs = any(each.beside is not None for each in finding.evidence)
    return finding.evidence[: SHOWN // 2 if pairs else SHOWN]


def _finding(finding: Finding, shown: list[_Shown]) -> dict[str, object]:
    return {
        "kind": finding.kind,
        "title": finding.title,
        "why": finding.why,
        "severity": finding.severity,
        "act": finding.act,
        "shown": shown,
        "pairs": any(len(each["previews"]) > 1 for each in shown),
        "total": len(finding.evidence),
    }


def _bars(found: ExplorationData) -> list[dict[str, object]]:
    most = max(found.labels.values(), default=0) or 1
    return [
        {"name": label, "value": count / most, "text": f"{count:,}", "colour": 0}
        for label, count in list(found.labels.items())[:BARS]
    ]


def _marked(found: ExplorationData) -> dict[str, int]:
    """Return the labels that get a mark of their own, the most frequent ones, with their counts."""
    labels = sorted(found.labels.items(), key=lambda item: -item[1])
    return {label: count for label, count in labels[:MARKED] if count}
