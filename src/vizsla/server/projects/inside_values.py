"""Makes the values of responses about what happens inside of a run."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING

from vizsla.server.projects.example_values import example_items
from vizsla.server.projects.inside_types import (
    BoxItem,
    EmbeddingItem,
    InputItem,
    InsideLabel,
    InsideView,
    PieceItem,
    ProductItem,
    PullItem,
    WordItem,
)
from vizsla.workspace.example_filter import ExampleFilter

if TYPE_CHECKING:
    from vizsla.encoders.encoder_steps import EncoderSteps
    from vizsla.project.inside_example import InsideExample, InsideRow, PullingExample
    from vizsla.server.projects.example_types import ExampleItem
    from vizsla.server.projects.studio_project import StudioProject

__all__ = ["inside_view"]


def inside_view(project: StudioProject, found: InsideExample) -> InsideView:
    """Return an example on its way through a run."""
    shown = {
        found.example.id,
        *(each.example.id for each in (*found.nearest, *found.pulling)),
    }
    store = project.store
    items = {
        each.id: each
        for each in example_items(
            store, store.search(ExampleFilter(ids=tuple(shown)), len(shown)).found
        )
    }
    encoder, answer = found.steps.encoder, found.steps.answer
    places = encoder.places
    return InsideView(
        run=found.run,
        example=items[found.example.id],
        answer=answer.answer,
        score=answer.score,
        sure=answer.sure,
        calibrated=answer.calibrated,
        method="sigmoid" if store.multi_label else "softmax",
        temperature=found.temperature,
        input=_input(encoder),
        embedding=EmbeddingItem(
            encoder=store.encoder,
            values=encoder.embedding.values.tolist(),
            rows=None if places is None else places.shape[0],
            columns=None if places is None else places.shape[1],
        ),
        labels=[_label(each) for each in found.rows],
        words=[WordItem(**asdict(each)) for each in found.words],
        nearest=_pulls(found.nearest, items),
        pulling=_pulls(found.pulling, items),
        in_training=found.in_training,
        training_examples=found.training_examples,
        missing=found.missing,
    )


def _input(steps: EncoderSteps) -> InputItem:
    width, height = steps.size or (None, None)
    numbers: list[int] = steps.tensor.tolist() if steps.tensor is not None and steps.pieces else []
    box = steps.box and dict(zip(("left", "top", "right", "bottom"), steps.box, strict=True))
    return InputItem(
        width=width,
        height=height,
        box=BoxItem(**box) if box else None,
        shape=[] if steps.tensor is None else [*steps.tensor.shape],
        scale=steps.scale,
        zero_point=steps.zero_point,
        pieces=[
            PieceItem(number=number, piece=piece)
            for number, piece in zip(numbers, steps.pieces, strict=True)
        ],
    )


def _label(row: InsideRow) -> InsideLabel:
    steps = row.steps
    return InsideLabel(
        label=steps.label,
        products=[ProductItem(**asdict(each)) for each in steps.products],
        total=steps.total,
        bias=steps.bias,
        features=_finite(steps.features),
        output=_finite(steps.output),
        uncalibrated=_finite(row.uncalibrated),
        uncalibrated_score=row.uncalibrated_score,
        score=steps.score,
        places=None if steps.places is None else steps.places.tolist(),
        base=row.base,
        pulled=row.pulled,
    )


def _pulls(found: tuple[PullingExample, ...], items: dict[int, ExampleItem]) -> list[PullItem]:
    return [
        PullItem(
            example=items[each.example.id],
            similarity=each.similarity,
            pulls=each.pulls.tolist(),
        )
        for each in found
        if each.example.id in items  # others were removed meanwhile
    ]


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None
