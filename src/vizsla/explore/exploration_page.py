"""An exploration as a page: what was found, with its pictures, and the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.explore.explored_examples import UNNAMED
from vizsla.modalities.registry import modality_named
from vizsla.pages.render import render
from vizsla.prefetch import prefetch
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vizsla.explore.exploration import Exploration
    from vizsla.explore.findings import Finding
    from vizsla.workspace import Example

__all__ = ["draw"]

SHOWN = 24  # pictures of a finding, or half as many pairs
SIDE = 160  # of their thumbnails, in pixels
BARS = 24  # labels whose bars are drawn
POINTS = 10_000  # of the map
PICTURES = 600  # of the map: 2 kB each
PICTURE_SIDE = 96
COLUMNS = 25
NAMED = 24  # labels with a colour and a shape of their own, which no other has
LONGEST = 80  # characters of a file's name

# In units of a mark's size; colours go round in eights, so 24 labels differ in one or the other.
SHAPES = (
    "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0z",
    "M-.9-.9H.9V.9H-.9z",
    "M0-1.15L1.1.8H-1.1z",
    "M0-1.25L1.25 0 0 1.25-1.25 0z",
    "M-.4-1.15H.4V-.4H1.15V.4H.4V1.15H-.4V.4H-1.15V-.4H-.4z",
    "M0 1.15L1.1-.8H-1.1z",
)
COLOURS = 8


def draw(found: Exploration, thumbnail: Callable[[int], bytes | None]) -> str:
    """Return the page.

    Args:
        found: the exploration.
        thumbnail: gives the picture file of an example's id; None where it has none. It is called
            on the calling thread only.

    """
    named = _named(found)
    return render(
        "vizsla.explore",
        "exploration.html",
        title=f"{found.project}: a look at the data"
        if found.project != UNNAMED
        else "A look at the data",
        found=found,
        lede=_lede(found),
        findings=[_finding(each, pictures) for each, pictures in _pictured(found, thumbnail)],
        bars=_bars(found),
        labels_left=max(0, len(found.labels) - BARS),
        legend=[
            {"name": name, "count": count, "colour": n % COLOURS, "shape": SHAPES[n % len(SHAPES)]}
            for n, (name, count) in enumerate(named.items())
        ],
        others=sum(found.labels.values()) - sum(named.values()),
        unlabelled=len(found.examples) - found.labelled,
        plane=_plane(found, list(named), thumbnail),
        shapes=SHAPES,
        opening=_opening(found.project),
    )


def _opening(project: str) -> str | None:
    """Return the line of Python that opens the project, where its name is known."""
    return None if project == UNNAMED else f"p = vizsla.Project.open({project!r})"


def _lede(found: Exploration) -> str:
    count = len(found.examples)
    if not count:
        return "There is nothing to look at yet."
    pictures = counted(count, "picture")
    labels = "no labels yet"
    if found.labels:
        labels = counted(len(found.labels), "label")
    must = sum(each.severity == "must" for each in found.findings)
    if not found.findings:
        return f"{pictures}, {labels}, and nothing stands out."
    if must:
        things = "one thing is" if must == 1 else f"{must} things are"
        return f"{pictures}, {labels}; {things} in the way of a function that can be believed."
    return f"{pictures}, {labels}; nothing is in the way, and some of it deserves a look."


def _pictured(
    found: Exploration, thumbnail: Callable[[int], bytes | None]
) -> Iterable[tuple[Finding, list[dict[str, Any]]]]:
    """Give each finding with what it shows of its evidence."""
    modality = modality_named(found.modality)
    known = {each.id: each for each in found.examples}
    chosen = {each.kind: _chosen(each) for each in found.findings}
    ids = {
        number: None
        for shown in chosen.values()
        for each in shown
        for number in (each.example, each.beside)
        if number is not None
    }
    uris = dict(
        zip(
            ids,
            prefetch(lambda content: modality.preview(content, SIDE), map(thumbnail, ids)),
            strict=True,
        )
    )
    for finding in found.findings:
        yield (
            finding,
            [
                {
                    "why": each.why,
                    "pictures": [
                        {"uri": uris[number], "id": number, **_told(known.get(number))}
                        for number in (each.example, each.beside)
                        if number is not None
                    ],
                }
                for each in chosen[finding.kind]
            ],
        )


def _chosen(finding: Finding) -> tuple[Any, ...]:
    pairs = any(each.beside is not None for each in finding.evidence)
    return finding.evidence[: SHOWN // 2 if pairs else SHOWN]


def _told(example: Example | None) -> dict[str, str]:
    if example is None:
        return {"name": "", "label": ""}
    return {"name": _short(example.name), "label": _label(example)}


def _label(example: Example) -> str:
    if example.label is not None:
        return example.label
    if example.not_labels:
        return "not " + " nor ".join(example.not_labels)
    return "" if example.state == "unlabelled" else example.state


def _finding(finding: Finding, shown: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "title": finding.title,
        "why": finding.why,
        "severity": finding.severity,
        "act": finding.act,
        "shown": shown,
        "pairs": any(len(each["pictures"]) > 1 for each in shown),
        "total": len(finding.evidence),
    }


def _bars(found: Exploration) -> list[dict[str, Any]]:
    most = max(found.labels.values(), default=0) or 1
    return [
        {"name": label, "value": count / most, "text": f"{count:,}", "colour": 0}
        for label, count in list(found.labels.items())[:BARS]
    ]


def _named(found: Exploration) -> dict[str, int]:
    """Return the labels that get a colour of their own: the most frequent ones."""
    labels = sorted(found.labels.items(), key=lambda item: -item[1])
    return {label: count for label, count in labels[:NAMED] if count}


def _plane(
    found: Exploration, named: list[str], thumbnail: Callable[[int], bytes | None]
) -> dict[str, Any]:
    """Return the map's points as columns, and a sprite of some of their pictures."""
    count = len(found.examples)
    drawn = _evenly(count, POINTS)
    pictured = drawn[_evenly(len(drawn), PICTURES)]
    rank = {int(place): n for n, place in enumerate(pictured)}
    number = {label: n for n, label in enumerate(named)}
    examples = [found.examples[n] for n in drawn]
    contents = (thumbnail(found.examples[n].id) for n in pictured)
    sheet = modality_named(found.modality).sheet(contents, PICTURE_SIDE, COLUMNS)
    return {
        "all": count,
        "x": (found.points[drawn, 0] * 1000).round(1).astype(float).tolist(),
        "y": (found.points[drawn, 1] * 1000).round(1).astype(float).tolist(),
        # The label's number among those with a mark of their own; -1 is another, -2 is none.
        "label": [-2 if e.label is None else number.get(e.label, -1) for e in examples],
        "text": [_label(each) for each in examples],
        "id": [each.id for each in examples],
        "name": [_short(each.name) for each in examples],
        "picture": [rank.get(int(n), -1) for n in drawn],
        "pictures": len(pictured),
        "sprite": sheet.uri if len(pictured) else "",
        "columns": sheet.columns,
        "rows": sheet.rows,
    }


def _evenly(count: int, most: int) -> np.ndarray:
    return (
        np.unique(np.linspace(0, count - 1, min(count, most)).astype(int))
        if count
        else np.zeros(0, int)
    )


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST // 2]}…{name[-LONGEST // 2 + 1 :]}"
