"""Learn entities from texts in which somebody marked them, and measure how well they are found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from vizsla.features.entity_count import EntityCount
from vizsla.features.entity_finder import FeatureFinder, marks_of, token_places
from vizsla.features.feature_set import LEAST, FeatureSet, LearnedEntities
from vizsla.features.token_features import token_features
from vizsla.training.fit_tagger import MarkedText, fit_tagger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vizsla.progress import ProgressReporter
    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["LearnedResult", "TextWithEntities", "learn_entities"]

FOLDS = 5
CALIBRATED = 50  # judged entities from which on scores are calibrated
AT_ONCE = 256  # texts that are embedded at once

Kind = tuple[str, str]  # a name and a role
Span = tuple[int, int, Kind]  # the first token, the one after the last


@dataclass(frozen=True, slots=True)
class TextWithEntities:
    """A text, and the entities that are marked in it.

    Attributes:
        text: the text.
        entities: of each the first character, the one after its last, its name, its role or "".
        group: near-duplicates have the same number: they are tested on together.

    """

    text: str
    entities: tuple[tuple[int, int, str, str], ...]
    group: int


@dataclass(frozen=True, eq=False, slots=True)
class LearnedResult:
    """Taggers, and how well they do.

    Attributes:
        learned: the taggers, fitted on all texts.
        counts: by name and role, in order; empty where there are too few texts for validation.

    """

    learned: tuple[LearnedEntities, ...]
    counts: tuple[EntityCount, ...]


def learn_entities(
    texts: Sequence[TextWithEntities],
    features: FeatureSet,
    embed_parts: Callable[[Sequence[Sequence[str]]], list[np.ndarray]],
    vector_unit: int,
    reporter: ProgressReporter,
) -> LearnedResult:
    """Fit as many taggers as it takes that no two entities of one overlap.

    Args:
        texts: the texts.
        features: the features without learned entities: what they find helps the taggers.
        embed_parts: returns a vector of each word of texts.
        vector_unit: the whole numbers of these vectors to 1.
        reporter: the reporter of the progress, which may stop the work.

    Raises:
        MissingExtraError: SciPy is not installed.
        CancelledError: the user stopped the work.

    """
    finder = FeatureFinder(replace(features, learned=()), lambda _: np.zeros((0, 0)))
    tokens = [finder.tokens(each.text) for each in texts]
    spans = [_spans(each, cut) for each, cut in zip(texts, tokens, strict=True)]
    layers = _layers(spans)
    if not layers:
        return LearnedResult((), ())
    prepared: list[MarkedText] = []
    for start in range(0, len(texts), AT_ONCE):
        reporter.report("embedding words", start, len(texts))
        cuts = tokens[start : start + AT_ONCE]
        vectors = embed_parts([[each.raw for each in cut] for cut in cuts])
        for text, cut, vector in zip(texts[start:], cuts, vectors, strict=False):
            found = finder.by_rules(text.text, cut)
            lists = {name: each.find(cut) for name, each in features.phrase_lists.items()}
            marks = marks_of(cut, found, lists)
            prepared.append(MarkedText(vector, token_features(cut, marks), ()))
    folds = _folds([each.group for each in texts])
    learned, counts = [], Counter[tuple[Kind, str]]()
    for number, kinds in enumerate(layers):
        numbers = {kind: at for at, kind in enumerate(kinds)}
        marked = [
            replace(one, spans=_of_layer(some, numbers))
            for one, some in zip(prepared, spans, strict=True)
        ]
        judged: list[tuple[float, bool]] = []
        if folds is not None:
            for fold in range(FOLDS):
                done, steps = number * FOLDS + fold, len(layers) * FOLDS
                reporter.report("validating entities", done, steps)
                some, scored = _validate(marked, folds == fold, kinds, vector_unit)
                counts += some
                judged += scored
        reporter.report("learning entities", number, len(layers))
        tagger = fit_tagger(marked, len(kinds), vector_unit)
        learned.append(LearnedEntities(tagger, kinds, _calibration(judged)))
    reporter.report("learning entities", len(layers), len(layers))
    every = sorted({kind for kinds in layers for kind in kinds}) if folds is not None else []
    return LearnedResult(
        tuple(learned),
        tuple(
            EntityCount(*kind, *(counts[kind, what] for what in ("right", "wrong", "missed")))
            for kind in every
        ),
    )


def _spans(text: TextWithEntities, tokens: Sequence[TextToken]) -> list[Span]:
    """Return the entities of a text by the tokens that they touch, the longest first."""
    found = set()
    for start, end, name, role in text.entities:
        first, last = token_places(tokens, start, end)
        if first < last:
            found.add((first, last, (name, role)))
    return sorted(found, key=lambda each: (each[0] - each[1], each))


def _layers(texts: Iterable[Sequence[Span]]) -> list[tuple[Kind, ...]]:
    """Divide the kinds of entities so that those of one layer never overlap in a text."""
    overlaps: dict[Kind, set[Kind]] = {}
    for spans in texts:
        for start, end, kind in spans:
            others = overlaps.setdefault(kind, set())
            others |= {other for first, last, other in spans if first < end and start < last} - {
                kind
            }
    layers: list[list[Kind]] = []
    for kind in sorted(overlaps):
        free = (layer for layer in layers if not overlaps[kind].intersection(layer))
        layer = next(free, None)
        if layer is None:
            layers.append([kind])
        else:
            layer.append(kind)
    return [tuple(each) for each in layers]


def _of_layer(spans: Sequence[Span], numbers: dict[Kind, int]) -> list[tuple[int, int, int]]:
    """Return the entities of a layer; of those of one kind that overlap, the longest."""
    found: list[tuple[int, int, int]] = []
    for start, end, kind in spans:
        if kind in numbers and not any(first < end and start < last for first, last, _ in found):
            found.append((start, end, numbers[kind]))
    return sorted(found)


def _folds(groups: Sequence[int]) -> np.ndarray | None:
    """Deal texts to folds, near-duplicates to the same; None where there are too few."""
    different = sorted(set(groups))
    if len(different) < 2 * FOLDS:
        return None
    dealt = {group: at % FOLDS for at, group in enumerate(different)}
    return np.array([dealt[group] for group in groups])


def _validate(
    texts: Sequence[MarkedText], tested: np.ndarray, kinds: Sequence[Kind], vector_unit: int
) -> tuple[Counter[tuple[Kind, str]], list[tuple[float, bool]]]:
    """Fit on the other texts, and judge what is found in those that are tested on.

    Returns:
        How many were right, wrong and missed; and the score of each that was found, with whether
        it was right.

    """
    fitted = [each for each, out in zip(texts, tested, strict=True) if not out]
    tagger = fit_tagger(fitted, len(kinds), vector_unit)
    counts = Counter[tuple[Kind, str]]()
    scored: list[tuple[float, bool]] = []
    for text, out in zip(texts, tested, strict=True):
        if out:
            spans = tagger.find(text.vectors, text.features)
            found = {(each.start, each.end, each.kind) for each in spans}
            marked = set(text.spans)
            scored += [(each.score, (each.start, each.end, each.kind) in marked) for each in spans]
            for what, some in (
                ("right", found & marked),
                ("wrong", found - marked),
                ("missed", marked - found),
            ):
                counts.update((kinds[kind], what) for _, _, kind in some)
    return counts, scored


def _calibration(judged: Sequence[tuple[float, bool]]) -> tuple[float, float] | None:
    """Fit the line of log-odds from the scores to how often they were right (Platt, 1999)."""
    right = np.array([each for _, each in judged], bool)
    if len(right) < CALIBRATED or right.all() or not right.any():
        return None
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - of vizsla[train]

    scores = np.clip([each for each, _ in judged], LEAST, 1 - LEAST)
    fitted = LogisticRegression(C=1.0).fit(np.log(scores / (1 - scores))[:, None], right)
    slope = float(fitted.coef_[0, 0])
    return (slope, float(fitted.intercept_[0])) if slope > 0 else None
