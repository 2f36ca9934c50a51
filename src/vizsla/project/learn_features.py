"""Compiles a project's features, and learns its entities from the training examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vizsla.coded_text import CodedText
from vizsla.encoders.text.text_encoder import PART_UNIT, TextEncoder
from vizsla.errors import OptionError
from vizsla.features.compile_definitions import compile_definitions
from vizsla.features.definitions import FeatureDefinitions, read_definitions
from vizsla.features.entity_finder import FeatureFinder
from vizsla.features.feature_file import write_feature_set
from vizsla.features.requirements import found_by_rule
from vizsla.features.rule_names import list_name
from vizsla.modalities.registry import modality_named
from vizsla.project.project_files import read_those_left
from vizsla.training.learn_entities import TextWithEntities, learn_entities

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np

    from vizsla.encoders.base import Encoder
    from vizsla.features.entity_count import EntityCount
    from vizsla.features.feature_set import FeatureSet
    from vizsla.progress import ProgressReporter
    from vizsla.project.snapshot import Snapshot
    from vizsla.workspace import Store

__all__ = ["TextRules", "learn_features", "text_rules"]


@dataclass(frozen=True, slots=True, eq=False)
class TextRules:
    """What a project's features find in texts before anything is learned.

    Attributes:
        features: the compiled features.
        limited: by the name of a rule the labels that it helps to predict; a rule that is not
            named helps with all.

    """

    features: FeatureSet
    limited: Mapping[str, tuple[str, ...]]

    @property
    def notes(self) -> tuple[str, ...]:
        """What labels require of entities that are learned, which can't be held, in sentences."""
        known = found_by_rule(self.features)
        return tuple(
            CodedText.of(
                f"The label {label!r} requires {name!r}, which is learned from examples and no "
                "rule: texts without it may have the label all the same.",
                "required-is-learned",
                label=label,
                name=name,
            )
            for label, names in self.features.required.items()
            for name in names
            if name not in known
        )

    @property
    def find(self) -> Callable[[str], frozenset[str]]:
        """What returns the names of the rules that find something in a text."""
        return FeatureFinder(self.features, _no_vectors).find_by_rule


def text_rules(store: Store, encoder: Encoder[Any]) -> TextRules | None:
    """Return the rules of a project of texts; None where it has none.

    Raises:
        OptionError: a feature can't be used, or the encoder knows no words.

    """
    definitions = read_definitions(store.features(), f"the features of {store.name!r}")
    if not definitions.of_texts:
        return None
    if not isinstance(encoder, TextEncoder):
        raise _no_words(store, encoder)
    limited = {
        list_name(each.name): each.labels
        for each in definitions.phrase_lists
        if each.labels is not None
    }
    return TextRules(compile_definitions(definitions), limited)


def learn_features(
    snapshot: Snapshot,
    rules: TextRules | None,
    store: Store,
    encoder: Encoder[Any],
    reporter: ProgressReporter,
) -> tuple[Mapping[str, bytes], tuple[EntityCount, ...]]:
    """Return the files of a project's features, and how well its entities are found.

    Args:
        snapshot: the examples that are for training.
        rules: the project's rules; None where it has none.
        store: the project's store.
        encoder: the project's encoder.
        reporter: the reporter of the progress, which may stop the work.

    Returns:
        The files by name, none where there is no feature and no entity; and how well each learned
        entity was found in cross-validation.

    Raises:
        OptionError: the encoder knows no words.

    """
    groups = {
        each.id: int(group) for each, group in zip(snapshot.examples, snapshot.groups, strict=True)
    }
    marked = [each for each in snapshot.examples if each.entities is not None]
    if rules is None and not any(each.entities for each in marked):
        return {}, ()
    features = compile_definitions(FeatureDefinitions()) if rules is None else rules.features
    if not isinstance(encoder, TextEncoder):
        raise _no_words(store, encoder)
    modality = modality_named(store.modality)
    texts = [
        TextWithEntities(
            modality.load(content),
            each.entities or (),
            groups[each.id],
        )
        for each, content in read_those_left(store, marked)
    ]
    result = learn_entities(texts, features, encoder.embed_parts, PART_UNIT, reporter)
    files = write_feature_set(features.with_learned(result.learned))
    return files, result.counts


def _no_words(store: Store, encoder: Encoder[Any]) -> OptionError:
    return OptionError(
        f"the project {store.name!r} has features of texts, and its encoder {encoder.name!r} "
        "reads no words: open a project with another encoder"
    )


def _no_vectors(words: Sequence[str]) -> np.ndarray:
    raise AssertionError(f"nothing was learned that asks for the vectors of {words!r:.80}")
